// What is known of this actor?
// parameters: id: text
// sample: {"id": "orgnr:2021002841"}
MATCH (n:Actor {id: $id})
RETURN n.id AS id, n.name AS name, n.kind AS kind, n.aliases AS aliases, n.org_number AS org_number, n.ror AS ror,
  n.pic AS pic, n.country AS country, n.website AS website, n.description AS description
ORDER BY id
