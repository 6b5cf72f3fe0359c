"""One node with its relations and evidence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import Final

from api.service.items import Item, relation_item
from graph.errors import NotFoundError, absent
from graph.model.vocabulary import ACTOR, PROJECT
from graph.network.claims import Claims
from graph.network.facts import Fact
from graph.network.network import StakeholderNetwork
from queries.cursor import read_cursor, write_cursor

LABEL: Final = {"actors": "Actor", "funders": "Actor", "projects": "Project", "themes": "Theme", "places": "Place"}


class Relations:
    """The facts of a network by the id of an end, a source or a dataset."""

    def __init__(self, whole: StakeholderNetwork) -> None:
        self._whole = whole
        self._by_id: dict[str, list[Fact]] = defaultdict(list)
        for fact in whole.facts:
            for id in {
                fact.start,
                fact.end,
                *(origin for report in fact.reports for origin in (report.source, report.dataset)),
            }:
                self._by_id[id].append(fact)

    def page(self, id: str, language: str, limit: int, cursor: str | None) -> Item:
        """The first `limit` relations after `cursor`, in order of type, ends and discriminator."""
        facts = self._by_id.get(id, [])
        after = read_cursor(cursor, 4) if cursor else None
        rest = [fact for fact in facts if after is None or _key(fact) > after]
        shown = rest[:limit]
        return {
            "relations": [relation_item(fact, self._whole, language) for fact in shown],
            "relations_total": len(facts),
            "relations_next": write_cursor(_key(shown[-1])) if len(rest) > limit else None,
        }


def claims(stated: Claims, resource: str, id: str) -> list[Item]:
    """What each source says of each property of a node."""
    return [asdict(claim) for claim in stated.of(LABEL[resource], id)] if resource in LABEL else []


def moved_to(stated: Claims, resource: str, id: str) -> str | None:
    """The id under which an actor or project is known now that sources call `id`; None when there is no such one."""
    label = LABEL.get(resource)
    return stated.moved_to(label, id) if label in (ACTOR.label, PROJECT.label) else None


def missing(resource: str, id: str) -> NotFoundError:
    """The error for a node that is not there."""
    return absent(resource.removesuffix("s"), id)


def _key(fact: Fact) -> tuple[str, ...]:
    return (fact.type, fact.start, fact.end, fact.discriminator or "")
