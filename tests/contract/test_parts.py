"""A part of a dataset adds and changes; it withdraws nothing, and says nothing new of the dataset."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from graph.errors import ExpectationError, InputError
from graph.ingest.earlier import earlier
from graph.model.records import Evidence
from graph.network.reading import network_of, read_network
from graph.store.protocol import GraphStore, rows
from loaders.base import Reading, SourceSettings
from loaders.catalogue import Entry, find_loaders
from loaders.files.sample import Sample
from loaders.run import read_files
from tests.contract.samples import rows_of
from tests.loading import apply_to, load_into

HEADINGS = "Projekt;Aktör;Roll;Finansiär;Belopp"
WHOLE = (
    "Skogsvägar;Malå kommun;projektägare;Norrfonden;100000",
    "Fjällmat;Sorsele kommun;projektägare;Norrfonden;200000",
    "Myrens minne;Åsele kommun;projektägare;Norrfonden;400000",
)


class Lines:
    """A register with one actor a line."""

    def recognises(self, file: Sample) -> bool:
        return file.suffix == ".lines"

    def read(self, files: Sequence[Sample], reading: Reading) -> None:
        source = reading.own_source()
        for file in files:
            for name in file.path.read_text("utf-8").split():
                reading.node("Actor", name.lower(), {"name": name}, Evidence(source))


REGISTER = {
    **find_loaders(),
    "lines": Entry(
        SourceSettings(
            "lines", "Raderna", dataset="rader", retrieved="2026-01-01", expected={"Actor": 3}, covers_places=("all",)
        ),
        Lines(),
    ),
}


def register(store: GraphStore, folder: Path, *names: str, partial: bool = False) -> None:
    file = folder / "fil.lines"
    file.write_text("\n".join(names), "utf-8")
    apply_to(store, read_files([file], catalogue=REGISTER, partial=partial))


def listed(folder: Path, name: str, *rows: str) -> Path:
    file = folder / name
    file.write_text("\n".join((HEADINGS, *rows)) + "\n", "utf-8")
    return file


def said_of_it(store: GraphStore) -> dict[str, object]:
    (row,) = rows_of(store, "Dataset")
    return {name: row[name] for name in ("id", "title", "covers_places", "shows_collaboration")}


def test_a_part_of_a_register_need_not_have_the_least_that_is_expected(store: GraphStore, tmp_path: Path) -> None:
    with pytest.raises(ExpectationError):
        register(store, tmp_path, "Alfa")
    register(store, tmp_path, "Alfa", partial=True)
    assert [row["name"] for row in rows_of(store, "Actor")] == ["Alfa"]


def test_a_part_claims_to_cover_nothing_and_the_whole_does(store: GraphStore, tmp_path: Path) -> None:
    register(store, tmp_path, "Alfa", partial=True)
    assert said_of_it(store)["covers_places"] is None
    register(store, tmp_path, "Alfa", "Beta", "Gamma")
    assert said_of_it(store)["covers_places"] == ["all"]
    register(store, tmp_path, "Delta", partial=True)
    assert said_of_it(store)["covers_places"] == ["all"]
    assert {row["name"] for row in rows_of(store, "Actor")} == {"Alfa", "Beta", "Gamma", "Delta"}
    register(store, tmp_path, "Alfa", "Beta", "Epsilon")
    assert {row["name"] for row in rows_of(store, "Actor")} == {"Alfa", "Beta", "Epsilon"}


def test_the_revision_says_that_it_was_a_part_and_the_dataset_that_it_never_was_whole(
    store: GraphStore, tmp_path: Path
) -> None:
    register(store, tmp_path, "Alfa", partial=True)
    assert read_network(store).datasets["rader"].part
    register(store, tmp_path, "Alfa", "Beta", "Gamma")
    register(store, tmp_path, "Delta", partial=True)
    assert not read_network(store).datasets["rader"].part
    assert store.read(lambda transaction: network_of(earlier(transaction, 1))).datasets["rader"].part
    actions = rows(store, "MATCH (r:Revision) RETURN r.action AS action, r.number AS number ORDER BY number")
    assert [row["action"] for row in actions] == ["load_part", "load", "load_part"]


def test_a_part_of_a_list_changes_and_adds_and_withdraws_nothing(store: GraphStore, tmp_path: Path) -> None:
    load_into(store, listed(tmp_path, "lista.csv", *WHOLE))
    before = said_of_it(store)
    said = (WHOLE[0], WHOLE[1].replace("200000", "250000"), "Nyland;Malå kommun;partner;;")
    report = load_into(store, listed(tmp_path, "rättelser.csv", *said), dataset="lista", partial=True)
    assert report.part
    assert sum(counts.withdrawn for counts in report.counts.values()) == 0
    assert sorted(row["amount"] for row in rows_of(store, "FUNDS")) == [100000, 250000, 400000]
    assert len(rows_of(store, "PARTICIPATES_IN")) == 4
    assert said_of_it(store) == before
    corrected = next(row for row in rows_of(store, "FUNDS") if row["amount"] == 250000)
    assert corrected["locator"] == "rättelser.csv, row 3"
    again = load_into(store, tmp_path / "rättelser.csv", dataset="lista", partial=True)
    assert not again.changed


def test_a_part_keeps_the_properties_it_does_not_say(store: GraphStore, tmp_path: Path) -> None:
    whole, part = tmp_path / "lista.csv", tmp_path / "del.csv"
    whole.write_text("projekt;aktör;roll;sammanfattning;budget\nSkog;Malå kommun;partner;Om skog;100\n", "utf-8")
    part.write_text("projekt;aktör;roll;budget\nSkog;Åsele kommun;partner;200\n", "utf-8")
    load_into(store, whole)
    load_into(store, part, dataset="lista", partial=True)
    (project,) = rows_of(store, "Project")
    assert (project["summary"], project["budget"]) == ("Om skog", 200)


def test_of_what_a_list_is_a_part_must_be_said(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_files([listed(tmp_path, "del.csv", *WHOLE)], partial=True)
    assert refused.value.say("sv") == "Vad är del.csv en del av? Ange datamängden (--dataset ID)."
