"""A matrix: projects down, actors across, a mark or a role where one takes part. Organisations are invented."""

import pytest

from loaders.documents.mapping import MARKS, Column, TableMapping
from loaders.files.sample import Sample
from loaders.registers.registry import Registry
from loaders.run import read_files
from loaders.tables.guessing import guess
from loaders.tables.open_table import open_tables
from tests.loaders.conftest import WriteText

MATRIX = """\
Insats;År;Ås kommun;Skogsrådet;Region Älvdal;Norrvind AB;Anmärkning
Vattnets väg;2024;x;X;;koordinator;klar
Ljus i byn;2025;ja;;•;nej;
Stigen;2025;;1;(x);kanske;
"""
MAPPING = TableMapping(
    "project",
    (
        Column("Insats", "project"),
        Column("Ås kommun", "actor", "participant", cells=MARKS),
        Column("Region Älvdal", "actor", "partner", cells=MARKS),
        Column("Norrvind AB", "actor", "participant", cells=MARKS),
    ),
)


def test_columns_of_marks_between_names_of_actors_are_actors(csv_file: WriteText, registry: Registry) -> None:
    file = csv_file(MATRIX.replace("kanske", "partner"))
    found = guess(open_tables(Sample(file))[0], registry)
    columns = {column.heading: column for column in found.mapping.columns}
    assert (found.mapping.row, columns["Insats"].field, columns["Anmärkning"].field) == ("project", "project", "")
    for heading in ("Ås kommun", "Skogsrådet", "Region Älvdal", "Norrvind AB"):
        assert columns[heading] == Column(heading, "actor", "participant", cells=MARKS)
    assert [column.field for column in found.mapping.columns][1] != "actor"


@pytest.mark.parametrize(
    "written",
    [
        "Projekt;Klar;Ås kommun\nVattnets väg;x;x\nStigen;;x\n",  # one column may say anything of a municipality
        "Projekt;Ås kommun;Region Älvdal\nVattnets väg;100;200\nStigen;50;1\n",  # sums
        "Projekt;Kommun;Region\nVattnets väg;ja;nej\nStigen;nej;ja\n",  # kinds, nobody's names
    ],
)
def test_other_columns_of_marks_are_no_actors(written: str, csv_file: WriteText, registry: Registry) -> None:
    found = guess(open_tables(Sample(csv_file(written)))[0], registry)
    assert not [column for column in found.mapping.columns if column.cells]


def test_the_cell_says_the_role_and_what_is_neither_is_told(csv_file: WriteText) -> None:
    load = read_files([csv_file(MATRIX)], mapping=TableMapping.from_yaml(MAPPING.to_yaml()), dataset="m")
    names = {node.id: node.properties["name"] for node in load.nodes if node.label in ("Actor", "Project")}
    ties = {
        (names[tie.start], names[tie.end], tie.properties["role"])
        for tie in load.relations
        if tie.name == "PARTICIPATES_IN"
    }
    assert ties == {
        ("Ås kommun", "Vattnets väg", "participant"), ("Norrvind AB", "Vattnets väg", "coordinator"),
        ("Ås kommun", "Ljus i byn", "participant"), ("Region Älvdal", "Ljus i byn", "partner"),
        ("Region Älvdal", "Stigen", "partner"),
    }  # fmt: skip
    assert [(problem.row, problem.column) for problem in load.rejected] == [(4, "Norrvind AB")]
