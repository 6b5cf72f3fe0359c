"""The words by which other programs' graphs say what a node or an edge is, in Swedish and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from graph.model.names import normalised
from graph.model.vocabulary import (
    ABOUT,
    ACTOR,
    COLLABORATES_WITH,
    FOLLOWS,
    FUNDS,
    LOCATED_IN,
    NEEDS,
    OFFERS,
    PART_OF,
    PARTICIPATES_IN,
    PLACE,
    PROJECT,
    THEME,
)
from loaders.documents import words
from loaders.graphs.fields import plain

# What our own exports call the id of a node, in every format, so that it outlives a program that numbers nodes anew.
OWN_ID: Final = "hur_id"
PERSON: Final = "person"

# Attributes that say what a node or an edge is, the surest first; for an edge, all but `class` and `labels` are usual.
TYPE_NAMES: Final = (
    *("type", "node type", "edge type", "kind of tie", "element type", "connection type", "entity type", "typ"),
    *("kind", "slag", "actor type", "aktörstyp", "organisationstyp", "relation", "relationship", "relationstyp"),
    *("interaction", "category", "kategori", "class", "labels", "label", "role", "roll"),
)
NAMES: Final = ("name", "label", "title", "namn", "titel", "benämning", "name sv", "tooltip")

_NODE_WORDS: Final[Mapping[str, Iterable[str]]] = {
    ACTOR.label: (
        *("actor", "aktör", "organisation", "organization", "organisations", "organizations", "organisationer"),
        *("org", "stakeholder", "intressent", "partner", "funder", "finansiär", "institution"),
    ),
    PROJECT.label: ("project", "projekt", "projects", "initiative", "initiativ", "insats", "satsning"),
    THEME.label: ("theme", "tema", "themes", "teman", "topic", "ämne", "område"),
    PLACE.label: ("place", "plats", "places", "platser", "ort", "location", "geography", "geografi"),
    PERSON: (
        *("person", "people", "persons", "personer", "individual", "individuals", "individ", "individer", "human"),
        *("människa", "man", "woman", "kvinna", "contact person", "kontaktperson", "employee", "anställd", "user"),
    ),
}
_TIE_WORDS: Final[Mapping[str, Iterable[str]]] = {
    PARTICIPATES_IN.name: ("takes part in", "deltar i", "medverkar i", "participation", "medverkan"),
    FUNDS.name: (
        *("funds", "funding", "funder", "funded by", "grant", "finances", "financed by", "pays for", "payment"),
        *("finansierar", "finansiering", "finansieras av", "finansiär", "medfinansierar", "medfinansiär", "bidrag"),
    ),
    COLLABORATES_WITH.name: ("collaborates with", "samarbetar med", "samverkar med"),
    PART_OF.name: ("part of", "del av", "ingår i", "belongs to", "hör till", "subsidiary of", "dotterbolag till"),
    FOLLOWS.name: ("follows", "continues", "successor of", "följer", "fortsätter", "fortsättning på"),
    ABOUT.name: ("about", "handlar om", "rör"),
    NEEDS.name: words.DIRECTIONS[NEEDS.name],
    OFFERS.name: words.DIRECTIONS[OFFERS.name],
    LOCATED_IN.name: ("located in", "ligger i", "finns i", "based in"),
}


def _by_word(declared: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {normalised(word): name for name, found in declared.items() for word in (name, *found)}


_NODE_BY_WORD: Final = _by_word(_NODE_WORDS)
_TIE_BY_WORD: Final = _by_word(_TIE_WORDS)
_KIND_BY_WORD: Final = _by_word(words.KINDS)
_ROLE_BY_WORD: Final = _by_word(words.ROLES)


def name_of(id: str, attributes: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """A node's name and the attribute it stands in; without one its id, where that has a letter."""
    by_name = {normalised(name): name for name in reversed(list(attributes))}
    for name in NAMES:
        if (attribute := by_name.get(name)) and (found := plain(attributes[attribute])):
            return found, attribute
    return (id if any(letter.isalpha() for letter in id) else None), None


def type_words(attributes: Mapping[str, Any], name: str | None = None, stands_in: str | None = None) -> tuple[str, ...]:
    """What the attributes that can name a type say, the surest first.

    The attribute that the element's `name` `stands_in` says no type, nor does a label that repeats the name.
    """
    by_key = {normalised(attribute): attribute for attribute in reversed(list(attributes)) if attribute != stands_in}
    found = ((key, plain(attributes[by_key[key]])) for key in TYPE_NAMES if key in by_key)
    return tuple(value for key, value in found if value and not (key == "label" and value == name))


def node_type(values: Iterable[str]) -> str | None:
    """The label that the first known word means, or PERSON; a kind of actor means an actor. None for no known word.

    A word for a person wins over all others, for persons are not stored.
    """
    keys = [normalised(value) for value in values]
    found = [
        label for key in keys if (label := _NODE_BY_WORD.get(key) or (ACTOR.label if key in _KIND_BY_WORD else ""))
    ]
    return PERSON if PERSON in found else next(iter(found), None)


def is_node_word(value: str) -> bool:
    """Whether a value says what a node is or what kind of actor."""
    return normalised(value) in _NODE_BY_WORD.keys() | _KIND_BY_WORD.keys()


def actor_kind(values: Iterable[str]) -> str | None:
    """The kind of actor that the first known word means."""
    return next((kind for value in values if (kind := _KIND_BY_WORD.get(normalised(value)))), None)


def tie_type(values: Iterable[str]) -> str | None:
    """The relation that the first known word means."""
    return next((name for value in values if (name := _TIE_BY_WORD.get(normalised(value)))), None)


def role(values: Iterable[str]) -> str | None:
    """The role that the first known word means."""
    return next((name for value in values if (name := _ROLE_BY_WORD.get(normalised(value)))), None)
