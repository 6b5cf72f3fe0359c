"""What the values of a workbook do not tell: cells without a value of their own, and dates shown as months or years.

Excel makes a date of "2023-07" and shows it as a month; the format of the cell is then all that is left of the
precision people meant.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple
from xml.etree import ElementTree as Xml

from graph.messages import Message
from loaders.files.sample import Sample

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROWS, _ROW, _CELL = f"{_MAIN}sheetData", f"{_MAIN}row", f"{_MAIN}c"
_COLUMN, _MERGE, _FORMULA, _VALUE = f"{_MAIN}col", f"{_MAIN}mergeCell", f"{_MAIN}f", f"{_MAIN}v"
_RELATION_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BUILT_IN: Final = {17: "mmm-yy"}
_NOT_SHOWN: Final = re.compile(r'"[^"]*"|\\.|\[[^\[\]]*\]')
_TRUE: Final = ("1", "true")
_COLUMNS: Final = 16_384
_SELDOM: Final = 0.3  # the share of rows up to which their first cell is seldom written so
_COORDINATE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Merged(NamedTuple):
    """Cells that are shown as one: the value is that of the first."""

    row: int
    column: int
    last_row: int
    columns: int


@dataclass(slots=True)
class Marks:
    """Of one sheet: why cells hold no value, by row and column index, and formats of dates by both.

    Rows count from 1, columns from 0. Such a cell is a formula whose value was never stored, or shows an error.
    `merged` are by their first row; `hidden_rows` and `hidden_columns` are not shown, nor is a sheet that is `hidden`.
    `emphasised` are rows whose only cell is bold or coloured where those of other rows seldom are.
    """

    bad: dict[int, dict[int, Message]] = field(default_factory=dict)
    precision: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: dict[int, list[Merged]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    emphasised: set[int] = field(default_factory=set)
    hidden: bool = False

    def merged_in(self, row: int) -> list[Merged]:
        """The merged cells that begin in a row."""
        return self.merged.get(row, [])

    def stands_out(self, row: int) -> bool:
        """Whether what stands alone in a row is written as a heading is: over several columns, bold or coloured."""
        return row in self.emphasised or any(merged.columns > 1 for merged in self.merged_in(row))

    def of_columns(self, left: int) -> Marks:
        """The marks of a table that begins in that column."""
        if not left:
            return self
        bad = {
            row: {index - left: why for index, why in cells.items() if index >= left} for row, cells in self.bad.items()
        }
        merged = {
            row: [cell._replace(column=cell.column - left) for cell in cells if cell.column >= left]
            for row, cells in self.merged.items()
        }
        hidden = {index - left for index in self.hidden_columns if index >= left}
        return replace(self, bad=bad, merged=merged, hidden_columns=hidden)


@dataclass(frozen=True, slots=True)
class Styles:
    """Of a workbook, by the index of a cell's style: formats of dates that show no day; what is bold or coloured."""

    precisions: dict[str, str] = field(default_factory=dict)
    emphasised: set[str] = field(default_factory=set)


def read_marks(file: Sample) -> dict[str, Marks]:
    """The marks of every sheet, by its name."""
    with zipfile.ZipFile(file.opened()) as archive:
        styles, hidden = _styles(archive), _hidden_sheets(archive)
        found = {name: _sheet_marks(archive, path, styles) for name, path in sheet_paths(archive)}
        for name, marks in found.items():
            marks.hidden = name in hidden
        return found


def column_letters(index: int) -> str:
    """What a spreadsheet calls the column with this index, counted from 0: A, Z, AA."""
    letters = ""
    while index >= 0:
        index, letter = divmod(index, 26)
        letters = chr(ord("A") + letter) + letters
        index -= 1
    return letters


def column_index(letters: str) -> int:
    """Inverse of `column_letters`."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def sheet_paths(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name of each sheet with the part of the archive that holds it."""
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in Xml.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    for sheet in Xml.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION_ID), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in archive.namelist():
            yield sheet.get("name", ""), path


def _hidden_sheets(archive: zipfile.ZipFile) -> set[str]:
    sheets = Xml.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    return {sheet.get("name", "") for sheet in sheets if sheet.get("state", "visible") != "visible"}


