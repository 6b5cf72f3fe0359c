"""Which encoding a text file has, and texts that somebody before us read in the wrong one.

Nothing is guessed: a file is taken for Mac Roman, and a text for UTF-8 misread, only where it cannot be anything else.
"""

from __future__ import annotations

import codecs
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from graph.errors import InputError, Problem
from graph.messages import Message
from loaders.cell_errors import CellError
from loaders.files.code_pages import eastern_page, words_in
from loaders.files.compressed import Stream, check_packed

Opened = Callable[[], Stream]  # the unpacked content of a file from its beginning
Cell = TypeVar("Cell")  # a text or anything else that a cell of a table may hold

_BLOCK: Final = 1 << 20
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ASCII: Final = bytes(range(128))
_NUL: Final = re.compile(rb"\x00")
_UNDEFINED: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # in Windows-1252
_WINDOWS_LETTERS: Final = "åäöÅÄÖé".encode("cp1252")
# The same bytes are Š, Œ and š in Windows-1252; those of Å, Ä and Ö also mean … and € there and prove nothing.
_MAC_LETTERS: Final = "äåö".encode("mac_roman")
_MAC: Final = re.compile(b"[" + _MAC_LETTERS + b"]")
_ODD: Final = 0.05  # the share of the other encoding's letters that is taken for chance
_SHOWN: Final = 3


def encoding_of(file: str, opened: Opened) -> str:
    """The codec of a text file: `utf-8-sig`, `utf-16`, `cp1252`, `cp1250`, `cp1257` or `mac_roman`.

    It is read through, in blocks.

    One in which UTF-8 and Windows-1252 are mixed is taken for the latter where its bytes allow that; `repaired` then
    puts the rest right, text by text. `file` is its name.

    Raises:
        InputError: it is none of these for certain, holds a NUL character, or is packed and damaged; the problem names
            the line.
    """
    check_packed(file, opened())
    if opened().read(2).startswith(_UTF_16):
        _check_utf_16(file, opened)
        return "utf-16"
    signs, decoder = _Signs(), codecs.getincrementaldecoder("utf-8")()
    is_utf_8 = True
    for block, last in _blocks(opened()):
        signs.take(block)
        try:
            is_utf_8 = is_utf_8 and decoder.decode(block, last) is not None
        except UnicodeDecodeError:
            is_utf_8 = False
    if (line := signs.first.get(_NUL)) is not None:
        raise _refused(file, Message("loading.nul_in_file"), line)
    return "utf-8-sig" if is_utf_8 else _eastern(file, opened, signs.high) or signs.codec(file)


def _eastern(file: str, opened: Opened, high: Iterable[int]) -> str | None:
    """The code page of a text of central Europe or the Baltic; None for any other."""
    words = set[bytes]()
    for block, _ in _blocks(opened()):
        words_in(block, words)
    try:
        if page := eastern_page(words):
            bytes(high).decode(page)
        return page
    except ValueError as error:
        raise _refused(file, Message("loading.eastern"), None) from error


def first_line(start: bytes) -> str:
    """The first line of what a text file begins with, to tell what it is; empty when it is no text."""
    if start.startswith(_UTF_16):
        return start.decode("utf-16", errors="replace").partition("\n")[0]
    line = start.partition(b"\n")[0]
    if b"\0" in line:
        return ""
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def repaired(text: str) -> str:
    """`text`, or what it was before somebody read its UTF-8 as Windows-1252 or Mac Roman.

    It is repaired only where all of it, turned back, is valid UTF-8 that holds a Latin letter or a typographic sign.

    Raises:
        CellError: it is damaged, but not in a way that can be undone for certain.
    """
    if text.isascii():
        return text
    for table in _BACK.values():
        undone = _undone(text, table)
        if undone is not None and _CERTAIN.search(unicodedata.normalize("NFC", undone)):
            return undone
    if _DAMAGED.search(text):
        raise CellError(Message("loading.garbled", value=text[:60]))
    return text


