// What is this project part of, and who says so?
// parameters: id: text
// sample: {"id": "demo:soress-mmi"}
MATCH (:Project {id: $id})-[r:PART_OF]->(p:Project)
RETURN p.id AS id, p.name AS name, p.acronym AS acronym, r.source AS source, r.quote AS quote, r.locator AS locator, r.status AS status,
  r.dataset AS dataset, r.`key` AS report
ORDER BY name, id, report
