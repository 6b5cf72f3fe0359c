"""The form of the spreadsheets: sheets, columns and the words people use for them, as form.yml declares them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, cast

import yaml

from graph.model.names import normalised
from loaders.documents.cells import CellType

SheetName = Literal[
    "actors", "projects", "participation", "funding", "collaborations", "offers", "sources", "evidence", "list"
]

FLAT: Final = "list"  # a flat list is recognised by its headings alone and is in no template
INSTRUCTIONS: Final = frozenset({"instruktioner", "instructions", "läs mig", "readme", "val", "choices"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` is our word and the English heading, `swedish` the heading of the Swedish template."""

    name: str
    swedish: str
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
class Sheet:
    """One sheet: `name` is our word, `english` and `swedish` its titles in the templates."""

    name: SheetName
    english: str
    swedish: str
    also: tuple[str, ...]
    columns: tuple[Column, ...]
    by_heading: Mapping[str, Column]

    @property
    def titles(self) -> frozenset[str]:
        """Every sheet title that means this sheet, normalised."""
        return frozenset(normalised(title) for title in (self.name, self.english, self.swedish, *self.also))

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns without which the sheet cannot be read."""
        return tuple(column for column in self.columns if column.required)

    def column(self, heading: str) -> Column | None:
        """The column that a heading means; a star for "required" is ignored."""
        return self.by_heading.get(normalised(heading.replace("*", "")))


@cache
def sheets() -> Mapping[SheetName, Sheet]:
    """Every sheet by name, in the order of the template; the flat list last."""
    text = files("loaders.documents").joinpath("form.yml").read_text(encoding="utf-8")
    declared: dict[str, Any] = yaml.safe_load(text)
    shared = declared.pop("shared")["columns"]
    return {cast(SheetName, name): _sheet(cast(SheetName, name), sheet, shared) for name, sheet in declared.items()}


def known_headings(headings: Iterable[str]) -> int:
    """How many of these headings one of our sheets has, whichever has most."""
    written = tuple(headings)
    return max(sum(sheet.column(heading) is not None for heading in written) for sheet in sheets().values())


def in_both(columns: Iterable[Column]) -> Mapping[str, str]:
    """The headings of columns, by language."""
    listed = tuple(columns)
    return {"sv": ", ".join(column.swedish for column in listed), "en": ", ".join(column.name for column in listed)}


def template_sheets() -> tuple[Sheet, ...]:
    """The sheets of a template."""
    return tuple(sheet for sheet in sheets().values() if sheet.name != FLAT)


def _sheet(name: SheetName, declared: dict[str, Any], shared: dict[str, Any]) -> Sheet:
    columns = tuple(_column(key, declaration or shared[key]) for key, declaration in declared["columns"].items())
    by_heading = {normalised(heading): column for column in columns for heading in column.headings}
    return Sheet(name, declared["en"], declared["sv"], tuple(declared["also"]), columns, by_heading)


def _column(name: str, declared: dict[str, Any]) -> Column:
    given = {key: value for key, value in declared.items() if key not in ("sv", "also", "help_en")}
    help_en = declared.get("help_en", declared.get("help_sv", ""))
    return Column(name, declared["sv"], also=tuple(declared.get("also", ())), help_en=help_en, **given)
