// Who pays for this project, to whom, and who says so? A row a report: those of one dataset add up, datasets tell of the same grant.
// parameters: id: text
// sample: {"id": "demo:soress-mmi"}
MATCH (a:Actor)-[r:FUNDS]->(:Project {id: $id})
RETURN a.id AS id, a.name AS name, a.kind AS kind, r.amount AS amount, r.currency AS currency, r.share AS share, r.recipient AS recipient, r.source AS source, r.quote AS quote, r.locator AS locator, r.status AS status,
  r.dataset AS dataset, r.`key` AS report
ORDER BY name, id, report
