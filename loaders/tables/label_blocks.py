"""Texts in blocks, one a project: `Projekt: X`, `Partner: A, B`, and again from `Projekt: Y`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Final

from graph.model.names import normalised
from loaders.cell_errors import CellError
from loaders.documents.cells import parse_amount
from loaders.files.sample import Sample
from loaders.files.table import TEXT_SUFFIXES
from loaders.tables.label_sheets import LONGEST, NO_LABEL, Content, Labelled, field_of, labelled

MOST_LINES: Final = 50_000
_LEAST: Final = 3  # different fields that labels must mean
_MANY: Final = 0.5  # share of the lines that must have such a label
_LINE: Final = re.compile(r"\W{0,3}(?P<label>[^\W\d_][^:]{0,59}):\s+(?P<value>\S.*?)[\s;,]*", re.DOTALL)
_DIGIT: Final = re.compile(r"\d")
_ABOUT: Final = ("ca", "ca.")
_SUM: Final = "belopp"
_AROUND: Final = ' \t\r\n";,'  # a line of a CSV file
_ENOUGH: Final = 40  # lines that tell whether a text is in blocks


def labels_of(file: Sample, read: Callable[[], Iterator[tuple[int, Sequence[Content]]]]) -> dict[str, Labelled]:
    """The labels and values of a text or sheet in blocks, or of a sheet that is one project; empty for others."""
    if file.suffix in TEXT_SUFFIXES:
        with file.text() as stream:
            lines = ((at, [line.strip(_AROUND)]) for at, line in enumerate(islice(stream, MOST_LINES), start=1))
            if found := blocks(lines):
                return found
    rows = read()
    first = list(islice(rows, LONGEST))
    return blocks(chain(first, islice(rows, MOST_LINES - LONGEST))) or labelled(first)


def blocks(rows: Iterable[tuple[int, Sequence[Content]]]) -> dict[str, Labelled]:
    """The values under each label of every block, by the number of its first row; empty for what is not in blocks.

    A block begins where the label that names the project comes. Labels stand before a colon, or, where two projects at
    least are in one sheet, in a column of their own. A line without a label is kept under none, so that it is told.
    """
    found: dict[str, Labelled] = {}
    fields, known, lines, starts, coloned, first = set[str](), 0, 0, "", 0, ""
    for number, cells in rows:
        filled: list[Content] = [cell for cell in cells if cell not in (None, "")]
        if not filled:
            continue
        lines += 1
        if lines > _ENOUGH and (known < _MANY * lines or len(fields) < _LEAST):
            return {}
        label, values, has_colon = _pair(filled)
        if field := field_of(f"{label}:") if label else None:
            known, coloned = known + 1, coloned + has_colon
            fields.add(field.name)
            if field.name == "project" and first in ("", normalised(label)):
                first, starts = normalised(label), str(number)
        block = found.setdefault(starts, {})
        for name, value in _divided(label, values):
            block[name] = (*block.get(name, ()), value)
    above = found.pop("", {})
    if len(fields) < _LEAST or known < _MANY * lines or len(found) < (1 if coloned == known else 2):
        return {}
    begin = next(iter(found))
    untold = tuple(value for values in above.values() for value in values)
    if untold:
        found[begin] = {**found[begin], NO_LABEL: (*untold, *found[begin].get(NO_LABEL, ()))}
    return found


def _pair(filled: list[Content]) -> tuple[str, list[Content], bool]:
    """The label of a line, empty where it has none, what stands beside it, and whether a colon is between them."""
    if len(filled) == 1:
        match = _LINE.fullmatch(str(filled[0]).strip())
        return (match["label"].strip(), [match["value"]], True) if match else ("", filled, False)
    label = str(filled[0]).strip().rstrip(": ")
    return (label, filled[1:], False) if field_of(f"{label}:") else ("", filled, False)


def _divided(label: str, values: list[Content]) -> Iterator[tuple[str, Content]]:
    """The values under their label; of "Vinnova 2,4 mnkr" the sum under one of its own."""
    for value in values:
        name, written = _parted(value) if label and isinstance(value, str) else ("", "")
        if name and _is_sum(written):
            yield label, name
            yield f"{label} ({_SUM})", written
        else:
            yield label or NO_LABEL, value


def _parted(value: str) -> tuple[str, str]:
    """What stands before the first number, and the rest; both empty where there is none."""
    if not (digit := _DIGIT.search(value)):
        return "", ""
    before, rest = value[: digit.start()].rstrip(), value[digit.start() :].rstrip(" )")
    words = before.split()
    if words and words[-1].lstrip("(") in _ABOUT:
        before, rest = before[: -len(words[-1])], f"ca {rest}"
    return before.rstrip(" ,("), rest


def _is_sum(written: str) -> bool:
    try:
        return bool(parse_amount(written, ",").currency)
    except CellError:
        return False
