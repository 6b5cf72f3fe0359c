"""Columns that several tables have, and sources by their titles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from api.tables.columns import Column
from graph.network.network import StakeholderNetwork

KIND: Final = ("model.kind_",)
NEXT_STEP: Final = Column("next_step", "code", words=("tables.next_step_",), filtered=True)
REASON: Final = Column("reason", at="sentence")


def node(name: str, at: str = "", *, shown: bool = True) -> Column:
    """An actor or project by name, which leads to its page."""
    return Column(name, at=f"{at or name}.name", link=at or name, shown=shown)


def id_of(name: str, at: str = "") -> Column:
    """The id of a node, to join on."""
    return Column(f"{name}_id", at=f"{at or name}.id", shown=False)


def kind_of(name: str, at: str, *, shown: bool = True) -> Column:
    """The kind of an actor."""
    return Column(name, "code", at=f"{at}.kind", words=KIND, filtered=True, shown=shown)


def many(name: str, at: str, parts: tuple[Column, ...], *, shown: bool = False) -> Column:
    """What there may be several of for a row."""
    return Column(name, "many", at=at, parts=parts, shown=shown)


def names(name: str, at: str, singular: str, *, shown: bool = False) -> Column:
    """Several nodes, themes or places: name and id of each."""
    return many(name, at, (Column(singular, at="name"), Column(f"{singular}_id", at="id")), shown=shown)


def shares(prefix: str, *parts: str) -> tuple[Column, ...]:
    """What a score is made of, each 0 to 1."""
    return tuple(Column(f"{prefix}_{part}", "share", at=f"parts.{part}", shown=False) for part in parts)


DECISION: Final = (
    Column("verdict", "code", words=("tables.class_", "tables.partner_", "tables.verdict_"), filtered=True),
    Column("decided_by", filtered=True),
    Column("decided_at", "date"),
    Column("decision_reason", at="reason"),
)
GIVEN: Final = tuple(
    replace(column, at=f"verdict.{column.at or column.name}", filtered=False, shown=False) for column in DECISION
)
"""What a person decided about the pair of a row."""

EVIDENCE: Final = many(
    "evidence",
    "evidence",
    (
        Column("source", at="title", link="url"),
        Column("quote"),
        Column("locator"),
        Column("status", "code", words=("model.status_",)),
        Column("dataset"),
        Column("source_url", at="url"),
        Column("source_id", at="source"),
    ),
)


def cited(row: Mapping[str, Any], whole: StakeholderNetwork) -> dict[str, Any]:
    """The row with the title and address of each source it cites."""
    return {**row, "evidence": [_titled(piece, whole) for piece in row["evidence"]]}


def _titled(piece: Mapping[str, Any], whole: StakeholderNetwork) -> dict[str, Any]:
    source = whole.sources.get(piece["source"])
    return {**piece, "title": (source and source.title) or piece["source"], "url": source.url if source else None}


def left_out(reasons: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """What an answer leaves out, in sentences."""
    return tuple(f"{reason['sentence']} {', '.join(reason.get('names', ()))}".rstrip() for reason in reasons)
