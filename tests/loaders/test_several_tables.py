"""Several tables in one sheet, below or beside each other; what is expected is what a person sees in them."""

from pathlib import Path

import pytest

from graph.messages import Message
from loaders.files.sample import Sample
from loaders.run import read_files
from loaders.tables.open_table import open_tables, strict_tables
from tests.loaders.conftest import WriteText
from tests.loaders.layouts import HEADINGS, left_out, numbers, styled

BELOW: list[list[object]] = [
    ["Projekt", "Ägare", "Start", "Budget"], ["Isväg", "Luleå kommun", 2023, 300], ["Spår", "Piteå kommun", 2024, 500],
    ["Summa", None, None, 800], [], [],
]  # fmt: skip


@pytest.mark.parametrize(
    ("second", "name"),
    [
        (
            [["Organisationer"], ["Organisation", "Org.nr", "Ort"], ["Boliden AB", "556051-4142", "Boliden"]],
            "Organisationer",
        ),
        ([["Organisation", "Org.nr", "Ort"], ["Boliden AB", "556051-4142", "Boliden"]], "Blad!A7"),
        ([["Läge"], ["Läge", "Antal"], ["Klart", 5], ["Pågår", 7]], "Läge"),
        ([[None, "Fas", "Andel"], [None, "Klart", 0.5]], "Blad!A7"),
    ],
)
def test_a_table_below_another_is_one_of_its_own(tmp_path: Path, second: list[list[object]], name: str) -> None:
    tables = open_tables(Sample(styled(tmp_path / "a.xlsx", rows=[*BELOW, *second])))
    assert [table.where.title for table in tables] == ["Blad", name]
    assert [len(numbers(table)) for table in tables] == [2, len(second) - (1 if name.startswith("Blad") else 2)]
    assert list(left_out(tables[0])) == [4]


def test_rows_after_a_gap_are_rows_of_the_same_table(tmp_path: Path) -> None:
    more: list[list[object]] = [
        ["Fjällnät", "Kiruna kommun", "okänt", "okänt"],
        ["Älvnät", "Kalix kommun", "okänt", None],
    ]
    tables = open_tables(Sample(styled(tmp_path / "a.xlsx", rows=[*BELOW, *more])))
    assert [numbers(table) for table in tables] == [[2, 3, 7, 8]]


def test_a_small_table_beside_is_no_columns_of_the_projects(tmp_path: Path) -> None:
    beside: list[list[object]] = [["Finansiär", "Belopp"], ["Vinnova", 3], ["ERUF", 5], []]
    projects = [*BELOW[:3], ["Nät", "Kalix kommun", 2025, 5]]
    rows = [[*project, None, *money] for project, money in zip(projects, beside, strict=True)]
    tables = open_tables(Sample(styled(tmp_path / "a.xlsx", rows=rows)))
    assert [table.headings for table in tables] == [("Projekt", "Ägare", "Start", "Budget"), ("Finansiär", "Belopp")]
    assert [numbers(table) for table in tables] == [[2, 3, 4], [2, 3]]
    assert tables[1].label(0) == "Finansiär"


def test_a_table_beside_may_begin_lower(csv_file: WriteText) -> None:
    lines = ("A;B;2023;1;;Läge;", "C;D;2024;2;;Klart;5", "E;F;2025;3;;;", "G;H;2025;3;;;", "Summa;;;9;;;")
    file = csv_file("\n".join((HEADINGS + ";;Fördelning;", *lines)))
    tables = open_tables(Sample(file))
    assert [table.headings for table in tables] == [tuple(HEADINGS.split(";")), ("Fördelning", "G")]
    assert [numbers(table) for table in tables] == [[2, 3, 4, 5], [2, 3]]


def test_cells_beside_without_headings_are_told(tmp_path: Path) -> None:
    rows = [[*BELOW[0]], [*BELOW[1], None, None, "Kom ihåg", 5], [*BELOW[2], None, None, "att fråga"]]
    (table,) = strict_tables(Sample(styled(tmp_path / "a.xlsx", rows=rows)))
    assert left_out(table) == {1: "Cellerna G2:H3 står vid sidan av tabellen, utan rubriker, och lästes inte."}
    assert not any(row.bad or row.bad_cells for row in table.rows())


def test_a_second_table_with_headings_of_ours_is_read_by_them(tmp_path: Path) -> None:
    second: list[list[object]] = [["Namn", "Typ", "Organisationsnummer"], ["Boliden AB", "Företag", "556051-4142"]]
    rows: list[list[object]] = [
        ["Projekt", "Aktör", "Roll"],
        ["Isväg", "Boliden AB", "Partner"],
        ["Spår", "Boliden AB", "Partner"],
    ]
    load = read_files([styled(tmp_path / "a.xlsx", rows=[*rows, [], ["Aktörer"], *second])])
    assert {node.id for node in load.nodes if node.label == "Actor"} == {"orgnr:5560514142"}
    assert not load.rejected
    said = [note.say("sv") for note in load.notes if isinstance(note, Message)]
    assert "Tabellen Aktörer, med rubriker på rad 6, lästes som en tabell för sig." in said
