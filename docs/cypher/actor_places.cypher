// Where does this actor sit, and who says so?
// parameters: id: text
// sample: {"id": "orgnr:2021002841"}
MATCH (:Actor {id: $id})-[r:LOCATED_IN]->(p:Place)
RETURN p.id AS id, p.name AS name, p.level AS level, r.source AS source, r.quote AS quote, r.locator AS locator, r.status AS status,
  r.dataset AS dataset, r.`key` AS report
ORDER BY id, report
