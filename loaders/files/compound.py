"""The container of Excel's old files (OLE, [MS-CFB]): streams of bytes in chains of sectors, as far as we need them."""

from __future__ import annotations

import struct
from typing import Final

_ENTRY: Final = 128  # bytes of an entry of the directory
_IN_HEADER: Final = 109  # sectors of the table of chains that the header lists
_LAST: Final = 0xFFFFFFFA  # and above: no sector
_STREAM, _ROOT = 2, 5


def streams(content: bytes) -> dict[str, bytes]:
    """The streams of a container by their names.

    Raises:
        ValueError: it is damaged.
    """
    try:
        return _Container(content).streams()
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error


class _Container:
    def __init__(self, content: bytes) -> None:
        self._content = content
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError("sizes of sectors")
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        self._directory, self._smallest, self._mini_first = struct.unpack_from("<I4xII", content, 48)
        self._next = self._chains()

    def streams(self) -> dict[str, bytes]:
        directory = self._chain(self._directory)
        entries = [self._entry(directory, at) for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
        root = next((first for _, kind, first, _ in entries if kind == _ROOT), _LAST)
        mini, mini_next = self._chain(root), _numbers(self._chain(self._mini_first))
        found = {}
        for name, kind, first, size in entries:
            if kind == _STREAM and size < self._smallest:
                found[name] = _joined(mini, mini_next, first, self._mini_size)[:size]
            elif kind == _STREAM:
                found[name] = self._chain(first)[:size]
        return found

    def _entry(self, directory: bytes, at: int) -> tuple[str, int, int, int]:
        """Name, kind, first sector and size."""
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        first, size = struct.unpack_from("<II", directory, at + 116)
        return directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le"), kind, first, size

    def _chains(self) -> list[int]:
        """For each sector the next one of its chain."""
        count, further = struct.unpack_from("<I", self._content, 44)[0], struct.unpack_from("<I", self._content, 68)[0]
        sectors = list(struct.unpack_from(f"<{_IN_HEADER}I", self._content, 76))
        seen = set()
        while further < _LAST and further not in seen:
            seen.add(further)
            listed = _numbers(self._sector(further))
            sectors += listed[:-1]
            further = listed[-1]
        return [number for sector in sectors[:count] if sector < _LAST for number in _numbers(self._sector(sector))]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._content[start : start + self._size]

    def _chain(self, first: int) -> bytes:
        return _joined(self._content[self._size :], self._next, first, self._size)


def _numbers(content: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4]))


def _joined(content: bytes, following: list[int], first: int, size: int) -> bytes:
    """The sectors of a chain, one after another."""
    sectors, number = list[bytes](), first
    while number < _LAST:
        if len(sectors) > len(following):
            raise ValueError("a chain without an end")
        sectors.append(content[number * size : (number + 1) * size])
        number = following[number]
    return b"".join(sectors)
