"""Finding loaders: adding one is adding a folder."""

import json
from pathlib import Path

import pytest

import loaders
from loaders.base import SourceSettings
from loaders.catalogue import find_loaders
from loaders.run import read_files
from tests.loaders.conftest import WriteWorkbook, own_ties

LOADER = """
from graph.model.records import Evidence, SourceRecord

class Lines:
    def recognises(self, file):
        return file.start.startswith("# lines")

    def read(self, files, reading):
        reading.source(SourceRecord(reading.dataset, reading.settings.title))
        for file in files:
            for number, line in enumerate(file.text().read().splitlines()[1:], start=2):
                reading.rows += 1
                actor, project = line.split(" > ")
                evidence = Evidence(reading.dataset, locator=f"line {number}")
                reading.node("Actor", actor, {"name": actor}, evidence)
                reading.node("Project", project, {"name": project}, evidence)
                reading.relation("PARTICIPATES_IN", actor, project, evidence)

LOADER = Lines()
"""


def folder(root: Path, source: str = "title: Lines\ndataset: lines\n", loader: str | None = LOADER) -> Path:
    (root / "lines").mkdir(parents=True)
    (root / "lines" / "source.yml").write_text(source)
    if loader is not None:
        (root / "lines" / "loader.py").write_text(loader)
    return root


def test_the_loaders_of_the_house() -> None:
    folders = {each.parent.name for each in Path(loaders.__file__).parent.glob("sources/*/source.yml")}
    assert set(find_loaders()) == folders
    assert list(find_loaders())[-1] == "spreadsheet"


def test_a_loader_is_added_by_adding_a_folder(tmp_path: Path) -> None:
    catalogue = find_loaders([folder(tmp_path / "more")])
    (tmp_path / "a.dat").write_text("# lines\nnod > net\n")
    load = read_files([tmp_path / "a.dat"], catalogue=catalogue)
    assert (load.dataset.id, load.dataset.loader, load.dataset.title) == ("lines", "lines", "Lines")
    assert [(each.start, each.end) for each in load.relations] == [("nod", "net")]


def test_what_each_source_can_show() -> None:
    said = {name: entry.settings.shows_collaboration for name, entry in find_loaders().items()}
    assert said == {
        **dict.fromkeys(("keep_eu", "cordis", "cordis_participations"), "yes"),
        **dict.fromkeys(("projektbanken", "swecris", "vinnova", "kohesio", "threesixtygiving", "ror"), "no"),
        **dict.fromkeys(("spreadsheet", "mapping", "gexf", "graphml", "graphology", "kumu", "followthemoney")),
    }
    covering = {name for name, entry in find_loaders().items() if entry.settings.covers_places}
    assert covering == {"keep_eu", "cordis_participations"}
    for name in covering:
        settings = find_loaders()[name].settings
        assert (settings.covers_places, settings.covers_from, settings.covers_to) == (("all",), "2014", "2020")


@pytest.mark.parametrize("said", ["perhaps", "1", '"yes"'])
def test_what_a_source_can_show_is_yes_or_no(said: str) -> None:
    with pytest.raises(ValueError, match="shows_collaboration is yes or no"):
        SourceSettings.from_yaml("lines", f"title: Lines\nshows_collaboration: {said}")


@pytest.mark.parametrize(
    ("lines", "shows"),
    [("nod > net\nbod > lan", "no"), ("nod > net\nnod > lan", "no"), ("nod > net\nbod > net", "yes")],
)
def test_where_nobody_says_two_in_a_project_show_collaboration(tmp_path: Path, lines: str, shows: str) -> None:
    catalogue = find_loaders([folder(tmp_path / "more")])
    (tmp_path / "a.dat").write_text(f"# lines\n{lines}\n")
    load = read_files([tmp_path / "a.dat"], catalogue=catalogue)
    assert load.dataset.shows_collaboration == shows
    told = {"yes": "loading.shows_collaboration", "no": "loading.shows_no_collaboration"}[shows]
    assert told in [getattr(note, "key", None) for note in load.notes]


