"""JSON read piece by piece, so that memory does not grow with the file: its values, and lists of records."""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from graph.errors import InputError, Problem
from graph.messages import Message
from loaders.files.sample import Sample
from loaders.files.table import refuse

Record = Mapping[str, Any]

_CHUNK: Final = 1 << 20  # bytes
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_LONGEST_VALUE: Final = 1 << 24  # characters; a longer one is no record of a table
_NUL: Final = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")  # as JSON writes it
_CUT: Final = len("e+")  # what may follow a number that the end of a part cuts


def json_records(file: Sample, key: str | None = None) -> Iterator[Record]:
    """The objects of the list that the file is, or of the list under `key` of the object that it is.

    Raises:
        InputError: the file is no whole JSON, no UTF-8, or there is no such list of objects; it names the line.
    """
    text = JsonText(file.name, file.opened())
    yield from _list(text) if key is None else _list_under(text, key)
    if text.next_mark():
        raise text.refusal("loading.no_json")


def whole_json(file: Sample) -> Any:
    """The value that the file is, held in memory; InputError, with the line, when it is no whole JSON in UTF-8."""
    try:
        return usable_json(file.opened().read().decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise refuse(file.name, Message("loading.no_json"), error.lineno) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise refuse(file.name, Message("loading.no_utf_8")) from error
    except UnusableError as error:
        raise refuse(file.name, Message("loading.unusable_character")) from error
    except ValueError as error:  # an integer of more digits than Python reads
        raise refuse(file.name, Message("loading.long_number")) from error


class UnusableError(ValueError):
    """JSON has a character that no text can have: NUL, or half a pair."""


def usable_json(text: str) -> Any:
    """The value that a text is; ValueError when it is no JSON, UnusableError where it has such a character."""
    value = json.loads(text)
    if "\\u" in text and _is_unusable(value):
        raise UnusableError
    return value


def _list(text: JsonText) -> Iterator[Record]:
    if text.next_mark() != "[":
        raise text.refusal("loading.no_records")
    for record in text.values():
        if not isinstance(record, dict):
            raise text.refusal("loading.no_records")
        yield record


def _list_under(text: JsonText, key: str) -> Iterator[Record]:
    """The list under `key`; what stands beside it is read over."""
    found = False
    for name in text.names() if text.next_mark() == "{" else ():
        if name == key:
            found = True
            yield from _list(text)
        else:
            text.value()
    if not found:
        raise text.refusal("loading.no_records")


def flattened(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The values inside a value with their paths, such as `plannedDates/0/endDate`; empty ones are left out."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from flattened(item, f"{path}/{key}" if path else key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from flattened(item, f"{path}/{index}")
    elif value is not None:
        yield path, value


def _is_unusable(value: Any) -> bool:
    """Whether a text or name in it has NUL or half a pair, which only an escape in JSON can bring into it."""
    try:
        return bool(_NUL.search(json.dumps(value, ensure_ascii=False).encode()))
    except UnicodeEncodeError:
        return True


class JsonText:
    """A JSON text in a file, of which a part at a time is in memory. Every error is an InputError with the line."""

    def __init__(self, file: str, stream: io.BufferedIOBase, encoding: str = "utf-8-sig") -> None:
        self._file, self._stream = file, stream
        self._decode = codecs.getincrementaldecoder(encoding)().decode
        self._decoder = json.JSONDecoder()
        self._part, self._at, self._line = "", 0, 1

    def next_mark(self) -> str:
        """The next character that is no space, without going past it; empty at the end."""
        while True:
            match = _SPACE.match(self._part, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._part):
                return self._part[self._at]
            if not self._read_on():
                return ""

    def skip(self, mark: str) -> bool:
        """Go past `mark` if it comes next."""
        if self.next_mark() != mark:
            return False
        self._at += 1
        return True

    def expect(self, mark: str) -> None:
        """Go past `mark`; InputError when something else comes next."""
        if not self.skip(mark):
            raise self.refusal("loading.no_json")

    def values(self) -> Iterator[Any]:
        """The values of the list that comes next."""
        self.expect("[")
        if self.skip("]"):
            return
        while True:
            yield self.value()
            if self.skip("]"):
                return
            self.expect(",")

    def names(self) -> Iterator[str]:
        """The names in the object that comes next; the value of each is to be read before the next name."""
        self.expect("{")
        while not self.skip("}"):
            name = self.value()
            self.expect(":")
            yield name
            if self.next_mark() != "}":
                self.expect(",")

    def value(self) -> Any:
        """The value that comes next, read whole."""
        self.next_mark()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._part, self._at)
            except (json.JSONDecodeError, RecursionError) as error:
                if len(self._part) - self._at > _LONGEST_VALUE or not self._read_on():
                    raise self.refusal("loading.no_json", getattr(error, "pos", None)) from error
            except ValueError as error:
                raise self.refusal("loading.long_number") from error
            else:
                # A number that the end of the part cuts reads as a shorter one.
                if len(self._part) - end > _CUT or not self._read_on():
                    if "\\u" in self._part[self._at : end] and _is_unusable(value):
                        raise self.refusal("loading.unusable_character")
                    self._at = end
                    return value

    def refusal(self, key: str, at: int | None = None) -> InputError:
        """The error for this place of the file."""
        line = self._line + self._part.count("\n", 0, self._at if at is None else at)
        return InputError.of((Problem(Message(key), file=self._file, row=line),))

    def _read_on(self) -> bool:
        """Drop what was read and add a further part, as long again as what is left, so that retries stay few.

        At the end nothing is dropped, and the answer is False.
        """
        left = len(self._part) - self._at
        content = self._stream.read(max(_CHUNK, left))
        try:
            further = self._decode(content, not content)
        except UnicodeDecodeError as error:
            line = self._line + self._part.count("\n") + error.object.count(b"\n", 0, error.start)
            raise InputError.of((Problem(Message("loading.no_utf_8"), file=self._file, row=line),)) from error
        if content:
            self._line += self._part.count("\n", 0, self._at)
            self._part, self._at = self._part[self._at :] + further, 0
        return bool(content)
