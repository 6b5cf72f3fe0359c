"""What a column of a table can be, by what a row of the table is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, get_args

import yaml

from graph.model.names import normalised
from loaders.documents.cells import CellType
from loaders.documents.form import SheetName, sheets

RowKind = Literal["project", "participation", "actor", "tie"]
ROW_KINDS: Final[tuple[RowKind, ...]] = get_args(RowKind)
NOBODY_SAYS: Final = "none"  # the answer that no role, unit or date order is said; the empty text is no answer yet

_OF_PROJECTS: Final[tuple[RowKind, ...]] = ("project", "participation")
_OF_ACTORS: Final[tuple[RowKind, ...]] = ("project", "participation", "actor")


@dataclass(frozen=True, slots=True)
class Field:
    """Something a row can say.

    `rows` are the kinds of rows that can say it, `required` those that must. Several columns can be a `repeatable`
    field, and a cell of a `listed` one can hold several values. `sheets` and `word` name the columns of the
    spreadsheet whose headings mean it.
    """

    name: str
    type: CellType
    rows: tuple[RowKind, ...]
    required: tuple[RowKind, ...] = ()
    repeatable: bool = False
    listed: bool = False
    sheets: tuple[SheetName, ...] = ()
    word: str = ""

    def headings(self) -> frozenset[str]:
        """Every heading that means the field, normalised: those of the spreadsheet and those of headings.yml."""
        columns = [
            column
            for name in self.sheets
            for column in sheets()[name].columns
            if column.name == (self.word or self.name)
        ]
        words = [heading for column in columns for heading in column.headings]
        return frozenset(normalised(word) for word in (*words, *_headings()["fields"].get(self.name, ())))


_FIELDS: Final = (
    Field("project_id", "text", _OF_PROJECTS),
    Field("project", "text", _OF_PROJECTS, _OF_PROJECTS, sheets=("list", "projects"), word="project"),
    Field("acronym", "text", _OF_PROJECTS, sheets=("list", "projects")),
    Field("summary", "text", _OF_PROJECTS, sheets=("list",)),
    Field("url", "text", _OF_PROJECTS, sheets=("list",)),
    Field("starts", "date", _OF_PROJECTS, sheets=("list",)),
    Field("ends", "date", _OF_PROJECTS, sheets=("list",)),
    Field("budget", "amount", _OF_PROJECTS, sheets=("list",)),
    Field("currency", "currency", _OF_PROJECTS, sheets=("list",)),
    Field("places", "places", _OF_PROJECTS, repeatable=True, listed=True, sheets=("list",)),
    Field("themes", "texts", _OF_PROJECTS, repeatable=True, listed=True, sheets=("list",)),
    Field(
        "actor",
        "texts",
        _OF_ACTORS,
        ("participation", "actor"),
        repeatable=True,
        listed=True,
        sheets=("list", "participation"),
    ),
    Field("role", "role", ("participation",), sheets=("list",)),
    Field("kind", "kind", _OF_ACTORS, sheets=("actors",)),
    Field("org_number", "org_number", _OF_ACTORS, sheets=("actors",)),
    Field("ror", "text", _OF_ACTORS),
    Field("pic", "text", _OF_ACTORS),
    Field("place", "places", _OF_ACTORS, listed=True, sheets=("actors",)),
    Field("website", "text", _OF_ACTORS, sheets=("actors",)),
    Field("aliases", "texts", ("actor",), listed=True, sheets=("actors",)),
    Field("funder", "texts", _OF_PROJECTS, repeatable=True, listed=True, sheets=("list", "funding")),
    Field("amount", "amount", _OF_PROJECTS, sheets=("list", "funding")),
    Field("project_number", "text", _OF_PROJECTS, sheets=("list",), word="numbers"),
    Field("other_title", "text", _OF_PROJECTS, sheets=("list",), word="aliases"),
    Field("actor_a", "text", ("tie",), ("tie",), sheets=("collaborations",)),
    Field("actor_b", "text", ("tie",), ("tie",), sheets=("collaborations",)),
    Field("tie_kind", "collaboration", ("tie",), sheets=("collaborations",), word="kind"),
    Field("since", "date", ("tie",), sheets=("collaborations",)),
    Field("until", "date", ("tie",), sheets=("collaborations",)),
)
FIELDS: Final[Mapping[str, Field]] = {field.name: field for field in _FIELDS}

# What is said of the actor that the nearest column to the left names.
OF_ACTOR: Final = frozenset({"kind", "org_number", "ror", "pic", "place", "website", "aliases"})
# What is said of a project and must be the same in every row about it.
OF_PROJECT: Final = (
    "project", "project_number", "other_title", "acronym", "summary", "url", "starts", "ends", "budget", "currency",
)  # fmt: skip
# Fields whose values are categories of ours; a theme is looked up in the registers.
CATEGORIES: Final[Mapping[str, str]] = {"role": "role", "kind": "kind", "themes": "theme"}


def fields_of(row: RowKind) -> tuple[Field, ...]:
    """What a row of this kind can say, in the order in which it is offered."""
    return tuple(field for field in FIELDS.values() if row in field.rows)


@cache
def person_headings() -> frozenset[str]:
    """Headings of columns about persons, normalised."""
    return frozenset(normalised(heading) for heading in _headings()["persons"])


@cache
def other_days() -> tuple[str, ...]:
    """Parts of headings of days that are not those of a project."""
    return tuple(_headings()["other_days"])


@cache
def _headings() -> Any:
    text = files("loaders.documents").joinpath("headings.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)
