"""What a file says of the table it holds: of what, in which view, when, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from api.service.moment import Moment
from api.tables.columns import Cell
from api.tables.extract import Extract
from api.tables.selection import UNKNOWN
from graph.messages import catalogue, message
from graph.network.view import VIEW_OPTIONS, Option
from queries.answer import referred
from queries.question import questions

Line = tuple[str, Cell]
_CODES: Final = {"tables.asked_classes": "tables.class_"}


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
    """What the question and its view were told; that the view is everything where it was told nothing."""
    table, options = extract.table, extract.asked.options
    question = questions()[table.question] if table.question else None
    named = {option.name: question.view_name(option.name) if question else option.name for option in VIEW_OPTIONS}
    for name in (parameter.name for parameter in question.parameters) if question else ():
        option = next((option for option in VIEW_OPTIONS if option.name == name), None)
        if f"tables.asked_{name}" in catalogue():
            yield from _told(extract, f"tables.asked_{name}", options.get(name), option, language)
    for option in VIEW_OPTIONS:
        yield from _told(extract, f"tables.view_{option.field}", options.get(named[option.name]), option, language)
    if not any(options.get(name) for name in named.values()):
        yield message("tables.about_view", language), message("tables.view_everything", language)


def _told(extract: Extract, key: str, value: Any, option: Option | None, language: str) -> Iterator[Line]:
    for text in value if isinstance(value, list | tuple) else (value,):
        if text:
            words = (f"{key}_{str(text).replace(',', '_')}", f"{_CODES.get(key, key)}{text}")
            word = next((word for word in words if word in catalogue()), "")
            meant = message(word, language) if word else _named(extract.asked.moment, option, str(text), language)
            yield message(key, language), meant


def _named(moment: Moment, option: Option | None, text: str, language: str) -> str:
    """A value in words: a choice, or what the graph calls the place, theme, dataset, actor or project meant."""
    if option and option.choices:
        key = f"model.{option.name}_{text}"
        return message(key if key in catalogue() else f"tables.{text}", language)
    if option and option.kind not in ("names", "name"):
        return text
    meant = getattr(moment.view({option.name: text}), option.field) if option else text
    ids = meant if isinstance(meant, tuple) else (meant,)
    datasets = moment.whole.datasets
    return ", ".join(
        (datasets[id].title or id) if id in datasets else str(referred(id, moment.whole, language)["name"])
        for id in ids
    )


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
