"""Grants of the 360Giving standard: invented ones, as JSON and as CSV in the ways that publishers write headings."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from graph.ingest.ingest import ingest
from graph.ingest.load import Load
from graph.store.ladybug import LadybugStore
from graph.store.protocol import rows
from loaders.run import read_files
from loaders.sources.threesixtygiving.paths import path_of
from tests.loaders.conftest import WriteText, WriteWorkbook, own_nodes, own_ties, refusal

FUNDER = {"id": "GB-CHC-9000001", "name": "Nod Trust"}
RECIPIENT = {"id": "GB-COH-09000002", "name": "Net Makers Ltd"}
PROJECT = "threesixtygiving:360g-nod-1"


def grant(**changes: Any) -> dict[str, Any]:
    return {
        "id": "360G-nod-1",
        "title": "Mending nets",
        "description": "Nets are\nmended.",
        "currency": "GBP",
        "amountAwarded": 12500.5,
        "awardDate": "2019-05-01",
        "plannedDates": [{"startDate": "2019-09-01T00:00:00Z", "endDate": "2020-08-31"}],
        "recipientOrganization": [RECIPIENT],
        "fundingOrganization": [FUNDER],
    } | changes


Read = Callable[..., Load]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Writes grants as JSON and reads them; the share of bad ones is not looked at."""

    def read(*grants: dict[str, Any]) -> Load:
        content = {"version": "1.1", "grants": grants}
        (tmp_path / "grants.json").write_text(json.dumps(content), encoding="utf-8")
        return read_files([tmp_path / "grants.json"], skip_bad_rows=True)

    return read


def test_a_grant(read: Read) -> None:
    load = read(grant())
    assert own_nodes(load, "Project") == {
        PROJECT: {
            "name": "Mending nets",
            "numbers": (grant()["id"],),
            "summary": "Nets are mended.",
            "starts": "2019-09-01",
            "ends": "2020-08-31",
        }
    }
    assert own_ties(load, "PARTICIPATES_IN") == [("gb-coh-09000002", PROJECT, {"role": "owner"})]
    assert own_ties(load, "FUNDS") == [("gb-chc-9000001", PROJECT, {"amount": 12500.5, "currency": "GBP"})]
    assert own_nodes(load, "Actor") == {
        "gb-chc-9000001": {"name": "Nod Trust"},
        "gb-coh-09000002": {"name": "Net Makers Ltd"},
    }
    assert load.notes == ("fields not read: awardDate",)


HEADINGS = [
    "Identifier,Title,Description,Currency,Amount Awarded,Planned Dates:Start Date,Planned Dates:End Date,"
    "Recipient Org:Identifier,Recipient Org:Name,Funding Org:Identifier,Funding Org:Name,Award Date",
    "Identifier,Title,Description,Currency,Amount Awarded,Planned Dates:0:Start Date,Planned Dates:0:End Date,"
    "Recipient Org:0:Identifier,Recipient Org:0:Name,Funding Org:0:Identifier,Funding Org:0:Name,Award Date",
    "id,title,description,currency,amountAwarded,plannedDates/0/startDate,plannedDates/0/endDate,"
    "recipientOrganization/0/id,recipientOrganization/0/name,fundingOrganization/0/id,fundingOrganization/0/name,awardDate",
    "id,title,description,currency,amountAwarded,plannedDates.0.startDate,plannedDates.0.endDate,"
    "recipientOrganization.0.id,recipientOrganization.0.name,fundingOrganization.0.id,fundingOrganization.0.name,awardDate",
    "identifier,TITLE,description,currency,AmountAwarded,planned dates:start date,planned dates:end date,"
    "recipient org:identifier,recipient org: name,funding org:identifier,FundingOrg:Name,Award Date",
]


