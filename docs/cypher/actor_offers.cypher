// In which themes has this actor something to give, and who says so?
// parameters: id: text
// sample: {"id": "orgnr:5561162446"}
MATCH (:Actor {id: $id})-[r:OFFERS]->(t:Theme)
RETURN t.id AS id, t.name_sv AS name_sv, t.name_en AS name_en, r.source AS source, r.quote AS quote, r.locator AS locator, r.status AS status,
  r.dataset AS dataset, r.`key` AS report
ORDER BY id, report
