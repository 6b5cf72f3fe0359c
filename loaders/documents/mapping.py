"""The mapping of a table: what its rows and columns are, and what its categories mean. Kept as a small YAML file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, get_args

import yaml

from graph.errors import InputError
from graph.messages import Message
from graph.model.names import normalised
from graph.model.vocabulary import ACTOR_KINDS, ROLES
from loaders.cell_errors import CellError
from loaders.documents.answers import AMOUNTS_OF
from loaders.documents.cells import DateOrder, Decimal, parse, parse_amount
from loaders.documents.fields import DATED, FIELDS, NOBODY_SAYS, OF_ACTOR, ROW_KINDS, RowKind
from loaders.documents.org_numbers import REGISTERS
from loaders.documents.row_filter import RowFilter
from loaders.documents.showing import UNSAID, Showing
from loaders.registers.registry import load_registry

VERSION: Final = 1
DATE_ORDERS: Final[tuple[DateOrder, ...]] = get_args(DateOrder)
DECIMALS: Final[tuple[Decimal, ...]] = get_args(Decimal)
NUMBERED: Final = "number"
MARKS: Final = "marks"
CATEGORY_NAMES: Final = ("role", "kind", "theme")
Values = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `field` is empty where it is left out.

    `role` is that of every actor in it, `separator` what stands between the values of a list, `unit` what amounts are
    in, as `parse_amount` reads it after a number ("kr", "tkr", "EUR"), `%` where shares are percent, or the register of
    another country that organisation numbers are of ("NO-BRC"). An empty text says that nobody has answered yet, `none`
    that there is no role or unit. `cells` is `marks` where the heading is the actor and the cells say with a mark or a
    role that it takes part.
    """

    heading: str
    field: str = ""
    role: str = ""
    separator: str = ""
    unit: str = ""
    cells: str = ""


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What a table with these headings says.

    `constants` holds what every row says, by field. `values` leads from category (role, kind, theme) and the table's
    phrase to ours, None where it means none of ours. `dates` and `decimal` say how the table writes what could
    otherwise mean two things. `amounts` says whose an amount is that several rows of one project repeat: each
    `partner`'s or the `project`'s; empty where nobody has had to say. `repeated` is `number` where rows with the title
    of an earlier one are projects of their own, `key` the headings that name a project together. `showing` is what a
    person says that the table can show, its places in any words; `rows` which rows count. Blank cells under the
    headings `filled_down` say what stands above, as long as the first of them is blank or the same.
    """

    row: RowKind
    columns: tuple[Column, ...]
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Values] = field(default_factory=dict)
    dates: str = ""
    decimal: str = ""
    made_for: str = ""
    showing: Showing = UNSAID
    rows: RowFilter = field(default_factory=RowFilter)
    amounts: str = ""
    repeated: str = ""
    key: tuple[str, ...] = ()
    filled_down: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """What tables with the same headings have in common."""
        return fingerprint(column.heading for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """The fields that every row must have."""
        return tuple(name for name, field in FIELDS.items() if self.row in field.required)

    def column(self, heading: str) -> Column | None:
        """The column that a heading of a table means."""
        name = normalised(heading)
        return next((column for column in self.columns if normalised(column.heading) == name), None)

    def having(self, name: str) -> tuple[Column, ...]:
        """The columns that are this field."""
        return tuple(column for column in self.columns if column.field == name)

    def says(self, name: str) -> bool:
        """Whether a column or a constant is this field."""
        return name in self.constants or bool(self.having(name))

    def meanings(self) -> dict[tuple[str, str], str | None]:
        """What a person said that phrases mean: from category and normalised phrase to our word, None for none."""
        return {
            (category, normalised(phrase)): ours
            for category, meanings in self.values.items()
            for phrase, ours in meanings.items()
        }

    def answered(self, answers: Mapping[str, Values]) -> TableMapping:
        """The mapping with further categories answered."""
        both = {name: {**self.values.get(name, {}), **answers.get(name, {})} for name in CATEGORY_NAMES}
        return replace(self, values={name: meanings for name, meanings in both.items() if meanings})

    def missing(self) -> tuple[Message, ...]:
        """What must be said or put right before a table can be read by the mapping; empty when it can."""
        return tuple(dict.fromkeys((*_of_row(self), *_of_columns(self), *_of_constants(self))))

    def to_yaml(self) -> str:
        """The mapping as its file has it; `from_yaml` reads it back."""
        document: dict[str, Any] = {"version": VERSION, "made_for": self.made_for, "row": self.row}
        document["columns"] = [_without_empty(column) for column in self.columns]
        document |= {"constants": dict(self.constants), "dates": self.dates, "decimal": self.decimal}
        document |= {"amounts": self.amounts, "repeated": self.repeated, "key": list(self.key)}
        document["filled_down"] = list(self.filled_down)
        document["values"] = {name: dict(meanings) for name, meanings in self.values.items() if meanings}
        document |= self.rows.to_document() | self.showing.to_document()
        filled = {name: value for name, value in document.items() if value not in ("", {}, [])}
        return yaml.safe_dump(filled, allow_unicode=True, sort_keys=False, width=120)

    @classmethod
    def from_yaml(cls, text: str) -> TableMapping:
        """Read what `to_yaml` wrote or a person did.

        Raises:
            InputError: it is no such document; the error says what is wrong with it.
        """
        try:
            document = yaml.safe_load(text)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            raise InputError(Message("mapping.no_document", why=str(error)[:200])) from error
        try:
            found = _read(document)
        except (TypeError, AttributeError, KeyError, ValueError, RecursionError) as error:
            raise InputError(Message("mapping.no_document", why=str(error)[:200])) from error
        return found.checked()

    def checked(self) -> TableMapping:
        """The mapping itself; InputError when it has words that no dialogue could have put there."""
        if wrong := list(_wrong_words(self)):
            raise InputError(Message("mapping.no_document", why=", ".join(wrong)[:200]))
        return self


def fingerprint(headings: Iterable[str]) -> str:
    """Sixteen signs that stand for a set of headings, whatever their order and case."""
    names = sorted({normalised(heading) or heading.strip() for heading in headings})
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]


def _without_empty(column: Column) -> dict[str, str]:
    named = {name: getattr(column, name) for name in ("heading", "field", "role", "separator", "unit", "cells")}
    return {name: value for name, value in named.items() if value or name == "heading"}


def _read(document: Any) -> TableMapping:
    if not isinstance(document, dict) or document.pop("version", None) != VERSION:
        raise ValueError(f"version: {VERSION}")
    columns = tuple(
        Column(**{name: _text(value) for name, value in column.items()}) for column in document.pop("columns")
    )
    constants = {str(name): _text(value) for name, value in (document.pop("constants", None) or {}).items()}
    values = {
        str(name): {_text(phrase): None if ours is None else _text(ours) for phrase, ours in meanings.items()}
        for name, meanings in (document.pop("values", None) or {}).items()
    }
    showing, rows = Showing.taken(document), RowFilter.taken(document)
    key, filled = (tuple(map(_text, document.pop(name, None) or ())) for name in ("key", "filled_down"))
    rest = {name: _text(value) for name, value in document.items()}
    row = rest.pop("row")
    if row not in ROW_KINDS:
        raise ValueError(f"row: {row}")
    return TableMapping(
        row, columns, constants, values, **rest, showing=showing, rows=rows, key=key, filled_down=filled
    )


def _wrong_words(mapping: TableMapping) -> Iterator[str]:
    known: dict[str, tuple[str, ...]] = {
        "role": ROLES, "kind": ACTOR_KINDS, "theme": tuple(theme.id for theme in load_registry().themes),
    }  # fmt: skip
    for column in mapping.columns:
        if column.field and column.field not in FIELDS:
            yield f"field: {column.field}"
        if column.role not in ("", NOBODY_SAYS, *ROLES):
            yield f"role: {column.role}"
        if column.cells not in ("", MARKS) or (column.cells and column.field != "actor"):
            yield f"cells: {column.cells}"
    yield from (f"constants: {name}" for name in mapping.constants if name not in FIELDS)
    for name, meanings in mapping.values.items():
        if name not in known:
            yield f"values: {name}"
        yield from (f"values: {ours}" for ours in meanings.values() if ours not in (None, *known.get(name, ())))
    try:
        mapping.showing.located(load_registry())
    except CellError as error:
        yield f"covers: {error.reason}"
    if mapping.dates not in ("", *DATE_ORDERS):
        yield f"dates: {mapping.dates}"
    if mapping.amounts not in ("", *AMOUNTS_OF):
        yield f"amounts: {mapping.amounts}"
    if mapping.repeated not in ("", NUMBERED):
        yield f"repeated: {mapping.repeated}"
    for name in ("key", "filled_down"):
        yield from (f"{name}: {heading}" for heading in getattr(mapping, name) if mapping.column(heading) is None)
    if mapping.decimal not in ("", *DECIMALS):
        yield f"decimal: {mapping.decimal}"


def _text(value: Any) -> str:
    if not isinstance(value, str | int | float):
        raise TypeError(f"{value!r}")
    return str(value)


def _label(name: str) -> Message:
    return Message(f"mapping.field_{name}")


def _of_row(mapping: TableMapping) -> Iterator[Message]:
    for row_field in FIELDS.values():
        if mapping.row in row_field.required and not mapping.says(row_field.name):
            yield Message("mapping.needs", field=_label(row_field.name))
        columns = mapping.having(row_field.name)
        if columns and mapping.row not in row_field.rows:
            yield Message("mapping.not_in_row", column=columns[0].heading, field=_label(row_field.name))
        elif len(columns) > 1 and not row_field.repeatable and row_field.name not in OF_ACTOR:
            yield Message(
                "mapping.twice", field=_label(row_field.name), columns=tuple(column.heading for column in columns)
            )
    for name in ("amount", "share") if not mapping.says("funder") else ():
        if mapping.says(name):
            yield Message(f"mapping.{name}_of_nobody")
    if any(mapping.says(name) for name in OF_ACTOR) and not mapping.says("actor"):
        yield Message("mapping.of_no_actor")


def _of_columns(mapping: TableMapping) -> Iterator[Message]:
    has_role = mapping.says("role")
    for column in mapping.columns:
        if column.field == "actor" and mapping.row != "actor" and not column.role and not has_role:
            yield Message("mapping.needs_role", column=column.heading)
        if column.field == "org_number" and column.unit and column.unit not in REGISTERS:
            yield Message("mapping.no_register", column=column.heading, register=column.unit, known=tuple(REGISTERS))
        if column.field and FIELDS[column.field].type == "amount":
            if not column.unit and not mapping.says("currency"):
                yield Message("mapping.needs_unit", column=column.heading)
            elif column.unit and not _is_unit(column.unit):
                yield Message("mapping.no_unit", column=column.heading, unit=column.unit)
    dated = [column for column in mapping.columns if column.field and FIELDS[column.field].type in DATED]
    if dated and not mapping.dates:
        yield Message("mapping.needs_dates", columns=tuple(column.heading for column in dated))


def _is_unit(unit: str) -> bool:
    try:
        return unit == NOBODY_SAYS or parse_amount(f"1 {unit}") is not None
    except CellError:
        return False


def _of_constants(mapping: TableMapping) -> Iterator[Message]:
    for name, value in mapping.constants.items():
        try:
            parse(FIELDS[name].type, value)
        except CellError as error:
            yield Message("mapping.bad_constant", field=_label(name), why=error.reason)
        if mapping.row not in FIELDS[name].rows:
            yield Message("mapping.constant_not_in_row", field=_label(name))
