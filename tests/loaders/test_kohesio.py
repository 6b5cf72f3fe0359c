"""Kohesio: invented projects under the headings as published."""

from collections.abc import Callable
from csv import writer
from io import StringIO

import pytest

from graph.errors import InputError
from graph.ingest.load import Load
from graph.store.ladybug import LadybugStore
from loaders.run import read_files
from tests.loaders.conftest import WriteText, own_nodes, own_ties, refusal

# As in the exports by country; some of them have no Beneficiary_Name, Beneficiary_Local_Identifier, NUTS2_Code.
ROW = {
    "Operation_Unique_Identifier": "https://linkedopendata.eu/entity/Q900001",
    "Operation_Local_Identifier": "NYPS 0001",
    "Operation_Name_English": "The northern net",
    "Operation_Name_Programme_Language": "Norra nätet",
    "Country": "Sweden",
    "Operation_Start_Date": "02/01/2017",
    "Operation_End_Date": "30/04/2020",
    "Cofinancing_Rate": "50.0",
    "Total_Eligible_Expenditure_amount": "300000.5",
    "Total_Eligible_Expenditure_Currency": "EUR",
    "Project_EU_Budget": "150000.25",
    "Beneficiary_Unique_Identifier": "https://linkedopendata.eu/entity/Q900002",
    "Beneficiary_Name": "Nordnod Ekonomisk Förening",
    "Beneficiary_Local_Identifier": "",
    "Category_Label": "Knots",
    "Thematic_Objective_Label": "Low-carbon economy",
    "Policy_Objective_Label": "",
    "Fund_Code": "ERDF",
    "Fund_Name": "European Regional Development Fund",
    "Programme_Name": "Upper Norrland",
    "NUTS3_Code": "SE332",
    "NUTS2_Code": "SE33",
    "Programming_Period": "2014-2020",
    "Operation_Summary_English": "",
    "Operation_Summary_Programme_Language": "<p>Ett p&aring;hittat\n projekt, 3 < 4.</p>",
}
PROJECT = "kohesio:q900001"
Read = Callable[..., Load]


def text(*rows: dict[str, str]) -> str:
    stream = StringIO()
    lines = writer(stream)
    lines.writerow(rows[0])
    lines.writerows(row.values() for row in rows)
    return stream.getvalue()


@pytest.fixture
def read(csv_file: WriteText) -> Read:
    """Writes rows as changes of the one above and reads them; the share of bad ones is not looked at."""

    def read(*changes: dict[str, str]) -> Load:
        return read_files([csv_file(text(*(ROW | change for change in changes)))], skip_bad_rows=True)

    return read


def places(load: Load) -> list[str]:
    return [place for _, place, _ in own_ties(load, "LOCATED_IN")]


def test_a_project(read: Read) -> None:
    load = read({})
    assert load.dataset.loader == "kohesio"
    assert own_nodes(load, "Project") == {
        PROJECT: {
            "name": "Norra nätet",
            "aliases": ("The northern net",),
            "numbers": (PROJECT.removeprefix("kohesio:").upper(),),
            "summary": "Ett påhittat projekt, 3 < 4.",
            "starts": "2017-01-02",
            "ends": "2020-04-30",
            "budget": 300000.5,
            "currency": "EUR",
        }
    }
    assert own_ties(load, "PARTICIPATES_IN") == [("nordnod-ekonomisk-förening", PROJECT, {"role": "owner"})]
    assert own_nodes(load, "Actor")["nordnod-ekonomisk-förening"]["kind"] == "association"
    grant = {"share": 0.5, "amount": 150000.25, "currency": "EUR"}
    assert own_ties(load, "FUNDS") == [("european-regional-development-fund", PROJECT, grant)]
    assert places(load) == ["se:25"]
    assert own_ties(load, "ABOUT") == [(PROJECT, "climate", {"phrase": "Low-carbon economy"})]
    # The register knows the fund under its Swedish name.
    assert any(each.properties.get("name") == "Europeiska regionala utvecklingsfonden" for each in load.nodes)
    assert any("Operation_Local_Identifier" in note and "Programming_Period" in note for note in load.notes)
    assert any("Knots (1)" in note for note in load.notes)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"NUTS3_Code": "SE331|SE332"}, ["se:24", "se:25"]),
        ({"NUTS3_Code": ""}, ["se:24", "se:25"]),
        ({"NUTS3_Code": "FI1D7", "Country": "Finland"}, []),
        ({"NUTS3_Code": "", "NUTS2_Code": ""}, []),
    ],
)
def test_swedish_counties_by_their_codes(read: Read, changes: dict[str, str], expected: list[str]) -> None:
    assert sorted(places(read(changes))) == expected


