// What does this actor pay for, to whom, and who says so? A row a report: those of one dataset add up, datasets tell of the same grant.
// parameters: id: text
// sample: {"id": "orgnr:2120002643"}
MATCH (:Actor {id: $id})-[r:FUNDS]->(p:Project)
RETURN p.id AS id, p.name AS name, p.acronym AS acronym, r.amount AS amount, r.currency AS currency, r.share AS share, r.recipient AS recipient, r.source AS source, r.quote AS quote, r.locator AS locator, r.status AS status,
  r.dataset AS dataset, r.`key` AS report
ORDER BY name, id, report
