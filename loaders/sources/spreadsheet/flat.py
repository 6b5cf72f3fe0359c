"""A flat list, with everything on one row per participation, as the rows of the proper sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from graph.messages import Message
from graph.model.names import normalised
from loaders.base import Reading
from loaders.documents.form import FLAT, SheetName
from loaders.sources.spreadsheet.rows import Row

_OF_PROJECT: Final = (
    "acronym", "aliases", "numbers", "summary", "url", "starts", "ends", "budget", "currency", "places", "themes",
)  # fmt: skip
_EVIDENCE: Final = ("source", "quote", "page")


def unfold(rows: Sequence[Row], reading: Reading) -> Iterator[Row]:
    """The projects, participations and funding that the rows of flat lists speak of.

    A project's own fields may be repeated or stand once; where two rows disagree, the later one is rejected. A funder
    repeated on every row of its project with the same amount funds it once.
    """
    projects: dict[str, Row] = {}
    funded: set[tuple[Any, ...]] = set()
    listed = {normalised(row.get("name") or "") for row in rows if row.sheet == "projects"}
    for row in rows:
        if row.sheet != FLAT or row.get("project") is None:
            continue
        key = normalised(row.get("project"))
        if row.rejected:
            # Its project may be bad, or good and listed in another row: without this row nobody can tell.
            continue
        if not _agrees(row, projects, key, reading):
            continue
        for actor in row.get("actor") or ():
            yield _turned(row, "participation", actor=actor, role=row.get("role"))
        for funder in row.get("funder") or ():
            grant = (key, normalised(funder), row.get("amount"), row.get("share"), row.get("source"))
            if grant not in funded:
                funded.add(grant)
                yield _turned(
                    row, "funding", funder=funder, **{name: row.get(name) for name in ("amount", "share", "currency")}
                )
    yield from (row for key, row in projects.items() if key not in listed)


def _agrees(row: Row, projects: dict[str, Row], key: str, reading: Reading) -> bool:
    """Take up what the row says of its project's own fields; False when it contradicts an earlier row."""
    own = {name: row.get(name) for name in _OF_PROJECT}
    first = projects.get(key)
    if first is None:
        values = {"name": row.get("project"), **own, **{name: row.get(name) for name in _EVIDENCE}}
        projects[key] = replace(row, sheet="projects", values=values, unfolded=True)
        return True
    for name, value in own.items():
        if value is not None and first.get(name) not in (None, value):
            reason = Message("loading.contradicts_row", earlier=str(first.number))
            reading.reject(row.problem(reason, name), whole_row=True)
            return False
    merged = {**first.values, **{name: value for name, value in own.items() if value is not None}}
    projects[key] = replace(first, values=merged)
    return True


def _turned(row: Row, sheet: SheetName, **values: Any) -> Row:
    repeated = {name: row.get(name) for name in ("project", *_EVIDENCE)}
    return replace(row, sheet=sheet, values={**repeated, **values}, unfolded=True)
