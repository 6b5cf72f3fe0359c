// Where does this project work, and who says so?
// parameters: id: text
// sample: {"id": "demo:soress-mmi"}
MATCH (:Project {id: $id})-[r:LOCATED_IN]->(p:Place)
RETURN p.id AS id, p.name AS name, p.level AS level, r.amount AS amount, r.currency AS currency, r.source AS source, r.quote AS quote, r.locator AS locator, r.status AS status,
  r.dataset AS dataset, r.`key` AS report
ORDER BY id, report
