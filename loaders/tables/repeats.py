"""Titles that several rows of one project each have: how many, and what would tell the rows apart."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from graph.model.names import normalised
from graph.model.records import slug
from loaders.documents.fields import NAMES
from loaders.documents.mapping import NUMBERED, TableMapping
from loaders.tables.open_table import OpenTable
from loaders.tables.row_facts import key_of
from loaders.tables.rows import Understanding

_KEY: Final = "key:"
_MOST_COLUMNS: Final = 40
_LONGEST: Final = 80  # letters of a cell that tells projects apart: a programme, a year, a place


@dataclass(frozen=True, slots=True)
class Repeats:
    """How many `rows` have the name of an earlier one, and the headings that would tell every row apart with it."""

    rows: int
    headings: tuple[str, ...]

    @property
    def answers(self) -> tuple[str, ...]:
        """What a person can say: that rows are numbered, or one of the headings."""
        return (*(f"{_KEY}{heading}" for heading in self.headings), NUMBERED)


def repeats(mapping: TableMapping, table: OpenTable) -> Repeats | None:
    """The rows whose project another row names too; None where there are none, or the mapping says what they are."""
    if mapping.row != "project" or mapping.repeated or mapping.key:
        return None
    understanding, seen, count = Understanding(mapping, table), set[str](), 0
    left = _Columns(mapping, table)
    for row in understanding.table.rows():
        understood = understanding.row(row)
        if understood is None or understood.problems:
            continue
        _, key = key_of(understood)
        count += key in seen
        seen.add(key)
        left.take(key, [str(cell or "") for cell in row.cells])
    return Repeats(count, left.headings) if count else None


def answered(mapping: TableMapping, answer: str) -> TableMapping:
    """The mapping with one of the answers to what repeated titles are; as it is for any other text."""
    if answer == NUMBERED:
        return replace(mapping, repeated=NUMBERED, key=())
    if answer.startswith(_KEY):
        heading = answer.removeprefix(_KEY)
        title = next((column.heading for column in mapping.having("project")), "")
        return replace(mapping, repeated="", key=(heading, title)) if title else mapping
    return mapping


def answer_of(mapping: TableMapping) -> str:
    """The answer that a mapping holds; empty where it holds none."""
    return f"{_KEY}{mapping.key[0]}" if mapping.key else mapping.repeated


@dataclass(slots=True)
class _Columns:
    """The columns that, with the name of the project, have told every row so far apart."""

    mapping: TableMapping
    table: OpenTable
    _seen: dict[int, set[tuple[str, str]]] = field(init=False)

    def __post_init__(self) -> None:
        used = {normalised(column.heading): column.field for column in self.mapping.columns}
        may_tell = (
            index
            for index, heading in enumerate(self.table.headings)
            if used.get(normalised(heading)) not in (*NAMES, "project", "summary", "budget", "amount")
        )
        self._seen = {index: set() for index, _ in zip(may_tell, range(_MOST_COLUMNS), strict=False)}

    def take(self, key: str, cells: list[str]) -> None:
        for index, seen in list(self._seen.items()):
            said = key, slug(cells[index])
            if said in seen or not said[1] or len(cells[index]) > _LONGEST:
                del self._seen[index]
            else:
                seen.add(said)

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(self.table.headings[index] for index in self._seen)
