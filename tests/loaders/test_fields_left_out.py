"""A field that cannot be read costs the field: it is told with its place, and what else its row says is used."""

import pytest

from graph.errors import InputError
from loaders.documents.mapping import Column, TableMapping
from loaders.run import read_files
from tests.loaders.conftest import WriteText
from tests.loaders.test_mapping import HEADINGS, MAPPING, ROWS, ties

BAD_FIELDS = {
    "Org.nr": (3, "769600-0013", "check digit"),
    "Start": (6, "31/02/2024", "calendar"),
    "Slut": (7, "01/01/2020", "before it starts"),
    "Beviljat (tkr)": (5, "mycket", "not an amount"),
}


@pytest.mark.parametrize("column", BAD_FIELDS)
def test_a_bad_field_is_told_with_its_column_and_the_row_loads(csv_file: WriteText, column: str) -> None:
    index, value, reason = BAD_FIELDS[column]
    cells = ROWS[1].split(";")
    cells[index] = value
    whole = read_files([csv_file(HEADINGS + ROWS[0] + ROWS[1], name="lista.csv")], mapping=MAPPING)
    load = read_files([csv_file(HEADINGS + ROWS[0] + ";".join(cells), name="lista.csv")], mapping=MAPPING)
    (problem,) = load.rejected
    assert (problem.file, problem.row, problem.column) == ("lista.csv", 3, column)
    assert reason in problem.reason
    assert {node.id for node in load.nodes} == {node.id for node in whole.nodes}
    lost = {("Start", "starts"), ("Slut", "ends")} & {(column, name) for name in ("starts", "ends")}
    found, expected = (
        next(node for node in each.nodes if node.id == "lista:24-2").properties for each in (load, whole)
    )
    assert {name for name in expected if found.get(name) != expected[name]} == {name for _, name in lost}
    assert load.prune


def test_a_period_in_one_cell_is_start_and_end_unless_columns_of_their_own_say_them(csv_file: WriteText) -> None:
    columns = (Column("P", "project"), Column("Tid", "period"), Column("Slut", "ends"))
    text = "P;Tid;Slut\nA;sept 2022 – juni 2024;\nB;2025-;\nC;våren 2025 – Q3 2026;2026-08\nD;36 månader;2027\n"
    load = read_files([csv_file(text, name="d.csv")], mapping=TableMapping("project", columns, dates="iso"))
    found = {node.id: (node.properties.get("starts"), node.properties.get("ends")) for node in load.nodes}
    assert found == {
        "d:a": ("2022-09", "2024-06"),
        "d:b": ("2025", None),
        "d:c": ("2025", "2026-08"),
        "d:d": (None, "2027"),
    }
    assert [(each.row, each.column) for each in load.rejected] == [(5, "Tid")]


def test_an_end_said_as_a_quarter_is_its_last_month(csv_file: WriteText) -> None:
    load = read_files([csv_file("namn;start;slut\nA;Q3 2021;Q3 2023\n", name="Projekt.csv")])
    (project,) = [dict(node.properties) for node in load.nodes if node.label == "Project"]
    assert project == {"name": "A", "starts": "2021-07", "ends": "2023-09"}


def test_our_own_sheets_have_a_column_for_periods(csv_file: WriteText) -> None:
    load = read_files([csv_file("namn;period\nA;2025 – 2028\nB;okänt\n", name="Projekt.csv")])
    assert {node.id: dict(node.properties) for node in load.nodes} == {
        "projekt:a": {"name": "A", "starts": "2025", "ends": "2028"},
        "projekt:b": {"name": "B"},
    }
    assert load.rejected == ()


def test_kr_is_of_the_country_that_the_currency_column_says(csv_file: WriteText) -> None:
    columns = (Column("P", "project"), Column("B", "budget", unit="kr"), Column("V", "currency"))
    text = "P;B;V\nA;500 tkr;NOK\nB;500;DKK\nC;5 kr;\nD;5 €;SEK\n"
    load = read_files([csv_file(text, name="d.csv")], mapping=TableMapping("project", columns))
    found = {node.id: (node.properties.get("budget"), node.properties.get("currency")) for node in load.nodes}
    assert found == {"d:a": (500_000, "NOK"), "d:b": (500, "DKK"), "d:c": (5, "SEK"), "d:d": (None, None)}
    assert [(each.row, each.column) for each in load.rejected] == [(5, "B")], "what says two currencies is told"


def test_words_for_nothing_are_empty_and_told_to_nobody(csv_file: WriteText) -> None:
    rows = "24-9;Vägen;Malå matlag;saknas;–;okänt;N/A;?;-;TBD;\n"
    load = read_files([csv_file(HEADINGS + rows, name="lista.csv")], mapping=MAPPING)
    assert load.rejected == ()
    assert ties(load, "PARTICIPATES_IN") == {("malå-matlag", "lista:24-9", "owner")}


def test_who_bears_a_persons_number_is_left_out_and_the_project_stays(csv_file: WriteText) -> None:
    rows = "24-9;Vägen;Eks firma;640823-3234;Malå;480;01/03/2024;;Norrskens förening;;\n"
    load = read_files([csv_file(HEADINGS + rows, name="lista.csv")], mapping=MAPPING)
    assert ties(load, "PARTICIPATES_IN") == {("norrskens-förening", "lista:24-9", "partner")}
    assert "Eks" not in repr(load.nodes)
    assert not ties(load, "LOCATED_IN") & {("norrskens-förening", "se:2418", None)}, "nor is their place another's"
    (problem,) = load.rejected
    assert (problem.row, problem.column) == (2, "Org.nr")
    assert "640823" not in str(problem)
    columns = (Column("P", "project"), Column("A", "actor", role="partner"), Column("Nr", "org_number"))
    with pytest.raises(InputError, match="personal identity number"):
        read_files([csv_file("P;A;Nr\nX;Eks firma;640823-3234\n")], mapping=TableMapping("participation", columns))


def test_a_share_beside_a_budget_is_told_and_the_budget_stays(csv_file: WriteText) -> None:
    columns = (Column("P", "project"), Column("B", "budget", unit="EUR"))
    load = read_files([csv_file("P;B\nA;3.212.640,77 € (50 %)\n")], mapping=TableMapping("project", columns))
    (project,) = (node for node in load.nodes if node.label == "Project")
    assert project.properties["budget"] == 3_212_640.77
    (problem,) = load.rejected
    assert (problem.row, problem.column) == (2, "B")
    assert problem.why("en") == "the share of 50 % beside the budget was left out: nobody is said to bear it"
