"""Grouped lists: a project stands in the first row of its partners only. Organisations are invented."""

from dataclasses import replace

import pytest

from loaders.documents.mapping import TableMapping
from loaders.files.sample import Sample
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
