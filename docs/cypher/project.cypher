// What is known of this project?
// parameters: id: text
// sample: {"id": "demo:soress-mmi"}
MATCH (n:Project {id: $id})
RETURN n.id AS id, n.name AS name, n.acronym AS acronym, n.summary AS summary, n.url AS url, n.`starts` AS starts_on,
  n.`ends` AS ends_on, n.budget AS budget, n.currency AS currency, n.unnamed_participants AS unnamed_participants
ORDER BY id
