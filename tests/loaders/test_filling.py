"""Grouped lists: a project stands in the first row of its partners only. Organisations are invented."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from loaders.catalogue import find_loaders
from loaders.documents.mapping import Column, TableMapping
from loaders.files.sample import Sample
from loaders.recognition import why_unknown
from loaders.registers.registry import Registry
from loaders.run import read_files
from loaders.tables.guessing import guess
from loaders.tables.open_table import open_tables
from loaders.tables.survey import survey
from loaders.tables.table_cache import cached
from tests.loaders.conftest import WriteText

GROUPED = """\
Dnr;Projekt;Part;Roll;Belopp (kr);Finansiär;Period
7;Stigen;Ås kommun;projektägare;100;Norrfonden;2023-2025
;;Skogsrådet;partner;200;;
;;Älv AB;partner;300;;
8;Ljuset;Region Älvdal;projektägare;400;Kustfonden;2024-2025
;;Ås kommun;partner;500;;
Totalt;;;;1500;;
"""
GAP = (
    "Projekt;Part;Roll\n"
    + "".join(f"Projekt {letter};Part {letter};partner\n" for letter in "ABCDEFGHI")
    + ";Ås;partner\n"
)


def mapped(file: str, write: WriteText, registry: Registry) -> TableMapping:
    return guess(open_tables(Sample(write(file)))[0], registry).mapping


def test_blank_cells_of_a_group_say_what_stands_above(csv_file: WriteText, registry: Registry) -> None:
    mapping = mapped(GROUPED, csv_file, registry)
    assert (mapping.row, mapping.filled_down) == ("participation", ("Projekt", "Dnr", "Finansiär"))
    load = read_files([csv_file(GROUPED)], mapping=TableMapping.from_yaml(mapping.to_yaml()), dataset="g")
    names = {node.id: node.properties["name"] for node in load.nodes if node.label in ("Actor", "Project")}
    grants = [
        (str(names[tie.start]), str(names[tie.end]), float(str(tie.properties["amount"])))
        for tie in load.relations
        if tie.name == "FUNDS"
    ]
    assert sorted(grants) == [
        ("Kustfonden", "Ljuset", 400), ("Kustfonden", "Ljuset", 500),
        ("Norrfonden", "Stigen", 100), ("Norrfonden", "Stigen", 200), ("Norrfonden", "Stigen", 300),
    ]  # fmt: skip
    assert list(names.values()).count("Stigen") == 1
    told = [str(note) for note in load.notes]
    assert "blank cells of Medverkan.csv that are said to be as above: Projekt (3), Dnr (3), Finansiär (3)" in " ".join(
        told
    )
    assert [problem.row for problem in load.rejected] == [7], "the total"


def test_a_table_in_memory_is_filled_too(csv_file: WriteText, registry: Registry) -> None:
    mapping = mapped(GROUPED, csv_file, registry)
    found = survey(mapping, cached(open_tables(Sample(csv_file(GROUPED)))[0]))
    assert [row.get("project") for row in found.shown] == ["Stigen"] * 3 + ["Ljuset"] * 2
    assert survey(replace(mapping, filled_down=()), open_tables(Sample(csv_file(GROUPED)))[0]).bad == 3


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        (GAP, ("Projekt",)),  # one project in ten: asked about, and not proposed
        ("Projekt;Part;Roll\nStigen;Ås;partner\n;;partner\nLjus;Älv;partner\n", None),  # no partner either
        ("Projekt;Part;Roll\n;Ås;partner\nLjus;Älv;partner\n", None),  # nothing above
    ],
)
def test_what_may_be_an_oversight_is_not_filled_by_itself(
    written: str, asked: tuple[str, ...] | None, csv_file: WriteText, registry: Registry
) -> None:
    found = guess(open_tables(Sample(csv_file(written)))[0], registry)
    assert found.mapping.filled_down == ()
    assert (found.filling.headings if found.filling else None) == asked


def test_a_sum_merged_over_its_partners_is_the_projects_once(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("Projekttitel", "Part", "Roll", "Belopp (kr)", "Finansiär"),
        ("Stigen", "Ås kommun", "partner", 900, "Norrfonden"),
        (None, "Älv AB", "partner", None, None),
        ("Ljuset", "Ås kommun", "partner", 300, "Norrfonden"),
        (None, "Älv AB", "partner", 400, None),
    ):
        sheet.append(row)
    for cells in ("A2:A3", "D2:D3", "E2:E3", "A4:A5", "E4:E5"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "grupper.xlsx")
    columns = zip(
        ("Projekttitel", "Part", "Roll", "Belopp (kr)", "Finansiär"),
        ("project", "actor", "role", "amount", "funder"),
        strict=True,
    )
    mapping = TableMapping(
        "participation", tuple(Column(*column, unit="kr" if column[1] == "amount" else "") for column in columns)
    )
    load = read_files([tmp_path / "grupper.xlsx"], mapping=mapping, dataset="g")
    grants = {
        (tie.properties["amount"], bool(tie.properties.get("recipient")))
        for tie in load.relations
        if tie.name == "FUNDS"
    }
    assert grants == {(900, False), (300, True), (400, True)}


def test_a_grouped_list_under_our_own_headings_is_asked_about(csv_file: WriteText) -> None:
    grouped = "Projekt;Aktör;Roll\nStigen;Ås kommun;partner\n;Älv AB;partner\nLjus;Ås kommun;partner\n"
    why = why_unknown([Sample(csv_file(grouped))], find_loaders())
    assert why
    assert why.key == "mapping.is_grouped"
    assert why_unknown([Sample(csv_file(grouped.replace("\n;", "\nStigen;")))], find_loaders()) is None
