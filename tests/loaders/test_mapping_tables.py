"""Tables of any file, row by row: where they begin, what their cells are, and that nothing but the row is kept."""

import gc
import json
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from graph.errors import InputError
from loaders.files import json_records
from loaders.files.json_table import json_columns, json_rows
from loaders.files.sample import Sample
from loaders.tables.open_table import OpenTable, open_tables
from tests.loaders.conftest import WriteText, WriteWorkbook


def only(file: Path) -> OpenTable:
    (table,) = open_tables(Sample(file))
    return table


def test_titles_above_the_headings_are_no_headings(csv_file: WriteText) -> None:
    table = only(csv_file("Projektlista 2024;;;\nuttag 2024-05-01;;;\nÄrende;Titel;Sökande;Kommun\n1;A;B;C\n"))
    assert table.headings == ("Ärende", "Titel", "Sökande", "Kommun")
    assert (table.above, table.where.heading_row) == ((1, 2), 3)
    assert [(row.number, row.cells) for row in table.rows()] == [(4, ("1", "A", "B", "C"))]


def test_headings_are_each_one_of_a_kind(csv_file: WriteText) -> None:
    assert only(csv_file("Namn;Namn;;Org\nnr;x\n".replace("\nnr", " nr"))).headings == (
        "Namn",
        "Namn (2)",
        "C",
        "Org nr",
        "x",
    )


def test_numbers_and_days_are_headings_as_saved_mappings_have_them(workbook: WriteWorkbook) -> None:
    """As openpyxl wrote them when the first mappings were saved: a mapping is found by its headings."""
    file = workbook({"Data": [["Titel", date(2024, 3, 1), 2024, 1.5], ["A", 1, 2, 3]]})
    assert only(file).headings == ("Titel", "2024-03-01 00:00:00", "2024", "1.5")


def test_a_row_of_another_length_is_bad_and_a_short_one_is_filled(csv_file: WriteText) -> None:
    rows = list(only(csv_file("a;b\n1\n1;2;3\n1;2;\n")).rows())
    assert [row.cells for row in rows] == [("1", None), ("1", "2"), ("1", "2")]
    assert [row.bad is not None for row in rows] == [False, True, False]


def test_every_sheet_with_content_is_a_table(workbook: WriteWorkbook) -> None:
    file = workbook(
        {"Info": [["Om listan"]], "Tom": [], "Data": [["Titel", "Start"], ["A", date(2024, 3, 1)], [None, None]]}
    )
    info, data = open_tables(Sample(file))
    assert (info.where.sheet, data.where.sheet) == ("Info", "Data")
    (row,) = data.rows()
    assert str(row.cells[1]).startswith("2024-03-01")


def test_a_formula_without_a_value_and_an_error_are_bad_cells(tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["Titel", "Belopp", "Andel"])
    page.append(["A", "=1+1", "#N/A"])
    book.save(tmp_path / "bok.xlsx")
    (row,) = only(tmp_path / "bok.xlsx").rows()
    assert {index: str(reason)[:12] for index, reason in row.bad_cells.items()} == {
        1: "is a formula",
        2: "shows the er",
    }


RECORDS = [{"titel": "Å", "org": {"namn": "B"}, "delar": ["x", "y"]}, {"titel": None, "n": 2.5}]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", json.dumps(RECORDS)),
        ("a.json", json.dumps({"antal": 12, "meta": {"a": [1, 2]}, "tomt": [], "data": RECORDS, "slut": 1})),
        ("a.json", "\n".join(map(json.dumps, RECORDS))),
        ("a.jsonl", "\n".join(map(json.dumps, RECORDS))),
    ],
)
def test_json_of_every_sort_is_a_table(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    table = only(tmp_path / name)
    assert table.headings == ("titel", "org.namn", "delar", "n")
    assert [(row.number, row.cells) for row in table.rows()] == [
        (1, ("Å", "B", ("x", "y"), None)),
        (2, (None, None, None, 2.5)),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[]", "no list"),
        ("{}", "no list"),
        ("[1]", "no record"),
        ('[{"a": 1},', "whole JSON"),
        ('{"a" 1}', "whole JSON"),
        ("[{]", "whole JSON"),
        ('[{"a": "\\u0000"}]', "no text can hold"),
    ],
)
def test_json_that_is_no_table_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(InputError, match=reason):
        only(tmp_path / "a.json")


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
PLAIN = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), TEXTS)
RECORDS_OF_ANY_SORT = st.lists(st.dictionaries(TEXTS, PLAIN, max_size=4), min_size=1).filter(any)


@given(RECORDS_OF_ANY_SORT, st.integers(1, 9), st.booleans())
def test_json_read_in_pieces_is_json(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, Any]], block: int, wrapped: bool
) -> None:
    """The oracle is the standard library's json, which wrote the whole text."""
    file = tmp_path_factory.mktemp("json") / "a.json"
    text = json.dumps({"n": 1234, "data": records} if wrapped else records, ensure_ascii=False)
    file.write_text(text, encoding="utf-8", newline="")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_records, "_CHUNK", block)
        sample = Sample(file)
        columns = json_columns(sample)
        found = [cells for _, cells in json_rows(sample, columns)]
    assert set(columns) == {name for record in records for name in record}
    assert found == [[record.get(name) for name in columns] for record in records]


def test_reading_keeps_only_the_row_at_hand(tmp_path: Path) -> None:
    """A hundred times the rows may not take a hundred times the memory: the peak stays under a few blocks."""
    writers = {"a.csv": _csv, "a.json": _json}
    for name, write in writers.items():
        peaks = {}
        for count in (1_000, 100_000):
            write(tmp_path / name, count)
            tracemalloc.start()
            assert sum(1 for _ in only(tmp_path / name).rows()) == count
            peaks[count] = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        assert peaks[100_000] < 8 * 2**20, name


def test_reading_a_workbook_keeps_only_the_row_at_hand(tmp_path: Path) -> None:
    peaks = {}
    for count in (1_000, 10_000):
        book = Workbook(write_only=True)
        page = book.create_sheet("Data")
        page.append(["Titel", "Aktör", "Belopp"])
        for number in range(count):
            page.append([f"Projekt {number % 50}", "Älvdalens förening", number])
        book.save(tmp_path / "a.xlsx")
        gc.collect()
        tracemalloc.start()
        assert sum(1 for _ in only(tmp_path / "a.xlsx").rows()) == count
        peaks[count] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peaks[10_000] < peaks[1_000] + 3 * 2**20


def _csv(file: Path, count: int) -> None:
    with file.open("w", encoding="utf-8") as out:
        out.write("Titel;Aktör;Belopp\n")
        out.writelines(f"Projekt {number};Älvdalens förening {number};{number}\n" for number in range(count))


def _json(file: Path, count: int) -> None:
    with file.open("w", encoding="utf-8") as out:
        out.write('{"data": [')
        out.writelines(
            f'{"," if number else ""}{{"titel": "Projekt {number}", "aktör": "Älv {number}"}}\n'
            for number in range(count)
        )
        out.write("]}")