@dataclass(slots=True)
class Repairs:
    """Mends the cells of one table and counts them."""

    count: int = 0
    shown: list[str] = field(default_factory=list)

    def row(self, cells: Iterable[Cell]) -> tuple[tuple[Cell | str, ...], dict[int, Message]]:
        """The cells of a row repaired, and by index why some cannot be; those stay as they are."""
        found: list[Cell | str] = []
        bad: dict[int, Message] = {}
        for index, cell in enumerate(cells):
            try:
                found.append(self._repaired(cell) if isinstance(cell, str) else cell)
            except CellError as error:
                found.append(cell)
                bad[index] = error.reason
        return tuple(found), bad

    def note(self, table: str) -> Message | None:
        """The note on the repairs; None when nothing was repaired."""
        shown = tuple(text[:60] for text in self.shown)
        return Message("loading.mended", count=self.count, table=table, shown=shown) if self.count else None

    def _repaired(self, text: str) -> str:
        result = repaired(text)
        if result is not text:
            self.count += 1
            if len(self.shown) < _SHOWN and result not in self.shown:
                self.shown.append(result)
        return result


@dataclass(slots=True)
class _Signs:
    """What the bytes of a file say of its 8-bit encoding; `first` has the line where a sign first stands."""

    lines: int = 1
    high: Counter[int] = field(default_factory=Counter)
    first: dict[re.Pattern[bytes], int] = field(default_factory=dict)

    def take(self, block: bytes) -> None:
        for sign in (_NUL, _UNDEFINED, _MAC):
            if sign not in self.first and (found := sign.search(block)):
                self.first[sign] = self.lines + block.count(b"\n", 0, found.start())
        self.high.update(block.translate(None, _ASCII))
        self.lines += block.count(b"\n")

    def codec(self, file: str) -> str:
        windows, mac = self._count(_WINDOWS_LETTERS), self._count(_MAC_LETTERS)
        several = sum(byte in self.high for byte in _MAC_LETTERS) > 1
        if mac and several and windows <= mac * _ODD:
            return "mac_roman"
        if mac > windows * _ODD:
            raise _refused(file, Message("loading.two_encodings"), self.first[_MAC])
        if (line := self.first.get(_UNDEFINED)) is not None:
            raise _refused(file, Message("loading.no_text"), line)
        return "cp1252"

    def _count(self, letters: Iterable[int]) -> int:
        return sum(self.high[byte] for byte in letters)


def _blocks(stream: Stream) -> Iterator[tuple[bytes, bool]]:
    """The content in blocks, each with whether it is the last."""
    block = stream.read(_BLOCK)
    while block:
        following = stream.read(_BLOCK)
        yield block, not following
        block = following


def _check_utf_16(file: str, opened: Opened) -> None:
    number = 1
    with io.TextIOWrapper(opened(), "utf-16", newline="\n") as stream:
        try:
            for number, line in enumerate(stream, start=1):
                if "\x00" in line:
                    raise _refused(file, Message("loading.nul_in_file"), number)
        except UnicodeError as error:
            # The decoder works ahead of the lines: what it gave up on is counted anew, leaving it out.
            with io.TextIOWrapper(opened(), "utf-16", newline="\n", errors="ignore") as whole:
                number = sum(line.endswith("\n") for line in whole) + 1
            raise _refused(file, Message("loading.cut_character"), number) from error


def _refused(file: str, reason: Message, row: int | None) -> InputError:
    return InputError.of((Problem(reason, file=file, row=row),))


def _decoded(byte: int, codec: str) -> str:
    """A byte by itself; bytes that Windows-1252 leaves undefined are control characters, as browsers have it."""
    return bytes((byte,)).decode(codec, errors="ignore") or chr(byte)


_BACK: Final[Mapping[str, Mapping[int, int]]] = {
    codec: {ord(_decoded(byte, codec)): byte for byte in range(256)} for codec in ("cp1252", "mac_roman")
}
# À–ÿ but × and ÷; dashes, quotation marks and the like; €.
_CERTAIN: Final = re.compile("[À-ÖØ-öø-ÿ\u2010-\u203a€]")


_RUN: Final = re.compile(r"[^\x00-\x7f]+")  # ASCII is the same in all of them


def _undone(text: str, back: Mapping[int, int]) -> str | None:
    try:
        return _RUN.sub(lambda run: bytes(back[ord(letter)] for letter in run[0]).decode("utf-8"), text)
    except (KeyError, UnicodeDecodeError):
        return None


def _signature(codec: str, lead: int) -> str:
    following = "".join(re.escape(_decoded(byte, codec)) for byte in range(0x80, 0xC0))
    return f"{_decoded(lead, codec)}[{following}]"


# What the letters À–ÿ become, and the sign for a letter that is lost.
_DAMAGED: Final = re.compile(f"\ufffd|{_signature('cp1252', 0xC3)}|{_signature('mac_roman', 0xC3)}")
