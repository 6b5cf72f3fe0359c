"""Writes an empty workbook of the form we read, with instructions and drop-downs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from loaders.documents import words
from loaders.documents.form import FormColumn, SheetMapping, template_sheets

Language = Literal["sv", "en"]

_LAST_ROW: Final = 2000
_HEADING: Final = PatternFill("solid", fgColor="DDE6F0")
# As text, or Excel makes days of months ("2025-07") and numbers of organisation numbers.
_AS_TEXT: Final = frozenset({"date", "period", "org_number"})
_CHOICES: Final[Mapping[str, Mapping[str, words.Words]]] = {
    "role": words.ROLES,
    "kind": words.KINDS,
    "direction": words.DIRECTIONS,
    "yes_no": words.YES_OR_NO,
    "currency": {code: (code,) for code in words.OFFERED_CURRENCIES},
}
_TITLE: Final = {"sv": "Instruktioner", "en": "Instructions"}
_INTRODUCTION: Final = {
    "sv": (
        "Fyll i de blad du har uppgifter till och låt resten stå tomma. Kolumner med * måste fyllas i på varje rad.",
        "Flera värden i en cell skiljs med semikolon ( ; ). Kolumnerna får byta plats.",
        "Datum skrivs så noga som du vet dem: 2025, 2025-07 eller 2025-07-01.",
        "Varje rad kan ange källa, citat och sida. Utan källa anges denna fil. Skriv inget om enskilda personer.",
        "Namn som inte står i Aktörer eller Projekt skapas och redovisas när filen laddas.",
    ),
    "en": (
        "Fill in the sheets you have facts for and leave the others empty. Columns with * are needed in every row.",
        "Several values in one cell are separated by semicolons ( ; ). Columns may change places.",
        "Write dates as precisely as you know them: 2025, 2025-07 or 2025-07-01.",
        "Every row may cite source, quote and page; without a source it cites this file. Write nothing about persons.",
        "Names that do not stand in Actors or Projects are created, and reported when the file is loaded.",
    ),
}
_LEGEND: Final = {"sv": ("Blad", "Kolumn", "Betydelse"), "en": ("SheetMapping", "Column", "Meaning")}


def write_template(path: Path, language: Language = "sv") -> None:
    """Write the template to `path` with Swedish or English headings and words; an existing file is replaced."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _instruct(workbook.create_sheet(_TITLE[language]), language)
    for sheet in template_sheets():
        _lay_out(workbook.create_sheet(_title(sheet, language)), sheet, language)
    workbook.save(path)


def _instruct(page: Worksheet, language: Language) -> None:
    for line in _INTRODUCTION[language]:
        page.append([line])
    page.append([])
    page.append(list(_LEGEND[language]))
    for cell in page[page.max_row]:
        cell.font = Font(bold=True)
    for row in _explanations(language):
        page.append(list(row))
    for letter, width in (("A", 26), ("B", 28), ("C", 80)):
        page.column_dimensions[letter].width = width


def _explanations(language: Language) -> Iterator[tuple[str, str, str]]:
    for sheet in template_sheets():
        for column in sheet.columns:
            meaning = column.help_sv if language == "sv" else column.help_en
            if column.type in _CHOICES and column.type not in ("currency", "yes_no"):
                meaning = ", ".join(_choices(column, language))
            yield _title(sheet, language), _heading(column, language), meaning


def _lay_out(page: Worksheet, sheet: SheetMapping, language: Language) -> None:
    page.append([_heading(column, language) for column in sheet.columns])
    page.freeze_panes = "A2"
    for index, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(index)
        cell = page[f"{letter}1"]
        cell.font, cell.fill, cell.alignment = Font(bold=True), _HEADING, Alignment(wrap_text=True, vertical="top")
        page.column_dimensions[letter].width = max(16, min(40, len(str(cell.value)) + 6))
        if column.type in _AS_TEXT:
            page.column_dimensions[letter].number_format = "@"
        if column.type in _CHOICES:
            choice = DataValidation(type="list", formula1=f'"{",".join(_choices(column, language))}"', allow_blank=True)
            choice.add(f"{letter}2:{letter}{_LAST_ROW}")
            page.add_data_validation(choice)


def _choices(column: FormColumn, language: Language) -> list[str]:
    choices = _CHOICES[column.type]
    if language == "sv":
        return [synonyms[0] for synonyms in choices.values()]
    return [name.lower() if column.type == "direction" else name for name in choices]


def _title(sheet: SheetMapping, language: Language) -> str:
    return sheet.swedish if language == "sv" else sheet.english


def _heading(column: FormColumn, language: Language) -> str:
    name = column.swedish if language == "sv" else column.name
    return f"{name}*" if column.required else name
