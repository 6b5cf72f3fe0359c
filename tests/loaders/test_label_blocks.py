"""Texts in blocks of labels and values, a project each. Organisations are invented."""

import pytest

from loaders.files.sample import Sample
from loaders.registers.registry import Registry
from loaders.run import read_files
from loaders.tables.guessing import guess
from loaders.tables.open_table import OpenTable, open_tables
from tests.loaders.conftest import Rows, WriteText, WriteWorkbook

TEXT = """\
Våra insatser
Projekt: Stigen
Projektägare: Ås kommun
Partner: Skogsrådet, Älv AB
Finansiering: Norrfonden 2,4 mnkr
Period: 2023-2025

Projekt: Ljuset
Projektägare: Region Älvdal
Partner: Ås kommun
Finansiering: Kustfonden ca 600 tkr
Period: hösten 2024 - våren 2026
Ännu inte beslutat
"""
BELOW: Rows = [
    ["Projekt", "Stigen"], ["Partner", "Älv AB"], ["Period", "2023-2025"], [None],
    ["Projekt", "Ljuset"], ["Partner", "Ås kommun"], ["Period", "2024"],
]  # fmt: skip


def only(table: tuple[OpenTable, ...]) -> OpenTable:
    (found,) = table
    return found


def test_each_block_is_a_row_and_nothing_is_lost(csv_file: WriteText) -> None:
    table = only(open_tables(Sample(csv_file(TEXT, "insatser.csv"))))
    assert table.sheets == ("insatser!2", "insatser!8")
    rows = [dict(zip(table.headings, row.cells, strict=True)) for row in table.rows()]
    assert [(row["Projekt"], row["Partner"]) for row in rows] == [
        ("Stigen", "Skogsrådet, Älv AB"),
        ("Ljuset", "Ås kommun"),
    ]
    assert [(row["Finansiering"], row["Finansiering (belopp)"]) for row in rows] == [
        ("Norrfonden", "2,4 mnkr"),
        ("Kustfonden", "ca 600 tkr"),
    ]
    assert [row["–"] for row in rows] == ["Våra insatser", "Ännu inte beslutat"]


def test_blocks_are_loaded_as_projects(csv_file: WriteText, registry: Registry) -> None:
    file = csv_file(TEXT, "insatser.csv")
    mapping = guess(only(open_tables(Sample(file))), registry).mapping
    assert not mapping.missing()
    load = read_files([file], mapping=mapping, dataset="b")
    assert {node.properties["name"] for node in load.nodes if node.label == "Project"} == {"Stigen", "Ljuset"}
    assert sum(tie.name == "PARTICIPATES_IN" for tie in load.relations) == 5
    grants = [tie.properties["amount"] for tie in load.relations if tie.name == "FUNDS"]
    assert grants == [2_400_000, 600_000]


@pytest.mark.parametrize("rows", [BELOW, [[": ".join(map(str, row))] if row[0] else row for row in BELOW]])
def test_blocks_in_a_sheet(rows: Rows, workbook: WriteWorkbook) -> None:
    table = only(open_tables(Sample(workbook({"Insatser": rows}))))
    assert [row.cells for row in table.rows()] == [("Stigen", "Älv AB", "2023-2025"), ("Ljuset", "Ås kommun", "2024")]


def test_a_list_with_colons_is_a_list(csv_file: WriteText) -> None:
    written = "Projekt;Mål: kort\n" + "".join(f"Projekt: nr {number};Syfte: allt\n" for number in range(60))
    assert not only(open_tables(Sample(csv_file(written)))).sheets
