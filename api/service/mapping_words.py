"""Mappings and the values they parse in words, for the terminal and the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.messages import message, number
from graph.model.names import normalised, theme_name
from graph.model.vocabulary import ACTOR_KINDS, ROLES
from loaders.documents.cells import Amount, Parsed, PlacePhrase
from loaders.documents.fields import NOBODY_SAYS, ROW_KINDS, RowKind, fields_of
from loaders.documents.mapping import DATE_ORDERS, Column, TableMapping
from loaders.registers.registry import Registry
from loaders.tables.brackets import bracketed
from loaders.tables.filling import Filling
from loaders.tables.guessing import ColumnGuess
from loaders.tables.repeats import Repeats
from loaders.tables.understood import Understood
from queries.wording.money import about

Options = tuple[tuple[str, str], ...]  # value and text
SEPARATORS: Final = ("", ";", ",", "|", "/", "newline", ".", "list")
UNITS: Final = (
    *("kr", "tkr", "mkr", "EUR", "keur", "meur"),
    *("NOK", "DKK", "ISK", "GBP", "USD", "CHF", "PLN", "CZK"),
    NOBODY_SAYS,
)
_SWEDISH: Final = "sv"


@dataclass(frozen=True, slots=True)
class MappingWords:
    """The choices of a mapping and the parsed values in one language."""

    language: str
    registry: Registry

    def say(self, key: str, **values: object) -> str:
        """A text of loaders/documents/mapping.yml."""
        return message(f"mapping.{key}", self.language, **values)

    def row_kinds(self) -> Options:
        """What a row can be."""
        return tuple((kind, self.say(f"row_{kind}")) for kind in ROW_KINDS)

    def fields(self, row: RowKind) -> Options:
        """What a column can be; the last is none of it."""
        return (*((field.name, self.say(f"field_{field.name}")) for field in fields_of(row)), ("", self.say("field_")))

    def roles(self) -> Options:
        """The roles of a column of actors."""
        return tuple((role, self.say(f"role_{role}")) for role in (*ROLES, NOBODY_SAYS))

    def separators(self) -> Options:
        """What can stand between the values of a list."""
        return tuple((separator, self.say(f"separator_{separator}")) for separator in SEPARATORS)

    def units(self) -> Options:
        """What amounts can be in."""
        return tuple((unit, self.say("unit_none") if unit == NOBODY_SAYS else unit) for unit in UNITS)

    def repeats(self, found: Repeats) -> Options:
        """What can tell projects of one name apart."""
        keys = ((answer, self.say("repeated_key", heading=answer.partition(":")[2])) for answer in found.answers[:-1])
        return (*keys, (found.answers[-1], self.say("repeated_number")))

    def filling(self, found: Filling) -> str:
        """The question whether blank cells say what stands above, with what Enter says."""
        question = self.say("ask_filled_down", columns=", ".join(found.headings), cells=found.cells)
        return f"{question} {self.say('enter_yes' if found.is_sure else 'enter_no')}"

    def date_orders(self) -> Options:
        """What can stand first in dates."""
        return tuple((order, self.say(f"dates_{order}")) for order in DATE_ORDERS)

    def showing(self) -> Options:
        """Whether a list names all who take part; the last is that nobody knows."""
        return tuple((answer, self.say(f"shows_{answer}")) for answer in ("yes", "no", ""))

    def meanings(self, category: str) -> Options:
        """What a phrase of a category can mean; the last is none of it."""
        names = {"role": ROLES, "kind": ACTOR_KINDS, "theme": [theme.id for theme in self.registry.themes]}[category]
        named = ((name, self._category(category, name)) for name in names)
        ordered = sorted(named, key=lambda item: item[1]) if category == "theme" else named
        return (*ordered, (NOBODY_SAYS, self.say("meaning_none")))

    def proposed(self, found: ColumnGuess) -> str:
        """What a column is proposed as, with its role and what stands between its values."""
        column = found.column
        said = [self.say(f"field_{column.field}")]
        said += [self.say(f"role_{column.role}")] if column.role not in ("", NOBODY_SAYS) else []
        said += [self.say(f"separator_{column.separator}")] if column.separator else []
        said += [self.say(f"cells_{column.cells}")] if column.cells else []
        return ": ".join(
            [said[0], *([", ".join(text[:1].lower() + text[1:] for text in said[1:])] if said[1:] else [])]
        )

    def preview(self, mapping: TableMapping, row: Understood, columns: Sequence[Column]) -> tuple[str, ...]:
        """What a row says in each of these columns; empty where it says nothing."""
        values = {(cell.column.heading, cell.column.field): cell.value for cell in row.said}
        return tuple(self._value(mapping, column, values.get((column.heading, column.field))) for column in columns)

    def columns(self, mapping: TableMapping) -> tuple[Column, ...]:
        """The columns of a preview: those that are used, and one a constant."""
        constants = (Column("", name) for name in mapping.constants if not mapping.having(name))
        return (*(column for column in mapping.columns if column.field), *constants)

    def _value(self, mapping: TableMapping, column: Column, value: Parsed) -> str:
        match value:
            case None:
                return ""
            case Amount():
                written = f"{number(value.number, self.language)} {value.currency or ''}".strip()
                return about(written, self.language, value.approximate)
            case tuple():
                parts = (part for part in value if isinstance(part, str | PlacePhrase))
                return " · ".join(self._part(mapping, column, part) for part in parts)
            case str() if column.field in ("role", "kind"):
                return self._category(column.field, value)
            case _:
                return str(value)

    def _part(self, mapping: TableMapping, column: Column, part: str | PlacePhrase) -> str:
        phrase = part.phrase if isinstance(part, PlacePhrase) else part
        if column.field == "themes":
            return f"{phrase} → {self._theme(mapping, phrase)}"
        if isinstance(part, PlacePhrase):
            places = self.registry.places_named(phrase)
            return f"{phrase} → {', '.join(place.name for place in places) or '?'}"
        is_said = column.role in ("", NOBODY_SAYS) or bracketed(phrase).role
        role = "" if is_said else self.say(f"role_{column.role}")
        return f"{phrase} ({role.partition(',')[0].lower()})" if role else phrase

    def _theme(self, mapping: TableMapping, phrase: str) -> str:
        meanings, key = mapping.meanings(), ("theme", normalised(phrase))
        found = None if key in meanings else self.registry.theme(phrase)
        theme = found.id if found else meanings.get(key)
        return self._category("theme", theme) if theme else "–"

    def _category(self, category: str, name: str) -> str:
        if category == "theme":
            theme = next(theme for theme in self.registry.themes if theme.id == name)
            return theme_name(theme, self.language)
        return self.say(f"role_{name}") if category == "role" else message(f"model.kind_{name}", self.language)
