"""Organisation numbers of several countries. The numbers are those of well-known bodies, from their own pages."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.no import orgnr as norwegian

from graph.errors import InputError
from graph.identity.mentions import comparable
from loaders.cell_errors import CellError, ImpossibleError, PersonalNumberError
from loaders.documents.cells import parse, parse_org_number
from loaders.documents.mapping import Column, TableMapping
from loaders.documents.org_numbers import REGISTERS, country_of, register_by, register_of
from loaders.files.sample import Sample
from loaders.registers.registry import Registry
from loaders.run import read_files
from loaders.tables.guessing import guess
from loaders.tables.open_table import open_tables
from tests.loaders.conftest import WriteText


@pytest.mark.parametrize(
    ("written", "register", "number"),
    [
        ("974 767 880", "NO-BRC", "NO-BRC-974767880"),  # NTNU
        ("NO 974 767 880 MVA", "", "NO-BRC-974767880"),
        ("NO-BRC-974767880", "", "NO-BRC-974767880"),
        ("30 06 09 46", "DK-CVR", "DK-CVR-30060946"),  # Danmarks Tekniske Universitet
        ("DK30060946", "", "DK-CVR-30060946"),
        ("0245895-5", "", "FI-PRO-02458955"),  # Oulun yliopisto
        ("FI02458955", "", "FI-PRO-02458955"),
        ("0000123456", "PL-KRS", "PL-KRS-0000123456"),
        ("525-234-40-78", "PL-NIP", "PL-NIP-5252344078"),
        ("202100-2841", "", "2021002841"),  # Luleå tekniska universitet
        ("202100-2841", "NO-BRC", "2021002841"),
        ("SE202100284101", "NO-BRC", "2021002841"),
    ],
)
def test_a_number_is_kept_with_the_register_that_it_is_of(written: str, register: str, number: str) -> None:
    assert parse_org_number(written, register) == number
    assert parse_org_number(number) == number
    assert country_of(number) == (None if number.isdecimal() else number[:2])


@given(st.integers(min_value=10_000_000, max_value=99_999_999))
def test_a_wrong_check_digit_of_another_country_is_told(start: int) -> None:
    numbers = [f"{start}{digit}" for digit in range(10)]
    for number in numbers:
        if norwegian.is_valid(number):
            assert parse_org_number(number, "NO-BRC") == f"NO-BRC-{number}"
        else:
            with pytest.raises(ImpossibleError):
                parse_org_number(number, "NO-BRC")


@pytest.mark.parametrize(
    ("written", "register"),
    [("640823-3234", ""), ("640823-3234", "NO-BRC"), ("010170-1234", "DK-CVR")],
)
def test_a_persons_number_is_refused_and_not_repeated(written: str, register: str) -> None:
    with pytest.raises(PersonalNumberError) as refused:
        parse_org_number(written, register)
    assert written[:6] not in str(refused.value)


@pytest.mark.parametrize(("written", "register"), [("01017012345", "NO-BRC"), ("1201743399", "IS-RSK")])
def test_what_may_be_a_persons_number_abroad_is_not_repeated(written: str, register: str) -> None:
    with pytest.raises(CellError) as refused:
        parse_org_number(written, register)
    assert written[:6] not in str(refused.value)


@given(st.text(max_size=20), st.sampled_from(["", *REGISTERS]))
def test_any_text_is_a_number_or_told(written: str, register: str) -> None:
    with suppress(CellError):
        number = parse_org_number(written, register)
        assert parse_org_number(number) == number


def test_headings_that_only_one_country_has() -> None:
    assert register_of("Organisasjonsnummer") == "NO-BRC"
    assert register_of("CVR-nummer") == "DK-CVR"
    assert register_of("Y-tunnus") == "FI-PRO"
    assert register_of("Organisationsnummer") == register_of("Nummer") == ""


def test_numbers_tell_their_register_where_the_heading_does_not(csv_file: WriteText, registry: Registry) -> None:
    norwegian_numbers = ["974767880", "964982953", "970422528", "923609016"]
    assert register_by(norwegian_numbers) == "NO-BRC"
    assert register_by(["202100-2841", "232100-0016"]) == register_by(["1", "2"]) == register_by([]) == ""
    rows = "".join(f"P{number};Nod {number} AS;{number}\n" for number in norwegian_numbers)
    (table,) = open_tables(Sample(csv_file(f"Prosjekt;Partner;Orgnr\n{rows}")))
    column = guess(table, registry).mapping.column("Orgnr")
    assert column == Column("Orgnr", "org_number", unit="NO-BRC")


def test_kr_in_danish_and_norwegian_is_asked_about(csv_file: WriteText, registry: Registry) -> None:
    for heading, unit in (("Bevilget beløb", ""), ("Tilskud kr", ""), ("Tilskudd (NOK)", "NOK"), ("Belopp (kr)", "kr")):
        (table,) = open_tables(Sample(csv_file(f"Projekt;{heading}\nA;1 000 kr\nB;2 000 kr\n")))
        columns = [column for column in guess(table, registry).mapping.columns if column.heading == heading]
        assert [column.unit for column in columns] == [unit]


def test_numbers_of_two_countries_are_never_the_same(registry: Registry) -> None:
    polish = "PL-NIP-2021002841"
    assert comparable("org_number", polish) == polish != comparable("org_number", "202100-2841")
    assert registry.organisation_by_number("2021002841") is not None
    assert registry.organisation_by_number(polish) is None


MAPPING = TableMapping(
    "participation",
    (
        Column("Prosjekt", "project"),
        Column("Part", "actor", role="partner"),
        Column("Organisasjonsnummer", "org_number"),
    ),
)


def test_a_norwegian_list_keeps_its_numbers_and_country(csv_file: WriteText) -> None:
    text = "Prosjekt;Part;Organisasjonsnummer\nA;NTNU;974767880\nA;Nod AS;974767881\nA;LTU;202100-2841\n"
    load = read_files([csv_file(text, name="d.csv")], mapping=MAPPING)
    own = {
        node.id: node.properties for node in load.nodes if node.label == "Actor" and node.evidence.source == "d/d.csv"
    }
    assert own["orgnr:NO-BRC-974767880"]["country"] == "NO"
    assert "org_number" not in own["nod-as"]
    assert "orgnr:2021002841" in own
    assert [(each.row, each.column) for each in load.rejected] == [(3, "Organisasjonsnummer")]


def test_a_mapping_says_which_register_other_headings_are_of(csv_file: WriteText) -> None:
    columns = (Column("P", "project"), Column("A", "actor", role="partner"), Column("Nr", "org_number", unit="DK-CVR"))
    mapping = TableMapping("participation", columns)
    load = read_files([csv_file("P;A;Nr\nX;DTU;30060946\n")], mapping=mapping)
    assert any(node.id == "orgnr:DK-CVR-30060946" for node in load.nodes)
    assert TableMapping.from_yaml(mapping.to_yaml()) == mapping
    wrong = TableMapping("participation", (*columns[:2], Column("Nr", "org_number", unit="Mars")))
    with pytest.raises(InputError, match="register Mars is not known"):
        read_files([csv_file("P;A;Nr\nX;DTU;30060946\n")], mapping=wrong)


def test_a_number_of_our_own_sheet_reads_back(csv_file: WriteText) -> None:
    assert parse("org_number", "DK-CVR-30060946") == "DK-CVR-30060946"
    load = read_files([csv_file("namn;organisationsnummer\nDTU;DK-CVR-30060946\n", name="Aktörer.csv")])
    assert {node.id for node in load.nodes if node.label == "Actor"} == {"orgnr:DK-CVR-30060946"}
