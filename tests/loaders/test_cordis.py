"""CORDIS: small tables of invented projects and organisations, and the real ones where they are at hand."""

import csv
import io
import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import pytest

from graph.errors import ExpectationError, InputError
from graph.store.ladybug import LadybugStore
from loaders.catalogue import Catalogue
from loaders.run import read_files
from tests.loaders.conftest import ties
from tests.loading import apply_to

PROJECT = {
    "id": "990001",
    "acronym": "NORDNET",
    "title": "Nets of the North",
    "startDate": "2021-01-01",
    "endDate": "2023-12-31",
    "totalCost": "703351,25",
    "ecMaxContribution": "650000.5",
    "legalBasis": "H2020-EU.3.3.",
    "frameworkProgramme": "H2020",
    "objective": "An invented project;\nof two lines.",
    "contentUpdateDate": "2022-06-10 18:22:05",
    "rcn": "880001",
}
ORGANISATION = {
    "projectID": "990001",
    "projectAcronym": "NORDNET",
    "organisationID": "900000001",
    "vatNumber": "SE556000000101",
    "name": "NORRNOD AKTIEBOLAG",
    "shortName": "NN",
    "activityType": "PRC",
    "street": "STORGATAN 1",
    "city": "LULEA",
    "country": "SE",
    "organizationURL": "www.norrnod.example",
    "role": "coordinator",
    "ecContribution": "400000",
    "netEcContribution": "400000.0",
    "contentUpdateDate": "2023-03-03 18:34:00",
}
TOPIC = {"projectID": "990001", "topic": "LC-SPACE-01-2020", "title": "Watching the north from above"}
NORRNOD = "orgnr:5560000001"  # an invented number with a right check digit
ID = "cordis:990001"
GREEK = {
    "organisationID": "900000002",
    "vatNumber": "EL999999999",
    "name": "BORRAS A.E.",
    "shortName": "",
    "country": "EL",
}
LTU = {
    "organisationID": "900000003",
    "vatNumber": "MISSING",
    "name": "LULEA TEKNISKA UNIVERSITET",
    "activityType": "HES",
}


def table(folder: Path, row: Mapping[str, str], changes: Sequence[Mapping[str, str]], name: str) -> Path:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(row), delimiter="," if name == "topics.csv" else ";", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows({**row, **change} for change in changes)
    (folder / name).write_bytes(text.getvalue().encode())
    return folder / name


def projects(folder: Path, *changes: Mapping[str, str]) -> Path:
    return table(folder, PROJECT, changes, "project.csv")


def organisations(folder: Path, *changes: Mapping[str, str]) -> Path:
    return table(folder, ORGANISATION, changes, "organization.csv")


def topics(folder: Path, *changes: Mapping[str, str]) -> Path:
    return table(folder, TOPIC, changes, "topics.csv")


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_three_tables_in_any_order(tmp_path: Path, small: Catalogue, order: tuple[int, ...]) -> None:
    partner = {**GREEK, "role": "participant", "netEcContribution": "100000,5"}
    files = [projects(tmp_path, {}), organisations(tmp_path, {}, partner), topics(tmp_path, {}, {"projectID": "1"})]
    load = read_files([files[each] for each in order], catalogue=small)
    assert load.dataset.id == "cordis"
    assert [each.properties for each in load.nodes if each.id == ID] == [
        {
            "name": "Nets of the North",
            "acronym": "NORDNET",
            "numbers": ("990001", "RCN 880001"),
            "summary": "An invented project; of two lines.",
            "url": "https://cordis.europa.eu/project/id/990001",
            "starts": "2021-01-01",
            "ends": "2023-12-31",
            "budget": 703351.25,
            "currency": "EUR",
        }
    ]
    assert ties(load, "PARTICIPATES_IN") == [
        (NORRNOD, ID, {"role": "coordinator"}),
        ("pic:900000002", ID, {"role": "participant"}),
    ]
    assert ties(load, "FUNDS") == [("horizon-2020", ID, {"amount": 650_000.5, "currency": "EUR"})]
    assert ties(load, "ABOUT") == [
        (ID, "energy", {"phrase": "H2020-EU.3.3."}),
        (ID, "space", {"phrase": "Watching the north from above"}),
    ]
    assert [(start, end) for start, end, _ in ties(load, "LOCATED_IN")] == [(NORRNOD, "se:2580")]
    assert next(each.properties for each in load.nodes if each.id == NORRNOD) == {
        "name": "NORRNOD AKTIEBOLAG",
        "aliases": ("NN",),
        "kind": "company",
        "org_number": "5560000001",
        "pic": "900000001",
        "website": "www.norrnod.example",
        "country": "SE",
    }
    assert "rows on projects that no other file speaks of were left out: 1" in load.notes
    assert next(each.retrieved for each in load.sources if each.id == "cordis") == "2023-03-03"
    assert "STORGATAN" not in repr(load)
    assert load.rejected == ()


