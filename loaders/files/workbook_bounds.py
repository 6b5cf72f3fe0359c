"""How much a workbook holds, counted in its XML before anything makes room for it.

Calamine keeps a cell for every place between the first value of a sheet and the last: one stray value in XFD1048576 is
550 gigabytes. The bytes are searched as they stand, since whoever reads coordinates from them reads them so.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import ParseError

from graph.errors import InputError
from graph.messages import Message
from loaders.files.sample import Sample
from loaders.files.table import refuse
from loaders.files.workbook_marks import column_index, column_letters, sheet_paths

# A workbook that unpacks to more is taken for an attack: keep.eu's whole export of 8,621 partners unpacks to 16 MB.
UNPACKED_LIMIT: Final = 256 * 1024 * 1024
MOST_CELLS: Final = 10_000_000  # places of a sheet, empty or not; calamine takes 32 bytes for each
LAST_ROW: Final = 1_048_576  # of Excel
LAST_COLUMN: Final = 16_384
MOST: Final = {b"sheet": 1_000, b"si": 5_000_000}  # sheets, and texts that cells share

_BLOCK: Final = 1 << 18
_LONGEST_TAG: Final = 1 << 12
_AT: Final = rb"""r(?<=\sr)\s?=\s?["']"""  # begins with a letter, for which `re` searches quickly
_COLUMN_AT: Final = re.compile(_AT + rb"([A-Za-z]{1,4})")
_ROW_AT: Final = re.compile(_AT + rb"[A-Za-z]{0,4}([0-9]{1,8})")
_TAG: Final = re.compile(rb"""<(?:\w{1,20}:)?(?:(row)(?=[\s/>])([^<>]*)|(c)(?=[\s/>])(?![^<>]*\sr\s?=))""")
_PART: Final = re.compile(rb"<(?:\w{1,20}:)?(sheet|si)(?=[\s/>])")


@dataclass(slots=True)
class Extent:
    """How far a sheet reaches; a row or cell that does not say its place stands after the one before it."""

    row: int = 0
    column: int = 0
    rows_without: int = 0
    cells_without: int = 0
    _in_row: int = 0

    @property
    def rows(self) -> int:
        """Rows to the last one."""
        return self.row + self.rows_without

    @property
    def columns(self) -> int:
        """Columns to the last one."""
        return self.column + self.cells_without

    @property
    def is_too_far(self) -> bool:
        """Whether there are more places than are read. Without columns it is no sheet."""
        if self.columns and (self.rows > LAST_ROW or self.columns > LAST_COLUMN):
            return True
        return self.rows * self.columns > MOST_CELLS

    @property
    def corner(self) -> str:
        """The last cell, as a spreadsheet calls it."""
        return f"{column_letters(self.columns - 1)}{self.rows}"

    def take(self, content: bytes) -> None:
        """Take a further part of the sheet, which no tag is cut by."""
        columns = {letters.upper() for letters in set(_COLUMN_AT.findall(content))}
        self.column = max(self.column, *(column_index(letters.decode()) + 1 for letters in columns), 0)
        self.row = max(self.row, *map(int, set(_ROW_AT.findall(content))), 0)
        for is_row, attributes, _ in _TAG.findall(content):
            if is_row:
                self.rows_without += not _ROW_AT.search(attributes)
            self._in_row = 0 if is_row else self._in_row + 1
            self.cells_without = max(self.cells_without, self._in_row)


def check_bounds(file: Sample, archive: zipfile.ZipFile) -> None:
    """Read every part through.

    Raises:
        InputError: it unpacks to more than is read, or a sheet reaches too far; it names the sheet and the far cell.
        zipfile.BadZipFile: a part is damaged. So do other errors of packing, see `check_workbook`.
    """
    check_size(file, archive)
    for member in archive.infolist():
        _check_part(file, archive, member)


def check_size(file: Sample, archive: zipfile.ZipFile) -> None:
    """InputError when the archive says that it unpacks to more than is read."""
    if (unpacked := sum(member.file_size for member in archive.infolist())) > UNPACKED_LIMIT:
        megabytes, most = unpacked >> 20, UNPACKED_LIMIT >> 20
        raise refuse(file.name, Message("loading.unpacks_to_too_much", megabytes=megabytes, most=most))


def check_total(file: Sample, extents: Sequence[Extent]) -> None:
    """InputError when the sheets of a workbook, which are all unpacked at once, reach too far together."""
    if len(extents) > MOST[b"sheet"]:
        raise refuse(file.name, Message("loading.too_many_parts", part=file.name, most=MOST[b"sheet"]))
    if sum(extent.rows * extent.columns for extent in extents) > MOST_CELLS:
        far = max(extents, key=lambda extent: extent.rows * extent.columns)
        raise refuse(file.name, Message("loading.sheet_too_far", cell=far.corner, most=MOST_CELLS))


def _check_part(file: Sample, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    extent, parts = Extent(), Counter[bytes]()
    for content in blocks(archive, member):
        extent.take(content)
        if extent.is_too_far:
            raise _too_far(file, archive, member.filename, extent)
        parts.update(_PART.findall(content))
        if over := next((name for name, most in MOST.items() if parts[name] > most), None):
            reason = Message("loading.too_many_parts", part=member.filename, most=MOST[over])
            raise refuse(file.name, reason)


def blocks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of a part in pieces that end before a tag."""
    rest = b""
    with archive.open(member) as stream:
        while block := stream.read(_BLOCK):
            block = rest + block
            end = max(block.rfind(b"<"), len(block) - _LONGEST_TAG)
            rest = block[end:]
            yield block[:end]
    yield rest


def _too_far(file: Sample, archive: zipfile.ZipFile, path: str, extent: Extent) -> InputError:
    """The error that names the sheet and its far corner."""
    try:
        sheet = next((name for name, at in sheet_paths(archive) if at == path), path)
    except (ParseError, KeyError):
        sheet = path
    reason = Message("loading.sheet_too_far", cell=extent.corner, most=MOST_CELLS)
    return refuse(file.name, reason, sheet=sheet)
