"""Excel's old workbooks (.xls, [MS-XLS]): how far their sheets reach, and what calamine does not tell of them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from graph.messages import Message
from loaders.files.compound import streams
from loaders.files.sample import Sample
from loaders.files.table import refuse
from loaders.files.workbook_bounds import Extent, check_total
from loaders.files.workbook_marks import Marks, Merged

_LARGEST: Final = 64 << 20  # bytes; the content is held in memory while it is looked at
_WORKBOOK: Final = ("Workbook", "WORKBOOK", "Book", "BOOK")
_ENCRYPTED: Final = "EncryptedPackage"
_END, _LOCK, _SHEET, _DIMENSIONS, _ROW, _COLUMNS, _MERGED = 0x0A, 0x2F, 0x85, 0x200, 0x208, 0x7D, 0xE5
# Records of cells, which begin with row and column: formulas, numbers, texts, errors and blanks.
_CELLS: Final = frozenset({0x06, 0x7E, 0x203, 0x27E, 0xFD, 0x204, 0x205, 0xD6, 0xBD, 0xBE, 0x201})
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x1
_MOST_COLUMNS: Final = 256


def read_old(file: Sample) -> list[Marks]:
    """The marks of every sheet, in the file's order.

    Raises:
        InputError: it is locked with a password, no workbook, or reaches too far.
    """
    if file.size > _LARGEST:
        sizes = {"megabytes": file.size >> 20, "most": _LARGEST >> 20}
        raise refuse(file.name, Message("loading.unpacks_to_too_much", **sizes))
    try:
        parts = streams(file.opened().read())
        content = next((parts[name] for name in _WORKBOOK if name in parts), None)
        if _ENCRYPTED in parts or (content and any(kind == _LOCK for kind, _ in _records(content, 0))):
            raise refuse(file.name, Message("loading.old_or_locked"))
        if content is None:
            raise refuse(file.name, Message("loading.not_a_workbook" if parts else "loading.old_or_locked"))
        found = [_sheet(content, start) for start in _starts(content)]
    except (ValueError, struct.error) as error:
        raise refuse(file.name, Message("loading.old_or_locked")) from error
    check_total(file, [extent for extent, _ in found])
    return [marks for _, marks in found]


def _records(content: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records from there to the end of their part."""
    while start + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, start)
        yield kind, content[start + 4 : start + 4 + length]
        start += 4 + length
        if kind == _END:
            return


def _starts(content: bytes) -> list[int]:
    return [struct.unpack_from("<I", record)[0] for kind, record in _records(content, 0) if kind == _SHEET]


def _sheet(content: bytes, start: int) -> tuple[Extent, Marks]:
    extent, marks = Extent(), Marks()
    for kind, record in _records(content, start):
        if kind in _CELLS:
            row, column = struct.unpack_from("<HH", record)
            extent.row, extent.column = max(extent.row, row + 1), max(extent.column, column + 1)
            if kind in (0xBD, 0xBE):  # of several cells; the last column stands at the end
                extent.column = max(extent.column, struct.unpack_from("<H", record, len(record) - 2)[0] + 1)
        elif kind == _DIMENSIONS:
            # Room is made for what it says. Up to BIFF 7 rows have two bytes.
            last_row, last_column = struct.unpack_from("<4xI2xH" if len(record) >= 14 else "<2xH2xH", record)
            extent.row, extent.column = max(extent.row, last_row), max(extent.column, last_column)
        elif kind == _ROW and struct.unpack_from("<12xH", record)[0] & _HIDDEN_ROW:
            marks.hidden_rows.add(struct.unpack_from("<H", record)[0] + 1)
        elif kind == _COLUMNS and struct.unpack_from("<8xH", record)[0] & _HIDDEN_COLUMN:
            first, last = struct.unpack_from("<HH", record)
            marks.hidden_columns.update(range(first, min(last + 1, _MOST_COLUMNS)))
        elif kind == _MERGED:
            _mark_merged(marks, record)
    return extent, marks


def _mark_merged(marks: Marks, record: bytes) -> None:
    for first_row, last_row, first, last in struct.iter_unpack("<HHHH", record[2 : 2 + (len(record) - 2) // 8 * 8]):
        merged = Merged(first_row + 1, first, last_row + 1, last - first + 1)
        marks.merged.setdefault(merged.row, []).append(merged)
