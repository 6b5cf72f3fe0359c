"""Attributes of nodes and edges as fields of the vocabulary, read as the spreadsheet reads its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from graph.model.names import normalised
from graph.model.vocabulary import (
    ACTOR,
    COLLABORATES_WITH,
    FOLLOWS,
    FUNDS,
    LOCATED_IN,
    PART_OF,
    PARTICIPATES_IN,
    PROJECT,
)
from loaders.cell_errors import CellError
from loaders.documents.cells import Amount, CellType, parse, text
from loaders.documents.form import SheetName, sheets

_SHEETS: Final[Mapping[str, SheetName]] = {
    ACTOR.label: "actors",
    PROJECT.label: "projects",
    PARTICIPATES_IN.name: "participation",
    FUNDS.name: "funding",
    LOCATED_IN.name: "funding",
    COLLABORATES_WITH.name: "collaborations",
    PART_OF.name: "collaborations",
    FOLLOWS.name: "collaborations",
}
# Columns that a graph says by its nodes and edges.
_SAID_OTHERWISE: Final = frozenset(
    {
        "name",
        "kind",
        "part_of",
        "project",
        "actor",
        "funder",
        "actor_a",
        "actor_b",
        "role",
        "recipient",
        "source",
        "quote",
        "page",
    }
)
_FURTHER: Final[Mapping[str, Mapping[str, CellType]]] = {
    ACTOR.label: {
        "ror": "text",
        "pic": "text",
        "description": "text",
        "beskrivning": "text",
        "country": "country",
        "land": "country",
    },
    PROJECT.label: {"unnamed participants": "texts", "approximate": "texts"},
    FUNDS.name: {"approximate": "texts"},
    PARTICIPATES_IN.name: {"expanded from": "text"},
}
_OUR_WORD: Final = {"beskrivning": "description", "land": "country"}


@dataclass(frozen=True, slots=True)
class Field:
    """What an attribute means: the property and how it is written."""

    name: str
    type: CellType


def field(owner: str, attribute: str) -> Field | None:
    """The field of a node label or relation name that an attribute means; None when it means none."""
    key = normalised(attribute)
    if further := _FURTHER.get(owner, {}).get(key):
        return Field(_OUR_WORD.get(key, key.replace(" ", "_")), further)
    column = sheets()[_SHEETS[owner]].column(attribute) if owner in _SHEETS else None
    if column is None or column.name in _SAID_OTHERWISE:
        return None
    return Field(column.name, column.type)


def value(field: Field, raw: Any) -> Any:
    """The meaning of an attribute's value; None when it is empty. Raises CellError."""
    if not isinstance(raw, list | tuple):
        return parse(field.type, raw if isinstance(raw, str | float | int | date | None) else str(raw))
    parts = tuple(part for item in raw if (part := as_text(item)))
    if field.type == "texts":
        return tuple(dict.fromkeys(parts)) or None
    return parse(field.type, "; ".join(parts))


def as_text(raw: Any) -> str | None:
    """A value as text; None when it is empty or no single value. Raises CellError."""
    return text(raw) if isinstance(raw, str | float | int) else None


def money(values: dict[str, Any], name: str) -> dict[str, Any]:
    """`values` with the amount of `name` as a number and its currency, which may stand beside it or within it."""
    amount: Amount | None = values.get(name)
    if amount is None:
        return values
    return values | {name: amount.number, "currency": values.get("currency") or amount.currency}


def plain(raw: Any) -> str | None:
    """A value as text; None where it is empty or cannot be one."""
    try:
        return as_text(raw)
    except CellError:
        return None
