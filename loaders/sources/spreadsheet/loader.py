"""Reads workbooks and CSV files of the form that `form.yml` declares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.errors import InputError
from graph.messages import Message
from loaders.base import Reading
from loaders.documents.form import ABOUT
from loaders.files.sample import Sample
from loaders.files.table import OLD_SUFFIXES, TEXT_SUFFIXES, WORKBOOK_SUFFIXES, refuse
from loaders.sources.spreadsheet.records import add_records
from loaders.sources.spreadsheet.sheets import read_rows
from loaders.tables.open_table import OpenTable, strict_tables


class SpreadsheetLoader:
    """Anybody's own facts; several files are read as the sheets of one dataset."""

    def recognises(self, file: Sample) -> bool:
        """Whether the name says spreadsheet: what is wrong with such a file is then reported cell by cell."""
        return file.suffix in WORKBOOK_SUFFIXES | TEXT_SUFFIXES | OLD_SUFFIXES

    def read(self, files: Sequence[Sample], reading: Reading) -> None:
        """Read every sheet; all problems of all files are collected before the reading is given up."""
        names = [file.name for file in files]
        if len(set(names)) < len(names):
            raise InputError(Message("loading.same_file_name", names=tuple(names)))
        tables: list[OpenTable] = []
        for file in files:
            try:
                tables += strict_tables(file)
            except InputError as error:
                if len(files) == 1 or not error.problems:
                    raise
                for problem in error.problems:
                    reading.reject(problem, whole_row=False)
        if reading.problems:
            raise InputError.of(tuple(reading.problems))
        rows = read_rows(tables, reading)
        if not any(found for sheet, found in rows.items() if sheet != ABOUT) and not reading.problems:
            raise refuse(names[0], Message("loading.only_headings" if tables else "loading.empty_file"))
        add_records(rows, reading, {file.name: file.checksum for file in files})


LOADER: Final = SpreadsheetLoader()
