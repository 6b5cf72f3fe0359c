// What does this project continue, and who says so?
// parameters: id: text
// sample: {"id": "demo:soress-mmi"}
MATCH (:Project {id: $id})-[r:FOLLOWS]->(p:Project)
RETURN p.id AS id, p.name AS name, p.acronym AS acronym, r.source AS source, r.quote AS quote, r.locator AS locator, r.status AS status,
  r.dataset AS dataset, r.`key` AS report
ORDER BY name, id, report