def test_names_of_the_other_language_and_dates_of_the_other_order(read: Read) -> None:
    load = read({"Operation_Name_Programme_Language": "", "Operation_Start_Date": "2017-01-02"})
    assert own_nodes(load, "Project")[PROJECT]["name"] == "The northern net"
    assert "aliases" not in own_nodes(load, "Project")[PROJECT]
    assert own_nodes(load, "Project")[PROJECT]["starts"] == "2017-01-02"


def test_of_several_funds_nobody_says_which_gave_what(read: Read) -> None:
    load = read({"Fund_Name": "Fund A|Fund B", "Fund_Code": "A|B"})
    assert own_ties(load, "FUNDS") == [("fund-a", PROJECT, {}), ("fund-b", PROJECT, {})]


def test_beneficiaries_between_bars(read: Read) -> None:
    two = {"Beneficiary_Unique_Identifier": "Q1|Q2", "Beneficiary_Name": "Nod|Nät"}
    one = {"Operation_Unique_Identifier": "Q900003", "Beneficiary_Name": "Nod | Node"}
    owners = [start for start, _, _ in own_ties(read(two, one), "PARTICIPATES_IN")]
    assert owners == ["nod", "nät", "nod-node"]


def test_organisation_numbers_of_swedish_beneficiaries(read: Read) -> None:
    number = {"Beneficiary_Local_Identifier": "212000-3005", "Beneficiary_Name": "Nod kommun"}
    abroad = number | {"Operation_Unique_Identifier": "Q3", "Country": "Finland", "Beneficiary_Name": "Solmu"}
    load = read(number, abroad)
    assert own_nodes(load, "Actor")["orgnr:2120003005"]["org_number"] == "2120003005"
    assert "org_number" not in own_nodes(load, "Actor")["solmu"]


def test_one_name_in_two_countries_is_two_organisations(read: Read) -> None:
    names = {"Beneficiary_Name": "Forest House"}
    load = read(names, names | {"Operation_Unique_Identifier": "Q4", "Country": "Finland", "NUTS3_Code": ""})
    assert [start for start, _, _ in own_ties(load, "PARTICIPATES_IN")] == [
        "forest-house-sweden",
        "forest-house-finland",
    ]


def test_nobody_without_a_name_and_no_person_is_kept(read: Read) -> None:
    person = {"Beneficiary_Name": "Någon Person", "Beneficiary_Local_Identifier": "850101-1236"}
    load = read({"Beneficiary_Name": ""}, person | {"Operation_Unique_Identifier": "Q5"})
    assert own_ties(load, "PARTICIPATES_IN") == []
    assert len(own_nodes(load, "Project")) == 2
    assert "beneficiaries without a name, left out: 1" in load.notes
    assert "grants to private persons, left out: 1" in load.notes
    assert not any(secret in repr(load) for secret in ("Någon", "850101"))


def test_an_export_without_names_of_beneficiaries(csv_file: WriteText) -> None:
    absent = ("Beneficiary_Name", "Beneficiary_Local_Identifier", "NUTS2_Code")
    row = {heading: cell for heading, cell in ROW.items() if heading not in absent}
    load = read_files([csv_file(text(row))])
    assert set(own_nodes(load, "Project")) == {PROJECT}
    assert places(load) == ["se:25"]


@pytest.mark.parametrize(
    ("heading", "cell", "whole"),
    [
        ("Operation_Unique_Identifier", "", True),
        ("Operation_Unique_Identifier", "900001", True),
        ("Operation_Start_Date", "31/02/2017", False),
        ("Operation_Start_Date", "01/13/2017", False),
        ("Operation_End_Date", "01/01/2017", False),
        ("Total_Eligible_Expenditure_amount", "much", False),
        ("Project_EU_Budget", "-1", False),
        ("Cofinancing_Rate", "half", False),
        ("Total_Eligible_Expenditure_Currency", "kronor", False),
        ("Beneficiary_Local_Identifier", "212000-3006", False),
    ],
)
def test_what_cannot_be_used_is_told(read: Read, heading: str, cell: str, *, whole: bool) -> None:
    load = read({"Operation_Unique_Identifier": "Q900009"}, {heading: cell})
    assert [(each.file, each.row, each.column) for each in load.rejected] == [("Medverkan.csv", 3, heading)]
    assert (PROJECT in own_nodes(load, "Project")) is not whole


def test_a_wrong_file_is_refused_and_nothing_written(csv_file: WriteText, store: LadybugStore) -> None:
    told = refusal(store, csv_file, text(ROW | {"Project_EU_Budget": "mycket"}), text(ROW))
    assert "Medverkan.csv, rad 2, kolumn Project_EU_Budget" in told
    headings = "Operation_Unique_Identifier,Beneficiary_Unique_Identifier\n"
    with pytest.raises(InputError, match=r"has no column .*Operation_Start_Date"):
        read_files([csv_file(f"{headings}Q1,Q2\n")])
