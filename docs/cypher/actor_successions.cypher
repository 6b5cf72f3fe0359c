// Whom did this actor take over from, who took over from it, when, and who says so?
// parameters: id: text
// sample: {"id": "orgnr:5564646874"}
MATCH (a:Actor)-[r:FOLLOWS]->(b:Actor)
WHERE a.id = $id OR b.id = $id
RETURN CASE WHEN a.id = $id THEN b.id ELSE a.id END AS id, CASE WHEN a.id = $id THEN b.name ELSE a.name END AS name,
  CASE WHEN a.id = $id THEN b.kind ELSE a.kind END AS kind, CASE WHEN a.id = $id THEN 'predecessor' ELSE 'successor' END AS relation,
  r.since AS since, r.source AS source, r.quote AS quote, r.locator AS locator, r.status AS status,
  r.dataset AS dataset, r.`key` AS report
ORDER BY since, name, id, report
