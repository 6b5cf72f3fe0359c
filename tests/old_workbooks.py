"""Writes the least workbooks of two other kinds: Excel's old one ([MS-XLS] in [MS-CFB]) and OpenDocument's."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import quoteattr

Rows = Sequence[Sequence[str | float | None]]

_SECTOR = 512
_NONE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def record(kind: int, content: bytes = b"") -> bytes:
    """A record of a stream."""
    return struct.pack("<HH", kind, len(content)) + content


def sheet_records(rows: Rows, *further: bytes) -> bytes:
    """The part of a sheet: its cells and what else is said of it."""
    parts = [record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)), *further]
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                text = struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le")
                parts.append(record(0x204, struct.pack("<HHH", row, column, 0) + text))
            elif cell is not None:
                parts.append(record(0x203, struct.pack("<HHHd", row, column, 0, cell)))
    return b"".join((*parts, record(0x0A)))


def xls(sheets: Mapping[str, bytes], *further: bytes, hidden: frozenset[str] = frozenset()) -> bytes:
    """A workbook of sheets by their records; `further` are records of the workbook itself."""
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 0x05, 0, 0, 0, 0)) + b"".join(further)
    entries = {name: struct.pack("<BB", len(name), 1) + name.encode("utf-16-le") for name in sheets}
    start = len(begin) + sum(4 + 6 + len(name) for name in entries.values()) + 4
    listed = b""
    for name, content in sheets.items():
        listed += record(0x85, struct.pack("<IBB", start, name in hidden, 0) + entries[name])
        start += len(content)
    return container({"Workbook": begin + listed + record(0x0A) + b"".join(sheets.values())})


def container(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of streams, each filled up to 4,096 bytes so that it has sectors of its own."""
    chains, body, entries = [_TABLE, _END], b"", [_entry("Root Entry", 5, _END, 0, child=1)]
    for index, (name, content) in enumerate(streams.items(), start=1):
        padded = content.ljust(4096, b"\0")
        padded += bytes(-len(padded) % _SECTOR)
        first, count = len(chains), len(padded) // _SECTOR
        chains += [*range(first + 1, first + count), _END]
        body += padded
        following = index + 1 if index < len(streams) else _NONE
        entries.append(_entry(name, 2, first, max(len(content), 4096), right=following))
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", bytes.fromhex("d0cf11e0a1b11ae1"), 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, _END, 0, _END, 0,
    )  # fmt: skip
    head += struct.pack("<109I", 0, *[_NONE] * 108)
    table = struct.pack(f"<{_SECTOR // 4}I", *chains, *[_NONE] * (_SECTOR // 4 - len(chains)))
    return head + table + b"".join(entries).ljust(_SECTOR, b"\0") + body


def _entry(name: str, kind: int, first: int, size: int, *, child: int = _NONE, right: int = _NONE) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII36xIII", written, len(written), kind, 1, _NONE, right, child, first, size, 0
    )  # fmt: skip


def ods(sheets: Mapping[str, str], manifest: str = "") -> bytes:
    """A workbook of sheets by the XML of their rows."""
    tables = "".join(f"<table:table table:name={quoteattr(name)}>{rows}</table:table>" for name, rows in sheets.items())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}><office:body><office:spreadsheet>'
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _TYPE, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", manifest or "<manifest/>")
        archive.writestr("content.xml", content)
    return written.getvalue()


def ods_rows(rows: Rows) -> str:
    """The XML of rows."""
    return "".join(f"<table:table-row>{''.join(map(ods_cell, cells))}</table:table-row>" for cells in rows)


def ods_cell(cell: str | float | None, attributes: str = "") -> str:
    """The XML of a cell."""
    if cell is None:
        return f"<table:table-cell {attributes}/>"
    if isinstance(cell, str):
        return f'<table:table-cell {attributes} office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
    return f'<table:table-cell {attributes} office:value-type="float" office:value="{cell}"/>'