def _styles(archive: zipfile.ZipFile) -> Styles:
    found = Styles()
    if "xl/styles.xml" not in archive.namelist():
        return found
    styles = Xml.fromstring(archive.read("xl/styles.xml"))
    formats = dict(_BUILT_IN)
    for number_format in styles.iter(f"{_MAIN}numFmt"):
        formats[int(number_format.get("numFmtId", 0))] = number_format.get("formatCode", "")
    fonts = styles.iterfind(f"{_MAIN}fonts/{_MAIN}font")
    bold = {str(index) for index, font in enumerate(fonts) if font.find(f"{_MAIN}b") is not None}
    cells = styles.find(f"{_MAIN}cellXfs")
    for index, style in enumerate(cells if cells is not None else ()):
        shown = _NOT_SHOWN.sub("", formats.get(int(style.get("numFmtId", 0)), "")).lower()
        if "y" in shown and "d" not in shown:
            found.precisions[str(index)] = "%Y-%m" if "m" in shown else "%Y"
        # The first two fills are none and a pattern of grey.
        if style.get("fontId") in bold or style.get("fillId", "0") not in ("0", "1"):
            found.emphasised.add(str(index))
    return found


def _sheet_marks(archive: zipfile.ZipFile, path: str, styles: Styles) -> Marks:
    marks, lone = Marks(), dict[int, str]()
    shown = Counter[str]()
    rows = Xml.Element("none")
    with archive.open(path) as stream:
        for event, element in Xml.iterparse(stream, ("start", "end")):
            tag = element.tag
            if event == "start":
                rows = element if tag == _ROWS else rows
            elif tag == _CELL:
                _mark(marks, element, styles.precisions)
            elif tag == _ROW:
                _mark_row(marks, element, styles, lone, shown)
                rows.clear()  # the rows read so far
            elif tag == _COLUMN and element.get("hidden") in _TRUE:
                first, last = int(element.get("min", 1)), int(element.get("max", 0))
                marks.hidden_columns.update(range(first - 1, min(last, _COLUMNS)))
            elif tag == _MERGE and (merged := _merged(element.get("ref", ""))):
                marks.merged.setdefault(merged.row, []).append(merged)
    marks.emphasised = {row for row, style in lone.items() if shown[style] <= _SELDOM * shown.total()}
    return marks


def _mark_row(marks: Marks, row: Xml.Element, styles: Styles, lone: dict[int, str], shown: Counter[str]) -> None:
    """Note whether a row is hidden, and how its only cell is written; count how the first cell of others is."""
    number = row.get("r", "")
    if row.get("hidden") in _TRUE and number.isdigit():
        marks.hidden_rows.add(int(number))
    filled = [cell.get("s", "") for cell in row if len(cell)]
    if len(filled) == 1 and filled[0] in styles.emphasised and number.isdigit():
        lone[int(number)] = filled[0]
    elif filled:
        shown[filled[0]] += 1


def _merged(reference: str) -> Merged | None:
    first, _, last = reference.partition(":")
    begin, end = _position(first), _position(last)
    if begin is None or end is None:
        return None
    return Merged(*begin, end[0], end[1] - begin[1] + 1)


def _mark(marks: Marks, cell: Xml.Element, precisions: dict[str, str]) -> None:
    formula, style, type = cell.find(_FORMULA), cell.get("s", ""), cell.get("t")
    if formula is None and style not in precisions and type != "e":
        return
    position = _position(cell.get("r", ""))
    if position is None:
        return
    row, column = position
    value = cell.findtext(_VALUE)
    # A stored text may be empty (t="str"); any other formula without a value was never computed.
    if formula is not None and not value and type != "str":
        marks.bad.setdefault(row, {})[column] = Message("loading.formula")
    elif type == "e":
        marks.bad.setdefault(row, {})[column] = Message("loading.excel_error", value=value or "")
    if style in precisions:
        marks.precision[position] = precisions[style]


def _position(coordinate: str) -> tuple[int, int] | None:
    match = _COORDINATE.fullmatch(coordinate)
    if match is None:
        return None
    return int(match[2]), column_index(match[1])
