"""The pages about loaders say what the code does."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import pytest

from loaders.base import SourceSettings
from loaders.documents import words
from loaders.documents.fields import FIELDS, ROW_KINDS, Field
from loaders.documents.form import SheetMapping, sheets

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("sheet", sheets().values(), ids=lambda sheet: sheet.name)
def test_every_column_is_documented_with_its_words(sheet: SheetMapping) -> None:
    page = (DOCS / "spreadsheet.md").read_text(encoding="utf-8")
    for column in sheet.columns:
        star = "*" if column.required else ""
        assert f"| `{column.swedish}`{star} | `{column.name}`{star} | {', '.join(column.also)} |" in page


@pytest.mark.parametrize("choices", [words.ROLES, words.KINDS], ids=["roles", "kinds"])
def test_every_word_for_a_choice_is_documented(choices: Mapping[str, words.Words]) -> None:
    page = (DOCS / "spreadsheet.md").read_text(encoding="utf-8")
    for name, synonyms in choices.items():
        assert f"| `{name}` | {', '.join(synonyms)} |" in page


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda field: field.name)
def test_every_field_of_a_mapping_is_documented_with_its_rows(field: Field) -> None:
    page = (DOCS / "mapping.md").read_text(encoding="utf-8")
    (line,) = [line for line in page.splitlines() if line.startswith("| `") and f"`{field.name}`" in line]
    assert [row for row in ROW_KINDS if row in line.rpartition(" | ")[2]] == list(field.rows)


def test_every_setting_of_a_source_is_documented() -> None:
    page = (DOCS / "adding-a-loader.md").read_text(encoding="utf-8")
    for each in fields(SourceSettings):
        if each.name != "name":
            assert f"`{each.name.removeprefix('covers_')}`" in page
