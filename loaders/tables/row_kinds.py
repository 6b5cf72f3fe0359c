"""What a row of an unknown table probably is, and which of its columns name and number projects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.messages import Message
from loaders.documents.fields import ROW_KINDS, RowKind
from loaders.documents.headings import Heading, read_heading
from loaders.tables.fitting import fits, is_number_of
from loaders.tables.signs import Sample

NUMBERS: Final = ("project_id", "project_number")
_SIGNS_OF_PROJECTS: Final = (*NUMBERS, "acronym", "summary", "starts", "ends", "budget", "amount")


def row_kind(headings: Sequence[str], samples: Sequence[Sample]) -> tuple[RowKind, Message]:
    """What a row is, and why."""
    found = {kind: _meant(headings, samples, kind) for kind in ROW_KINDS}
    if {"actor_a", "actor_b"} <= found["tie"].keys():
        return "tie", Message("mapping.why_row_two")
    named = found["participation"]
    project = next((named[name] for name in (*NUMBERS, "project") if name in named), None)
    if project is None and sum(name in named for name in _SIGNS_OF_PROJECTS) < 2:
        return "actor", Message("mapping.why_row_no_project")
    if project is not None and samples[project].repeats and "actor" in named:
        return "participation", Message("mapping.why_row_repeats")
    return "project", Message("mapping.why_row_once")


def _meant(headings: Sequence[str], samples: Sequence[Sample], row: RowKind) -> dict[str, int]:
    """The last column that each field can be by its heading and values."""
    title = titles_of(headings, samples)
    found = {}
    for index, (heading, sample) in enumerate(zip(headings, samples, strict=True)):
        meaning = read_heading(heading, row)
        names = (name for name in (*meaning.whole, *meaning.words) if fits(name, sample))
        name = next(names, "actor" if meaning.is_just_name else None)
        if name in NUMBERS and title is not None and not numbers_projects(meaning, sample, samples[title]):
            continue
        if name:
            found[name] = index
    return found


def titles_of(headings: Sequence[str], samples: Sequence[Sample]) -> int | None:
    """The column of the names of projects, by its heading."""
    meanings = (read_heading(heading, "participation") for heading in headings)
    of_projects = (
        index
        for index, meaning in enumerate(meanings)
        if (*meaning.whole, *meaning.words)[:1] == ("project",) and fits("project", samples[index])
    )
    return next(of_projects, None)


def numbers_projects(meaning: Heading, sample: Sample, titles: Sample) -> bool:
    """Whether a column numbers the projects of these titles; one that says just "id" must do so one by one."""
    return is_number_of(sample.by_row, titles.by_row, strict=meaning.is_just_id)