@pytest.mark.parametrize("headings", HEADINGS[:4], ids=["titles", "indexed", "slashes", "points"])
@pytest.mark.parametrize("amount", ["12500.5", '"12,500.50"', "12500.50"])
def test_the_same_grant_from_a_row(csv_file: WriteText, read: Read, headings: str, amount: str) -> None:
    cells = (
        f'360G-nod-1,Mending nets,"Nets are\nmended.",GBP,{amount},01/09/2019,2020-08-31,'
        "GB-COH-09000002,Net Makers Ltd,GB-CHC-9000001,Nod Trust,2019-05-01"
    )
    load = read_files([csv_file(f"{headings}\n{cells}\n")])
    from_json = read(grant())
    assert load.dataset.loader == "threesixtygiving"
    assert own_nodes(load, "Project") == own_nodes(from_json, "Project")
    assert own_nodes(load, "Actor") == own_nodes(from_json, "Actor")
    assert [own_ties(load, name) for name in ("FUNDS", "PARTICIPATES_IN")] == [
        own_ties(from_json, name) for name in ("FUNDS", "PARTICIPATES_IN")
    ]
    assert load.notes == (f"columns of Medverkan.csv not read: {headings.rpartition(',')[2]}",)


@pytest.mark.parametrize("headings", HEADINGS[:3], ids=["titles", "indexed", "slashes"])
def test_the_same_grant_from_a_workbook(workbook: WriteWorkbook, read: Read, headings: str) -> None:
    cells: list[Any] = [
        *("360G-nod-1", "Mending nets", "Nets are\nmended.", "GBP", 12500.5, date(2019, 9, 1), "2020-08-31"),
        *("GB-COH-09000002", "Net Makers Ltd", "GB-CHC-9000001", "Nod Trust", datetime(2019, 5, 1)),
    ]
    about = [["Publisher", "Nod Trust"], ["Updated", "2019-05-01"]]
    load = read_files([workbook({"About": about, "grants": [headings.split(","), cells]}, name="grants.xlsx")])
    from_json = read(grant())
    assert load.dataset.loader == "threesixtygiving"
    for label in ("Project", "Actor"):
        assert own_nodes(load, label) == own_nodes(from_json, label)
    for name in ("FUNDS", "PARTICIPATES_IN"):
        assert own_ties(load, name) == own_ties(from_json, name)
    assert [note.partition(" not read")[0] for note in load.notes] == ["sheet About was", "columns of grants"]


def test_the_commonest_workbook_is_of_grants_and_not_a_sheet_of_projects(workbook: WriteWorkbook) -> None:
    headings = [
        *("Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date"),
        *(
            "Recipient Org:Identifier",
            "Recipient Org:Name",
            "Recipient Org:Company Number",
            "Recipient Org:Postal Code",
        ),
        *("Funding Org:Identifier", "Funding Org:Name", "Grant Programme:Title"),
        "Beneficiary Location:0:Name",
        *("Planned Dates:0:Start Date", "Planned Dates:0:Duration (months)"),
    ]
    recipients: list[list[str | None]] = [
        ["GB-COH-09000002", "Net Makers Ltd", "09000002", "LS1"],
        ["GB-CHC-9000005", "Rope Club", None, "LS2"],
    ]
    rows = [
        [
            *(f"360G-nod-{number}", f"Nets {number}", "Nets.", "GBP", 1000 * number, datetime(2020, 5, number)),
            *(*recipient, "GB-CHC-9000001", "Nod Trust", "Nets for all", "Leeds", datetime(2020, 6, number), 12),
        ]
        for number, recipient in enumerate(recipients, start=1)
    ]
    load = read_files([workbook({"Sheet1": [headings, *rows]}, name="Grants 2020.xlsx")])
    assert [(end, properties["amount"]) for _, end, properties in own_ties(load, "FUNDS")] == [
        ("threesixtygiving:360g-nod-1", 1000),
        ("threesixtygiving:360g-nod-2", 2000),
    ]
    assert {properties["starts"] for properties in own_nodes(load, "Project").values()} == {"2020-06-01", "2020-06-02"}
    assert len(own_ties(load, "PARTICIPATES_IN")) == 2


@pytest.mark.parametrize("headings", HEADINGS)
def test_headings_of_one_meaning_have_one_path(headings: str) -> None:
    assert [path_of(heading) for heading in headings.split(",")][:11] == HEADINGS[2].split(",")[:11]


