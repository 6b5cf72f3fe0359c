"""Reads workbooks and CSV files of the form that `form.yml` declares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.errors import InputError
from graph.messages import Message
from loaders.base import Reading
from loaders.documents.form import known_headings
from loaders.files.csv_file import read_csv
from loaders.files.sample import Sample
from loaders.files.table import OLD_SUFFIXES, TEXT_SUFFIXES, WORKBOOK_SUFFIXES, Table, refuse
from loaders.files.workbook import read_workbook
from loaders.sources.spreadsheet.records import add_records
from loaders.sources.spreadsheet.rows import read_rows


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
        tables: list[Table] = []
        for file in files:
            try:
                tables += _tables(file)
            except InputError as error:
                if len(files) == 1 or not error.problems:
                    raise
                for problem in error.problems:
                    reading.reject(problem, whole_row=False)
        if reading.problems:
            raise InputError.of(tuple(reading.problems))
        rows = read_rows(tables, reading)
        if not rows and not reading.problems:
            raise refuse(names[0], Message("loading.only_headings" if tables else "loading.empty_file"))
        add_records(rows, reading, {file.name: file.checksum for file in files})


def _tables(file: Sample) -> list[Table]:
    suffix = file.suffix
    if suffix in OLD_SUFFIXES:
        raise refuse(file.name, Message("loading.old_suffix", suffix=suffix))
    return read_workbook(file) if suffix in WORKBOOK_SUFFIXES else [read_csv(file, known_headings)]


LOADER: Final = SpreadsheetLoader()
