"""A mapping whose questions nobody has answered yet, as a file to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from api.service.mapping_words import MappingWords
from graph.errors import InputError
from graph.messages import Message
from graph.model.vocabulary import ROLES
from loaders.documents.fields import FIELDS, NOBODY_SAYS, fields_of
from loaders.documents.mapping import DATE_ORDERS, Column, TableMapping

_OPEN: Final = "?"  # no word of ours: a file in which one is left is refused
Unknown = Mapping[str, Mapping[str, int]]


def write_open(mapping: TableMapping, unknown: Unknown, table: Path, words: MappingWords) -> Path:
    """Write the mapping where the command was given; one that is there already is left as it is.

    `unknown` are phrases that nobody has said the meaning of. InputError when it cannot be written.
    """
    file = Path(f"{table.stem}.mapping.yml")
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(_document(mapping, unknown, table, file, words))
    except FileExistsError:
        return file
    except OSError as error:
        raise InputError(Message("mapping.not_kept", file=file, why=error.strerror)) from error
    return file


def _document(mapping: TableMapping, unknown: Unknown, table: Path, file: Path, words: MappingWords) -> str:
    lines = [words.say("to_fill_in", command=f'hur load "{table}" --mapping "{file}"')]
    lines += [f"- {question.say(words.language)}" for question in mapping.missing()]
    lines += [f"field: {', '.join(field.name for field in fields_of(mapping.row))}"]
    lines += [f"role: {', '.join((*ROLES, NOBODY_SAYS))}; dates: {', '.join(DATE_ORDERS)}; unit: kr, tkr, mkr, EUR …"]
    comments = "".join(f"# {line}\n" for text in lines for line in text.splitlines())
    return comments + _marked(mapping, unknown).to_yaml()


def _marked(mapping: TableMapping, unknown: Unknown) -> TableMapping:
    """The mapping with a question mark in place of every answer that is still to be given."""
    marked = mapping.answered({name: dict.fromkeys(phrases, _OPEN) for name, phrases in unknown.items()})
    is_dated = any(column.field and FIELDS[column.field].type == "date" for column in mapping.columns)
    dates = mapping.dates or (_OPEN if is_dated else "")
    return replace(marked, columns=tuple(_columns(mapping)), dates=dates)


def _columns(mapping: TableMapping) -> Iterator[Column]:
    for column in mapping.columns:
        if column.field == "actor" and mapping.row != "actor" and not column.role and not mapping.says("role"):
            yield replace(column, role=_OPEN)
        elif column.field and FIELDS[column.field].type == "amount" and not column.unit:
            yield column if mapping.says("currency") else replace(column, unit=_OPEN)
        else:
            yield column