@pytest.mark.parametrize(
    "person",
    [
        {"recipientIndividual": {"id": "360G-nod-I1", "name": "Någon Person"}, "recipientOrganization": None},
        {"toIndividualsDetails": {"primaryGrantReason": "GTIR010"}},
        {"recipientOrganization": [{"id": "360G-nod-I1", "name": "Individual Recipient"}]},
        {"recipientOrganization": [{"id": "SE-BLV-850101-1236", "name": "Någon Person"}]},
        {"recipientOrganization": [{"id": "SE-BLV-198501011236", "name": "Någon Person"}]},
    ],
)
def test_grants_to_persons_are_counted_and_never_kept(read: Read, person: dict[str, Any]) -> None:
    load = read(grant(id="360G-nod-2", title="Någon Persons nät", **person), grant())
    assert "grants to private persons, left out: 1" in load.notes
    assert set(own_nodes(load, "Project")) == {PROJECT}
    assert "Någon" not in repr(load)
    assert "850101" not in repr(load)


def test_persons_in_a_table_are_counted_too(csv_file: WriteText) -> None:
    headings = "Identifier,Title,Funding Org:Name,Recipient Ind:Identifier,Recipient Ind:Name,Recipient Org:Name"
    load = read_files([csv_file(f"{headings}\n1,För Någon,Nod Trust,I1,Någon Person,\n2,Nät,Nod Trust,,,Nätet\n")])
    assert load.notes == ("grants to private persons, left out: 1",)
    assert "Någon" not in repr(load)
    assert set(own_nodes(load, "Project")) == {"threesixtygiving:2"}


def test_identifiers_make_ids(read: Read) -> None:
    recipients = [
        {"id": "SE-BLV-202100-2841", "name": "Ett universitet"},
        {"id": "https://ror.org/0nnnnnn01", "name": "Nod University"},
        {"id": "XI-ROR-0nnnnnn02", "name": "Net University"},
        {"name": "Byalaget Nätet"},
    ]
    load = read(grant(recipientOrganization=recipients))
    assert [(start, properties["role"]) for start, _, properties in own_ties(load, "PARTICIPATES_IN")] == [
        ("orgnr:2021002841", "participant"),
        ("ror:0nnnnnn01", "participant"),
        ("ror:0nnnnnn02", "participant"),
        ("byalaget-nätet", "participant"),
    ]
    actors = own_nodes(load, "Actor")
    assert actors["orgnr:2021002841"]["org_number"] == "2021002841"
    assert actors["ror:0nnnnnn02"]["ror"] == "https://ror.org/0nnnnnn02"


def test_one_name_of_two_registered_organisations_is_told_apart(read: Read) -> None:
    def to(number: str, identifier: str) -> dict[str, Any]:
        return grant(id=number, recipientOrganization=[{"id": identifier, "name": "Village Hall"}])

    load = read(to("1", "GB-CHC-9000003"), to("2", "GB-CHC-9000004"), to("3", "360G-nod-org-5"))
    assert [each["name"] for id, each in own_nodes(load, "Actor").items() if id != "gb-chc-9000001"] == [
        "Village Hall (GB-CHC-9000003)",
        "Village Hall (GB-CHC-9000004)",
        "Village Hall",
    ]


def test_one_organisation_of_two_names_has_an_alias(read: Read) -> None:
    again = grant(id="2", recipientOrganization=[RECIPIENT | {"name": "The Net Makers"}])
    load = read(grant(), again)
    assert own_nodes(load, "Actor")["gb-coh-09000002"] == {"name": "Net Makers Ltd", "aliases": ("The Net Makers",)}


def test_of_several_funders_nobody_says_who_gave_what(read: Read) -> None:
    load = read(grant(fundingOrganization=[FUNDER, {"name": "Net Fund"}]))
    assert own_ties(load, "FUNDS") == [("gb-chc-9000001", PROJECT, {}), ("net-fund", PROJECT, {})]


def test_places_in_sweden_actual_dates_and_subjects(read: Read) -> None:
    load = read(
        grant(
            actualDates=[{"startDate": "2019-10"}],
            beneficiaryLocation=[{"name": "Luleå", "countryCode": "SE"}, {"name": "Leeds", "countryCode": "GB"}],
            recipientOrganization=[RECIPIENT | {"addressLocality": "Umeå", "addressCountry": "Sweden"}],
            classifications=[{"title": "Energy"}, {"title": "Knots"}],
        )
    )
    assert [(start, end) for start, end, _ in own_ties(load, "LOCATED_IN")] == [
        (PROJECT, "se:2580"),
        ("gb-coh-09000002", "se:2480"),
    ]
    project = own_nodes(load, "Project")[PROJECT]
    assert (project["starts"], project.get("ends")) == ("2019-10", None)
    assert own_ties(load, "ABOUT") == [(PROJECT, "energy", {"phrase": "Energy"})]
    assert any("Knots (1)" in note for note in load.notes)


