"""JSON as a table, read piece by piece: a list of records, an object that holds one, or one record a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

from graph.errors import InputError
from graph.messages import Message
from loaders.encodings import encoding_of
from loaders.spreadsheet.cells import Cell
from loaders.spreadsheet.tables import refuse

JSON_SUFFIXES: Final = frozenset({".json", ".jsonl", ".ndjson"})
LARGEST_RECORD: Final = 16 * 1024 * 1024  # characters; one that is longer is no record of a table
_BLOCK: Final = 1 << 16
_LOOKED_AT: Final = 1000  # records whose names make the columns
_BETWEEN: Final = " \t\r\n,"

Parts = tuple[str, ...]


def json_columns(file: Path) -> tuple[str, ...]:
    """The names in the first thousand records, in the order of their first mention; those inside others as `a.b`."""
    names = dict.fromkeys(name for _, record in islice(_records(file), _LOOKED_AT) for name in _flat(record))
    if not names:
        raise refuse(file, Message("mapping.no_records"))
    return tuple(names)


def json_rows(file: Path, columns: Sequence[str]) -> Iterator[tuple[int, list[Cell | Parts]]]:
    """The records as rows, numbered from 1; names that stand in no column come after the last one."""
    for number, record in _records(file):
        flat = _flat(record)
        row = [flat.pop(name, None) for name in columns]
        yield number, [*row, *(value for value in flat.values() if value not in (None, ()))]


def _flat(record: Mapping[str, Any], before: str = "") -> dict[str, Cell | Parts]:
    flat: dict[str, Cell | Parts] = {}
    for name, value in record.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{before}{name}.")
        elif isinstance(value, list):
            flat[before + name] = tuple(_text(each) for each in value if each is not None)
        else:
            flat[before + name] = value
    return flat


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _records(file: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    encoding = encoding_of(file)
    with file.open(encoding=encoding) as stream:
        pieces = _Pieces(file, stream)
        is_list = file.suffix.lower() == ".json" and pieces.enter_list()
        if not is_list:
            stream.seek(0)
            pieces = _Pieces(file, stream)
        for number, record in enumerate(pieces.values(is_list=is_list), start=1):
            if not isinstance(record, dict):
                raise refuse(file, Message("mapping.no_record"), number)
            yield number, record


class _Pieces:
    """Takes JSON values off a stream one by one, holding one of them and a block."""

    def __init__(self, file: Path, stream: IO[str]) -> None:
        self._file, self._stream = file, stream
        self._text, self._at, self._line = "", 0, 1
        self._decode = json.JSONDecoder().raw_decode

    def enter_list(self) -> bool:
        """Go to the first record of the list that the text is, or that the object it is holds; False without one."""
        if self._next() == "[":
            self._at += 1
            return True
        if self._next() != "{":
            return False
        self._at += 1
        while self._next(_BETWEEN) not in ("}", ""):
            self._value()
            if self._next() != ":":
                raise self._broken()
            self._at += 1
            if self._next() == "[":
                self._at += 1
                if self._next() == "{":
                    return True
                list(self.values(is_list=True))
            else:
                self._value()
        return False

    def values(self, *, is_list: bool) -> Iterator[Any]:
        """The values that follow, to the end of the list or of the text."""
        end = "]" if is_list else ""
        while (sign := self._next(_BETWEEN)) != end:
            if not sign:
                raise self._broken()
            yield self._value()
        self._at += 1

    def _next(self, between: str = " \t\r\n") -> str:
        """The sign that comes next; empty at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in between:
                    return self._text[self._at]
                self._at += 1
            if not self._fill():
                return ""

    def _value(self) -> Any:
        while True:
            try:
                value, end = self._decode(self._text, self._at)
                # A number may go on beyond what has been read.
                if end < len(self._text) or not self._fill():
                    self._at = end
                    return value
            except (json.JSONDecodeError, RecursionError) as error:
                if len(self._text) - self._at > LARGEST_RECORD or not self._fill():
                    raise self._broken() from error

    def _fill(self) -> bool:
        """Read on and let go of what is done; False at the end."""
        block = self._stream.read(max(_BLOCK, len(self._text) - self._at))
        if block:
            self._line += self._text.count("\n", 0, self._at)
            self._text, self._at = self._text[self._at :] + block, 0
        return bool(block)

    def _broken(self) -> InputError:
        return refuse(self._file, Message("loading.no_json"), self._line + self._text.count("\n", 0, self._at))
