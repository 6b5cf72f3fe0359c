"""One node with its relations and evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from api.service.items import Item, relation_item
from api.service.lists import read_cursor, write_cursor
from graph.errors import NotFoundError, absent
from graph.model.claims import decode
from graph.model.vocabulary import ACTOR, PROJECT, REPORTS, SOURCE
from graph.network.facts import Fact
from graph.network.network import StakeholderNetwork
from graph.store import cypher
from graph.store.protocol import GraphStore, rows

LABEL: Final = {"actors": "Actor", "funders": "Actor", "projects": "Project", "themes": "Theme", "places": "Place"}


class Relations:
    """The facts of a snapshot by what they are about: an end, a source or a dataset."""

    def __init__(self, snapshot: StakeholderNetwork) -> None:
        self._snapshot = snapshot
        self._by_id: dict[str, list[Fact]] = defaultdict(list)
        for fact in snapshot.facts:
            for id in {
                fact.start,
                fact.end,
                *(each for report in fact.reports for each in (report.source, report.dataset)),
            }:
                self._by_id[id].append(fact)

    def page(self, id: str, language: str, limit: int, cursor: str | None) -> Item:
        """The first `limit` relations after `cursor`, in order of type, ends and what tells them apart."""
        facts = self._by_id.get(id, [])
        after = read_cursor(cursor, 4) if cursor else None
        rest = [fact for fact in facts if after is None or _key(fact) > after]
        shown = rest[:limit]
        return {
            "relations": [relation_item(fact, self._snapshot, language) for fact in shown],
            "relations_total": len(facts),
            "relations_next": write_cursor(_key(shown[-1])) if len(rest) > limit else None,
        }


def claims(store: GraphStore, resource: str, id: str) -> list[Item]:
    """What each source says of each property of a node."""
    found = rows(store, cypher.read_relations(REPORTS, SOURCE.label, LABEL[resource], "b.id = $id"), {"id": id})
    return [item for row in found for item in _claimed(row)]


def moved_to(store: GraphStore, resource: str, id: str) -> str | None:
    """The id under which an actor or project is known now that sources call `id`; None when there is no such one."""
    label = LABEL.get(resource)
    if label not in (ACTOR.label, PROJECT.label):
        return None
    statement = f"MATCH (s:Source)-[r:REPORTS]->(n:{label}) WHERE r.given_end = $id RETURN DISTINCT n.id AS id"
    found = rows(store, f"{statement} ORDER BY id", {"id": id})
    return str(found[0]["id"]) if len(found) == 1 else None


def missing(resource: str, id: str) -> NotFoundError:
    """The error for a node that is not there."""
    return absent(resource.removesuffix("s"), id)


def _claimed(row: dict[str, Any]) -> Iterable[Item]:
    for name, claim in decode(row["claims"]).items():
        value = list(claim.value) if isinstance(claim.value, tuple) else claim.value
        yield {
            "property": name,
            "value": value,
            "source": row["source"],
            "quote": claim.quote,
            "locator": claim.locator,
            "status": claim.status,
            "dataset": row["dataset"],
        }


def _key(fact: Fact) -> tuple[str, ...]:
    return (fact.type, fact.start, fact.end, fact.told or "")
