"""New actors and projects that are called as one that is there already: whoever loads them may mean that one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from graph.identity.project_mentions import compact
from graph.ingest.load import Change
from graph.messages import Message
from graph.model.vocabulary import ACTOR, PROJECT
from graph.store.protocol import Row, Transaction

_CALLED: Final = {
    PROJECT.label: "MATCH (n:Project) RETURN n.id AS id, n.name AS name, n.acronym AS acronym, n.aliases AS aliases",
    ACTOR.label: "MATCH (n:Actor) RETURN n.id AS id, n.name AS name, n.aliases AS aliases",
}
_TOLD: Final = 5
_SHORTEST: Final = 3  # letters and digits of a name that says anything


def namesakes(transaction: Transaction, difference: Iterable[Change]) -> list[Message]:
    """For projects and for actors, which of the new ones have a name, acronym or alias of one that stays; none if none.

    Names are equal by their letters and digits. Who is one by identity is no new node, so is not told here.
    """
    changes = list(difference)
    told = []
    for label, statement in _CALLED.items():
        new = [change for change in changes if change.type == label and change.change == "new"]
        gone = {change.id for change in changes if change.type == label and change.change == "withdrawn"}
        if new and (found := _found(new, transaction.rows(statement), gone)):
            names = tuple(f"{name} ({id})" for name, id in found[:_TOLD])
            told.append(Message(f"identity.namesakes_{label.lower()}", count=len(found), names=names))
    return told


def _found(new: Iterable[Change], known: Iterable[Row], gone: set[str]) -> list[tuple[str, str]]:
    """What each new node is called that has a namesake, and the id of that."""
    bearers = {key: str(row["id"]) for row in known if row["id"] not in gone for key in _keys(row)}
    found = ((change.name, next(filter(None, map(bearers.get, _keys(change.after))), None)) for change in new)
    return [(name, id) for name, id in found if id]


def _keys(row: Mapping[str, Any]) -> Iterator[str]:
    for name in (row.get("name"), row.get("acronym"), *(row.get("aliases") or ())):
        if name and len(key := compact(str(name))) >= _SHORTEST:
            yield key
