"""The registry of research organisations: invented records in both forms, and Sweden's real ones where they are."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.errors import InputError
from graph.ingest.load import Load
from graph.store.ladybug import LadybugStore
from loaders.catalogue import find_loaders
from loaders.files.sample import Sample
from loaders.run import read_files
from loaders.sources.ror.loader import KINDS
from tests.loaders.conftest import WriteText
from tests.loading import load_into

NOD, NET, OLD = "https://ror.org/0nnnnnn01", "https://ror.org/0nnnnnn02", "https://ror.org/0nnnnnn03"


def record(**changes: Any) -> dict[str, Any]:
    return {
        "id": NOD,
        "status": "active",
        "types": ["education", "funder"],
        "names": [
            {"value": "Nod University", "types": ["ror_display", "label"], "lang": "en"},
            {"value": "Nods universitet", "types": ["label"], "lang": "sv"},
            {"value": "Nodhögskolan", "types": ["alias"], "lang": None},
            {"value": "NU", "types": ["acronym"], "lang": None},
        ],
        "links": [{"type": "wikipedia", "value": "https://w.example"}, {"type": "website", "value": "https://nod.example"}],
        "locations": [
            {"geonames_details": {"name": "Luleå", "country_subdivision_name": "Norrbotten", "country_code": "SE"}}
        ],
        "relationships": [],
        "established": 1971,
    } | changes  # fmt: skip


def named(name: str) -> list[dict[str, Any]]:
    return [{"value": name, "types": ["ror_display", "label"], "lang": "en"}]


Read = Callable[..., Load]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Writes records as the data dump and reads them; the share of bad ones is not looked at."""

    def read(*records: dict[str, Any]) -> Load:
        (tmp_path / "dump.json").write_text(json.dumps(records), encoding="utf-8")
        return read_files([tmp_path / "dump.json"], skip_bad_rows=True)

    return read


def of_the_registry(load: Load) -> dict[str, dict[str, Any]]:
    return {each.id: dict(each.properties) for each in load.nodes if each.evidence.source == "ror"}


def ties(load: Load, name: str) -> list[tuple[str, str]]:
    return [(each.start, each.end) for each in load.relations if each.name == name and each.evidence.source == "ror"]


def test_an_organisation_with_all_its_names(read: Read) -> None:
    load = read(record())
    assert of_the_registry(load) == {
        "ror:0nnnnnn01": {
            "name": "Nod University",
            "kind": "university",
            "aliases": ("Nods universitet", "Nodhögskolan", "NU"),
            "ror": NOD,
            "website": "https://nod.example",
            "country": "SE",
        }
    }
    assert ties(load, "LOCATED_IN") == [("ror:0nnnnnn01", "se:2580")]
    assert load.dataset.loader == "ror"
    assert load.notes == ("fields not read: established",)


@pytest.mark.parametrize(
    ("types", "name", "kind"),
    [
        (["Company"], "Nod Pumps (Sweden)", "company"),
        (["facility", "funder"], "Nod Lab", "institute"),
        (["government"], "Nod Agency", "agency"),
        (["government"], "Nod Municipality", "municipality"),
        (["government"], "Nod County Council", "region"),
        (["nonprofit"], "Nodförbundet", "association"),
        (["nonprofit"], "Nod Foundation", None),
        (["education", "healthcare"], "Nod Teaching Hospital", None),
        (["funder"], "Nod Fund", None),
        ([], "Nod", None),
        (["guild"], "Nod Guild", None),
    ],
)
def test_kinds_are_said_only_where_they_are_certain(read: Read, types: list[str], name: str, kind: str | None) -> None:
    load = read(record(types=types, names=named(name)))
    assert of_the_registry(load)["ror:0nnnnnn01"]["kind"] == kind
    unknown = set(types) - {*KINDS, "Company"}
    assert any("types that do not say" in note for note in load.notes) == bool(unknown)


def test_a_company_bears_its_name_without_the_country_too(read: Read) -> None:
    load = read(record(types=["company"], names=named("Nod Pumps (Sweden)")))
    assert of_the_registry(load)["ror:0nnnnnn01"]["aliases"] == ("Nod Pumps",)


@pytest.mark.parametrize(
    ("town", "subdivision", "country", "places"),
    [
        ("Gothenburg", "Västra Götaland", "SE", ["se:1480"]),
        ("Nodköping", "Skåne", "SE", ["se:12"]),
        ("Nodköping", None, "SE", []),
        ("Luleå", "Norrbotten", "FI", []),
    ],
)
def test_places_of_organisations_in_sweden(
    read: Read, town: str, subdivision: str | None, country: str, places: list[str]
) -> None:
    details = {"name": town, "country_subdivision_name": subdivision, "country_code": country}
    load = read(record(locations=[{"geonames_details": details}]))
    assert [place for _, place in ties(load, "LOCATED_IN")] == places
    assert any("Nodköping (1)" in note for note in load.notes) == (subdivision is None)


