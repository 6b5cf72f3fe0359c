"""The Reconciliation Service API 0.2 on our actors: plain items in the shapes that the specification gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Final

from api.describing import Item
from api.reconcile_schemas import Extension, Query
from api.version import hur_version
from graph.errors import InputError
from graph.facts import Actor
from graph.identity import IDENTIFIERS
from graph.messages import LANGUAGES, Message, message
from graph.model import ACTOR_KINDS
from graph.names import normalised
from graph.snapshot import Snapshot
from queries.reconciliation import Match, Reconciler, Sought

_TYPE: Final = "/actor"
_SUGGESTED: Final = 20
_EVIDENCE: Final = (*IDENTIFIERS, "place", "kind")
_FETCHED: Final = ("name", *_EVIDENCE, "website", "aliases")
_PREVIEW_SIZE: Final = {"width": 400, "height": 260}


def manifest(base: str, language: str) -> Item:
    """What the service can do; `base` is its address with a slash at the end."""
    here = base.rstrip("/")
    return {
        "versions": ["0.2"],
        "name": message("reconciliation.service", language),
        "identifierSpace": f"{here}/aktor/",
        "schemaSpace": f"{here}/api/v1/openapi.json",
        "serviceVersion": hur_version(),
        "defaultTypes": types(language),
        "view": {"url": f"{here}/aktor/{{{{id}}}}"},
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
        key: {"result": [_match_item(each, language) for each in reconciler.matches(_sought(query), query.most)]}
        for key, query in queries.items()
    }


def extended(snapshot: Snapshot, reconciler: Reconciler, asked: Extension, language: str) -> Item:
    """The values of the properties asked for; an id that is not there has none.

    Raises:
        InputError: a property that actors do not have.
    """
    names = [each.id for each in asked.properties]
    if unknown := [name for name in names if name not in _FETCHED]:
        raise InputError(Message("errors.not_a_choice", name="extend", value=unknown[0], known=_FETCHED))
    values = _values(snapshot, reconciler, language)
    rows = {
        id: {name: [{"str": each} for each in values[name](actor)] if actor else [] for name in names}
        for id in asked.ids
        for actor in [snapshot.actors.get(id)]
    }
    return {"meta": [_property(name, language) for name in names], "rows": rows}


def preview(snapshot: Snapshot, reconciler: Reconciler, actor: Actor, language: str) -> Item:
    """What the preview shows of an actor: label and values of each property that has some."""
    values = {name: value(actor) for name, value in _values(snapshot, reconciler, language).items() if name != "name"}
    return {_property(name, language)["name"]: each for name, each in values.items() if each}


def suggested_entities(reconciler: Reconciler, prefix: str, cursor: int, language: str) -> Item:
    """The actors whose names begin so, from the cursor on."""
    found = islice(reconciler.beginning(prefix), cursor, cursor + _SUGGESTED)
    return {"result": [{"id": each.id, "name": each.name, "notable": _types_of(each, language)} for each in found]}


def suggested_types(prefix: str, cursor: int, language: str) -> Item:
    """The types whose names begin so."""
    return _suggested(types(language), prefix, cursor)


def suggested_properties(prefix: str, cursor: int, language: str) -> Item:
    """The properties that speak for and against a match and whose names begin so."""
    return _suggested([_property(name, language) for name in _EVIDENCE], prefix, cursor)


def proposed(limit: int, language: str) -> Item:
    """The properties that can be fetched."""
    return {"type": _TYPE, "limit": limit, "properties": [_property(name, language) for name in _FETCHED[:limit]]}


def types(language: str) -> list[Item]:
    """Actors as a whole, then every kind of them."""
    broader = {"id": _TYPE, "name": message("reconciliation.actor", language)}
    kinds = [{**_type(kind, language), "broader": [broader]} for kind in ACTOR_KINDS]
    return [broader, *kinds]


def _suggested(items: Iterable[Item], prefix: str, cursor: int) -> Item:
    start = normalised(prefix)
    found = (each for each in items if any(normalised(each[name]).startswith(start) for name in ("name", "id")))
    return {"result": list(islice(found, cursor, cursor + _SUGGESTED))}


def _type(kind: str, language: str) -> Item:
    return {"id": f"{_TYPE}/{kind}", "name": message(f"model.kind_{kind}", language)}


def _types_of(actor: Actor, language: str) -> list[Item]:
    whole = {"id": _TYPE, "name": message("reconciliation.actor", language)}
    return [_type(actor.kind, language), whole] if actor.kind else [whole]


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
        "id": match.actor.id,
        "name": match.actor.name,
        "description": " ".join(reason.say(language) for reason in match.reasons),
        "type": _types_of(match.actor, language),
        "score": match.score,
        "match": match.is_certain,
        "features": [{"id": id, "value": value} for id, value in _features(match).items()],
    }


def _features(match: Match) -> dict[str, float | bool]:
    """Each reason once: how alike the names are in per cent, true for the others."""
    return {key: values["share"] if key == "alike_name" else True for key, values in match.findings}


def _values(snapshot: Snapshot, reconciler: Reconciler, language: str) -> dict[str, Callable[[Actor], list[str]]]:
    def places(actor: Actor) -> list[str]:
        ids = reconciler.places_of(actor.id)
        return [snapshot.places[id].name if id in snapshot.places else id for id in ids]

    def texts(name: str) -> Callable[[Actor], list[str]]:
        return lambda actor: [value] if (value := getattr(actor, name)) else []

    def kind(actor: Actor) -> list[str]:
        return [message(f"model.kind_{actor.kind}", language)] if actor.kind else []

    special = {"kind": kind, "place": places, "aliases": lambda actor: list(actor.aliases)}
    return {name: special.get(name) or texts(name) for name in _FETCHED}