def test_an_organization_csv_alone_knows_projects_by_number_and_acronym(tmp_path: Path, small: Catalogue) -> None:
    third = {**GREEK, "role": "thirdParty", "ecContribution": "", "netEcContribution": "100000,5"}
    other = {"projectID": "2", "projectAcronym": "B", "netEcContribution": ""}
    load = read_files([organisations(tmp_path, {}, third, other)], catalogue=small)
    found = {each.id: each.properties for each in load.nodes if each.label == "Project"}
    assert found[ID] == {
        "acronym": "NORDNET",
        "numbers": ("990001",),
        "url": "https://cordis.europa.eu/project/id/990001",
    }
    first, second = (start for start, end, _ in ties(load, "PARTICIPATES_IN") if end == ID)
    assert ties(load, "FUNDS") == [
        ("horizon-2020", ID, {"amount": 400_000.0, "currency": "EUR", "recipient": first}),
        ("horizon-2020", ID, {"amount": 100_000.5, "currency": "EUR", "recipient": second}),
        ("horizon-2020", "cordis:2", {}),
    ]
    assert [properties["role"] for _, _, properties in ties(load, "PARTICIPATES_IN")][:2] == [
        "coordinator",
        "participant",
    ]


def test_the_programme_is_the_one_the_tables_name(tmp_path: Path, small: Catalogue) -> None:
    files = [
        projects(tmp_path, {"frameworkProgramme": "HORIZON"}),
        organisations(tmp_path, {"projectID": "2"}),
        topics(tmp_path, {"projectID": "2", "topic": "HORIZON-CL4-2021"}),
    ]
    load = read_files(files, catalogue=small)
    assert [(start, end) for start, end, _ in ties(load, "FUNDS")] == [
        ("horizon-europe", ID),
        ("horizon-europe", "cordis:2"),
    ]
    known = next(
        each for each in load.nodes if each.id == "horizon-europe" and each.evidence.source.startswith("register:")
    )
    assert known.properties["name"] == "Horisont Europa"


def test_swedish_organisations_are_known_to_the_registers_and_foreign_namesakes_are_not(
    tmp_path: Path, small: Catalogue
) -> None:
    namesake = {**LTU, "organisationID": "900000004", "country": "UK", "shortName": "LTU"}
    load = read_files([organisations(tmp_path, LTU, namesake)], catalogue=small)
    told = {
        each.id for each in load.nodes if each.label == "Actor" and each.evidence.source == "register:organisations"
    }
    assert told == {"pic:900000003", "horizon-2020"}
    kinds = {
        each.id: each.properties["kind"] for each in load.nodes if each.evidence.source == "cordis" and "pic" in each.id
    }
    assert kinds == {"pic:900000003": None, "pic:900000004": "university"}


def test_an_organisation_with_a_participant_number_is_one_whatever_its_name_sounds_like(
    tmp_path: Path, small: Catalogue
) -> None:
    odd = {"name": "ALLA KOMMUNER I NORRBOTTEN", "vatNumber": "", "activityType": "PUB"}
    load = read_files([organisations(tmp_path, odd)], catalogue=small)
    assert [start for start, _, _ in ties(load, "PARTICIPATES_IN")] == ["pic:900000001"]


@pytest.mark.parametrize(
    ("town", "place"),
    [
        ("LULEA", "se:2580"),
        ("Luleå", "se:2580"),
        ("GOETEBORG", "se:1480"),
        ("Gothenburg", "se:1480"),
        ("VAESTERAAS", "se:1980"),
        ("KISTA", "se:0180"),
        ("Ammarnas", "se:2422"),
        ("ATLANTIS", None),
    ],
)
def test_swedish_towns_are_municipalities(tmp_path: Path, small: Catalogue, town: str, place: str | None) -> None:
    """By Statistics Sweden's codes; Ammarnäs lies in Sorsele, Kista in Stockholm."""
    load = read_files([organisations(tmp_path, {"city": town})], catalogue=small)
    found = [end for start, end, _ in ties(load, "LOCATED_IN") if start == NORRNOD]
    assert found == ([place] if place else [])
    told = "1 phrases for a place that no register knows were left out: ATLANTIS (1)"
    assert (told in load.notes) == (place is None)


@pytest.mark.parametrize("vat", ["MISSING", "", "NOTAPPLICABLE", "NL123456789B01"])
def test_vat_numbers_that_are_none_or_not_swedish_are_passed_over(tmp_path: Path, small: Catalogue, vat: str) -> None:
    load = read_files([organisations(tmp_path, {"vatNumber": vat})], catalogue=small)
    assert [start for start, _, _ in ties(load, "PARTICIPATES_IN")] == ["pic:900000001"]
    assert load.rejected == ()


@pytest.mark.parametrize("vat", ["SE556000000201", "SE600101123401"])
def test_wrong_and_personal_vat_numbers_are_told_and_not_kept(tmp_path: Path, small: Catalogue, vat: str) -> None:
    load = read_files([organisations(tmp_path, {"vatNumber": vat})], catalogue=small)
    assert [start for start, _, _ in ties(load, "PARTICIPATES_IN")] == ["pic:900000001"]
    assert [(each.row, each.column) for each in load.rejected] == [(2, "vatNumber")]
    assert "600101" not in repr(load)


