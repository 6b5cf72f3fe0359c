"""Vinnova: invented projects as CSV, as a workbook and as JSON."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from graph.errors import InputError
from graph.ingest.load import Load
from graph.store.ladybug import LadybugStore
from loaders.run import read_files
from tests.loaders.conftest import WriteText, WriteWorkbook
from tests.loading import load_into

# The fields that the open interface publishes.
RECORD: dict[str, Any] = {
    "Diarienummer": "2099-00001",
    "Ärenderubrik": "Norra nätet",
    "ÄrenderubrikEngelska": "x",
    "DiarienummerAnsokningsomgang": "2099-00002",
    "DiarienummerUtlysning": "2099-00003",
    "DiarienummerProgram": "2099-00004",
    "MalSvenska": "Nätet ska hålla.",
    "ResultatSvenska": "",
    "ImplementationSvenska": "",
    "MalEngelska": "x",
    "ResultatEngelska": "",
    "ImplementationEngelska": "",
    "Projektreferat": "",
    "BeviljatBidrag": 2168728,
    "ProjektStart": "2099-09-01T00:00:00",
    "ProjektSlut": "0001-01-01T00:00:00",
    "KoordinatorOrg": "Nordnod AB",
    "KoordinatorArb": "Avdelningen för knutar",
    "LankLista": None,
    "Status": "Pågående",
}
PROJECT = "vinnova:2099-00001"


def as_json(folder: Path, *records: dict[str, Any], ensure_ascii: bool = False) -> Path:
    (folder / "projekt.json").write_text(json.dumps(records, ensure_ascii=ensure_ascii), encoding="utf-8")
    return folder / "projekt.json"


def as_text(*records: dict[str, Any], separator: str = ",") -> str:
    rows = [list(records[0]), *(list(record.values()) for record in records)]
    return "".join(separator.join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows)


def facts(load: Load) -> list[tuple[Any, ...]]:
    found = [(each.id, dict(each.properties)) for each in load.nodes if each.evidence.source == "vinnova"]
    ties = [
        (each.name, each.start, each.end, dict(each.properties))
        for each in load.relations
        if each.evidence.source == "vinnova"
    ]
    return [*found, *ties]


EXPECTED = [
    (
        PROJECT,
        {
            "name": "Norra nätet",
            "aliases": None,
            "numbers": ("2099-00001",),
            "summary": "Nätet ska hålla.",
            "starts": "2099-09-01",
            "ends": None,
        },
    ),
    ("vinnova", {"name": "Vinnova", "country": "SE"}),
    ("nordnod-ab", {"name": "Nordnod AB", "kind": "company", "country": "SE"}),
    ("FUNDS", "vinnova", PROJECT, {"amount": 2168728, "currency": "SEK"}),
    ("PARTICIPATES_IN", "nordnod-ab", PROJECT, {"role": "coordinator"}),
]


@pytest.mark.parametrize("escaped", [True, False])
def test_projects_from_json(tmp_path: Path, *, escaped: bool) -> None:
    load = read_files([as_json(tmp_path, RECORD, ensure_ascii=escaped)])
    assert load.dataset.loader == "vinnova"
    assert facts(load) == EXPECTED
    assert any(each.properties.get("org_number") == "2021005216" for each in load.nodes)  # as the register knows it
    assert [note for note in load.notes if "KoordinatorArb" in note and "Status" in note]


def test_an_english_title_is_an_alias(tmp_path: Path) -> None:
    load = read_files([as_json(tmp_path, RECORD | {"ÄrenderubrikEngelska": "The northern net"})])
    assert next(each for each in load.nodes if each.id == PROJECT).properties["aliases"] == ("The northern net",)


@pytest.mark.parametrize(("separator", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), (";", "cp1252")])
def test_the_same_from_csv(csv_file: WriteText, separator: str, encoding: str) -> None:
    assert facts(read_files([csv_file(as_text(RECORD, separator=separator), encoding=encoding)])) == EXPECTED


@pytest.mark.parametrize("start", ["2099-09-01", datetime(2099, 9, 1)])
def test_the_same_from_a_workbook(workbook: WriteWorkbook, start: str | datetime) -> None:
    record = RECORD | {"ProjektStart": start}
    load = read_files([workbook({"Projekt": [list(record), list(record.values())]}, name="vinnova.xlsx")])
    assert load.dataset.loader == "vinnova"
    assert facts(load) == EXPECTED


def test_a_workbook_of_another_kind_is_not_taken_for_one(workbook: WriteWorkbook) -> None:
    file = workbook({"Medverkan": [["Aktör", "Projekt"], ["Nod", "Nät"]]})
    assert read_files([file]).dataset.loader == "spreadsheet"


def test_a_grant_of_nothing_is_none_yet(tmp_path: Path) -> None:
    load = read_files([as_json(tmp_path, RECORD | {"BeviljatBidrag": 0})])
    assert ("FUNDS", "vinnova", PROJECT, {}) in facts(load)


@pytest.mark.parametrize(
    ("field", "value", "whole"),
    [
        ("Diarienummer", "", True),
        ("Diarienummer", None, True),
        ("Ärenderubrik", "", True),
        ("BeviljatBidrag", "mycket", False),
        ("BeviljatBidrag", -1, False),
        ("ProjektStart", "2099-02-30", False),
        ("ProjektSlut", "2098-12-31", False),
        ("KoordinatorOrg", "", False),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path: Path, field: str, value: Any, *, whole: bool) -> None:
    file = as_json(tmp_path, RECORD | {"Diarienummer": "2099-00009"}, RECORD | {field: value})
    load = read_files([file], skip_bad_rows=True)
    assert [(each.file, each.row, each.column) for each in load.rejected] == [("projekt.json", 2, field)]
    assert (PROJECT in {each.id for each in load.nodes}) is not whole


def test_wrong_files_are_refused_and_nothing_written(
    csv_file: WriteText, tmp_path: Path, workbook: WriteWorkbook, store: LadybugStore
) -> None:
    with pytest.raises(InputError) as error:
        load_into(store, as_json(tmp_path, RECORD | {"BeviljatBidrag": "mycket"}))
    assert "projekt.json, rad 1, kolumn BeviljatBidrag" in error.value.say("sv")
    for file in (csv_file("Diarienummer,BeviljatBidrag\n1,2\n"), workbook({"A": [["Diarienummer", "BeviljatBidrag"]]})):
        with pytest.raises(InputError, match="has no column Ärenderubrik"):
            load_into(store, file)
    file = as_json(tmp_path, RECORD)
    assert load_into(store, file).revision == 1
    assert not load_into(store, file).changed
