"""A matrix of projects and actors: an actor at the head of each column, a mark or a role where it takes part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.messages import Message
from loaders.cell_errors import CellError
from loaders.documents.cell_text import says_nothing
from loaders.documents.cell_words import MARKS, UNMARKED
from loaders.registers.registry import Registry
from loaders.tables.brackets import role_of
from loaders.tables.name_lists import NameLists
from loaders.tables.signs import Sample, share

_MOST: Final = 0.8  # of the cells of a column
_LEAST: Final = 2  # columns whose headings are known to name actors


def marked(heading: str, written: str) -> tuple[str, ...] | None:
    """The actor at the head of a column, with the role that the cell names; None where the cell says that it has none.

    Raises:
        CellError: the cell is neither a mark nor a role.
    """
    word = _word(written)
    if word in UNMARKED or says_nothing(written):
        return None
    if word in MARKS:
        return (heading,)
    if role_of(written) is None:
        raise CellError(Message("loading.no_mark", value=written))
    return (f"{heading} ({written})",)


def has_marks(sample: Sample) -> bool:
    """Whether little but marks and roles stands in a column."""
    marks = sample.count(_is_mark)
    return share(marks, sample.texts) >= _MOST and marks > sample.count(_is_unmarked)


def actor_columns(headings: Sequence[str], samples: Sequence[Sample], registry: Registry) -> frozenset[int]:
    """The columns of marks from the first to the last that is headed by a name known to be an actor's, if two are."""
    names = NameLists(registry)
    of_marks = [index for index, sample in enumerate(samples) if has_marks(sample)]
    known = [index for index in of_marks if names.is_whole(headings[index])]
    if len(known) < _LEAST:
        return frozenset()
    return frozenset(index for index in of_marks if known[0] <= index <= known[-1])


def _word(written: str) -> str:
    return written.casefold().strip("()[]. ")


def _is_unmarked(written: str) -> bool:
    return _word(written) in UNMARKED or says_nothing(written)


def _is_mark(written: str) -> bool:
    return _is_unmarked(written) or _word(written) in MARKS or role_of(written) is not None
