// What did this revision change?
// parameters: number: integer
// sample: {"number": 1}
MATCH (n:Revision)
WHERE n.number = $number
RETURN n.number AS number, n.at AS at, n.action AS action, n.dataset AS dataset, n.summary AS summary, n.difference AS difference
ORDER BY number
