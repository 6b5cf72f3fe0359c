"""Sheets as people keep them, and what is read of them."""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from loaders.files.sample import Sample
from loaders.tables.open_table import OpenTable, open_tables, strict_tables

HEADINGS = "Projekt;Ägare;Start;Budget"
FULL: list[list[object]] = [
    ["Isväg", "Luleå kommun", 2023, 2024, 30, 10],
    ["Norrspår", "Piteå kommun", 2024, 2025, 50, 5],
]


def first(file: Path, *, strict: bool = False) -> OpenTable:
    return (strict_tables if strict else open_tables)(Sample(file))[0]


def numbers(table: OpenTable) -> list[int]:
    return [row.number for row in table.rows()]


def left_out(table: OpenTable) -> dict[int, str]:
    return {problem.row or 0: problem.why("sv") for problem in table.not_rows()}


def styled(file: Path, *, rows: list[list[object]], merge: tuple[str, ...] = (), bold: tuple[str, ...] = ()) -> Path:
    workbook = Workbook()
    page: Worksheet = workbook.worksheets[0]
    page.title = "Blad"
    for row in rows:
        page.append(row)
    for cells in merge:
        page.merge_cells(cells)
    for cell in bold:
        page[cell].font = Font(bold=True)
    workbook.save(file)
    return file
