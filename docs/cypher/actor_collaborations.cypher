// With whom is this actor said to work outside a project, and who says so? The tie is stored once and meant both ways.
// parameters: id: text
// sample: {"id": "orgnr:2321000230"}
MATCH (a:Actor)-[r:COLLABORATES_WITH]->(b:Actor)
WHERE a.id = $id OR b.id = $id
RETURN CASE WHEN a.id = $id THEN b.id ELSE a.id END AS id, CASE WHEN a.id = $id THEN b.name ELSE a.name END AS name,
  CASE WHEN a.id = $id THEN b.kind ELSE a.kind END AS actor_kind, r.kind AS kind, r.since AS since, r.until AS until,
  r.source AS source, r.quote AS quote, r.locator AS locator, r.status AS status,
  r.dataset AS dataset, r.`key` AS report
ORDER BY name, id, report
