"""Swecris: a small export of invented projects, and the real ones where they are at hand."""

import csv
import gzip
import io
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from graph.errors import InputError
from graph.model.records import Value
from graph.store.ladybug import LadybugStore
from loaders.catalogue import Catalogue
from loaders.run import read_files
from tests.loaders.conftest import ties
from tests.loading import apply_to

ROW = {
    "ProjectId": "2021-00001_NFR",
    "ProjectTitleSv": "Is som lager",
    "ProjectTitleEn": "Ice as a store",
    "ProjectAbstractSv": 'Ett "påhittat" projekt;\r\nmed två rader.',
    "ProjectAbstractEn": "An invented project.",
    "ProjectStartDate": "2021-01-01 12:00:00",
    "ProjectEndDate": "2023-12-31 00:00:00",
    "CoordinatingOrganisationId": "556000-0001",
    "CoordinatingOrganisationNameSv": "Norrnod Aktiebolag",
    "CoordinatingOrganisationNameEn": "Northnode Inc",
    "CoordinatingOrganisationTypeOfOrganisationSv": "Företag",
    "CoordinatingOrganisationTypeOfOrganisationEn": "Company",
    "FundingOrganisationId": "802000-0009",
    "FundingOrganisationNameSv": "Påhittade stiftelsen",
    "FundingOrganisationNameEn": "",
    "FundingOrganisationTypeOfOrganisationSv": "Ideella föreningar och stiftelser",
    "FundingOrganisationTypeOfOrganisationEn": "Non profits & Foundations",
    "FundingsSek": "4533000.0",
    "FundingYear": "2021.0",
    "LoadedDate": "01/14/2025 23:33:47",
    "InvolvedPeople": "¤¤¤4711¤Någon Person¤0000-0001-2345-6789¤Principal Investigator¤Projektledare¤",
    "Scbs": "¤¤¤ 2: Teknik, Engineering and Technology, 203: Maskinteknik, Mechanical Engineering, "
    "20702: Energisystem, Energy Systems ¤¤¤ 9: Oklassificerat, Unclassified, 999: Oklassificerat, Unclassified, "
    "99999: Oklassificerat, Unclassified ",
}
NORRNOD, STIFTELSEN = "orgnr:5560000001", "orgnr:8020000009"  # invented numbers with right check digits


def export(folder: Path, *changes: Mapping[str, str], name: str = "swecris.csv") -> Path:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(ROW), delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows({**ROW, **change} for change in changes)
    content = text.getvalue().encode()
    (folder / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return folder / name


def test_a_project_of_swecris(tmp_path: Path, small: Catalogue) -> None:
    load = read_files([export(tmp_path, {})], catalogue=small)
    assert load.dataset.id == "swecris"
    id = "swecris:2021-00001_NFR"
    assert next(each.properties for each in load.nodes if each.id == id) == {
        "name": "Is som lager",
        "aliases": ("Ice as a store",),
        "numbers": ("2021-00001",),
        "summary": 'Ett "påhittat" projekt; med två rader.',
        "starts": "2021-01-01",
        "ends": "2023-12-31",
    }
    assert ties(load, "PARTICIPATES_IN") == [(NORRNOD, id, {"role": "coordinator"})]
    assert ties(load, "FUNDS") == [(STIFTELSEN, id, {"amount": 4_533_000, "currency": "SEK"})]
    assert ties(load, "ABOUT") == [(id, "energy", {"phrase": "20702 Energisystem, Energy Systems"})]
    assert next(each.properties for each in load.nodes if each.id == NORRNOD) == {
        "name": "Norrnod Aktiebolag",
        "aliases": ("Northnode Inc",),
        "kind": "company",
        "org_number": "5560000001",
        "country": "SE",
    }
    assert next(each.properties["kind"] for each in load.nodes if each.id == STIFTELSEN) is None
    assert next(each.retrieved for each in load.sources if each.id == "swecris") == "2025-01-14"
    assert load.rejected == ()
    assert load.notes == (
        "columns of swecris.csv not read: CoordinatingOrganisationTypeOfOrganisationEn, "
        "FundingOrganisationTypeOfOrganisationEn, FundingYear, InvolvedPeople",
    )


def test_persons_are_never_kept(tmp_path: Path, small: Catalogue) -> None:
    redacted = {"CoordinatingOrganisationId": "REDACTED-PNR", "CoordinatingOrganisationNameSv": "NULL"}
    person = {"CoordinatingOrganisationId": "600101-1234", "CoordinatingOrganisationNameSv": "Fru Nod"}
    file = export(tmp_path, {}, {"ProjectId": "2", **redacted}, {"ProjectId": "3", **person})
    load = read_files([file], catalogue=small)
    assert [end for _, end, _ in ties(load, "PARTICIPATES_IN")] == ["swecris:2021-00001_NFR"]
    assert len(ties(load, "FUNDS")) == 3
    assert [each.column for each in load.rejected] == ["CoordinatingOrganisationId"] * 2
    for word in ("Någon", "4711", "0000-0001", "600101", "Fru Nod", "REDACTED"):
        assert word not in repr(load)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"ProjectTitleSv": ""}, {"name": "Ice as a store", "aliases": None}),
        ({"ProjectTitleEn": "Is som lager"}, {"aliases": None}),
        ({"ProjectId": "P44650-1_2_Energi"}, {"numbers": ("P44650-1_2",)}),
        ({"ProjectId": "2021-00001"}, {"numbers": ("2021-00001",)}),
        ({"ProjectAbstractSv": "NULL"}, {"summary": "An invented project."}),
        ({"ProjectEndDate": "2020-12-31 12:00:00"}, {"ends": None}),
        ({"ProjectStartDate": "2021-02-30"}, {"starts": None}),
    ],
)
def test_what_is_missing_or_wrong(
    tmp_path: Path, small: Catalogue, change: Mapping[str, str], expected: Mapping[str, Value]
) -> None:
    load = read_files([export(tmp_path, change)], catalogue=small)
    properties = next(each.properties for each in load.nodes if each.label == "Project")
    assert {key: properties[key] for key in expected} == expected


