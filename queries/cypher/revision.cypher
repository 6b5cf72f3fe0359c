// What did this revision change?
// parameters: id: text
// sample: {"id": "1"}
MATCH (n:Revision)
WHERE n.id = $id
RETURN n.number AS number, n.at AS at, n.action AS action, n.dataset AS dataset, n.summary AS summary, n.difference AS difference
ORDER BY number
