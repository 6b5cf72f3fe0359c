"""Workbooks of old Excel and of LibreOffice are read as new ones are, and refused before they take too much room.

What a record or an attribute means is what [MS-XLS] and OpenDocument 1.3 say.
"""

import struct
from pathlib import Path

import pytest

from graph.errors import InputError
from loaders.files.sample import Sample
from loaders.run import read_files
from loaders.tables.open_table import OpenTable, open_tables
from tests.loaders.conftest import WriteWorkbook
from tests.old_workbooks import container, ods, ods_cell, ods_rows, record, sheet_records, xls

ROWS: list[list[str | float | None]] = [
    ["Projekt", "Aktör", "Roll", "Budget"], ["Isväg", "Luleå kommun", "Partner", 480000],
    ["Isväg", "Piteå kommun", "Koordinator", None], ["Norrspår", "Kiruna kommun", "Partner", 1200.5],
]  # fmt: skip


def written(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def refusal(file: Path) -> str:
    with pytest.raises(InputError) as error:
        read_files([file])
    return error.value.say("sv")


def tables(file: Path) -> tuple[OpenTable, ...]:
    return open_tables(Sample(file))


@pytest.mark.parametrize("name", ["nät.xls", "nät.ods"])
def test_an_old_or_open_workbook_says_what_a_new_one_does(tmp_path: Path, workbook: WriteWorkbook, name: str) -> None:
    old = xls({"Blad1": sheet_records(ROWS)}) if name.endswith("xls") else ods({"Blad1": ods_rows(ROWS)})
    found, new = read_files([written(tmp_path, name, old)]), read_files([workbook({"Blad1": ROWS})])
    for load in (found, new):
        assert not load.rejected
    assert [(node.label, node.id, node.properties) for node in found.nodes] == [
        (node.label, node.id, node.properties) for node in new.nodes
    ]
    assert [(tie.name, tie.start, tie.end, tie.properties) for tie in found.relations] == [
        (tie.name, tie.start, tie.end, tie.properties) for tie in new.relations
    ]


def test_hidden_and_merged_cells_of_an_old_workbook(tmp_path: Path) -> None:
    heading: list[list[str | float | None]] = [["Projekt", "Tid", None], [None, "Start", "Slut"], ["Isväg", 2023, 2024]]
    merged = record(0xE5, struct.pack("<H8H", 2, 0, 1, 0, 0, 0, 0, 1, 2))
    hidden = record(0x208, struct.pack("<HHHHHHI", 2, 0, 3, 0, 0, 0, 0x120)) + record(
        0x7D, struct.pack("<HHHHHH", 2, 2, 0, 0, 1, 0)
    )
    content = xls({"A": sheet_records(heading, merged, hidden), "B": sheet_records(ROWS)}, hidden=frozenset({"B"}))
    first, second = tables(written(tmp_path, "nät.xls", content))
    assert first.headings == ("Projekt", "Start", "Slut")
    said = [note.say("sv") for note in (*first.hidden(), *second.hidden())]
    assert said == [
        "Dolda rader i A lästes som de andra. De är 1: 3",
        "Dolda kolumner i A togs med som de andra: Slut",
        "Bladet B är dolt i arbetsboken men lästes ändå.",
    ]


def test_hidden_and_merged_cells_of_an_open_workbook(tmp_path: Path) -> None:
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        "<table:table-row>"
        + ods_cell("Projekt", 'table:number-rows-spanned="2"')
        + ods_cell("Tid", 'table:number-columns-spanned="2"')
        + "<table:covered-table-cell/></table:table-row><table:table-row><table:covered-table-cell/>"
        + ods_cell("Start")
        + ods_cell("Slut")
        + '</table:table-row><table:table-row table:visibility="filter">'
        + ods_rows([["Isväg", 2023, 2024]]).partition(">")[2]
    )
    (table,) = tables(written(tmp_path, "nät.ods", ods({"A": rows})))
    assert table.headings == ("Projekt", "Start", "Slut")
    assert [note.say("sv") for note in table.hidden()] == [
        "Dolda rader i A lästes som de andra. De är 1: 3",
        "Dolda kolumner i A togs med som de andra: Start, Slut",
    ]


EMPTY_END = (
    ods_rows([["Projekt", "Aktör"], ["Isväg", "Luleå kommun"]]).replace(
        "</table:table-row>", '<table:table-cell table:number-columns-repeated="16382"/></table:table-row>'
    )
    + '<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)


def test_the_empty_rest_of_a_sheet_takes_no_room(tmp_path: Path) -> None:
    (table,) = tables(written(tmp_path, "nät.ods", ods({"A": EMPTY_END})))
    assert [row.number for row in table.rows()] == [2]


REPEATED = 'table:number-{}-repeated="{}"'


@pytest.mark.parametrize(
    "rows",
    [
        f"<table:table-row {REPEATED.format('rows', 1048576)}>"
        f"{ods_cell('x', REPEATED.format('columns', 16384))}</table:table-row>",
        f"<table:table-row {REPEATED.format('rows', 100000)}/>"
        f"<table:table-row>{ods_cell(None, REPEATED.format('columns', 1000))}{ods_cell('x')}</table:table-row>",
        f"<table:table-row {REPEATED.format('rows', '9' * 30)}>{ods_cell(5)}{ods_cell('x')}</table:table-row>",
        "<table:table-row a='>' table:number-rows-repeated = '11000000'>" + ods_cell("x") + "</table:table-row>",
    ],
    ids=["all repeated", "far cell", "many digits", "other signs"],
)
def test_an_open_workbook_that_reaches_too_far_is_refused(tmp_path: Path, rows: str) -> None:
    assert "Bladet når till cell" in refusal(written(tmp_path, "nät.ods", ods({"A": rows})))


@pytest.mark.parametrize(
    "sheets",
    [
        {"A": sheet_records(ROWS, record(0x200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)))},
        {"A": sheet_records(ROWS, record(0x203, struct.pack("<HHHd", 65535, 255, 0, 1.0)))},
        {name: sheet_records(ROWS, record(0xBD, struct.pack("<HHHIH", 20000, 0, 0, 1, 254))) for name in "ABCDEFGH"},
    ],
    ids=["what it says of itself", "a far cell", "all sheets together"],
)
def test_an_old_workbook_that_reaches_too_far_is_refused(tmp_path: Path, sheets: dict[str, bytes]) -> None:
    assert "Bladet når till cell" in refusal(written(tmp_path, "nät.xls", xls(sheets)))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nät.xls", xls({"A": sheet_records(ROWS)}, record(0x2F, b"\1\0"))),
        ("nät.xlsx", container({"EncryptionInfo": b"", "EncryptedPackage": b""})),
        ("nät.ods", ods({"A": ods_rows(ROWS)}, "<m><encryption-data/></m>")),
        ("nät.xls", xls({"A": sheet_records(ROWS)})[:900]),
    ],
)
def test_a_locked_or_damaged_workbook_is_refused_with_what_to_do(tmp_path: Path, name: str, content: bytes) -> None:
    assert "utan lösenord" in refusal(written(tmp_path, name, content))


def test_an_open_workbook_that_breaks_off_is_refused(tmp_path: Path) -> None:
    broken = ods({"A": ods_rows(ROWS) + "<table:table-row><table:table-cell><text:p>"})
    assert "går inte att läsa" in refusal(written(tmp_path, "nät.ods", broken))


def test_a_web_page_that_calls_itself_a_workbook_is_told(tmp_path: Path) -> None:
    assert "webbsida" in refusal(written(tmp_path, "nät.xls", b"<html><table><tr><td>Projekt</td></tr></table></html>"))
