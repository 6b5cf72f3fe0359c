"""What a file says of the table it holds: of what, in which view, when, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from api.tables.columns import Cell
from api.tables.extract import Extract
from api.tables.selection import UNKNOWN
from graph.messages import catalogue, message
from graph.network.view import VIEW_OPTIONS, Option
from queries.answer import referred

Line = tuple[str, Cell]


def about(extract: Extract, language: str) -> Iterator[Line]:
    """Lines of what and value."""
    moment = extract.asked.moment
    made = moment.whole.made
    yield message("tables.about_table", language), extract.table.title(language)
    yield message("tables.about_rows", language), len(extract.rows)
    yield message("tables.about_total", language), len(extract.found.rows)
    yield message("tables.about_revision", language), moment.revision
    yield message("tables.about_changed", language), datetime.fromisoformat(made).date() if made else None
    yield message("tables.about_day", language), datetime.now(UTC).date()
    yield from _view(extract, language)
    yield from _selected(extract, language)
    for sentence in extract.found.left_out or (message("tables.about_nothing_left_out", language),):
        yield message("tables.about_left_out", language), sentence


def _view(extract: Extract, language: str) -> Iterator[Line]:
    """What the view, or the question, was told; that it is everything where nothing was."""
    told = [
        (option, value)
        for option in VIEW_OPTIONS
        if (value := extract.asked.options.get(option.name)) not in (None, "", [])
    ]
    for option, value in told:
        for text in value if isinstance(value, list | tuple) else (value,):
            yield message(f"tables.view_{option.field}", language), _named(extract, option, str(text), language)
    for name, value in extract.asked.options.items():
        if f"tables.asked_{name}" in catalogue() and value:
            named = referred(str(value), extract.asked.moment.whole, language)["name"]
            yield message(f"tables.asked_{name}", language), named
    if not told:
        yield message("tables.about_view", language), message("tables.view_everything", language)


def _named(extract: Extract, option: Option, text: str, language: str) -> str:
    if option.choices:
        key = f"model.{option.name}_{text}"
        return message(key if key in catalogue() else f"tables.{text}", language)
    ids = (
        getattr(extract.asked.moment.view({option.name: text}), option.field)
        if option.kind in ("names", "name")
        else text
    )
    whole = extract.asked.moment.whole
    for id in ids if isinstance(ids, tuple) else (ids,):
        if option.name == "dataset":
            return (whole.datasets[id].title if id in whole.datasets else None) or id
        return str(referred(id, whole, language)["name"])
    return text


def _selected(extract: Extract, language: str) -> Iterator[Line]:
    columns = {column.name: column for column in extract.table.columns}
    if extract.selection.words:
        yield message("tables.about_words", language), extract.selection.words
    for name, values in extract.selection.only.items():
        column = columns[name]
        words = [
            message("tables.unknown", language) if code == UNKNOWN else column.word(code, language) for code in values
        ]
        yield message("tables.about_only", language, column=column.heading(language)), ", ".join(words)
    if extract.selection.sort:
        key = "about_sorted_falling" if extract.selection.falls else "about_sorted"
        heading = columns[extract.selection.sorted_by].heading(language)
        yield message("tables.about_order", language), message(f"tables.{key}", language, column=heading)
