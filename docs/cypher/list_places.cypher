// Which places are there?
// parameters: search: text, levels: texts, skip: integer, limit: integer
// sample: {"search": "norr", "levels": ["county"], "skip": 0, "limit": 20}
MATCH (n:Place)
WHERE ($search = '' OR toLower(n.name) CONTAINS toLower($search) OR n.id CONTAINS $search)
  AND (size($levels) = 0 OR n.level IN $levels)
RETURN n.id AS id, n.name AS name, n.level AS level, n.nuts AS nuts
ORDER BY name, id
SKIP $skip LIMIT $limit
