// What has changed the graph, the newest first?
// parameters: datasets: texts, skip: integer, limit: integer
// sample: {"datasets": [], "skip": 0, "limit": 20}
MATCH (n:Revision)
WHERE size($datasets) = 0 OR n.dataset IN $datasets
RETURN n.number AS number, n.at AS at, n.action AS action, n.dataset AS dataset, n.summary AS summary
ORDER BY number DESC
SKIP $skip LIMIT $limit
