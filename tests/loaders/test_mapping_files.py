"""Mappings saved by version 1 of the document are read as they were; the files are as HUR wrote them then."""

from pathlib import Path

import pytest

from loaders.catalogue import find_loaders
from loaders.documents.mapping import Column, TableMapping
from loaders.documents.saved_mappings import SavedMappings, read_mapping
from loaders.files.sample import Sample
from loaders.recognition import saved_for
from loaders.run import read_files
from tests.loaders.conftest import ties

FOLDER = Path(__file__).parent / "mappings"
FINGERPRINTS = {"project": "ab97bc3880d21200", "participation": "c4b8564365abdf6e", "tie": "6fd553fcd0b5aee5"}
MAPPINGS = {
    "project": TableMapping(
        "project",
        (
            Column("Ärende", "project_number"),
            Column("Titel", "project"),
            Column("Sökande", "actor", "owner"),
            Column("Org.nr", "org_number"),
            Column("Medsökande", "actor", "partner", ","),
            Column("Beviljat (kr)", "amount", unit="kr"),
            Column("Start", "starts"),
            Column("Område", "themes"),
            Column("Handläggare"),
        ),
        {"funder": "Region Västerbotten"},
        {"theme": {"Bygdekraft": "energy", "Annat": None}},
        "day-first",
        ",",
        "Projektlista 2024.csv",
    ),
    "participation": TableMapping(
        "participation",
        (Column("Insats", "project"), Column("Vem", "actor"), Column("Roll", "role"), Column("Sort", "kind")),
        values={"role": {"Huvudpart": "coordinator", "Gäst": None}, "kind": {"gille": "association"}},
        made_for="deltagare.xlsx",
    ),
    "tie": TableMapping(
        "tie",
        (Column("A", "actor_a"), Column("B", "actor_b"), Column("Sedan", "since")),
        {"tie_kind": "vänort"},
        dates="iso",
        made_for="vänorter.json",
    ),
}


@pytest.mark.parametrize("name", MAPPINGS)
def test_a_file_of_then_says_what_it_said_and_would_be_written_alike(name: str) -> None:
    file = FOLDER / f"{name}.yml"
    assert read_mapping(file) == MAPPINGS[name]
    assert MAPPINGS[name].to_yaml() == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", MAPPINGS)
def test_a_file_of_then_is_found_by_its_name(tmp_path: Path, name: str) -> None:
    content = (FOLDER / f"{name}.yml").read_text(encoding="utf-8")
    (tmp_path / f"{FINGERPRINTS[name]}.yml").write_text(content, encoding="utf-8")
    headings = ";".join(column.heading for column in MAPPINGS[name].columns)
    (tmp_path / "table.csv").write_text(f"{headings}\n1\n", encoding="utf-8")
    assert saved_for(Sample(tmp_path / "table.csv"), SavedMappings(tmp_path), find_loaders()) == MAPPINGS[name]


def test_a_list_of_projects_is_read_by_it(tmp_path: Path) -> None:
    table = "Ärende;Titel;Sökande;Org.nr;Medsökande;Beviljat (kr);Start;Område;Handläggare\n"
    row = "24-1;Fjällmat;Malå matlag;;Älvlaget, Åslaget;1.250,50;03/04/2024;Bygdekraft;Ek\n"
    (tmp_path / "lista.csv").write_text(table + row, encoding="utf-8")
    load = read_files([tmp_path / "lista.csv"], mapping=read_mapping(FOLDER / "project.yml"))
    assert ties(load, "PARTICIPATES_IN") == [
        ("malå-matlag", "lista:24-1", {"role": "owner"}),
        ("älvlaget", "lista:24-1", {"role": "partner"}),
        ("åslaget", "lista:24-1", {"role": "partner"}),
    ]
    assert ties(load, "FUNDS") == [("region-västerbotten", "lista:24-1", {"amount": 1250.5, "currency": "SEK"})]
    assert ties(load, "ABOUT") == [("lista:24-1", "energy", {"phrase": "Bygdekraft"})]
    (project,) = (node.properties for node in load.nodes if node.id == "lista:24-1")
    assert (project["name"], project["numbers"], project["starts"]) == ("Fjällmat", ("24-1",), "2024-04-03")


def test_a_list_of_participants_is_read_by_it(tmp_path: Path) -> None:
    content = "Insats;Vem;Roll;Sort\nNät;Älvlaget;Huvudpart;gille\nNät;Åslaget;Gäst;\n"
    (tmp_path / "lista.csv").write_text(content, encoding="utf-8")
    load = read_files([tmp_path / "lista.csv"], mapping=read_mapping(FOLDER / "participation.yml"))
    assert ties(load, "PARTICIPATES_IN") == [
        ("älvlaget", "lista:nät", {"role": "coordinator"}),
        ("åslaget", "lista:nät", {"role": None}),
    ]
    assert {node.properties.get("kind") for node in load.nodes if node.id == "älvlaget"} == {"association"}


def test_a_list_of_ties_is_read_by_it(tmp_path: Path) -> None:
    (tmp_path / "lista.json").write_text('[{"A": "Älvlaget", "B": "Åslaget", "Sedan": "2019"}]', encoding="utf-8")
    load = read_files([tmp_path / "lista.json"], mapping=read_mapping(FOLDER / "tie.yml"))
    said = {"kind": "vänort", "since": "2019", "until": None}
    assert ties(load, "COLLABORATES_WITH") == [("älvlaget", "åslaget", said)]
