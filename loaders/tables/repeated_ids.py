"""Rows of a source that gives one id to several records: none is lost, and none counts twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from graph.messages import Message
from loaders.base import Reading, commonest

ORDINAL = "~"  # which no slug holds, so that a numbered id is never another record's


class RepeatedIds:
    """Equal rows of an id are one record; other rows are records of their own, numbered in the order of the file.

    Where it is another file that says something else of an id, nobody knows which file holds.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._rows: dict[str, set[int]] = defaultdict(set)
        self._files: dict[str, str] = {}
        self._numbered: Counter[str] = Counter()
        self._again = 0

    def ordinal(self, id: str, cells: Sequence[Any], file: str) -> int | None:
        """Which of the records with this id a row is, from 1 on; 0 when it stands already word for word.

        None when an earlier file says something else of the id.
        """
        rows, row = self._rows[id], hash(repr(cells))
        if row in rows:
            self._again += 1
            return 0
        if self._files.setdefault(id, file) != file:
            return None
        rows.add(row)
        if len(rows) > 1:
            self._numbered[id] += 1
        return len(rows)

    def report(self, *, silent: bool = False) -> None:
        """Tell how many rows were numbered and, unless `silent`, how many counted once."""
        if self._numbered:
            count, shown = self._numbered.total(), commonest(self._numbered)
            self._reading.note(Message("loading.numbered", count=count, shown=shown))
        if self._again and not silent:
            self._reading.note(Message("loading.counted_once", count=self._again))


def numbered(id: str, ordinal: int) -> str:
    """The id of a record; the first has the one that the source gives."""
    return id if ordinal == 1 else f"{id}{ORDINAL}{ordinal}"


def with_ordinal(written: str, ordinal: int) -> str:
    """A number as people read it, told apart from that of the first record: no two of one source are one project."""
    return written if ordinal == 1 else f"{written} (no. {ordinal})"
