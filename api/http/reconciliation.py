"""The Reconciliation Service API 0.2 on our actors: plain items in the shapes that the specification gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import islice
from typing import Final

from api.http.schemas.reconciliation import Extension, Query
from api.service.items import Item
from api.version import hur_version
from graph.errors import InputError
from graph.identity import IDENTIFIERS
from graph.messages import LANGUAGES, Message, message
from graph.model.names import normalised
from graph.model.vocabulary import ACTOR_KINDS
from graph.network.facts import Actor, Project
from graph.network.network import StakeholderNetwork
from queries.reconciliation.actors import Reconciler, Sought
from queries.reconciliation.matches import Match

_TYPE: Final = "/actor"
_PROJECT: Final = "/project"
_SUGGESTED: Final = 20
_EVIDENCE: Final = (*IDENTIFIERS, "place", "kind")
_FETCHED: Final = ("name", *_EVIDENCE, "website", "aliases")
_FETCHED_OF_PROJECTS: Final = ("name", "acronym", "numbers", "starts", "ends", "url", "aliases")
_ALL_FETCHED: Final = tuple(dict.fromkeys((*_FETCHED, *_FETCHED_OF_PROJECTS)))
_PREVIEW_SIZE: Final = {"width": 400, "height": 260}


def manifest(base: str, language: str) -> Item:
    """What the service can do; `base` is its address with a slash at the end."""
    here = base.rstrip("/")
    return {
        "versions": ["0.2"],
        "name": message("reconciliation.service", language),
        "identifierSpace": f"{here}/reconcile/view?id=",
        "schemaSpace": f"{here}/api/v1/openapi.json",
        "serviceVersion": hur_version(),
        "defaultTypes": types(language),
        "view": {"url": f"{here}/reconcile/view?id={{{{id}}}}"},
        "preview": {"url": f"{here}/reconcile/preview?id={{{{id}}}}", **_PREVIEW_SIZE},
        "suggest": {
            what: {"service_url": here, "service_path": f"/reconcile/suggest/{what}"}
            for what in ("entity", "type", "property")
        },
        "extend": {"propose_properties": {"service_url": here, "service_path": "/reconcile/properties"}},
    }


def results(reconciler: Reconciler, queries: Mapping[str, Query], language: str) -> Item:
    """The matches of every query under its own key."""
    return {
        key: {"result": [_match_item(match, language) for match in _matches(reconciler, query)]}
        for key, query in queries.items()
    }


def _matches(reconciler: Reconciler, query: Query) -> list[Match]:
    """Actors, projects or both, as the types say; where both fit equally well, neither is certain."""
    actors = reconciler.matches(_sought(query), query.most) if query.types != [_PROJECT] else []
    projects: list[Match] = []
    if not query.types or _PROJECT in query.types:
        numbers = [text for property in query.properties if property.pid == "numbers" for text in property.texts]
        projects = reconciler.projects.matches(query.query, numbers, query.most)
    is_tie = bool(actors and projects) and actors[0].score == projects[0].score
    matches = sorted([*actors, *projects], key=lambda match: -match.score)[: query.most]
    return [
        replace(match, is_certain=match.is_certain and not position and not is_tie)
        for position, match in enumerate(matches)
    ]


def extended(whole: StakeholderNetwork, reconciler: Reconciler, asked: Extension, language: str) -> Item:
    """The values of the properties asked for; an id that is not there has none.

    Raises:
        InputError: a property that neither actors nor projects have.
    """
    names = [property.id for property in asked.properties]
    if unknown := [name for name in names if name not in _ALL_FETCHED]:
        raise InputError(Message("errors.not_a_choice", name="extend", value=unknown[0], known=_ALL_FETCHED))
    values = _values(whole, reconciler, language)
    rows = {
        id: {name: [{"str": value} for value in values[name](node)] if node else [] for name in names}
        for id in asked.ids
        for node in [whole.actors.get(id) or whole.projects.get(id)]
    }
    return {"meta": [_property(name, language) for name in names], "rows": rows}


def preview(whole: StakeholderNetwork, reconciler: Reconciler, node: Actor | Project, language: str) -> Item:
    """What the preview shows of an actor or project: label and values of each property that has some."""
    values = {name: value(node) for name, value in _values(whole, reconciler, language).items() if name != "name"}
    return {_property(name, language)["name"]: texts for name, texts in values.items() if texts}


def suggested_entities(reconciler: Reconciler, prefix: str, cursor: int, language: str) -> Item:
    """The actors and projects whose names begin so, from the cursor on."""
    nodes = islice(reconciler.beginning(prefix), cursor, cursor + _SUGGESTED)
    return {"result": [{"id": node.id, "name": node.name, "notable": _types_of(node, language)} for node in nodes]}


def suggested_types(prefix: str, cursor: int, language: str) -> Item:
    """The types whose names begin so."""
    return _suggested(types(language), prefix, cursor)


def suggested_properties(prefix: str, cursor: int, language: str) -> Item:
    """The properties that count in a match and whose names begin so."""
    return _suggested([_property(name, language) for name in (*_EVIDENCE, "numbers")], prefix, cursor)


def proposed(type: str, limit: int, language: str) -> Item:
    """The properties that can be fetched of a type."""
    names = _FETCHED_OF_PROJECTS if type == _PROJECT else _FETCHED
    return {"type": type, "limit": limit, "properties": [_property(name, language) for name in names[:limit]]}


def types(language: str) -> list[Item]:
    """Actors as a whole, every kind of them, and projects."""
    broader = {"id": _TYPE, "name": message("reconciliation.actor", language)}
    kinds = [{**_type(kind, language), "broader": [broader]} for kind in ACTOR_KINDS]
    return [broader, *kinds, {"id": _PROJECT, "name": message("reconciliation.project", language)}]


def _suggested(items: Iterable[Item], prefix: str, cursor: int) -> Item:
    start = normalised(prefix)
    suggestions = (item for item in items if any(normalised(item[name]).startswith(start) for name in ("name", "id")))
    return {"result": list(islice(suggestions, cursor, cursor + _SUGGESTED))}


def _type(kind: str, language: str) -> Item:
    return {"id": f"{_TYPE}/{kind}", "name": message(f"model.kind_{kind}", language)}


def _types_of(node: Actor | Project, language: str) -> list[Item]:
    if isinstance(node, Project):
        return [{"id": _PROJECT, "name": message("reconciliation.project", language)}]
    whole = {"id": _TYPE, "name": message("reconciliation.actor", language)}
    return [_type(node.kind, language), whole] if node.kind else [whole]


def _property(name: str, language: str) -> Item:
    return {"id": name, "name": message(f"reconciliation.{name}", language)}


def _sought(query: Query) -> Sought:
    values: dict[str, list[str]] = {}
    for property in query.properties:
        values.setdefault(property.pid, []).extend(property.texts)
    return Sought(
        query.query,
        identifiers={kind: values[kind] for kind in IDENTIFIERS if kind in values},
        kinds=frozenset(map(_kind, values.get("kind", ()))),
        places=values.get("place", ()),
        within={_kind(type) for type in query.types} if query.types and _TYPE not in query.types else None,
    )


def _kind(text: str) -> str:
    """The kind that a type's id, its own name or a word in either language says; any other text as it is."""
    name = text.removeprefix(f"{_TYPE}/")
    called = {
        normalised(message(f"model.kind_{kind}", language)): kind for kind in ACTOR_KINDS for language in LANGUAGES
    }
    return called.get(normalised(name), name)