@pytest.mark.parametrize(
    ("changes", "column", "whole"),
    [
        ({"id": ""}, "id", True),
        ({"title": None}, "title", True),
        ({"amountAwarded": -1}, "amountAwarded", False),
        ({"amountAwarded": "much"}, "amountAwarded", False),
        ({"currency": "pounds"}, "currency", False),
        ({"currency": None}, "currency", False),
        ({"plannedDates": [{"startDate": "2019-02-30"}]}, "plannedDates/0/startDate", False),
        ({"plannedDates": [{"startDate": "2019", "endDate": "2018"}]}, "plannedDates/0/endDate", False),
        ({"fundingOrganization": []}, "fundingOrganization/0/name", False),
        ({"recipientOrganization": [{"id": "GB-CHC-1", "name": "?"}]}, "recipientOrganization/0/name", False),
        ({"recipientOrganization": [{"id": "SE-BLV-2021002842", "name": "Nod"}]}, "recipientOrganization/0/id", False),
    ],
)
def test_what_cannot_be_used_is_told(read: Read, changes: dict[str, Any], column: str, *, whole: bool) -> None:
    load = read(grant(id="360G-nod-0"), grant(**changes))
    assert [(each.file, each.row, each.column) for each in load.rejected] == [("grants.json", 2, column)]
    assert (PROJECT in own_nodes(load, "Project")) is not whole
    assert load.prune is not whole


def test_a_table_with_bad_rows_is_refused_and_nothing_written(csv_file: WriteText, store: LadybugStore) -> None:
    headings = "Identifier,Title,Currency,Amount Awarded,Recipient Org:Name,Funding Org:Name\n"
    bad, good = (f"{headings}1,Nät,GBP,{amount},Nod,Nod Trust\n" for amount in ("mycket", "10"))
    assert "Medverkan.csv, rad 2, kolumn Amount Awarded" in refusal(store, csv_file, bad, good)


def test_of_an_identifier_that_is_repeated_every_grant_stays(read: Read) -> None:
    """2 + 3 + 5 = 10 thousand pounds in three grants, one of which stands twice."""
    other = grant(title="Mending sails", amountAwarded=2000, recipientOrganization=[{"name": "Sail Makers"}])
    load = read(grant(amountAwarded=3000), other, grant(amountAwarded=3000), grant(amountAwarded=5000))
    projects = own_nodes(load, "Project")
    assert {id: (each["name"], each["numbers"]) for id, each in projects.items()} == {
        PROJECT: ("Mending nets", ("360G-nod-1",)),
        f"{PROJECT}~2": ("Mending sails", ("360G-nod-1 (no. 2)",)),
        f"{PROJECT}~3": ("Mending nets", ("360G-nod-1 (no. 3)",)),
    }
    assert sorted(properties["amount"] for _, _, properties in own_ties(load, "FUNDS")) == [2000, 3000, 5000]
    assert load.rejected == ()
    assert any(note.startswith("2 rows have an id that stood already") for note in load.notes)
    assert any(note.startswith("1 rows stand again") for note in load.notes)


def test_numbered_grants_stay_projects_of_their_own(read: Read, store: LadybugStore) -> None:
    ingest(store, read(grant(), grant(amountAwarded=7), grant(id="360G-nod-12")))
    assert {row["id"] for row in rows(store, "MATCH (p:Project) RETURN p.id AS id")} == {
        PROJECT,
        f"{PROJECT}~2",
        "threesixtygiving:360g-nod-12",
    }


def test_a_later_file_may_repeat_grants_but_not_contradict_them(tmp_path: Path) -> None:
    files = [tmp_path / "one.json", tmp_path / "other.json"]
    for file, amount in zip(files, (1, 2), strict=True):
        grants = [grant(), grant(id="360G-nod-2", amountAwarded=amount)]
        file.write_text(json.dumps({"version": "1.1", "grants": grants}), encoding="utf-8")
    load = read_files(files, skip_bad_rows=True)
    assert [(each.file, each.row, each.column) for each in load.rejected] == [("other.json", 2, "id")]
    assert len(own_nodes(load, "Project")) == 2
