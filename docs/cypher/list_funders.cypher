// Who pays for projects, and for how many?
// parameters: search: text, kinds: texts, skip: integer, limit: integer
// sample: {"search": "", "kinds": [], "skip": 0, "limit": 20}
MATCH (n:Actor)-[:FUNDS]->(p:Project)
WHERE ($search = '' OR toLower(n.name) CONTAINS toLower($search) OR n.id CONTAINS $search OR $search IN n.aliases)
  AND (size($kinds) = 0 OR n.kind IN $kinds)
RETURN n.id AS id, n.name AS name, n.kind AS kind, count(DISTINCT p.id) AS fundings
ORDER BY name, id
SKIP $skip LIMIT $limit
