"""What a person says that a list can show; the rule for what nobody says is graph/model/showing.py's."""

from __future__ import annotations

from typing import Any

import pytest

from graph.errors import InputError
from graph.model.records import DatasetRecord
from graph.store.ladybug import LadybugStore
from graph.store.protocol import rows
from loaders.documents.mapping import TableMapping
from loaders.documents.showing import Showing
from loaders.run import read_files
from tests.loaders.conftest import Rows, WriteText, WriteWorkbook
from tests.loading import load_into

ALONE: Rows = [("projekt", "aktör"), ("A", "X"), ("B", "Y")]
TOGETHER: Rows = [("projekt", "aktör"), ("A", "X"), ("A", "Y")]
HEADINGS = ("visar samarbete", "täcker platser", "från", "till", "slag")


def shown(record: DatasetRecord) -> Showing:
    return Showing(
        record.shows_collaboration, record.covers_places, record.covers_from, record.covers_to, record.covers_kinds
    )


@pytest.mark.parametrize(
    ("title", "headings", "row", "expected"),
    [
        ("Om listan", HEADINGS, ("ja", None, None, None, None), Showing("yes")),
        ("Om listan", HEADINGS, ("nej", None, None, None, None), Showing("no")),
        ("Om listan", HEADINGS[:1], (True,), Showing("yes")),
        ("Om listan", HEADINGS[1:3], ("Övre Norrland; Norge", 2014), Showing("no", ("se:24", "se:25", "no"), "2014")),
        (
            "About the list",
            ("covers_places", "from", "to", "kinds", "shows collaboration"),
            ("all", "2014-07", 2020, "municipality; university", "yes"),
            Showing("yes", ("all",), "2014-07", "2020", ("municipality", "university")),
        ),
        (
            "Om listan",
            HEADINGS,
            ("ja", "Norrbotten", None, None, "kommun"),
            Showing("yes", ("se:25",), covers_kinds=("municipality",)),
        ),
    ],
)  # fmt: skip
def test_the_sheet_says_what_the_list_shows(
    workbook: WriteWorkbook, title: str, headings: tuple[str, ...], row: tuple[Any, ...], expected: Showing
) -> None:
    load = read_files([workbook({"Medverkan": ALONE, title: [headings, row]})])
    assert shown(load.dataset) == expected


@pytest.mark.parametrize(("ties", "expected"), [(ALONE, "no"), (TOGETHER, "yes")])
def test_what_the_sheet_leaves_unsaid_is_by_the_rule(workbook: WriteWorkbook, ties: Rows, expected: str) -> None:
    covered = read_files([workbook({"Medverkan": ties, "Om listan": [HEADINGS, (None, "Sverige", None, None, None)]})])
    assert shown(covered.dataset) == Showing(expected, ("se",))
    free_text: Rows = [("Listan är från", "kommunen"), ("och gäller", "hela länet")]
    assert shown(read_files([workbook({"Medverkan": ties, "Om listan": free_text})]).dataset) == Showing(expected)


@pytest.mark.parametrize(
    ("row", "column", "why"),
    [
        (("kanske", None, None, None, None), "visar samarbete", "neither yes nor no"),
        (("ja", "Atlantis", None, None, None), "täcker platser", "no place that is known"),
        (("ja", "Sverige", "2020", "2014", None), "till", "before it starts"),
        (("ja", "Sverige", None, None, "kommun; sekt"), "slag", "no kind"),
    ],
)
def test_what_makes_no_sense_is_refused(workbook: WriteWorkbook, row: tuple[Any, ...], column: str, why: str) -> None:
    with pytest.raises(InputError, match=why) as refused:
        read_files([workbook({"Medverkan": ALONE, "Om listan": [HEADINGS, row]})])
    (problem,) = refused.value.problems
    assert (problem.sheet, problem.row, problem.column) == ("Om listan", 2, column)


def test_it_is_said_once(workbook: WriteWorkbook) -> None:
    twice: Rows = [HEADINGS[:1], ("ja",), ("nej",)]
    with pytest.raises(InputError, match="one row only"):
        read_files([workbook({"Medverkan": ALONE, "Om listan": twice})])


def test_saying_it_is_a_change_of_the_dataset(workbook: WriteWorkbook, store: LadybugStore) -> None:
    load_into(store, workbook({"Medverkan": TOGETHER}))
    changed = load_into(store, workbook({"Medverkan": TOGETHER, "Om listan": [HEADINGS[:2], ("nej", "Norrbotten")]}))
    assert changed.changed
    (found,) = rows(store, "MATCH (d:Dataset) RETURN d.shows_collaboration AS shows, d.covers_places AS places")
    assert (found["shows"], found["places"]) == ("no", ["se:25"])


DOCUMENT = """version: 1
row: participation
columns:
- {heading: P, field: project}
- {heading: A, field: actor, role: partner}
"""


def test_a_mapping_says_it_too(csv_file: WriteText) -> None:
    covers = "shows_collaboration: no\ncovers: {places: [Norrbotten, NO], from: 2014, kinds: [municipality]}\n"
    mapping = TableMapping.from_yaml(DOCUMENT + covers)
    assert TableMapping.from_yaml(mapping.to_yaml()) == mapping
    table = csv_file("P;A\nNät;X\nNät;Y\n")
    said = Showing("no", ("se:25", "no"), "2014", None, ("municipality",))
    assert shown(read_files([table], mapping=mapping).dataset) == said
    assert shown(read_files([table], mapping=TableMapping.from_yaml(DOCUMENT)).dataset) == Showing("yes")


@pytest.mark.parametrize(
    "said",
    [
        "shows_collaboration: perhaps", "covers: {place: [Norrbotten]}", "covers: {places: [Atlantis]}",
        "covers: {from: 2020, to: 2014}", "covers: {from: soon}", "covers: {kinds: [king]}", "covers: Norrbotten",
    ],
)  # fmt: skip
def test_a_mapping_with_a_claim_that_makes_no_sense_is_refused(said: str) -> None:
    with pytest.raises(InputError) as refused:
        TableMapping.from_yaml(DOCUMENT + said)
    assert "ingen koppling" in refused.value.say("sv")
