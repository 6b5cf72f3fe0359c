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
        key: {"result": [_match_item(each, language) for each in _matches(reconciler, query)]}
        for key, query in queries.items()
    }


def _matches(reconciler: Reconciler, query: Query) -> list[Match]:
    """Actors, projects or both, as the types say; where both fit equally well, neither is certain."""
    actors = reconciler.matches(_sought(query), query.most) if query.types != [_PROJECT] else []
    projects: list[Match] = []
    if not query.types or _PROJECT in query.types:
        numbers = [text for each in query.properties if each.pid == "numbers" for text in each.texts]
        projects = reconciler.projects.matches(query.query, numbers, query.most)
    is_tie = bool(actors and projects) and actors[0].score == projects[0].score
    found = sorted([*actors, *projects], key=lambda each: -each.score)[: query.most]
    return [replace(each, is_certain=each.is_certain and not place and not is_tie) for place, each in enumerate(found)]


def extended(whole: StakeholderNetwork, reconciler: Reconciler, asked: Extension, language: str) -> Item:
    """The values of the properties asked for; an id that is not there has none.

    Raises:
        InputError: a property that neither actors nor projects have.
    """
    names = [each.id for each in asked.properties]
    if unknown := [name for name in names if name not in _ALL_FETCHED]:
        raise InputError(Message("errors.not_a_choice", name="extend", value=unknown[0], known=_ALL_FETCHED))
    values = _values(whole, reconciler, language)
    rows = {
        id: {name: [{"str": each} for each in values[name](found)] if found else [] for name in names}
        for id in asked.ids
        for found in [whole.actors.get(id) or whole.projects.get(id)]
    }
    return {"meta": [_property(name, language) for name in names], "rows": rows}


def preview(whole: StakeholderNetwork, reconciler: Reconciler, found: Actor | Project, language: str) -> Item:
    """What the preview shows of an actor or project: label and values of each property that has some."""
    values = {name: value(found) for name, value in _values(whole, reconciler, language).items() if name != "name"}
    return {_property(name, language)["name"]: each for name, each in values.items() if each}


def suggested_entities(reconciler: Reconciler, prefix: str, cursor: int, language: str) -> Item:
    """The actors and projects whose names begin so, from the cursor on."""
    found = islice(reconciler.beginning(prefix), cursor, cursor + _SUGGESTED)
    return {"result": [{"id": each.id, "name": each.name, "notable": _types_of(each, language)} for each in found]}


def suggested_types(prefix: str, cursor: int, language: str) -> Item:
    """The types whose names begin so."""
    return _suggested(types(language), prefix, cursor)


def suggested_properties(prefix: str, cursor: int, language: str) -> Item:
    """The properties that speak for and against a match and whose names begin so."""
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
    found = (each for each in items if any(normalised(each[name]).startswith(start) for name in ("name", "id")))
    return {"result": list(islice(found, cursor, cursor + _SUGGESTED))}


def _type(kind: str, language: str) -> Item:
    return {"id": f"{_TYPE}/{kind}", "name": message(f"model.kind_{kind}", language)}


def _types_of(found: Actor | Project, language: str) -> list[Item]:
    if isinstance(found, Project):
        return [{"id": _PROJECT, "name": message("reconciliation.project", language)}]
    whole = {"id": _TYPE, "name": message("reconciliation.actor", language)}
    return [_type(found.kind, language), whole] if found.kind else [whole]


def _property(name: str, language: str) -> Item:
    return {"id": name, "name": message(f"reconciliation.{name}", language)}


def _sought(query: Query) -> Sought:
    said: dict[str, list[str]] = {}
    for each in query.properties:
        said.setdefault(each.pid, []).extend(each.texts)
    return Sought(
        query.query,
        identifiers={kind: said[kind] for kind in IDENTIFIERS if kind in said},
        kinds=frozenset(map(_kind, said.get("kind", ()))),
        places=said.get("place", ()),
        within={_kind(each) for each in query.types} if query.types and _TYPE not in query.types else None,
    )


def _kind(text: str) -> str:
    """The kind that a type's id, its own name or a word in either language says; what is none as it stands."""
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
        def read(found: Actor | Project) -> list[str]:
            value = getattr(found, name, None)
            return list(value) if isinstance(value, tuple) else [value] if value else []

        return read

    def places(found: Actor | Project) -> list[str]:
        ids = reconciler.places_of(found.id) if isinstance(found, Actor) else []
        return [whole.places[id].name if id in whole.places else id for id in ids]

    def kind(found: Actor | Project) -> list[str]:
        return [message(f"model.kind_{found.kind}", language)] if isinstance(found, Actor) and found.kind else []

    special = {"kind": kind, "place": places}
    return {name: special.get(name) or texts(name) for name in _ALL_FETCHED}
