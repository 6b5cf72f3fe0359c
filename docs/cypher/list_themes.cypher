// Which themes are there?
// parameters: search: text, skip: integer, limit: integer
// sample: {"search": "", "skip": 0, "limit": 20}
MATCH (n:Theme)
WHERE $search = '' OR toLower(n.name_sv) CONTAINS toLower($search) OR toLower(n.name_en) CONTAINS toLower($search) OR n.id CONTAINS $search
RETURN n.id AS id, n.name_sv AS name_sv, n.name_en AS name_en, COUNT { MATCH (:Project)-[:ABOUT]->(n) } AS mentions
ORDER BY name_sv, id
SKIP $skip LIMIT $limit
