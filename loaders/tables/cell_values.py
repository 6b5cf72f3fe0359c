"""What the cells of a table say by its mapping, or by a sheet of our form: one value a cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

from graph.model.names import normalised
from loaders.cell_errors import CellError
from loaders.documents.amounts import names_a_unit
from loaders.documents.cells import (
    Amount,
    DateOrder,
    Decimal,
    Parsed,
    PlacePhrase,
    parse,
    parse_amount,
    parse_date,
    parse_org_number,
    parse_period,
    says_nothing,
    text,
)
from loaders.documents.fields import CATEGORIES, ENDS, FIELDS, NAMES, NOBODY_SAYS, PERCENT, Field
from loaders.documents.form import FormColumn
from loaders.documents.mapping import MARKS, Column, TableMapping
from loaders.documents.org_numbers import register_of
from loaders.documents.words import CROWN_CURRENCIES
from loaders.files.table import Cell
from loaders.registers.registry import Registry, load_registry
from loaders.tables.matrix import marked
from loaders.tables.name_lists import ANY_SIGN, NameLists
from loaders.tables.open_table import Parts
from loaders.tables.understood import Said, parts

# Sheets of ours whose rows name organisations that others list.
_NAMING: Final = frozenset({"participation", "funding"})


class CellValues:
    """Reads the cells of one table; `lists` holds what names it took apart or left whole, `meanings` the answers."""

    def __init__(self, mapping: TableMapping) -> None:
        self._mapping = mapping
        self.meanings = mapping.meanings()
        self.lists = NameLists(load_registry())

    def value(self, column: Column, cell: Cell | Parts, crown: str = "SEK") -> Parsed:
        """What a cell says; None when it says nothing. `crown` is the currency that "kr" means. Raises CellError."""
        if isinstance(column, FormColumn):
            assert not isinstance(cell, tuple)
            return self._own_value(column, cell, crown)
        field = FIELDS[column.field]
        if column.cells == MARKS:
            return marked(column.heading, text(cell if not isinstance(cell, tuple) else " ".join(cell)) or "-")
        if field.listed:
            return _listed(field, self.phrases(cell, column)) or None
        if isinstance(cell, tuple):
            cell = " ".join(cell)
        if (phrase := text(cell)) is None or says_nothing(phrase):
            return None
        order = cast(DateOrder, self._mapping.dates)
        match field.type:
            case "date":
                return parse_date(cell, order, end=field.name in ENDS)
            case "period":
                return parse_period(cell, order)
            case "amount":
                return self._amount(cell, column.unit, crown)
            case "org_number":
                return parse_org_number(phrase, column.unit or register_of(column.heading))
            case "share" if column.unit == PERCENT:
                return parse(field.type, _counted(cell, PERCENT))
        return self._category(field.name, phrase) if field.name in CATEGORIES else parse(field.type, cell)

    def _own_value(self, column: FormColumn, cell: Cell, crown: str) -> Parsed:
        """What a cell of one of our own sheets says."""
        if (written := text(cell)) is None or says_nothing(written):
            return None
        if column.type == "amount" and isinstance(cell, str):
            return parse_amount(written, None, crown)
        value = parse(column.type, cell, end=column.field in ENDS)
        if column.field in NAMES and (column.type == "texts" or self._mapping.row in _NAMING):
            return tuple(name for part in parts(value) for name in self.lists.names(str(part), "")) or None
        return value

    def _amount(self, cell: Cell, unit: str, crown: str) -> Amount | None:
        written = _counted(cell, unit)
        if written is None:
            return None
        is_number = isinstance(cell, int | float)
        decimal = "." if is_number else cast("Decimal | None", self._mapping.decimal or None)
        return parse_amount(written, decimal, unit if unit in CROWN_CURRENCIES else crown)

    def _category(self, field: str, phrase: str) -> Parsed:
        key = CATEGORIES[field], normalised(phrase)
        return self.meanings[key] if key in self.meanings else parse(FIELDS[field].type, phrase)

    def phrases(self, cell: Cell | Parts, column: Column) -> tuple[str, ...]:
        """The values in a cell, each once."""
        if isinstance(cell, tuple):
            written = tuple(part for item in cell if (part := text(item)))
        elif column.field in NAMES:
            return self.lists.names(text(cell) or "", column.separator)
        else:
            written = tuple(_divided(text(cell) or "", column.separator))
        return tuple(dict.fromkeys(part for part in written if not says_nothing(part)))

    def readable_phrases(self, cell: Cell | Parts, column: Column) -> tuple[str, ...]:
        """As `_phrases`; none of a cell that cannot be read, which is reported when its row is."""
        try:
            return self.phrases(cell, column)
        except CellError:
            return ()

    def is_known(self, category: str, field: str, phrase: str, registry: Registry) -> bool:
        """Whether a phrase of a category is one of ours, or answered for."""
        if (category, normalised(phrase)) in self.meanings:
            return True
        if category == "theme":
            return registry.theme(phrase) is not None
        try:
            return parse(FIELDS[field].type, phrase) is not None
        except CellError:
            return False

    def constant(self, name: str, value: str) -> Said:
        """What every row says of a field."""
        field = FIELDS[name]
        column = Column("", name, NOBODY_SAYS if name == "actor" else "")
        return Said(column, _listed(field, (value,)) if field.listed else parse(field.type, value))


def _divided(written: str, separator: str) -> Iterator[str]:
    """The parts of a list that is none of names."""
    if separator == ANY_SIGN:
        separator = next((sign for sign in (";", "|", "\n") if sign in written), ",")
    sign = "\n" if separator == "newline" else separator
    yield from (part.strip() for part in (written.split(sign) if sign else (written,)) if part.strip())


def _listed(field: Field, parts: tuple[str, ...]) -> Parsed:
    return tuple(PlacePhrase(part) for part in parts) if field.type == "places" else parts


def _counted(cell: Cell, unit: str) -> str | None:
    """A sum or share with the unit of its column, unless the cell has one of its own; None when empty."""
    written = f"{cell:f}" if isinstance(cell, int | float) and not isinstance(cell, bool) else text(cell)
    if written is None or unit in ("", NOBODY_SAYS) or names_a_unit(written) or (unit == PERCENT and "%" in written):
        return written
    return f"{written} {unit}"
