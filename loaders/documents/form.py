"""The form of the spreadsheets, a mapping for each sheet of form.yml, and the words people use for fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final, Literal

import yaml

from graph.model.names import normalised
from loaders.documents.cells import CellType
from loaders.documents.fields import OF_EVIDENCE
from loaders.documents.mapping import Column, TableMapping

SheetName = Literal[
    "actors", "projects", "participation", "funding", "collaborations", "offers", "sources", "evidence", "about", "list"
]

ABOUT: Final = "about"  # which dataset it is: recognised by its title alone
FLAT: Final = "list"  # a flat list is recognised by its headings alone and is in no template
INSTRUCTIONS: Final = frozenset({"instruktioner", "instructions", "läs mig", "readme", "val", "choices"})


@dataclass(frozen=True, slots=True)
class FormColumn(Column):
    """One column: `name` is our word and the English heading, `swedish` the heading of the Swedish template."""

    name: str = ""
    swedish: str = ""
    type: CellType = "text"
    required: bool = False
    also: tuple[str, ...] = ()
    help_sv: str = ""
    help_en: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that means this column."""
        return tuple(dict.fromkeys((self.name, self.swedish, *self.also)))


@dataclass(frozen=True, slots=True)
class SheetMapping(TableMapping):
    """One sheet, a mapping of every table with its headings.

    `name` is our word, `english` and `swedish` its titles in the templates.
    """

    columns: tuple[FormColumn, ...] = ()
    name: SheetName = "list"
    english: str = ""
    swedish: str = ""
    also: tuple[str, ...] = ()
    by_heading: Mapping[str, FormColumn] = field(default_factory=dict)

    @property
    def titles(self) -> frozenset[str]:
        """Every sheet title that means this sheet, normalised."""
        return frozenset(normalised(title) for title in (self.name, self.english, self.swedish, *self.also))

    @property
    def required_columns(self) -> tuple[FormColumn, ...]:
        """The columns without which the sheet cannot be read."""
        return tuple(column for column in self.columns if column.required)

    @property
    def required(self) -> tuple[str, ...]:
        """The fields that every row must have."""
        return tuple(column.field for column in self.required_columns)

    def column(self, heading: str) -> FormColumn | None:
        """The column that a heading means; a star for "required" is ignored."""
        return self.by_heading.get(normalised(heading.replace("*", "")))


@cache
def sheets() -> Mapping[SheetName, SheetMapping]:
    """Every sheet by name, in the order of the template; the flat list last."""
    declared = _document("form.yml")
    shared = declared["shared"]["columns"]
    return {name: _sheet(name, sheet, shared) for name, sheet in declared.items() if name != "shared"}


@cache
def headings_of(name: str) -> frozenset[str]:
    """Every heading that means the field of a mapping, normalised: those of headings.yml and of the spreadsheet.

    In other people's tables a name may be that of anything, and a reference seldom is the source of its row.
    """
    columns = (column for sheet in sheets().values() for column in sheet.columns if column.field == name)
    sure = (column for column in columns if column.name not in ("name", *OF_EVIDENCE))
    ours = (heading for column in sure for heading in column.headings)
    return frozenset(normalised(heading) for heading in (*ours, *_document("headings.yml")["fields"].get(name, ())))


@cache
def person_headings() -> frozenset[str]:
    """Headings of columns about persons, normalised."""
    return frozenset(normalised(heading) for heading in _document("headings.yml")["persons"])


@cache
def other_days() -> tuple[str, ...]:
    """Parts of headings of days that are not those of a project."""
    return tuple(_document("headings.yml")["other_days"])


def known_headings(headings: Iterable[str]) -> int:
    """How many of these headings one of our sheets has, whichever has most."""
    counts = Counter(sheet for heading in headings for sheet in _sheets_with(heading))
    return max(counts.values(), default=0)


@lru_cache(maxsize=1 << 14)
def _sheets_with(heading: str) -> tuple[SheetName, ...]:
    name = normalised(heading.replace("*", ""))
    return tuple(sheet.name for sheet in sheets().values() if name in sheet.by_heading)


def is_heading(cell: object) -> bool:
    """Whether a cell is a heading of one of our sheets, as it stands."""
    return isinstance(cell, str) and cell.casefold() in _plain_headings()


@cache
def _plain_headings() -> frozenset[str]:
    return frozenset(heading for sheet in sheets().values() for heading in sheet.by_heading)


def in_both(columns: Iterable[FormColumn]) -> Mapping[str, str]:
    """The headings of columns, by language."""
    listed = tuple(columns)
    return {"sv": ", ".join(column.swedish for column in listed), "en": ", ".join(column.name for column in listed)}


def template_sheets() -> tuple[SheetMapping, ...]:
    """The sheets of a template."""
    return tuple(sheet for sheet in sheets().values() if sheet.name != FLAT)


def _sheet(name: SheetName, declared: dict[str, Any], shared: dict[str, Any]) -> SheetMapping:
    columns = tuple(_column(key, declaration or shared[key]) for key, declaration in declared["columns"].items())
    by_heading = {normalised(heading): column for column in columns for heading in column.headings}
    titles = {"english": declared["en"], "swedish": declared["sv"], "also": tuple(declared["also"])}
    return SheetMapping(declared["row"], columns, name=name, **titles, by_heading=by_heading)


def _column(name: str, declared: dict[str, Any]) -> FormColumn:
    own = {"heading": name, "name": name, "field": name, "help_en": declared.get("help_sv", "")} | declared
    return FormColumn(**own | {"swedish": own.pop("sv"), "also": tuple(own.get("also", ()))})


@cache
def _document(name: str) -> Any:
    return yaml.safe_load(files("loaders.documents").joinpath(name).read_text(encoding="utf-8"))
