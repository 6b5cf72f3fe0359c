"""What each FollowTheMoney schema means to us. Schemata: followthemoney 4.11."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.model.vocabulary import ACTOR, FOLLOWS, FUNDS, LOCATED_IN, PART_OF, PARTICIPATES_IN, PLACE, PROJECT
from loaders.graphs.elements import GraphEdge, GraphNode
from loaders.graphs.words import OWN_ID, PERSON

OWN_DATASET: Final = "hur"
OWN_FUNDER: Final = "funder"
_ORGANISATIONS: Final = frozenset({"Organization", "PublicBody", "Company"})
_LEGAL_ENTITY: Final = "LegalEntity"  # a person or an organisation
# What only an organisation has. A registration number may be a person's, so it does not count.
_SIGNS: Final = ("legalForm", "incorporationDate", "leiCode", "opencorporatesUrl", "parent", "classification")
_ACTOR_FIELDS: Final = {"website": "website", "description": "description"}
_PROJECT_FIELDS: Final = {
    "weakAlias": "acronym", "summary": "summary", "description": "summary", "goal": "summary", "sourceUrl": "url",
    "startDate": "starts", "endDate": "ends", "amount": "budget", "currency": "currency",
}  # fmt: skip
_SWEDEN: Final = "se"
# Schema → its two ends and the relation it says; None leaves that to the ends and the role.
_TIES: Final[Mapping[str, tuple[str, str, str | None]]] = {
    "ProjectParticipant": ("participant", "project", None),
    "Payment": ("payer", "project", FUNDS.name),
    "Membership": ("member", "organization", PART_OF.name),
    "Succession": ("successor", "predecessor", FOLLOWS.name),
    "UnknownLink": ("subject", "object", None),
}
_PARTIES: Final = ("payer", "beneficiary")
_READ_WITH_OTHERS: Final = frozenset({"Document"})


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity: its values by property, and the line it stands in."""

    id: str
    schema: str
    properties: Mapping[str, tuple[str, ...]]
    line: int
    is_own: bool

    @classmethod
    def of(cls, content: Any, line: int) -> Entity | None:
        """The entity that a line holds; None when it lacks its id or schema."""
        document = content if isinstance(content, dict) else {}
        id, schema, properties = document.get("id"), document.get("schema"), document.get("properties")
        if not (isinstance(id, str) and id and isinstance(schema, str) and isinstance(properties, dict)):
            return None
        values = {name: _texts(found) for name, found in properties.items()}
        datasets = document.get("datasets")
        return cls(id, schema, values, line, isinstance(datasets, list) and OWN_DATASET in datasets)

    def first(self, name: str) -> str | None:
        """The first value of a property."""
        return next(iter(self.properties.get(name, ())), None)


def node(entity: Entity) -> GraphNode | None:
    """The entity as a node; None when it is none or not to be stored."""
    if entity.schema == "Project":
        attributes = {"type": PROJECT.label, **_named(entity, _PROJECT_FIELDS)}
        attributes |= {"themes": _all(entity, "keywords"), "unnamed participants": _all(entity, "namesMentioned")}
        attributes |= {"aliases": _all(entity, "alias"), "numbers": _all(entity, "projectId")}
        attributes["approximate"] = ["budget"] if _is_about(entity, "notes") else []
        hur_id = entity.first("recordId")
    elif entity.schema == "Person":
        attributes, hur_id = {"type": PERSON}, None
    elif entity.schema == "Address":
        attributes = {"type": PLACE.label, "name": entity.first("full") or entity.first("city")}
        hur_id = entity.first("remarks")
    elif _is_organisation(entity):
        attributes = {"type": ACTOR.label, **_actor(entity)}
        hur_id = _identifiers(entity).get(OWN_DATASET)
    else:
        return None
    attributes |= {OWN_ID: hur_id} if entity.is_own else {}
    stated = {key: value for key, value in attributes.items() if value}
    return GraphNode(stated, f"entity {entity.id}", entity.line, id=entity.id)


def left_out(entity: Entity) -> str | None:
    """The schema of an entity that neither is a node nor says a tie, to be counted."""
    return None if entity.schema in _TIES.keys() | _READ_WITH_OTHERS else entity.schema


def edges(entity: Entity, entities: Mapping[str, Entity]) -> Iterator[GraphEdge]:
    """The ties that an entity says: one with its own ends, and where a thing lies."""
    if entity.schema in _TIES:
        _, _, relation = _TIES[entity.schema]
        for source, target in _pairs(entity):
            if not _left_out_of(entities, source, target):
                yield _edge(entity, source, target, relation, entities)
    for address in entity.properties.get("addressEntity", ()) if node(entity) else ():
        located = {"type": LOCATED_IN.name}
        yield GraphEdge(located, f"entity {entity.id}", entity.line, source=entity.id, target=address)


