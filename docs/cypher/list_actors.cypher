// Which actors are there, by name?
// `search` is looked for in names and ids, and must be a whole alias; a place includes what lies below it.
// parameters: search: text, kinds: texts, themes: texts, places: texts, datasets: texts, skip: integer, limit: integer
// sample: {"search": "kommun", "kinds": ["municipality"], "themes": [], "places": ["se"], "datasets": [], "skip": 0, "limit": 20}
MATCH (n:Actor)
WHERE ($search = '' OR toLower(n.name) CONTAINS toLower($search) OR n.id CONTAINS $search OR $search IN n.aliases)
  AND (size($kinds) = 0 OR n.kind IN $kinds)
  AND (size($themes) = 0 OR EXISTS { MATCH (n)-[:PARTICIPATES_IN]->(:Project)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($places) = 0 OR EXISTS { MATCH (n)-[:LOCATED_IN]->(:Place)-[:PART_OF*0..4]->(p:Place) WHERE p.id IN $places })
  AND (size($datasets) = 0 OR EXISTS { MATCH (:Source)-[r:REPORTS]->(n) WHERE r.dataset IN $datasets })
RETURN n.id AS id, n.name AS name, n.kind AS kind, n.aliases AS aliases, n.org_number AS org_number, n.website AS website
ORDER BY name, id
SKIP $skip LIMIT $limit