def test_parents_successors_and_withdrawn_records(read: Read) -> None:
    parent, child = {"type": "parent", "id": NET, "label": "Net"}, {"type": "Child", "id": NOD, "label": "Nod"}
    abroad = {"type": "parent", "id": "https://ror.org/0nnnnnn09", "label": "Elsewhere"}
    successor, unknown = ({"type": "successor", "id": id, "label": "x"} for id in (NET, "https://ror.org/0nnnnnn09"))
    load = read(
        record(relationships=[parent, abroad, successor, unknown, {"type": "related", "id": NET, "label": "Net"}]),
        record(id=NET, names=named("Net"), relationships=[child]),
        record(id=OLD, names=named("Old"), status="withdrawn", relationships=[parent]),
    )
    assert ties(load, "PART_OF") == [("ror:0nnnnnn01", "ror:0nnnnnn02")]
    assert ties(load, "FOLLOWS") == [("ror:0nnnnnn02", "ror:0nnnnnn01")]
    assert set(of_the_registry(load)) == {"ror:0nnnnnn01", "ror:0nnnnnn02"}
    assert [note for note in load.notes if "left out" in note] == [
        "successors that are not in the files, left out: 1",
        "parts and wholes of which one is not in the files, left out: 1",
        "records that the registry has withdrawn, left out: 1",
    ]


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"id": "https://ror.org/1"}, "id", "is no ROR id"),
        ({"id": None}, "id", "is no ROR id"),
        ({"names": []}, "names", "is missing"),
        ({"names": "Nod"}, "names", "is missing"),
        ({"id": NET}, "id", "is repeated"),
    ],
)
def test_a_record_that_names_nobody_is_told(read: Read, changes: dict[str, Any], column: str, reason: str) -> None:
    load = read(record(id=NET), record(**changes))
    (problem,) = load.rejected
    assert (problem.file, problem.row, problem.column) == ("dump.json", 2, column)
    assert reason in problem.reason
    assert set(of_the_registry(load)) == {"ror:0nnnnnn02"}


HEADINGS = "ror_id,status,types,name_display,labels,aliases,acronyms,city,country_code,admin1,relationships,lat"


def test_the_same_organisation_from_a_table(csv_file: WriteText, read: Read) -> None:
    row = (
        f"{NOD},active,education|funder,Nod University,Nod University|Nods universitet,Nodhögskolan,NU,Luleå,SE,,[],65"
    )
    load = read_files([csv_file(f"{HEADINGS}\n{row}\n")])
    from_table, from_dump = of_the_registry(load), of_the_registry(read(record(links=[])))
    assert from_table == from_dump
    assert load.notes == ("columns of Medverkan.csv not read: lat",)


@pytest.mark.parametrize("relationships", ["parent", '"[[""parent""]]"', '"[1]"', '"[[1, 2, 3]]"'])
def test_a_table_with_a_bad_cell_is_refused_and_nothing_written(
    csv_file: WriteText, store: LadybugStore, relationships: str
) -> None:
    file = csv_file(f"{HEADINGS}\n{NOD},active,education,Nod,,,,Luleå,SE,,{relationships},65\n")
    with pytest.raises(InputError) as error:
        load_into(store, file)
    assert [(each.row, each.column) for each in error.value.problems[1:]] == [(2, "relationships")]
    whole = csv_file(f"{HEADINGS}\n{NOD},active,education,Nod,,,,,,,,\n")
    assert load_into(store, whole).revision == 1  # the first there is


def test_a_table_without_its_columns_is_refused(csv_file: WriteText) -> None:
    with pytest.raises(InputError, match="has no column name_display"):
        read_files([csv_file(f"ror_id,status\n{NOD},active\n")], loader="ror")


def test_the_real_swedish_organisations(shared_data: Path, store: LadybugStore) -> None:
    file = shared_data / "data/registers/ror_sweden.csv"
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["status"] != "withdrawn"]
    ids = {row["ror_id"] for row in rows}
    pairs = {
        (row["ror_id"], other) if kind.lower() == "parent" else (other, row["ror_id"])
        for row in rows
        for kind, _, other in json.loads(row["relationships"])
        if kind.lower() in ("parent", "child") and other in ids
    }
    load = read_files([file])
    found = of_the_registry(load)
    assert {properties["ror"] for properties in found.values()} == ids
    assert len(ids) == 404
    assert load.rejected == ()
    assert len(ties(load, "PART_OF")) == len(pairs) == 36
    assert {start for start, _ in ties(load, "LOCATED_IN")} == set(found)  # every one of them lies somewhere
    assert not any("were left out" in note or "kept apart" in note for note in load.notes)
    first, second = load_into(store, file), load_into(store, file)
    assert first.changed
    assert not second.changed


def test_its_files_are_told_from_others(csv_file: WriteText, tmp_path: Path) -> None:
    loader = find_loaders()["ror"].loader
    (tmp_path / "other.json").write_text('[{"id": "https://ror.org/0nnnnnn01"}]', encoding="utf-8")
    assert not loader.recognises(Sample(tmp_path / "other.json"))
    assert not loader.recognises(Sample(csv_file("Aktör;Projekt\nNod;Nät\n")))
