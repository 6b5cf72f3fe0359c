// Which projects are there, by name?
// `search` is looked for in names, acronyms and ids; `first` and `last` bound a window that the period must overlap
// (a missing day is open, '' bounds nothing); a place includes what lies below it.
// parameters: search: text, themes: texts, places: texts, datasets: texts, first: text, last: text, skip: integer, limit: integer
// sample: {"search": "", "themes": [], "places": ["se:25"], "datasets": [], "first": "2020-06", "last": "2026", "skip": 0, "limit": 20}
MATCH (n:Project)
WHERE ($search = '' OR toLower(n.name) CONTAINS toLower($search) OR toLower(n.acronym) CONTAINS toLower($search) OR n.id CONTAINS $search)
  AND ($first = '' OR n.`ends` IS NULL OR n.`ends` + '-99' >= $first)
  AND ($last = '' OR n.`starts` IS NULL OR n.`starts` <= $last + '-99')
  AND (size($themes) = 0 OR EXISTS { MATCH (n)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($places) = 0 OR EXISTS { MATCH (n)-[:LOCATED_IN]->(:Place)-[:PART_OF*0..4]->(p:Place) WHERE p.id IN $places })
  AND (size($datasets) = 0 OR EXISTS { MATCH (:Source)-[r:REPORTS]->(n) WHERE r.dataset IN $datasets })
RETURN n.id AS id, n.name AS name, n.acronym AS acronym, n.`starts` AS starts_on, n.`ends` AS ends_on,
  n.budget AS budget, n.currency AS currency, n.url AS url
ORDER BY name, id
SKIP $skip LIMIT $limit