def test_words_that_nobody_mapped_and_rows_that_say_too_little_are_told(tmp_path: Path, small: Catalogue) -> None:
    files = [
        projects(tmp_path, {}, {}, {"id": ""}, {"id": "2", "endDate": "2020-01-01"}),
        organisations(tmp_path, {"role": "muse", "activityType": "ART"}, {"organisationID": ""}),
        topics(tmp_path, {"topic": ""}, {"title": "Flowers", "topic": "X-1"}),
    ]
    load = read_files(files, catalogue=small)
    assert [(each.file, each.row, each.column) for each in load.rejected] == [
        ("project.csv", 3, "id"),  # rows as Excel numbers them: each has a text of two lines
        ("project.csv", 4, "id"),
        ("project.csv", 5, "endDate"),
        ("organization.csv", 3, "organisationID"),
        ("topics.csv", 2, "topic"),
    ]
    assert [properties for _, _, properties in ties(load, "PARTICIPATES_IN")] == [{"role": None}]
    for told in ("role that source.yml does not map were left out: muse (1)", "kind: ART (1)", "Flowers (1)"):
        assert any(told in note for note in load.notes)


def test_another_table_among_them_is_refused(tmp_path: Path, small: Catalogue) -> None:
    (tmp_path / "other.csv").write_text("a;b\n1;2\n")
    with pytest.raises(InputError, match="row 1: no sheet of ours has these headings: a, b"):
        read_files([organisations(tmp_path, {}), tmp_path / "other.csv"], catalogue=small)


def test_a_truncated_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExpectationError, match="Projects: 1, at least 500 expected"):
        read_files([organisations(tmp_path, {})])


PARTICIPATION = {
    "rcn": "880001", "role": "coordinator", "pic": "900000001", "type": "PRC", "contribution": "1e+05", "country": "SE",
    "start_date": "2019-05-01", "end_date": "NA", "max_contribution": "2927875", "total_cost": "NA", "group": "eu15",
    "name": "NORRNOD AKTIEBOLAG", "city": "LULEA", "vatNumber": "SE556000000101",
}  # fmt: skip
UNNAMED = {"pic": "900000005", "role": "partner", "country": "EL", "name": "", "city": "", "vatNumber": ""}


@pytest.mark.parametrize("kind", ["published", "participations"])
def test_loading_again_in_another_order_changes_nothing(
    kind: str, tmp_path: Path, small: Catalogue, store: LadybugStore
) -> None:
    def files(step: int) -> list[Path]:
        if kind == "participations":
            return [table(tmp_path, PARTICIPATION, [{}, UNNAMED, {"rcn": "2"}][::step], "participations.csv")]
        rows = [{}, GREEK, LTU, {"projectID": "2", "projectAcronym": "B"}]
        return [projects(tmp_path, {}), organisations(tmp_path, *rows[::step]), topics(tmp_path, {})][::step]

    first = apply_to(store, read_files(files(1), catalogue=small))
    second = apply_to(store, read_files(files(-1), catalogue=small))
    assert (first.changed, second.changed, second.difference) == (True, False, ())


def read_table(file: Path, separator: str) -> pd.DataFrame:
    return pd.read_csv(file, sep=separator, dtype=str, keep_default_na=False)


def test_the_real_tables(shared_data: Path) -> None:
    """Counted with pandas: 602 projects of organization.csv and 97 of the sample, which do not join."""
    folder = shared_data / "data/cordis"
    rows = read_table(folder / "organization.csv", ";")
    sample = read_table(folder / "project_sample.csv", ";")
    load = read_files([folder / "topics.csv", folder / "organization.csv", folder / "project_sample.csv"])
    assert {each.id for each in load.nodes if each.label == "Project"} == {
        f"cordis:{number}" for number in {*rows["projectID"], *sample["id"]}
    }
    assert len({*rows["projectID"], *sample["id"]}) == 602 + 97
    assert len({start for start, _, _ in ties(load, "PARTICIPATES_IN")}) == rows["organisationID"].nunique() == 3114
    roles = [properties["role"] for _, _, properties in ties(load, "PARTICIPATES_IN")]
    assert (len(roles), roles.count("coordinator"), roles.count("partner")) == (5150, 568, 163)
    granted = sum(properties.get("amount", 0.0) for _, _, properties in ties(load, "FUNDS"))
    whole = (
        pd.to_numeric(rows["netEcContribution"]).sum()
        + pd.to_numeric(sample["ecMaxContribution"].str.replace(",", ".")).sum()
    )
    assert granted == pytest.approx(whole, abs=0.01)
    assert [each.column for each in load.rejected] == ["vatNumber"]  # one that lacks its final 01
    swedish = rows[(rows["country"] == "SE") & (rows["city"] != "")]
    placed = {start for start, _, _ in ties(load, "LOCATED_IN")}
    given = {each.properties["pic"]: each.id for each in load.nodes if each.properties.get("pic")}
    assert {given[pic] for pic in swedish["organisationID"]} <= placed
