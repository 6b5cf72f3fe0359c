"""JSON as a table: a list of records, an object that holds one, or one record a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, Final

from graph.messages import Message
from loaders.files.json_records import JsonText
from loaders.files.sample import Sample
from loaders.files.table import Cell, refuse

JSON_SUFFIXES: Final = frozenset({".json", ".jsonl", ".ndjson"})
_LOOKED_AT: Final = 1000  # records whose names make the columns

Parts = tuple[str, ...]


def json_columns(file: Sample) -> tuple[str, ...]:
    """The names in the first thousand records, in the order of their first mention; those inside others as `a.b`."""
    names = dict.fromkeys(name for _, record in islice(_records(file), _LOOKED_AT) for name in _flat(record))
    if not names:
        raise refuse(file.name, Message("loading.no_records"))
    return tuple(names)


def json_rows(file: Sample, columns: Sequence[str]) -> Iterator[tuple[int, list[Cell | Parts]]]:
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
            flat[before + name] = tuple(_text(item) for item in value if item is not None)
        else:
            flat[before + name] = value
    return flat


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _records(file: Sample) -> Iterator[tuple[int, Mapping[str, Any]]]:
    values = _of_list(_text_of(file)) if file.suffix == ".json" else None
    for number, record in enumerate(_of_lines(_text_of(file)) if values is None else values, start=1):
        if not isinstance(record, dict):
            raise refuse(file.name, Message("loading.no_record"), number)
        yield number, record


def _text_of(file: Sample) -> JsonText:
    return JsonText(file.name, file.unpacked(), file.encoding)


def _of_list(text: JsonText) -> Iterator[Any] | None:
    """The values of the list that the text is, or of the first list of records in the object it is; None without."""
    if text.next_mark() == "[":
        return text.values()
    for _ in text.names() if text.next_mark() == "{" else ():
        if text.next_mark() != "[":
            text.value()
            continue
        values = text.values()
        if isinstance(first := next(values, None), dict):
            return chain((first,), values)
        for _ in values:
            pass  # a list of anything else is gone past
    return None


def _of_lines(text: JsonText) -> Iterator[Any]:
    """The values that stand one after another, with or without a comma between them."""
    while text.next_mark():
        yield text.value()
        text.skip(",")
