"""Sheets of labels and values, one sheet a project: what stands beside or below each label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile
from typing import Final

from graph.model.names import normalised
from loaders.documents import words
from loaders.documents.fields import FIELDS, Field
from loaders.documents.form import headings_of
from loaders.documents.headings import read_heading
from loaders.files.table import Cell
from loaders.files.workbook_marks import column_letters

Content = Cell | tuple[str, ...]
Rows = Sequence[tuple[int, Sequence[Content]]]
Labelled = dict[str, tuple[Content, ...]]
LONGEST: Final = 300  # rows that are looked at
WIDEST: Final = 30  # columns that such a sheet may have
LARGEST: Final = 5_000_000  # bytes of a file of such sheets
_LEAST: Final = 3  # different fields that labels must mean
_MANY: Final = 0.5  # share of the labels that mean something
NO_LABEL: Final = "–"  # what stands under no label is kept under this one, so that it is told
_SHEET: Final = "Projekt (blad)"
_NUMBERS: Final = frozenset({"date", "amount", "period"})
_NEVER_READ: Final = "source"
_IN_NAMES: Final = frozenset({"places", "place", "starts", "ends", "themes", "kind"})


def labelled(rows: Rows) -> dict[str, Labelled]:
    """The values under each label of a sheet, in the order of the labels, once for each project; empty for others.

    A sheet is one of labels when the first column, not the first row, has the words that we know as headings, and what
    stands beside the labels of dates and amounts has digits: a list of such words with explanations has none. It is
    one project, without a key, unless most labels have as many values beside them as that of the project: then each
    column of values is one, whose letters are the key.
    """
    filled = [[(index, cell) for index, cell in enumerate(cells) if cell not in (None, "")] for _, cells in rows]
    filled = [cells for cells in filled if cells]
    if not _is_of_labels(filled):
        return {}
    if columns := _project_columns(filled):
        left, *beside = columns
        of_one = {at: [(number, (*cells[: left + 1], *cells[at : at + 1])) for number, cells in rows] for at in beside}
        return {column_letters(at): _read(cells) for at, cells in of_one.items()}
    return {"": _read(rows)}


def _read(rows: Rows) -> Labelled:
    found: Labelled = {}
    for label, values in _pairs(rows):
        found[label] = (*found.get(label, ()), *values)
    return found


def _project_columns(filled: Sequence[Sequence[tuple[int, Content]]]) -> tuple[int, ...]:
    """The column of labels and those of values, where each of these is a project; empty where they are not."""
    known = [cells for cells in filled if len(cells) > 1 and field_of(cells[0][1])]
    named = next((cells for cells in known if _is(_label(cells[0][1]), "project")), [])
    columns = tuple(index for index, _ in named)
    alike = [cells for cells in known if len(cells) > 2 and {index for index, _ in cells} <= set(columns)]
    return columns if len(columns) > 2 and len(alike) * 2 > len(known) else ()


def as_table(sheets: Mapping[str, Labelled]) -> tuple[tuple[str, ...], list[tuple[int, list[Content]]]]:
    """The headings and numbered rows of a table with a row a sheet; one that names no project is called as it is."""
    headings = dict.fromkeys(label for labels in sheets.values() for label in labels)
    name = next((label for label in headings if _is(label, "project")), _SHEET)
    headings = {name: None} | headings
    rows = [({name: (title,)} | labels if not labels.get(name) else labels) for title, labels in sheets.items()]
    cells = ([_cell(row.get(heading, ())) for heading in headings] for row in rows)
    return tuple(headings), list(enumerate(cells, start=1))


def _cell(values: tuple[Content, ...]) -> Content:
    return tuple(map(str, values)) if len(values) > 1 else next(iter(values), None)


def _is_of_labels(filled: Sequence[Sequence[tuple[int, Content]]]) -> bool:
    """Whether the rows above the first that begins with two labels, as headings do, are labels with values."""
    above = list(takewhile(lambda cells: len(cells) < 2 or not _are_headings(cells), filled))
    pairs = [cells for cells in above if len(cells) > 1]
    known = [(position, cells[0][0], field) for position, cells in enumerate(pairs) if (field := field_of(cells[0][1]))]
    if len({field.name for _, _, field in known}) < _LEAST or len({index for _, index, _ in known}) > 1:
        return False
    if len(known) < _MANY * (known[-1][0] + 1):
        return False
    counted = [
        any(_has_digit(cell) for _, cell in pairs[position][1:])
        for position, _, field in known
        if field.type in _NUMBERS
    ]
    return sum(counted) * 2 >= len(counted)


def _are_headings(cells: Sequence[tuple[int, Content]]) -> bool:
    return field_of(cells[0][1]) is not None and field_of(cells[1][1]) is not None


def _pairs(rows: Rows) -> Iterator[tuple[str, Sequence[Content]]]:
    """Each label with values that stand beside or below it, from the top; those below come by themselves."""
    below: dict[int, str] = {}  # what the columns of the rows to come stand under
    last = -1
    for number, cells in rows:
        filled = [(index, cell) for index, cell in enumerate(cells) if cell not in (None, "")]
        if not filled or number > last + 1:
            below = {}
        last = number
        if not filled:
            continue
        first, label = filled[0][0], _label(filled[0][1])
        if set(below) >= {index for index, _ in filled} and not field_of(filled[0][1]):
            yield from _row_below(below, dict(filled))
        elif _is_heading_row(filled):
            below = {index: _label(cell) for index, cell in filled}
            yield from ((name, ()) for name in below.values() if len(below) == 1)
        elif len(filled) > 1:
            below = {index: label for index, _ in filled[1:]}
            yield from _beside(filled)
        else:
            below = {}
            yield (label, ()) if first == 0 and field_of(label) else (NO_LABEL, (filled[0][1],))


def _is_heading_row(filled: Sequence[tuple[int, Content]]) -> bool:
    """Whether nothing but labels stands in the row, and values may stand below: of one label, those of a list."""
    first = field_of(filled[0][1])
    return first is not None and first.listed and all(field_of(cell) for _, cell in filled[1:])


def _row_below(below: Mapping[int, str], cells: Mapping[int, Content]) -> Iterator[tuple[str, Sequence[Content]]]:
    """A row of a small table within the sheet; actors whose role stands beside them are under the role."""
    role = next((cells[index] for index, label in below.items() if index in cells and _is(label, "role")), None)
    for index, cell in cells.items():
        label = below[index]
        if role is not None and _is(label, "actor"):
            written = str(role).strip()
            yield (written if normalised(written) in _roles() else f"{label}: {written}"), (cell,)
        elif not (role is not None and _is(label, "role")):
            yield label, (cell,)


def _beside(filled: Sequence[tuple[int, Content]]) -> Iterator[tuple[str, Sequence[Content]]]:
    """The label at the left with what stands beside it; a further label that has a value begins a further pair."""
    label, values = _label(filled[0][1]), list[Content]()
    for position, (_, cell) in enumerate(filled[1:], start=1):
        if values and position < len(filled) - 1 and isinstance(cell, str) and field_of(cell):
            yield label, values
            label, values = _label(cell), []
        else:
            values.append(cell)
    yield label, values


def _label(cell: Content) -> str:
    return " ".join(str(cell).split()).rstrip(": ")


def _is(label: str, name: str) -> bool:
    field = field_of(label)
    return field is not None and field.name == name


@cache
def _roles() -> frozenset[str]:
    return frozenset(normalised(word) for role, also in words.ROLES.items() for word in (role, *also))


def field_of(cell: Content) -> Field | None:
    """The field that a label means; of words that names have too – Region Gävleborg, Boliden AB – only with a colon."""
    if not isinstance(cell, str) or not (name := _meaning(_label(cell))):
        return None
    is_sure = cell.rstrip().endswith(":") or " " not in _label(cell) or name not in _IN_NAMES
    return FIELDS[name] if is_sure or _label(cell).casefold() in headings_of(name) else None


def _meaning(label: str) -> str:
    """The name of the field that a label means as a heading of a list would; of one about persons, that of no list."""
    meaning, of_participations = read_heading(label, "project"), read_heading(label, "participation")
    found = (*meaning.whole, *of_participations.whole, *meaning.words, *of_participations.words)
    return _NEVER_READ if meaning.is_of_persons else next(iter(found), "")


def _has_digit(cell: Content) -> bool:
    return not isinstance(cell, str) or any(sign.isdigit() for sign in cell)