def _match_item(match: Match, language: str) -> Item:
    return {
        "id": match.found.id,
        "name": match.found.name,
        "description": " ".join(reason.say(language) for reason in match.reasons),
        "type": _types_of(match.found, language),
        "score": match.score,
        "match": match.is_certain,
        "features": [{"id": id, "value": value} for id, value in _features(match).items()],
    }


def _features(match: Match) -> dict[str, float | bool]:
    """Each reason once: how alike the names are in per cent, true for the others."""
    return {key: values["share"] if key in ("alike_name", "alike_title") else True for key, values in match.findings}


def _values(
    whole: StakeholderNetwork, reconciler: Reconciler, language: str
) -> dict[str, Callable[[Actor | Project], list[str]]]:
    """How every property that can be fetched is read; what has no such property has no value."""

    def texts(name: str) -> Callable[[Actor | Project], list[str]]:
        def read(node: Actor | Project) -> list[str]:
            value = getattr(node, name, None)
            return list(value) if isinstance(value, tuple) else [value] if value else []

        return read

    def places(node: Actor | Project) -> list[str]:
        ids = reconciler.places_of(node.id) if isinstance(node, Actor) else []
        return [whole.places[id].name if id in whole.places else id for id in ids]

    def kind(node: Actor | Project) -> list[str]:
        return [message(f"model.kind_{node.kind}", language)] if isinstance(node, Actor) and node.kind else []

    special = {"kind": kind, "place": places}
    return {name: special.get(name) or texts(name) for name in _ALL_FETCHED}
