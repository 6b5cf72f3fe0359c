"""Titles that stand twice in a table without ids: asked once, and told apart as a person says."""

import pytest

from graph.errors import InputError
from graph.ingest.load import Load
from loaders.documents.mapping import Column, TableMapping
from loaders.files.sample import Sample
from loaders.run import read_files
from loaders.tables.open_table import open_tables
from loaders.tables.repeats import Repeats, answer_of, answered, repeats
from tests.loaders.conftest import WriteText, WriteWorkbook

MAPPING = TableMapping(
    "project",
    (Column("Program"), Column("År", "starts"), Column("Titel", "project"), Column("Part", "actor", role="partner")),
    dates="iso",
)
ROWS = (
    "Program;År;Titel;Part\nNord;2020;Bygdelyft;A AB\nSyd;2020;Bygdelyft;B AB\nNord;2021;bygdelyft;C AB\n"
    "Öst;2020;Älven;A AB\nVäst;2022;Bygdelyft;A AB\n"
)


def projects(load: Load) -> dict[str, str]:
    """Who takes part in each project."""
    return {tie.end: tie.start for tie in load.relations if tie.name == "PARTICIPATES_IN"}


def test_without_an_answer_the_rows_are_refused_with_what_to_write(csv_file: WriteText) -> None:
    with pytest.raises(InputError) as refused:
        read_files([csv_file(ROWS)], mapping=MAPPING)
    assert [(problem.row, problem.column) for problem in refused.value.problems] == [
        (3, "Titel"),
        (4, "Titel"),
        (6, "Titel"),
    ]
    for language, words in (("sv", "samma id som rad 2"), ("en", "same id as row 2")):
        assert words in refused.value.say(language)
        assert "repeated: number" in refused.value.say(language)


def test_what_would_tell_them_apart_is_found(csv_file: WriteText) -> None:
    (table,) = open_tables(Sample(csv_file(ROWS.replace("Nord;2021", "Mitt;2021"))))
    assert repeats(MAPPING, table) == Repeats(3, ("Program",))
    (table,) = open_tables(Sample(csv_file(ROWS)))
    assert repeats(MAPPING, table) == Repeats(3, ()), "two of Nord are called so, and two of 2020"
    assert repeats(answered(MAPPING, "number"), table) is None
    assert repeats(TableMapping("participation", MAPPING.columns, dates="iso"), table) is None
    (table,) = open_tables(Sample(csv_file("Program;År;Titel;Part\nNord;2020;Bygdelyft;A AB\n")))
    assert repeats(MAPPING, table) is None


def test_rows_are_numbered_in_the_order_of_the_file(csv_file: WriteText) -> None:
    load = read_files([csv_file(ROWS, name="d.csv")], mapping=answered(MAPPING, "number"))
    assert load.rejected == ()
    assert projects(load) == {
        "d:bygdelyft": "a-ab",
        "d:bygdelyft-2": "b-ab",
        "d:bygdelyft-3": "c-ab",
        "d:bygdelyft-4": "a-ab",
        "d:älven": "a-ab",
    }
    names = {node.id: node.properties["name"] for node in load.nodes if node.label == "Project"}
    assert names["d:bygdelyft-3"] == "bygdelyft"


def test_columns_that_name_a_project_together_are_its_id_whatever_the_order(csv_file: WriteText) -> None:
    mapping = TableMapping("project", MAPPING.columns, dates="iso", key=("Program", "År", "Titel"))
    load = read_files([csv_file(ROWS, name="d.csv")], mapping=mapping)
    assert projects(load) == {
        "d:nord-2020-bygdelyft": "a-ab",
        "d:syd-2020-bygdelyft": "b-ab",
        "d:nord-2021-bygdelyft": "c-ab",
        "d:väst-2022-bygdelyft": "a-ab",
        "d:öst-2020-älven": "a-ab",
    }
    headings, *rows = ROWS.splitlines(keepends=True)
    turned = read_files([csv_file(headings + "".join(reversed(rows)), name="d.csv")], mapping=mapping)
    assert projects(turned) == projects(load)


def test_rows_of_one_number_in_two_sheets_are_two_rows(workbook: WriteWorkbook) -> None:
    sheets = {"2023": [["Titel"], ["Bygdelyft"]], "2024": [["Titel"], ["Bygdelyft"]]}
    mapping = TableMapping("project", (Column("Titel", "project"),))
    with pytest.raises(InputError, match="same id as row 2"):
        read_files([workbook(sheets)], mapping=mapping)
    load = read_files([workbook(sheets)], mapping=answered(mapping, "number"))
    assert {node.id for node in load.nodes if node.label == "Project"} == {"nät:bygdelyft", "nät:bygdelyft-2"}


@pytest.mark.parametrize("answer", ["number", "key:Program"])
def test_the_document_keeps_the_answer(answer: str) -> None:
    mapping = answered(MAPPING, answer)
    assert TableMapping.from_yaml(mapping.to_yaml()) == mapping
    assert answer_of(mapping) == answer


def test_a_key_of_no_column_is_refused() -> None:
    text = TableMapping("project", MAPPING.columns, key=("Färg",), dates="iso").to_yaml()
    with pytest.raises(InputError, match="key: Färg"):
        TableMapping.from_yaml(text)
