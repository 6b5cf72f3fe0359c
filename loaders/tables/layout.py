"""What of a sheet is a table, and what of its rows are none: totals, notes, headings of sections, other tables."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import Final

from graph.messages import Message
from loaders.files.workbook_marks import Marks
from loaders.tables.block import Block, Run
from loaders.tables.head import HEAD, Head, Known, find_head, head_of
from loaders.tables.not_rows import Read
from loaders.tables.row_signs import Written, filled_in

_MOST_TABLES: Final = 50  # of a sheet, below each other
_AHEAD: Final = 2  # rows that are looked at before one is taken for headings


@dataclass(frozen=True, slots=True)
class Region:
    """One table of a sheet: its headings, the columns from `left` to before `right`, the rows to `until`; None for all.

    The first rows of the main table have `width` cells. `left_out` says which rows below the headings are none of the
    table, and why; `name` is the title that it has, `beside` names cells on its right that have no headings.
    """

    head: Head
    left: int = 0
    right: int | None = None
    until: int | None = None
    width: int = 0
    rows: int = 0
    left_out: Mapping[int, Message] = field(default_factory=dict)
    name: str = ""
    beside: str = ""

    @property
    def is_part(self) -> bool:
        """Whether it has some of the columns only."""
        return bool(self.left or self.right)


def regions(read: Read, marks: Marks, known: Known, *, strict: bool) -> list[Region]:
    """The tables of a sheet, the main one first; none where nothing stands in it."""
    rows = read()
    if not (head_rows := list(islice(rows, HEAD))):
        return []
    blocks = [Block(find_head(head_rows, marks, known, strict=strict), marks)]
    for row, ahead in _with_following(chain(head_rows, rows)):
        block = blocks[-1]
        filled = filled_in(row[1])
        if row[0] <= block.head.rows[-1] or not filled:
            continue
        if len(blocks) < _MOST_TABLES and block.begins_another(row, filled, ahead, known):
            name, above = block.give_up_title(row[0])
            head = head_of([(row[0], row[1][: filled[-1] + 1])], marks, known, above)
            blocks.append(Block(head, marks, name))
        else:
            block.take(row, filled, ahead[0][0] if ahead else None)
    found = [region for block in blocks for region in _regions_of(block, read, marks)]
    last, width = blocks[-1].last, max(len(cells) for _, cells in head_rows)
    found[0] = replace(found[0], width=width)
    return [replace(region, until=None) if region.until == last else region for region in found]


def _with_following(rows: Iterator[Written]) -> Iterator[tuple[Written, Sequence[Written]]]:
    window: deque[Written] = deque(islice(rows, _AHEAD), maxlen=_AHEAD + 1)
    for row in rows:
        window.append(row)
        yield window.popleft(), window
    while window:
        yield window.popleft(), window


def _regions_of(block: Block, read: Read, marks: Marks) -> Iterator[Region]:
    """The table of a block, or the tables that stand beside each other in it."""
    right, beside = block.cells_beside()
    parts = block.tables_beside() or ([Run(0, right)] if right else [])
    if not parts:
        yield _region(block, lambda: _between(read(), block))
    for part in parts:
        yield replace(_part(block, part, read, marks), beside=beside if part is parts[0] else "")


def _part(block: Block, run: Run, read: Read, marks: Marks) -> Region:
    """The table in some of the columns of a block."""
    part = Block(block.head.cut(*run), marks.of_columns(run.left), block.name)

    def cut() -> Iterator[Written]:
        for number, cells in _between(read(), block):
            if filled_in(cells[run.left : run.right]):
                yield number, cells[run.left : run.right]

    for row, ahead in _with_following(cut()):
        part.take(row, filled_in(row[1]), ahead[0][0] if ahead else None)
    return replace(_region(part, cut), left=run.left, right=run.right)


def _between(rows: Iterator[Written], block: Block) -> Iterator[Written]:
    for row in rows:
        if row[0] > block.last:
            return
        if row[0] > block.head.rows[-1]:
            yield row


def _region(block: Block, read: Read) -> Region:
    left_out = block.left_out(read)
    return Region(block.head, until=block.last, rows=block.rows - len(left_out), left_out=left_out, name=block.name)