def test_a_folder_without_its_loader_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no loader\.py"):
        find_loaders([folder(tmp_path / "a", loader=None)])
    with pytest.raises(ValueError, match="no LOADER"):
        find_loaders([folder(tmp_path / "b", loader="x = 1\n")])


def test_signs_of_kinds_that_sources_share_come_after_their_own() -> None:
    settings = SourceSettings.from_yaml("x", "title: x\nkinds_of: swedish\nkinds: {Holding: ''}\n")
    assert next(iter(settings.kinds)) == "Holding"
    assert {"municipality", "company", "association"} <= set(settings.kinds.values())


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("dataset: x\n", "title"),
        ("title: x\nlicense: MIT\n", "license"),
        ("title: x\nkinds: {a: sect}\n", "sect"),
        ("title: x\nroles: {a: boss}\n", "boss"),
        ("title: x\nkinds_of: klingon\n", "klingon"),
    ],
)
def test_a_source_yml_that_makes_no_sense_is_a_fault(source: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        SourceSettings.from_yaml("x", source)


GRANTS = """
title: Stipendier
dataset: stipendier
kinds_of: swedish
spellings: {Lulea: Luleå}
table:
  row: project
  signs: [Nr, Stipendium]
  dates: day-first
  no_value: ['-']
  constants: {funder: Nordfonden, kind: programme}
  columns:
  - {heading: Nr, field: project_number}
  - {heading: Stipendium, field: project}
  - {heading: Kort, field: acronym, optional: true}
  - {heading: Till, field: actor, role: participant}
  - {heading: Kommun, field: places, separator: '/'}
  - {heading: Budget, field: budget, unit: EUR}
  - {heading: Kronor, field: amount, unit: SEK}
  - {heading: Från, field: starts}
"""
GRANT = {
    "Nr": "7",
    "Stipendium": "Is",
    "Kort": "IS",
    "Till": "Isnod AB",
    "Kommun": "Lulea/Boden",
    "Budget": "10",
    "Kronor": "0",
    "Från": "02/03/2024",
}


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_a_register_is_added_by_its_source_yml(tmp_path: Path, workbook: WriteWorkbook, form: str) -> None:
    catalogue = find_loaders([folder(tmp_path / "more", GRANTS, loader=None)])
    files = {"json": tmp_path / "a.json", "csv": tmp_path / "a.csv", "xlsx": tmp_path / "a.xlsx"}
    files["json"].write_text(json.dumps([GRANT]), encoding="utf-8")
    files["csv"].write_text(";".join(GRANT) + "\n" + ";".join(GRANT.values()), encoding="cp1252")
    workbook({"Blad1": [list(GRANT), list(GRANT.values())]}, "a.xlsx")
    load = read_files([files[form]], catalogue=catalogue)
    assert load.dataset.id == "stipendier"
    project = next(node.properties for node in load.nodes if node.id == "stipendier:7")
    assert {key: value for key, value in project.items() if value is not None} == {
        "name": "Is",
        "acronym": "IS",
        "numbers": ("7",),
        "starts": "2024-03-02",
        "budget": 10.0,
        "currency": "EUR",
    }
    assert own_ties(load, "PARTICIPATES_IN") == [("isnod-ab", "stipendier:7", {"role": "participant"})]
    assert own_ties(load, "FUNDS") == [("nordfonden", "stipendier:7", {})]
    assert {end for start, end, _ in own_ties(load, "LOCATED_IN") if start == "stipendier:7"} == {"se:2580", "se:2582"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("field: acronym", "field: akronym", "no field is called akronym"),
        ("role: participant", "role: guest", "no role is called guest"),
        ("field: project}", "field: summary}", "a project has a name"),
        ("optional: true", "opional: true", "opional"),
        ("signs: ", "sings: ", "sings|signs"),
    ],
)
def test_a_table_that_makes_no_sense_is_a_fault(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(ValueError, match=rf"lines/source\.yml: table: .*({told})"):
        find_loaders([folder(tmp_path / "more", GRANTS.replace(old, new), loader=None)])
