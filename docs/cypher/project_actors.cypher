// Who takes part in this project, and who says so?
// parameters: id: text
// sample: {"id": "demo:soress-mmi"}
MATCH (a:Actor)-[r:PARTICIPATES_IN]->(:Project {id: $id})
RETURN a.id AS id, a.name AS name, a.kind AS kind, r.role AS role, r.expanded_from AS expanded_from, r.source AS source, r.quote AS quote, r.locator AS locator, r.status AS status,
  r.dataset AS dataset, r.`key` AS report
ORDER BY name, id, role, report