def without_tie(entity: Entity, entities: Mapping[str, Entity]) -> Iterator[tuple[str, str, str]]:
    """Why a tie that an entity says cannot be taken: the key of the reason, its schema, and the end that is the reason.

    A payment needs a project, for that is what a funder funds.
    """
    if entity.schema not in _TIES:
        return
    lacking = [end for end in _TIES[entity.schema][:2] if not entity.properties.get(end)]
    persons = [id for name in _PARTIES for id in entity.properties.get(name, ()) if _is_person(entities.get(id))]
    if lacking and not persons:
        yield "loading.ftm_lacks", entity.schema, lacking[0]
    elif lacking:
        yield "loading.ftm_end_left_out", entity.schema, "Person"
    for source, target in _pairs(entity):
        if unkept := _left_out_of(entities, source, target):
            yield "loading.ftm_end_left_out", entity.schema, unkept


def _pairs(entity: Entity) -> Iterator[tuple[str, str]]:
    start, end, _ = _TIES[entity.schema]
    for source in entity.properties.get(start, ()):
        yield from ((source, target) for target in entity.properties.get(end, ()))


def _is_person(entity: Entity | None) -> bool:
    return entity is not None and entity.schema == "Person"


def _edge(entity: Entity, source: str, target: str, relation: str | None, entities: Mapping[str, Entity]) -> GraphEdge:
    role = entity.first("role")
    attributes: dict[str, Any] = {
        "type": relation,
        "role": None if relation else role,
        "since": entity.first("startDate"),
        "until": entity.first("endDate"),
        "amount": entity.first("amount"),
        "currency": entity.first("currency"),
        "recipient": entity.first("beneficiary") if relation == FUNDS.name else None,
        "approximate": ["amount"] if _is_about(entity, "description") else None,
        "evidence": _evidence(entity, entities),
    }
    if entity.is_own and entity.schema == "ProjectParticipant":
        attributes["type"] = FUNDS.name if role == OWN_FUNDER else PARTICIPATES_IN.name
        attributes["amount"] = entity.first("description")
        attributes["expanded from"] = entity.first("namesMentioned")
    stated = {key: value for key, value in attributes.items() if value}
    return GraphEdge(stated, f"entity {entity.id}", entity.line, source=source, target=target)


def _is_about(entity: Entity, name: str) -> bool:
    """Whether our export says there that the sum is said with *about*."""
    return entity.is_own and (entity.first(name) or "").startswith("ca ")


def _left_out_of(entities: Mapping[str, Entity], *ends: str) -> str | None:
    """The schema of an end that is in the file and no node, which takes its ties with it."""
    return next((entities[id].schema for id in ends if id in entities and node(entities[id]) is None), None)


def _evidence(entity: Entity, entities: Mapping[str, Entity]) -> list[dict[str, str]]:
    """The document that proves an entity; what the entity itself quotes of it."""
    found = []
    for id in entity.properties.get("proof", ()):
        document = entities.get(id)
        if document is None:
            continue
        item = {
            "source": document.first("fileName") or id,
            "title": document.first("title"),
            "url": document.first("sourceUrl"),
            "licence": document.first("notes") if document.is_own else None,
            "retrieved": document.first("retrievedAt"),
            "quote": entity.first("summary"),
            "locator": entity.first("recordId"),
            "status": entity.first("status"),
        }
        found.append({key: value for key, value in item.items() if value})
    return found


def _is_organisation(entity: Entity) -> bool:
    return entity.schema in _ORGANISATIONS or (
        entity.schema == _LEGAL_ENTITY and any(entity.properties.get(sign) for sign in _SIGNS)
    )


def _actor(entity: Entity) -> dict[str, Any]:
    attributes = _named(entity, _ACTOR_FIELDS)
    further = [other_name for name in ("alias", "abbreviation", "weakAlias") for other_name in _all(entity, name)]
    attributes["aliases"] = [*_all(entity, "name")[1:], *further]
    attributes["kind"] = entity.first("classification") or ("company" if entity.schema == "Company" else None)
    if entity.is_own or _SWEDEN in _all(entity, "country"):
        attributes["org number"] = entity.first("registrationNumber")
    attributes["country"] = entity.first("country")
    identifiers = _identifiers(entity)
    return attributes | {name: identifiers[name] for name in ("ror", "pic") if name in identifiers}


def _identifiers(entity: Entity) -> dict[str, str]:
    """The identifiers that say of what sort they are, by sort: `ror:05f0yaq80`."""
    return {
        sort: value
        for identifier in _all(entity, "idNumber")
        for sort, mark, value in [identifier.partition(":")]
        if mark and value
    }


def _named(entity: Entity, fields: Mapping[str, str]) -> dict[str, Any]:
    """Name and simple fields."""
    attributes: dict[str, Any] = {"name": entity.first("name")}
    for name, field in fields.items():
        if found := entity.first(name):
            attributes.setdefault(field, found)
    return attributes


def _all(entity: Entity, name: str) -> list[str]:
    return list(entity.properties.get(name, ()))


def _texts(found: Any) -> tuple[str, ...]:
    values = found if isinstance(found, list) else [found]
    return tuple(
        item if isinstance(item, str) else str(item["id"]) if isinstance(item, dict) and "id" in item else str(item)
        for item in values
        if item not in (None, "")
    )
