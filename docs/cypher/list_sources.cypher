// Which documents do the facts cite?
// parameters: search: text, skip: integer, limit: integer
// sample: {"search": "", "skip": 0, "limit": 20}
MATCH (n:Source)
WHERE $search = '' OR toLower(n.title) CONTAINS toLower($search) OR n.id CONTAINS $search
RETURN n.id AS id, n.title AS title, n.url AS url, n.licence AS licence, n.retrieved AS retrieved
ORDER BY title, id
SKIP $skip LIMIT $limit
