// What does this actor belong to, and who says so?
// parameters: id: text
// sample: {"id": "react-eu"}
MATCH (:Actor {id: $id})-[r:PART_OF]->(a:Actor)
RETURN a.id AS id, a.name AS name, a.kind AS kind, r.since AS since, r.source AS source, r.quote AS quote,
  r.locator AS locator, r.status AS status, r.dataset AS dataset, r.`key` AS report
ORDER BY name, id, report
