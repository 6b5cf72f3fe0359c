"""JSON from strangers: one object with lists of objects in it."""

from __future__ import annotations

import json
import mmap
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.messages import Message
from loaders.files.table import refuse
from loaders.graphs.elements import check_size


def holds(file: Path, *patterns: bytes) -> bool:
    """Whether the file begins as a JSON object and holds every one of these regular expressions."""
    if not file.stat().st_size:
        return False
    with file.open("rb") as stream:
        if not re.match(rb"(?:\xef\xbb\xbf)?\s*\{", stream.read(256)):
            return False
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return all(re.search(pattern, content) for pattern in patterns)


def read_json(file: Path) -> dict[str, Any]:
    """The object in the file; InputError when it is too large or no whole JSON in UTF-8."""
    check_size(file)
    try:
        content = json.loads(file.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        raise refuse(file, Message("loading.no_json"), error.lineno) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise refuse(file, Message("loading.no_utf_8")) from error
    return content if isinstance(content, dict) else {}


def objects(content: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """The objects in the list called `name`; other values in it are passed over."""
    found = content.get(name)
    yield from (each for each in found if isinstance(each, dict)) if isinstance(found, list) else ()


def scalar(value: object) -> str:
    """An id as text, whole numbers without decimals; empty for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(int(value) if isinstance(value, float) and value.is_integer() else value).strip()
