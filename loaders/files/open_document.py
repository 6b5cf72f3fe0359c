"""Workbooks of LibreOffice and its like (.ods, OpenDocument 1.3): how far they reach, what calamine does not tell."""

from __future__ import annotations

import re
import zipfile
from typing import Final
from xml.parsers import expat

from graph.messages import Message
from loaders.files.sample import Sample
from loaders.files.table import refuse
from loaders.files.workbook_bounds import Extent, blocks, check_size, check_total
from loaders.files.workbook_marks import Marks, Merged

CONTENT: Final = "content.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_ATTRIBUTES: Final = rb"""((?:[^<>"']|"[^"]*"|'[^']*')*?)"""
_TAG: Final = re.compile(
    rb"<(/?)table:(table|table-row|table-column|table-cell|covered-table-cell)(?=[\s/>])" + _ATTRIBUTES + rb"(/?)>"
)
_NOT_SHOWN: Final = re.compile(rb"""table:visibility\s*=\s*["'](?:collapse|filter)""")
_VALUE: Final = re.compile(rb"office:(?:value-type|value|date-value|string-value|boolean-value|time-value)\s*=")
_FARTHEST: Final = 1 << 24  # rows and columns, whatever a file says
_MOST_HIDDEN: Final = 1 << 14


def read_open_document(file: Sample, archive: zipfile.ZipFile) -> list[Marks]:
    """The marks of every sheet, in the file's order.

    Raises:
        InputError: it is locked with a password, or reaches or unpacks too far.
    """
    check_size(file, archive)
    names = archive.namelist()
    if _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST):
        raise refuse(file.name, Message("loading.old_or_locked"))
    _check_whole(file, archive)
    sheets: list[_Sheet] = []
    for content in blocks(archive, archive.getinfo(CONTENT)):
        for closes, tag, attributes, is_empty in _TAG.findall(content):
            if tag == b"table" and not closes:
                sheets.append(_Sheet())
            elif sheets and not closes:
                sheets[-1].take(tag, attributes, is_empty=bool(is_empty))
            elif sheets and tag == b"table-row":
                sheets[-1].end_row()
    check_total(file, [sheet.extent for sheet in sheets])
    return [sheet.marks for sheet in sheets]


def _check_whole(file: Sample, archive: zipfile.ZipFile) -> None:
    """InputError unless the content is whole XML: calamine goes on for ever where it breaks off."""
    parser = expat.ParserCreate()
    try:
        with archive.open(CONTENT) as content:
            parser.ParseFile(content)
    except expat.ExpatError as error:
        raise refuse(file.name, Message("loading.unreadable_workbook")) from error


class _Sheet:
    """A sheet while its rows and cells are gone through. Empty cells and rows at the end take no room."""

    def __init__(self) -> None:
        self.extent, self.marks = Extent(), Marks()
        self._row = self._rows = self._column = self._columns = 0

    def take(self, tag: bytes, attributes: bytes, *, is_empty: bool) -> None:
        """Take what begins with a tag."""
        if tag == b"table-row":
            self._rows, self._column = _count(attributes, b"rows-repeated"), 0
            if _NOT_SHOWN.search(attributes) and self._rows <= _MOST_HIDDEN:
                self.marks.hidden_rows.update(range(self._row + 1, self._row + self._rows + 1))
            if is_empty:
                self.end_row()
        elif tag == b"table-column":
            count = _count(attributes, b"columns-repeated")
            if _NOT_SHOWN.search(attributes) and count <= _MOST_HIDDEN:
                self.marks.hidden_columns.update(range(self._columns, self._columns + count))
            self._columns += count
        else:
            self._take_cell(attributes, is_empty=is_empty)

    def end_row(self) -> None:
        """Go on to the next row."""
        self._row = min(self._row + self._rows, _FARTHEST)
        self._rows = 0

    def _take_cell(self, attributes: bytes, *, is_empty: bool) -> None:
        columns, rows = _count(attributes, b"columns-spanned"), _count(attributes, b"rows-spanned")
        if columns > 1 or rows > 1:
            merged = Merged(self._row + 1, self._column, self._row + rows, columns)
            self.marks.merged.setdefault(merged.row, []).append(merged)
        self._column = min(self._column + _count(attributes, b"columns-repeated"), _FARTHEST)
        if not is_empty or _VALUE.search(attributes):
            self.extent.column = max(self.extent.column, self._column)
            self.extent.row = max(self.extent.row, min(self._row + self._rows, _FARTHEST))


def _count(attributes: bytes, name: bytes) -> int:
    found = re.search(rb"""table:number-""" + name + rb"""\s*=\s*["']\s*\+?(\d{1,19})""", attributes)
    return min(int(found[1]), _FARTHEST) if found else 1
