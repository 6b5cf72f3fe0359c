// What does each source say of this actor's properties? `claims` is JSON: property to value, quote, locator and status.
// parameters: id: text
// sample: {"id": "orgnr:2021002841"}
MATCH (s:Source)-[r:REPORTS]->(:Actor {id: $id})
RETURN s.id AS source, s.title AS title, s.url AS url, s.retrieved AS retrieved, r.claims AS claims, r.dataset AS dataset,
  r.locator AS locator, r.status AS status, r.`key` AS report
ORDER BY source, report
