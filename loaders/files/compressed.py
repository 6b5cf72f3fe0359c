"""Streams that may be packed with gzip."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import Final

from graph.errors import InputError, Problem
from graph.messages import Message

Stream = gzip.GzipFile | io.BufferedReader

MOST_UNPACKED: Final = 1 << 30  # bytes
_GZIP: Final = b"\x1f\x8b"
_BLOCK: Final = 1 << 20


def unpacked(stream: io.BufferedReader) -> Stream:
    """The content of a stream at its beginning, unpacked where it is packed."""
    return gzip.GzipFile(fileobj=stream) if stream.peek(len(_GZIP)).startswith(_GZIP) else stream


def check_packed(file: str, stream: Stream) -> None:
    """Nothing for a stream that is not packed.

    Raises:
        InputError: it is cut off or damaged, or unpacks to more than `MOST_UNPACKED`; `file` is its name.
    """
    size = 0
    try:
        while isinstance(stream, gzip.GzipFile) and (block := stream.read(_BLOCK)):
            size += len(block)
            if size > MOST_UNPACKED:
                megabytes, most = size >> 20, MOST_UNPACKED >> 20
                raise _refused(file, Message("loading.unpacks_to_too_much", megabytes=megabytes, most=most))
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise _refused(file, Message("loading.cut_off")) from error


def _refused(file: str, reason: Message) -> InputError:
    return InputError.of((Problem(reason, file=file),))
