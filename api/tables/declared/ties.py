"""Who takes part in what, who pays what, and all ties that the map shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from api.service.items import relation_item
from api.tables.columns import Column
from api.tables.declared.lists import view_left_out
from api.tables.shapes import EVIDENCE, cited, id_of, kind_of, node
from api.tables.table import Asked, Found, Table
from graph.network.choosing import chosen_part
from graph.network.facts import Fact
from graph.network.network import StakeholderNetwork

_STATUS: Final = Column("status", "code", words=("model.status_",), filtered=True, shown=False)
_SOURCES: Final = Column("n_sources", "whole", shown=False)
_ROLE: Final = Column("role", "code", at="told", words=("model.role_", "tables.told_"), filtered=True)
_PARTICIPATION: Final = (
    node("project", "end"),
    node("actor", "start"),
    kind_of("kind", "start"),
    _ROLE,
    Column("group_phrase", at="expanded_from", shown=False),
    _STATUS,
    _SOURCES,
    EVIDENCE,
    id_of("project", "end"),
    id_of("actor", "start"),
)
_FUNDING: Final = (
    node("project", "end"),
    node("funder", "start"),
    node("recipient", "part.recipient"),
    Column("amount", "money", at="part.amount"),
    Column("currency", at="part.currency", filtered=True, shown=False),
    Column("approximate", "flag", at="part.approximate", shown=False),
    Column("share", "share", shown=False),
    Column("counted_elsewhere", "flag", shown=False),
    _STATUS,
    _SOURCES,
    EVIDENCE,
    id_of("project", "end"),
    id_of("funder", "start"),
    id_of("recipient", "part.recipient"),
)
_TIE: Final = (
    node("from", "start"),
    Column("tie", "code", at="type", words=("tables.tie_",), filtered=True),
    node("to", "end"),
    _ROLE,
    Column("amount", "money"),
    Column("currency", shown=False),
    Column("since", "date", shown=False),
    Column("until", "date", shown=False),
    _STATUS,
    _SOURCES,
    Column("evidence", "many", parts=EVIDENCE.parts),
    id_of("from", "start"),
    id_of("to", "end"),
)

Expand = Callable[[Fact, dict[str, Any], StakeholderNetwork], Iterable[Mapping[str, Any]]]


def _of_facts(*types: str, expand: Expand = lambda _fact, row, _network: (row,)) -> Callable[[Asked], Found]:
    def find(asked: Asked) -> Found:
        network = asked.moment.network(asked.moment.view(asked.options))
        whole = asked.moment.whole
        rows: list[Mapping[str, Any]] = []
        for fact in chosen_part(network).of_type(*types):
            row = cited(relation_item(fact, whole, asked.language), whole) | {"n_sources": len(fact.reports)}
            rows.extend(expand(fact, row, network))
        return Found(rows, view_left_out(network, asked.language))

    return find


def _grants(fact: Fact, row: dict[str, Any], network: StakeholderNetwork) -> Iterator[Mapping[str, Any]]:
    """A row for each part, so that the amounts of a currency can be added; one where nobody says how much."""
    row["counted_elsewhere"] = (fact.start, fact.end) in network.doubly_reported
    for part in row["parts"] or [{"amount": fact.amount, "currency": fact.currency, "recipient": None}]:
        yield {**row, "part": part}


TABLES: Final = (
    Table(
        "participations",
        _PARTICIPATION,
        _of_facts("PARTICIPATES_IN"),
        key=("project", "actor", "role", "project_id", "actor_id"),
    ),
    Table(
        "fundings",
        _FUNDING,
        _of_facts("FUNDS", expand=_grants),
        key=("project", "funder", "recipient", "project_id", "funder_id", "recipient_id"),
    ),
    Table(
        "ties",
        _TIE,
        _of_facts("PARTICIPATES_IN", "FUNDS", "COLLABORATES_WITH"),
        key=("from", "tie", "to", "from_id", "to_id"),
    ),
)