@pytest.mark.parametrize("written", ["", "0.0", "NULL"])
def test_a_grant_that_is_not_said_is_none(tmp_path: Path, small: Catalogue, written: str) -> None:
    load = read_files([export(tmp_path, {"FundingsSek": written})], catalogue=small)
    assert [properties for _, _, properties in ties(load, "FUNDS")] == [{}]
    assert load.rejected == ()


def test_subjects_and_types_that_nobody_mapped_are_told(tmp_path: Path, small: Catalogue) -> None:
    change = {
        "Scbs": "¤¤¤ 7: Nytt, New, 701: Blomsterspråk, Flowers ",
        "CoordinatingOrganisationTypeOfOrganisationSv": "Orden",
    }
    odd = {"CoordinatingOrganisationNameSv": "Norrnod"}
    load = read_files([export(tmp_path, change | odd)], catalogue=small)
    assert ties(load, "ABOUT") == []
    assert "1 phrases for a theme that no register knows were left out: 701 Blomsterspråk, Flowers (1)" in load.notes
    assert "1 sorts of organisation that source.yml does not map were given no kind: Orden (1)" in load.notes


def test_a_later_file_may_repeat_rows_but_not_contradict_them(tmp_path: Path, small: Catalogue) -> None:
    first = export(tmp_path, {}, {"ProjectId": "2"})
    same = export(tmp_path, {}, name="again.csv.gz")
    assert len(ties(read_files([first, same], catalogue=small), "FUNDS")) == 2
    other = export(tmp_path, {"FundingsSek": "1.0"}, name="other.csv")
    load = read_files([first, other], catalogue=small)
    assert [(each.file, each.row, each.column) for each in load.rejected] == [("other.csv", 2, "ProjectId")]
    assert not load.prune


def test_more_bad_rows_than_source_yml_allows_refuse_the_export(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"1 of 2 rows are bad; swecris allows 1%"):
        read_files([export(tmp_path, {}, {"ProjectId": ""})])


def test_loading_swecris_again_in_another_order_changes_nothing(
    tmp_path: Path, small: Catalogue, store: LadybugStore
) -> None:
    changes: list[dict[str, str]] = [
        {},
        {"ProjectId": "2", "Scbs": ""},
        {"ProjectId": "3", "CoordinatingOrganisationId": "202100-2841", "Scbs": ""},
    ]
    first = apply_to(store, read_files([export(tmp_path, *changes)], catalogue=small))
    second = apply_to(store, read_files([export(tmp_path, *reversed(changes))], catalogue=small))
    assert (first.changed, second.changed, second.difference) == (True, False, ())


@pytest.mark.parametrize("name", ["swecris_north.csv", "swecris_kth.csv.gz"])
def test_the_real_exports(shared_data: Path, name: str) -> None:
    """Counted with pandas. Of the 6,519 rows seven have a person's number redacted and one no name."""
    file = shared_data / "data/swecris" / name
    rows = pd.read_csv(file, sep=";", dtype=str, keep_default_na=False)
    load = read_files([file])
    projects = {each.id for each in load.nodes if each.label == "Project"}
    assert projects == {f"swecris:{id}" for id in rows["ProjectId"]}
    assert len(projects) == {"swecris_north.csv": 115, "swecris_kth.csv.gz": 6519}[name]
    known = rows[(rows["CoordinatingOrganisationNameSv"] != "NULL")]
    numbers = known["CoordinatingOrganisationId"].str.replace("-", "")
    takes_part = {(start, end) for start, end, _ in ties(load, "PARTICIPATES_IN")}
    assert takes_part == {(f"orgnr:{a}", f"swecris:{b}") for a, b in zip(numbers, known["ProjectId"], strict=True)}
    assert len(rows) - len(takes_part) == {"swecris_north.csv": 0, "swecris_kth.csv.gz": 8}[name]
    grants = [properties.get("amount", 0.0) for _, _, properties in ties(load, "FUNDS")]
    assert sum(grants) == pd.to_numeric(rows["FundingsSek"]).sum()
    assert len(load.rejected) == {"swecris_north.csv": 0, "swecris_kth.csv.gz": 10}[name]
    assert not any("were left out" in note for note in load.notes)
    assert not any(
        "Person " in str(value) for each in load.nodes if each.label == "Actor" for value in each.properties.values()
    )
