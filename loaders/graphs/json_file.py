"""JSON from strangers: one object with lists of objects in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from loaders.files.json_records import whole_json
from loaders.files.sample import Sample
from loaders.graphs.elements import check_size


def holds(file: Sample, *patterns: bytes) -> bool:
    """Whether the file begins as a JSON object and holds every one of these regular expressions."""
    if not re.match(rb"(?:\xef\xbb\xbf)?\s*\{", file.head[:256]):
        return False
    with file.mapped() as content:
        return all(re.search(pattern, content) for pattern in patterns)


def read_json(file: Sample) -> dict[str, Any]:
    """The object in the file; InputError when it is too large or no whole JSON in UTF-8."""
    check_size(file)
    content = whole_json(file)
    return content if isinstance(content, dict) else {}


def objects(content: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """The objects in the list called `name`; other values in it are passed over."""
    found = content.get(name)
    yield from (item for item in found if isinstance(item, dict)) if isinstance(found, list) else ()


def scalar(value: object) -> str:
    """An id as text, whole numbers without decimals; empty for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(int(value) if isinstance(value, float) and value.is_integer() else value).strip()
