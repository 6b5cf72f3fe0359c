"""Projektbanken and keep.eu: small files of invented projects, and the real exports where they are at hand."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from graph.errors import ExpectationError, InputError
from graph.store.ladybug import LadybugStore
from loaders.catalogue import Catalogue
from loaders.registers.registry import load_registry
from loaders.run import read_files
from tests.loaders.conftest import WriteWorkbook, ties
from tests.loading import apply_to, load_into

RECORD = {
    "ärende-id": "20209999",
    "stödmottagare": "Nordnod Ekonomisk Fören",
    "beviljat_belopp_sek": 1_500_000,
    "projektnamn": "Norra nätet",
    "projektbeskrivning": "Ett påhittat projekt.",
    "projekt_starttid": "2017-01-02",
    "projekt_sluttid": "2020-04-30",
    "projektledare": "Någon Person",
    "e-post": "person@example.org",
    "län": "Norrbotten",
    "kommuner": "Arjeplog, Luleå",
    "uppdateringsdatum": "2016-10-14 01:17:38",
    "insatsområde": "Tekniskt stöd",
    "tematiskt_mål": "Att stärka forskning, teknisk utveckling och innovation",
}
PROJECTS = "Projects (lead partners)"
PROJECT_COLUMNS = (
    "Programme", "Acronym", "Project Name", "Project Name language 2", "Project Name language 3", "Budget",
    "EU Funding", "Website", "Thematic1", "Thematic2", "Thematic3", "Description EN", "Description 1", "Description 2",
    "Project start", "Project end",
)  # fmt: skip
PARTNER_COLUMNS = (
    "Programme", "Acronym", "Project Partner", "Lead Partner", "Country", "Country code", "NUTS3 (or equivalent)",
)  # fmt: skip
NORD = "2014 - 2020 INTERREG V-A Sweden - Finland - Norway (Nord)"


def bank(folder: Path, *changes: Mapping[str, Any]) -> Path:
    file = folder / "bank.json"
    file.write_text(json.dumps([RECORD | dict(change) for change in changes], ensure_ascii=False), encoding="utf-8")
    return file


def keep(workbook: WriteWorkbook, projects: list[tuple[Any, ...]], partners: list[tuple[Any, ...]]) -> Path:
    return workbook(
        {PROJECTS: [PROJECT_COLUMNS, *projects], "Partners": [PARTNER_COLUMNS, *partners]}, name="keep.xlsx"
    )


def project(
    acronym: str | int, start: str = "2016/03/01", end: str = "2018/12/31", budget: str = "892,228.58"
) -> tuple[Any, ...]:
    return (
        NORD, acronym, "Northern\nNet", "Norra nätet", "Northern Net", budget, 758394.29, "http://nord.example",
        "Tourism", "", "", "About", "", "", start, end,
    )  # fmt: skip


def partner(
    acronym: str | int, name: str, lead: str, country: str = "Sweden", nuts: str = "SE332  / Norrbottens län"
) -> tuple[Any, ...]:
    return NORD, acronym, name, lead, country, nuts[:2], nuts


def test_a_project_of_the_bank(tmp_path: Path, small: Catalogue) -> None:
    load = read_files([bank(tmp_path, {})], catalogue=small)
    assert load.dataset.id == "projektbanken"
    assert ties(load, "PARTICIPATES_IN") == [("nordnod-ekonomisk-fören", "projektbanken:20209999", {"role": "owner"})]
    assert ties(load, "FUNDS") == [
        ("europeiska-regionala-utvecklingsfonden", "projektbanken:20209999", {"amount": 1_500_000, "currency": "SEK"})
    ]
    places = {end for start, end, _ in ties(load, "LOCATED_IN") if start.startswith("projektbanken:")}
    assert places == {"se:2506", "se:2580"}
    assert [end for _, end, _ in ties(load, "ABOUT")] == ["innovation-research"]
    assert next(each for each in load.nodes if each.label == "Project").properties["numbers"] == ("20209999",)
    owner = next(each for each in load.nodes if each.id == "nordnod-ekonomisk-fören")
    assert owner.properties == {"name": "Nordnod Ekonomisk Fören", "kind": "association", "country": "SE"}
    assert not any(word in repr((load.nodes, load.relations)) for word in ("Någon Person", "person@example.org"))


def test_all_municipalities_are_the_country_and_those_of_a_county_the_county(tmp_path: Path, small: Catalogue) -> None:
    named = [each for each in load_registry().places if each.level == "municipality"]
    everywhere = ", ".join(each.short for each in named)
    norrbotten = ", ".join(each.short for each in named if each.parent == "se:25") + ", Umeå"
    file = bank(tmp_path, {"kommuner": everywhere}, {"ärende-id": "2", "kommuner": norrbotten})
    found = ties(read_files([file], catalogue=small), "LOCATED_IN")
    assert {(start, end) for start, end, _ in found if start.startswith("projektbanken:")} == {
        ("projektbanken:20209999", "se"),
        ("projektbanken:2", "se:25"),
        ("projektbanken:2", "se:2480"),
    }


def test_bad_fields_and_rows_of_the_bank_are_dropped_and_told(
    tmp_path: Path, small: Catalogue, store: LadybugStore
) -> None:
    file = bank(
        tmp_path,
        {"projekt_sluttid": "2016-02-31"},
        {"ärende-id": "2", "projekt_sluttid": "2016-12-31"},
        {"ärende-id": "3", "beviljat_belopp_sek": -1},
        {"ärende-id": "4", "projektnamn": ""},
        {"ärende-id": "2"},
    )
    load = read_files([file], catalogue=small)
    assert [(each.row, each.column) for each in load.rejected] == [
        (1, "projekt_sluttid"),
        (2, "projekt_sluttid"),
        (3, "beviljat_belopp_sek"),
        (4, "projektnamn"),
    ]
    assert {each.id for each in load.nodes if each.label == "Project"} == {
        f"projektbanken:{n}" for n in ("20209999", 2, 3, "2~2")
    }
    report = apply_to(store, load)
    assert (report.rows_left_out, report.rows_with_fields_left_out) == (1, 3)
    assert "1 rows have an id that stood already in a row with other content. " in "".join(load.notes)
    assert load.prune is False


def test_more_bad_rows_than_source_yml_allows_refuse_the_source(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"2 of 2 rows are bad; projektbanken allows 2%") as error:
        read_files([bank(tmp_path, {"projektnamn": ""}, {"ärende-id": "2", "projektnamn": ""})])
    assert error.value.say("sv").startswith("2 av 2 rader är felaktiga, och projektbanken tillåter högst 2 %.")
    assert "bank.json, rad 1, kolumn projektnamn: Uppgiften saknas." in error.value.say("sv")


def test_a_truncated_source_is_refused_and_nothing_pruned(
    tmp_path: Path, store: LadybugStore, small: Catalogue
) -> None:
    before = apply_to(store, read_files([bank(tmp_path, {})], catalogue=small))
    with pytest.raises(ExpectationError, match="Projects: 1, at least 300 expected") as error:
        load_into(store, bank(tmp_path, {}))
    assert "Projekt: 1, men minst 300 väntades" in error.value.say("sv")
    again = apply_to(store, read_files([bank(tmp_path, {})], catalogue=small))
    assert (again.changed, again.revision) == (False, before.revision)


@pytest.mark.parametrize("content", ['[{"ärende-id": ', "[]", '{"ärende-id": 1}', '[{"ärende-id"}]'])
def test_what_is_no_list_of_projects_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "bank.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"bank\.json"):
        read_files([tmp_path / "bank.json"], loader="projektbanken")


def test_a_project_of_keep(workbook: WriteWorkbook, small: Catalogue) -> None:
    partners = [
        partner("NN 1", "Luleå University of Technology", "Yes"),
        partner("NN 1", "Nordnode Oy | Nordnod", "No", "Finland", "FI1D7 / Lappi"),
    ]
    load = read_files([keep(workbook, [project("NN 1")], partners)], catalogue=small)
    id = "keep-eu:interreg-v-a-sweden-finland-norway-nord/nn-1"
    net = next(each for each in load.nodes if each.id == id)
    assert dict(net.properties) == {
        "name": "Northern Net", "aliases": ("Norra nätet",), "acronym": "NN 1", "summary": "About", "url": "http://nord.example",
        "starts": "2016-03-01", "ends": "2018-12-31", "budget": 892228.58, "currency": "EUR",
    }  # fmt: skip
    assert ties(load, "PARTICIPATES_IN") == [
        ("luleå-university-of-technology", id, {"role": "coordinator"}),
        ("nordnode-oy", id, {"role": "partner"}),
    ]
    assert ties(load, "FUNDS") == [
        ("interreg-v-a-sweden-finland-norway-nord", id, {"amount": 758394.29, "currency": "EUR"})
    ]
    assert [end for start, end, _ in ties(load, "LOCATED_IN") if start == id] == ["se:25"]
    (cited,) = [each.evidence for each in load.relations if (each.name, each.start) == ("LOCATED_IN", id)]
    assert cited.quote == "Luleå University of Technology, SE332 / Norrbottens län", "whose place it is"
    assert any("1 got the counties of their partners" in note for note in load.notes)
    finn = next(each for each in load.nodes if each.id == "nordnode-oy")
    assert (finn.properties["aliases"], finn.properties["kind"]) == (("Nordnod",), "company")
    assert "partners outside Sweden, which have no place: 1" in load.notes
    assert any(each.properties.get("org_number") == "2021002841" for each in load.nodes)


def test_rows_of_one_programme_and_acronym_are_one_project_with_two_leads(
    workbook: WriteWorkbook, small: Catalogue
) -> None:
    projects = [project(103), project(103), project("B", budget="mycket"), project("B", start="2017/01/01")]
    partners = [partner(103, "Nod A", "Yes"), partner(103, "Nod B", "Yes", "Norway", "NO071"), partner("X", "C", "No")]
    load = read_files([keep(workbook, projects, partners)], catalogue=small)
    roles = ties(load, "PARTICIPATES_IN")
    assert [(start, end.rpartition("/")[2]) for start, end, _ in roles] == [("nod-a", "103"), ("nod-b", "103")]
    assert [(each.sheet, each.row, each.column) for each in load.rejected] == [
        (PROJECTS, 4, "Budget"),
        (PROJECTS, 5, "Acronym"),
        ("Partners", 4, "Acronym"),
    ]


def test_one_name_in_two_countries_is_two_organisations(workbook: WriteWorkbook, small: Catalogue) -> None:
    partners = [partner("A", "Forest House", "Yes"), partner("A", "Forest House", "No", "FINLAND", "FI1D7 / Lappi")]
    load = read_files([keep(workbook, [project("A")], partners)], catalogue=small)
    assert [start for start, _, _ in ties(load, "PARTICIPATES_IN")] == ["forest-house-sweden", "forest-house-finland"]


def test_the_real_project_bank(shared_data: Path) -> None:
    file = shared_data / "data/projektbanken/projektbanken_2014-2020.json"
    records = json.loads(file.read_text(encoding="utf-8"))
    load = read_files([file])
    assert load.rejected == ()
    granted = sum(properties["amount"] for _, _, properties in ties(load, "FUNDS"))
    assert granted == sum(each["beviljat_belopp_sek"] for each in records)
    places = Counter(start for start, end, _ in ties(load, "LOCATED_IN") if end == "se")
    assert len([start for start in places if start.startswith("projektbanken:")]) == sum(
        len(each["kommuner"].split(", ")) == 290 for each in records
    )
    assert not any("were left out" in note for note in load.notes)


def test_the_real_keep_export(shared_data: Path) -> None:
    file = shared_data / "data/keep_eu/keep_2014-2020.xlsx"
    sheet = CalamineWorkbook.from_path(file).get_sheet_by_name("Partners").to_python()
    load = read_files([file])
    found = ties(load, "PARTICIPATES_IN")
    assert len(found) == len(sheet) - 1 == 8621
    assert sum(properties["role"] == "coordinator" for _, _, properties in found) == 1891
    assert len({end for _, end, _ in found}) == 1852  # 1,891 rows, 39 of them a second lead partner
    assert [each.column for each in load.rejected] == ["Project end", "Project end"]


@pytest.mark.parametrize(
    "file",
    [
        "projektbanken/projektbanken_2014-2020.json",
        "keep_eu/keep_2014-2020.xlsx",
        "swecris/swecris_kth.csv.gz",
        "cordis/organization.csv",
    ],
)
def test_loading_the_real_data_twice_changes_nothing(shared_data: Path, store: LadybugStore, file: str) -> None:
    first = load_into(store, shared_data / "data" / file)
    second = load_into(store, shared_data / "data" / file)
    assert first.changed
    assert (second.changed, second.difference, second.revision) == (False, (), first.revision)


@pytest.mark.parametrize("kind", ["demo", "bank", "keep"])
def test_loading_twice_changes_nothing(
    kind: str, tmp_path: Path, workbook: WriteWorkbook, store: LadybugStore, small: Catalogue
) -> None:
    files: dict[str, Path | str] = {
        "demo": "demo",
        "bank": bank(tmp_path, {}),
        "keep": keep(workbook, [project("A")], [partner("A", "Nordnod AB", "Yes")]),
    }
    first = apply_to(store, read_files([files[kind]], catalogue=small))
    second = apply_to(store, read_files([files[kind]], catalogue=small))
    assert first.changed
    assert (second.changed, second.difference, second.revision) == (False, (), first.revision)
