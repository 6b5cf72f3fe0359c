// In which projects does this actor take part, and who says so?
// parameters: id: text
// sample: {"id": "orgnr:2021002841"}
MATCH (:Actor {id: $id})-[r:PARTICIPATES_IN]->(p:Project)
RETURN p.id AS id, p.name AS name, p.acronym AS acronym, p.`starts` AS starts_on, p.`ends` AS ends_on,
  r.role AS role, r.expanded_from AS expanded_from, r.source AS source, r.quote AS quote, r.locator AS locator, r.status AS status,
  r.dataset AS dataset, r.`key` AS report
ORDER BY name, id, report
