"""Files that may be packed with gzip, whatever they are called."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from typing import Final

from graph.errors import InputError, Problem
from graph.messages import Message

MOST_UNPACKED: Final = 1 << 30  # bytes
_GZIP: Final = b"\x1f\x8b"
_BLOCK: Final = 1 << 20


def opened(file: Path) -> gzip.GzipFile | io.BufferedReader:
    """The content of a file as bytes, unpacked where it is packed."""
    return gzip.open(file) if _is_packed(file) else file.open("rb")


def check_packed(file: Path) -> None:
    """Nothing for a file that is not packed.

    Raises:
        InputError: it is cut off or damaged, or unpacks to more than `MOST_UNPACKED`.
    """
    size = 0
    try:
        with opened(file) as stream:
            while isinstance(stream, gzip.GzipFile) and (block := stream.read(_BLOCK)):
                size += len(block)
                if size > MOST_UNPACKED:
                    megabytes, most = size >> 20, MOST_UNPACKED >> 20
                    raise _refused(file, Message("loading.unpacks_to_too_much", megabytes=megabytes, most=most))
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise _refused(file, Message("loading.cut_off")) from error


def _is_packed(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(len(_GZIP)) == _GZIP


def _refused(file: Path, reason: Message) -> InputError:
    return InputError.of((Problem(reason, file=file.name),))
