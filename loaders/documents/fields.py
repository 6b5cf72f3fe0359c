"""What a column of a table can be, by what a row of the table is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from loaders.documents.cells import CellType

RowKind = Literal["project", "participation", "actor", "tie", "funding", "offer", "source", "evidence", "about"]
# What a person may say that a row is; the others are sheets of the spreadsheet.
ROW_KINDS: Final[tuple[RowKind, ...]] = ("project", "participation", "actor", "tie")
NOBODY_SAYS: Final = "none"  # the answer that no role, unit or date order is said; the empty text is no answer yet
PERCENT: Final = "%"  # the unit of shares that are written as 50, not 0.5 or 50 %

_OF_PROJECTS: Final[tuple[RowKind, ...]] = ("project", "participation")
_OF_ACTORS: Final[tuple[RowKind, ...]] = ("project", "participation", "actor")


@dataclass(frozen=True, slots=True)
class Field:
    """Something a row can say.

    `rows` are the kinds of rows that can say it, `required` those that must. Several columns can be a `repeatable`
    field, and a cell of a `listed` one can hold several values.
    """

    name: str
    type: CellType
    rows: tuple[RowKind, ...]
    required: tuple[RowKind, ...] = ()
    repeatable: bool = False
    listed: bool = False


_FIELDS: Final = (
    Field("project_id", "text", _OF_PROJECTS),
    Field("project", "text", _OF_PROJECTS, _OF_PROJECTS),
    Field("acronym", "text", _OF_PROJECTS),
    Field("summary", "text", _OF_PROJECTS),
    Field("url", "text", _OF_PROJECTS),
    Field("starts", "date", _OF_PROJECTS),
    Field("ends", "date", _OF_PROJECTS),
    Field("period", "period", _OF_PROJECTS),
    Field("budget", "amount", _OF_PROJECTS),
    Field("currency", "currency", _OF_PROJECTS),
    Field("places", "places", _OF_PROJECTS, repeatable=True, listed=True),
    Field("themes", "texts", _OF_PROJECTS, repeatable=True, listed=True),
    Field(
        "actor",
        "texts",
        _OF_ACTORS,
        ("participation", "actor"),
        repeatable=True,
        listed=True,
    ),
    Field("role", "role", ("participation",)),
    Field("kind", "kind", _OF_ACTORS),
    Field("org_number", "org_number", _OF_ACTORS),
    Field("ror", "text", _OF_ACTORS),
    Field("pic", "text", _OF_ACTORS),
    Field("place", "places", _OF_ACTORS, listed=True),
    Field("country", "country", ("participation", "actor")),
    Field("website", "text", _OF_ACTORS),
    Field("aliases", "texts", ("actor",), listed=True),
    Field("funder", "texts", _OF_PROJECTS, repeatable=True, listed=True),
    Field("amount", "amount", _OF_PROJECTS),
    Field("share", "share", _OF_PROJECTS),
    Field("project_number", "text", _OF_PROJECTS),
    Field("other_title", "text", _OF_PROJECTS),
    Field("actor_a", "text", ("tie",), ("tie",)),
    Field("actor_b", "text", ("tie",), ("tie",)),
    Field("tie_kind", "collaboration", ("tie",)),
    Field("since", "date", ("tie",)),
    Field("until", "date", ("tie",)),
    Field("source", "text", ROW_KINDS),
    Field("quote", "text", ROW_KINDS),
    Field("page", "text", ROW_KINDS),
)
FIELDS: Final[Mapping[str, Field]] = {field.name: field for field in _FIELDS}

# Types of fields of which the order of day and month has to be known.
DATED: Final = frozenset({"date", "period"})
# Fields that end something: of a quarter it is the last month.
ENDS: Final = frozenset({"ends", "until", "covers_to"})
# Fields whose cells hold names of organisations.
NAMES: Final = frozenset({"actor", "funder"})

# What is said of the actor that the nearest column to the left names.
OF_ACTOR: Final = frozenset({"kind", "org_number", "ror", "pic", "place", "country", "website", "aliases"})
# Where what a row says is said.
OF_EVIDENCE: Final = ("source", "quote", "page")
# What is said of a project and must be the same in every row about it.
OF_PROJECT: Final = (
    "project", "project_number", "other_title", "acronym", "summary", "url", "starts", "ends", "budget", "currency",
)  # fmt: skip
# Fields whose values are categories of ours; a theme is looked up in the registers.
CATEGORIES: Final[Mapping[str, str]] = {"role": "role", "kind": "kind", "themes": "theme"}


def fields_of(row: RowKind) -> tuple[Field, ...]:
    """What a row of this kind can say, in the order in which it is offered."""
    return tuple(field for field in FIELDS.values() if row in field.rows)
