// What has changed the graph before this revision, the newest first?
// parameters: datasets: texts, before: integer, limit: integer
// sample: {"datasets": [], "before": 4611686018427387904, "limit": 20}
MATCH (n:Revision)
WHERE n.number < $before AND (size($datasets) = 0 OR n.dataset IN $datasets)
RETURN n.number AS number, n.at AS at, n.action AS action, n.dataset AS dataset, n.summary AS summary
ORDER BY number DESC
LIMIT $limit
