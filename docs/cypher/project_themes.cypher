// What is this project about, and who says so?
// parameters: id: text
// sample: {"id": "demo:soress-mmi"}
MATCH (:Project {id: $id})-[r:ABOUT]->(t:Theme)
RETURN t.id AS id, t.name_sv AS name_sv, t.name_en AS name_en, r.phrase AS phrase, r.source AS source, r.quote AS quote, r.locator AS locator, r.status AS status,
  r.dataset AS dataset, r.`key` AS report
ORDER BY id, phrase, report
