"""What the values of a workbook do not tell: cells without a value of their own, and dates shown as months or years.

Excel makes a date of "2023-07" and shows it as a month; the format of the cell is then all that is left of the
precision people meant.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree as Xml

from graph.messages import Message
from loaders.files.sample import Sample

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BUILT_IN: Final = {17: "mmm-yy"}
_NOT_SHOWN: Final = re.compile(r'"[^"]*"|\\.|\[[^\[\]]*\]')
_COORDINATE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(slots=True)
class Marks:
    """Of one sheet: why cells hold no value, by row and column index, and formats of dates by both.

    Rows count from 1, columns from 0. Such a cell is a formula whose value was never stored, or shows an error.
    """

    bad: dict[int, dict[int, Message]] = field(default_factory=dict)
    precision: dict[tuple[int, int], str] = field(default_factory=dict)


def read_marks(file: Sample) -> dict[str, Marks]:
    """The marks of every sheet, by its name."""
    with zipfile.ZipFile(file.opened()) as archive:
        precisions = _precisions(archive)
        return {name: _sheet_marks(archive, path, precisions) for name, path in sheet_paths(archive)}


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


def _precisions(archive: zipfile.ZipFile) -> dict[str, str]:
    """From the index of a cell's style to the format its date has, where that shows no day."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = Xml.fromstring(archive.read("xl/styles.xml"))
    formats = dict(_BUILT_IN)
    for number_format in styles.iter(f"{_MAIN}numFmt"):
        formats[int(number_format.get("numFmtId", 0))] = number_format.get("formatCode", "")
    cells = styles.find(f"{_MAIN}cellXfs")
    found = {}
    for index, style in enumerate(cells if cells is not None else ()):
        shown = _NOT_SHOWN.sub("", formats.get(int(style.get("numFmtId", 0)), "")).lower()
        if "y" in shown and "d" not in shown:
            found[str(index)] = "%Y-%m" if "m" in shown else "%Y"
    return found


def _sheet_marks(archive: zipfile.ZipFile, path: str, precisions: dict[str, str]) -> Marks:
    marks = Marks()
    rows = Xml.Element("none")
    with archive.open(path) as stream:
        for event, element in Xml.iterparse(stream, ("start", "end")):
            if element.tag == f"{_MAIN}sheetData":
                rows = element
            elif event == "end" and element.tag == f"{_MAIN}c":
                _mark(marks, element, precisions)
            elif event == "end" and element.tag == f"{_MAIN}row":
                rows.clear()  # the rows read so far
    return marks


def _mark(marks: Marks, cell: Xml.Element, precisions: dict[str, str]) -> None:
    formula, style, type = cell.find(f"{_MAIN}f"), cell.get("s", ""), cell.get("t")
    if formula is None and style not in precisions and type != "e":
        return
    position = _position(cell.get("r", ""))
    if position is None:
        return
    row, column = position
    value = cell.findtext(f"{_MAIN}v")
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
