"""A file that is opened once, however many look at it, and what it begins with."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import lzma
import mmap
import re
import struct
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self, TypeVar, cast

from loaders.files.compressed import Stream, unpacked
from loaders.files.encodings import encoding_of, first_line

LONGEST_LINE: Final = 1 << 20  # characters
SEPARATORS: Final = ";,\t|"
_HEAD: Final = 1 << 16
_BUFFER: Final = 1 << 17
_START_OF_PART: Final = 1 << 20
_SHEET: Final = re.compile(r'<(?:\w{1,20}:)?sheet [^<>]*?\bname="([^"<>]*)"')
# What zipfile raises for an archive that was damaged, cut off, locked or made to mislead.
DAMAGED_ARCHIVE: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError,
    UnicodeDecodeError, OverflowError, struct.error, ValueError,
)  # fmt: skip

Found = TypeVar("Found")


class Sample:
    """A file on offer to whoever may know it: its name, its beginning, its content as often as wanted.

    It is opened when it is first read, and once; `close`, and the end of its use, lets go of it until it is read
    again. What it says of its beginning (`start`, `headings`, `sheet_names`, `part`) is empty where the file is nothing
    of the kind, and never raises. Several threads may read it at once.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name, self.stem, self.suffix = path.name, path.stem, path.suffix.lower()
        self._lock = threading.Lock()
        self._file: io.FileIO | None = None
        self._found: dict[Callable[[Sample], Any], Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._file:
                self._file.close()
                self._file = None

    def opened(self) -> io.BufferedReader:
        """The bytes of the file from its beginning, as they are."""
        return io.BufferedReader(_View(self), _BUFFER)

    def unpacked(self) -> Stream:
        """The content from its beginning, unpacked where the file is packed with gzip, whatever it is called."""
        return unpacked(self.opened())

    def text(self) -> io.TextIOWrapper:
        """The content as text with its line ends as they are; InputError when its encoding is not certain."""
        return io.TextIOWrapper(self.unpacked(), self.encoding, newline="")

    def mapped(self) -> mmap.mmap:
        """The bytes of a file that has any, to be searched without being held in memory."""
        with self._lock:
            return mmap.mmap(self._opened().fileno(), 0, access=mmap.ACCESS_READ)

    def once(self, look: Callable[[Sample], Found]) -> Found:
        """What `look` finds in the file; it looks once."""
        if look not in self._found:
            self._found[look] = look(self)
        return cast(Found, self._found[look])

    def read_at(self, position: int, buffer: memoryview) -> int:
        """Fill `buffer` with the bytes from `position` on; the number of bytes there were."""
        with self._lock:
            file = self._opened()
            file.seek(position)
            return file.readinto(buffer) or 0

    def _opened(self) -> io.FileIO:
        self._file = self._file or self.path.open("rb", buffering=0)
        return self._file

    @cached_property
    def size(self) -> int:
        """Bytes."""
        return self.path.stat().st_size

    @cached_property
    def checksum(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.file_digest(self.opened(), "sha256").hexdigest()

    @cached_property
    def head(self) -> bytes:
        """The first bytes, as they are; OSError when the file cannot be read."""
        return self.opened().read(_HEAD)

    @cached_property
    def start(self) -> str:
        """The first characters that are no space, for files in UTF-8; empty when the file cannot be read."""
        try:
            return self.head.decode("utf-8-sig", errors="replace").lstrip()
        except OSError:
            return ""

    @cached_property
    def encoding(self) -> str:
        """The codec of the content; InputError when it is not certain (see `encoding_of`)."""
        return encoding_of(self.name, self.unpacked)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The headings of a CSV file, packed or not."""
        try:
            return split_headings(first_line(self.unpacked().read(LONGEST_LINE)))[1]
        except (OSError, EOFError, zlib.error, csv.Error):
            return ()

    @cached_property
    def sheet_names(self) -> tuple[str, ...]:
        """The names of a workbook's sheets."""
        return tuple(html.unescape(name) for name in _SHEET.findall(self.part("xl/workbook.xml")))

    def part(self, name: str) -> str:
        """What a part of a workbook begins with."""
        try:
            with zipfile.ZipFile(self.opened()) as archive, archive.open(name) as content:
                return content.read(_START_OF_PART).decode("utf-8", errors="replace")
        except (*DAMAGED_ARCHIVE, KeyError):
            return ""


@contextmanager
def samples(files: Iterable[Path]) -> Iterator[list[Sample]]:
    """Several files on offer, let go of at the end."""
    with ExitStack() as stack:
        yield [stack.enter_context(Sample(file)) for file in files]


def split_headings(line: str) -> tuple[str, tuple[str, ...]]:
    """The separator that makes most headings of a line, and these headings."""
    found = {sign: tuple(next(csv.reader([line], delimiter=sign), ())) for sign in SEPARATORS}
    separator = max(found, key=lambda sign: len(found[sign]))
    return separator, found[separator]


class _View(io.RawIOBase):
    """A sample's bytes, with a place of its own in them."""

    def __init__(self, sample: Sample) -> None:
        self._sample, self._at = sample, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        before = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._sample.size}
        self._at = max(before[whence] + offset, 0)
        return self._at

    def readinto(self, buffer: Any) -> int:
        count = self._sample.read_at(self._at, memoryview(buffer))
        self._at += count
        return count
