"""Answers as files for a spreadsheet, from a graph opened here or from the service that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.cli.remote import RemoteService
from api.service.service import Service
from graph.errors import InputError
from graph.messages import Message
from graph.network.view import AS_OF

if TYPE_CHECKING:
    from api.service.requests import Access, Asked
    from api.tables.table import Table


def table_file(access: Access, asked: Asked, format: str) -> tuple[bytes, int]:
    """The table of the answer as a file in the reader's language, and the revision it is of.

    Raises:
        InputError: no table holds such an answer.
    """
    from api.tables.declared import tables
    from api.tables.dialects import DIALECTS
    from api.tables.extract import Extract
    from api.tables.files import FORMATS
    from api.tables.selection import Selection
    from api.tables.table import Asked as AskedTable

    table = next((table for table in tables().values() if _holds(table, asked)), None)
    if table is None:
        raise InputError(Message("errors.not_a_table", question=asked.question))
    if isinstance(access, RemoteService):
        return access.table(table.name, format, asked), access.status()["revision"]
    assert isinstance(access, Service)
    moment = access.now().as_of(asked.options.get(AS_OF))
    extract = Extract(table, AskedTable(moment, asked.options, asked.language), Selection.read(table, ()))
    return FORMATS[format].write(extract, DIALECTS[f"excel-{asked.language}"]), moment.revision


def _holds(table: Table, asked: Asked) -> bool:
    """Whether its rows are the items of that answer: of gaps there is a table for each sort."""
    told = {"of": "pairs", **{name: value for name, value in asked.options.items() if value}}
    return table.question == asked.question and all(
        (told.get(name) or "") == value for name, value in table.fixed.items()
    )
