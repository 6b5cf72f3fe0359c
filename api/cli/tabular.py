"""Items of answers as rows: a table shows what fits, CSV shows all."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from api.cli.wording import shown
from viz.exchange.harmless import harmless

_FIRST: Final = "rank"
_LAST: Final = "sentence"
_NOT_IN_TABLES: Final = frozenset({"evidence", "parts", "could_meet", "id"})


def table_of(items: Sequence[Mapping[str, Any]], language: str) -> tuple[list[str], list[list[str]], list[bool]]:
    """Column names, rows in the reader's words, and which columns are numbers. Nested values are in CSV and JSON."""
    found = [name for name in _names(items) if name not in _NOT_IN_TABLES and _fits([item.get(name) for item in items])]
    names = sorted(found, key=lambda name: (name == _LAST) - (name == _FIRST))
    rows = [[shown(name, item.get(name), language) for name in names] for item in items]
    numbers = [all(_is_number(item.get(name)) for item in items) for name in names]
    return names, rows, numbers


def csv_of(items: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[list[Any]]]:
    """Column names and rows with everything: `actor` and `actor_id`, `parts.themes`, lists joined by `; `."""
    flat = [dict(_flat("", item)) for item in items]
    names = _names(flat)
    return names, [[item.get(name) for name in names] for item in flat]


def _names(items: Iterable[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(name for item in items for name in item))


def _fits(values: Sequence[Any]) -> bool:
    """Whether every value is short, and they are not lists that are all empty: nobody knows of what."""
    return all(_is_short(value) for value in values) and any(value not in ([], ()) for value in values)


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _is_short(value: Any) -> bool:
    if isinstance(value, Mapping):
        return "name" in value or "verdict" in value
    if isinstance(value, list | tuple):
        return all(not isinstance(item, list | tuple) and _is_short(item) for item in value)
    return True


def _flat(prefix: str, value: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    for name, field in value.items():
        full = f"{prefix}{name}"
        if isinstance(field, Mapping) and {"id", "name"} <= set(field):
            yield full, field["name"]
            yield f"{full}_id", field["id"]
        elif isinstance(field, Mapping):
            yield from _flat(f"{full}.", field)
        elif isinstance(field, list | tuple):
            yield from _listed(full, field)
        else:
            yield full, field


def _listed(name: str, values: Sequence[Any]) -> Iterable[tuple[str, Any]]:
    if values and all(isinstance(item, Mapping) and {"id", "name"} <= set(item) for item in values):
        yield name, "; ".join(str(item["name"]) for item in values)
        yield f"{name}_id", "; ".join(str(item["id"]) for item in values)
    elif any(isinstance(item, Mapping | list) for item in values):
        yield name, json.dumps(values, ensure_ascii=False)
    else:
        yield name, "; ".join(str(item) for item in values)


def write_csv(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Comma-separated values; a text that a spreadsheet would compute gets an apostrophe before it."""
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(names)
    out.writerows([[harmless(cell) for cell in row] for row in rows])
