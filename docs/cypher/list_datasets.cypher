// Which datasets are loaded?
// parameters: search: text, skip: integer, limit: integer
// sample: {"search": "", "skip": 0, "limit": 20}
MATCH (n:Dataset)
WHERE $search = '' OR toLower(n.title) CONTAINS toLower($search) OR n.id CONTAINS $search
RETURN n.id AS id, n.title AS title, n.loader AS loader, n.loaded AS loaded,
  n.shows_collaboration AS shows_collaboration, n.covers_places AS covers_places,
  n.covers_from AS covers_from, n.covers_to AS covers_to, n.covers_kinds AS covers_kinds, n.checksum AS checksum
ORDER BY id
SKIP $skip LIMIT $limit
