"""Whose the amounts are in a list with one row a participation. The sums are added by hand."""

import pytest

from graph.errors import OpenQuestionsError
from graph.ingest.load import Load
from loaders.documents.mapping import Column, TableMapping
from loaders.run import read_files
from tests.loaders.conftest import WriteText, WriteWorkbook

HEADINGS = "Projekt;Aktör;Finansiär;Belopp\n"
MAPPED = TableMapping(
    "participation",
    (
        Column("Projekt", "project"),
        Column("Aktör", "actor", role="partner"),
        Column("Finansiär", "funder"),
        Column("Belopp", "amount", unit="kr"),
    ),
)
EITHER = pytest.mark.parametrize("mapping", [None, MAPPED], ids=["flat list", "mapping"])


def grants(load: Load) -> list[tuple[str, object, object]]:
    """Project, amount and recipient of every grant."""
    found = (relation for relation in load.relations if relation.name == "FUNDS")
    return [
        (grant.end.split(":")[1], grant.properties.get("amount"), grant.properties.get("recipient")) for grant in found
    ]


@EITHER
def test_different_amounts_are_each_partners(csv_file: WriteText, mapping: TableMapping | None) -> None:
    rows = "SHiMR;LTU;Tillväxtverket;5 Mkr\nSHiMR;Boliden AB;Tillväxtverket;1 Mkr\nSHiMR;Lkab;Tillväxtverket;1 Mkr\n"
    load = read_files([csv_file(HEADINGS + rows, name="flat.csv")], mapping=mapping)
    assert grants(load) == [("shimr", 5e6, "ltu"), ("shimr", 1e6, "boliden-ab"), ("shimr", 1e6, "lkab")]


@EITHER
def test_equal_amounts_are_asked_about_with_both_totals(csv_file: WriteText, mapping: TableMapping | None) -> None:
    rows = "A;X;Fonden;5000000 kr\nA;Y;Fonden;5000000 kr\nB;X;Fonden;300 kr\nB;Y;Fonden;300 kr\nC;X;Fonden;1 kr\n"
    file = csv_file(HEADINGS + rows, name="lista.csv")
    with pytest.raises(OpenQuestionsError) as asked:
        read_files([file], mapping=mapping)
    (question,) = asked.value.questions
    assert (question.name, question.proposal) == ("amounts", "project")
    assert [answer for answer, _ in question.choices] == ["partner", "project"]
    assert ["10,000,600 SEK" in text for _, text in question.choices] == [True, False]
    assert ["5,000,300 SEK" in text for _, text in question.choices] == [False, True]
    said = asked.value.say("sv")
    assert all(f"--amounts {answer}" in said for answer in ("partner", "project"))
    assert "10\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}600 SEK" in said


@EITHER
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("partner", [("a", 5.0, "x"), ("a", 5.0, "y"), ("c", 1.0, "x")]),
        ("project", [("a", 5.0, None), ("c", 1.0, "x")]),
    ],
)
def test_the_answer_says_how_equal_amounts_are_read(
    csv_file: WriteText, mapping: TableMapping | None, answer: str, expected: list[object]
) -> None:
    file = csv_file(HEADINGS + "A;X;Fonden;5 kr\nA;Y;Fonden;5 kr\nC;X;Fonden;1 kr\n", name="lista.csv")
    assert grants(read_files([file], mapping=mapping, amounts=answer)) == expected


def test_the_mapping_document_holds_the_answer(csv_file: WriteText) -> None:
    document = MAPPED.to_yaml() + "amounts: partner\n"
    mapping = TableMapping.from_yaml(document)
    assert TableMapping.from_yaml(mapping.to_yaml()) == mapping
    file = csv_file(HEADINGS + "A;X;Fonden;5\nA;Y;Fonden;5\n", name="lista.csv")
    assert [amount for _, amount, _ in grants(read_files([file], mapping=mapping))] == [5.0, 5.0]
    assert [amount for _, amount, _ in grants(read_files([file], mapping=mapping, amounts="project"))] == [5.0]


def test_where_others_differ_each_partners_is_proposed(csv_file: WriteText) -> None:
    rows = "A;X;Fonden;5 kr\nA;Y;Fonden;5 kr\nB;X;Fonden;1 kr\nB;Y;Fonden;2 kr\n"
    with pytest.raises(OpenQuestionsError) as asked:
        read_files([csv_file(HEADINGS + rows, name="lista.csv")])
    assert asked.value.questions[0].proposal == "partner"


def test_different_amounts_stay_each_partners_where_equal_ones_are_the_projects(csv_file: WriteText) -> None:
    rows = "A;X;Fonden;5 kr\nA;Y;Fonden;5 kr\nB;X;Fonden;1 kr\nB;Y;Fonden;2 kr\n"
    load = read_files([csv_file(HEADINGS + rows, name="lista.csv")], amounts="project")
    assert sum(float(str(amount)) for _, amount, _ in grants(load)) == 5 + 1 + 2
    assert any("different amounts" in note for note in load.notes)


def test_an_amount_that_stands_in_one_row_only_is_nobodys_part(csv_file: WriteText) -> None:
    load = read_files([csv_file(HEADINGS + "A;X;Fonden;5 kr\nA;Y;Fonden;\n", name="lista.csv")])
    assert grants(load) == [("a", 5.0, None)]


def test_equal_amounts_in_two_currencies_differ(csv_file: WriteText) -> None:
    load = read_files([csv_file(HEADINGS + "A;X;Fonden;5 kr\nA;Y;Fonden;5 €\n", name="lista.csv")])
    assert grants(load) == [("a", 5.0, "x"), ("a", 5.0, "y")]


def test_nothing_twice_is_nothing(csv_file: WriteText) -> None:
    assert len(grants(read_files([csv_file(HEADINGS + "A;X;F;0 kr\nA;Y;F;0 kr\n", name="lista.csv")]))) == 2


def test_one_amount_of_several_funders_is_nobodys_and_told(csv_file: WriteText) -> None:
    load = read_files([csv_file("Projekt,Aktör,Finansiär,Belopp\nA,X,Fonden; Vinnova,5 kr\n", name="lista.csv")])
    assert grants(load) == [("a", None, None), ("a", None, None)]
    assert any("5 SEK" in note for note in load.notes)


def test_a_group_gets_what_the_project_gets(csv_file: WriteText) -> None:
    rows = "A;samtliga kommuner i Norrbotten;Fonden;5 kr\nA;Nordnod AB;Fonden;3 kr\n"
    load = read_files([csv_file(HEADINGS + rows, name="lista.csv")])
    assert grants(load) == [("a", 5.0, None), ("a", 3.0, "nordnod-ab")]


def test_the_sheet_for_funding_says_who_gets_it(workbook: WriteWorkbook) -> None:
    rows = [
        ("projekt", "finansiär", "mottagare", "belopp"),
        ("A", "Fonden", "Nordnod AB", "5 kr"),
        ("A", "Fonden", None, "3 kr"),
    ]
    load = read_files([workbook({"Finansiering": rows})])
    assert grants(load) == [("a", 5.0, "nordnod-ab"), ("a", 3.0, None)]
    assert [node.id for node in load.nodes if node.id == "nordnod-ab"]
