"""Rows that came to nothing: left out when a person says so, told, and never projects. Organisations are invented."""

import pytest

from graph.errors import InputError
from loaders.documents.mapping import Column, TableMapping
from loaders.documents.row_filter import RowFilter
from loaders.files.sample import Sample
from loaders.registers.registry import Registry
from loaders.run import read_files
from loaders.tables.guessing import guess
from loaders.tables.open_table import open_tables
from loaders.tables.statuses import came_to_nothing
from loaders.tables.survey import survey
from loaders.tables.table_cache import cached
from tests.loaders.conftest import WriteText

TABLE = """Prosjektnavn;Søker;Prosjektfase
Havn;Havna AS;Avsluttet
Fjord;Fjord AS;Avslag
Bygd;Bygda kommune;Pågående
Skog;Skogen AS;avslag
Fjell;Fjellet AS;
"""
COLUMNS = (Column("Prosjektnavn", "project"), Column("Søker", "actor", role="owner"), Column("Prosjektfase"))


def projects(text: str, csv_file: WriteText, rows: RowFilter) -> tuple[set[str], list[tuple[int | None, str]]]:
    """The names of the projects, and row and reason of what is left out."""
    load = read_files([csv_file(text)], mapping=TableMapping("project", COLUMNS, rows=rows))
    names = {str(node.properties["name"]) for node in load.nodes if node.label == "Project"}
    return names, [(problem.row, problem.why("sv")) for problem in load.rejected]


@pytest.mark.parametrize(
    ("rows", "names", "left_out"),
    [
        (RowFilter(), {"Havn", "Fjord", "Bygd", "Skog", "Fjell"}, []),
        (RowFilter(without={"Prosjektfase": ("Avslag",)}), {"Havn", "Bygd", "Fjell"}, [3, 5]),
        (RowFilter(only={"prosjektfase": ("Avsluttet", "Pågående")}), {"Havn", "Bygd"}, [3, 5, 6]),
    ],
)
def test_rows_that_do_not_count_are_told_and_no_projects(
    csv_file: WriteText, rows: RowFilter, names: set[str], left_out: list[int]
) -> None:
    found, told = projects(TABLE, csv_file, rows)
    assert found == names
    assert [row for row, _ in told] == left_out
    assert all("Raden räknas inte" in why for _, why in told)


def test_a_file_whose_rows_all_came_to_nothing_is_no_error(csv_file: WriteText) -> None:
    rows = RowFilter(without={"Prosjektfase": ("Avslag",)})
    found, told = projects("Prosjektnavn;Søker;Prosjektfase\nHavn;Havna AS;Avslag\n", csv_file, rows)
    assert (found, len(told)) == (set(), 1)


def test_a_column_that_decides_must_be_there(csv_file: WriteText) -> None:
    with pytest.raises(InputError, match="Prosjektfase"):
        projects("Prosjektnavn;Søker\nHavn;Havna AS\n", csv_file, RowFilter(only={"Prosjektfase": ("Pågår",)}))


def test_the_document_says_it_as_a_person_writes_it() -> None:
    text = "version: 1\nrow: project\ncolumns:\n- {heading: Namn, field: project}\n- {heading: Fas}\n"
    mapping = TableMapping.from_yaml(text + "only: {Fas: [Beviljad, 2]}\nexcept: {Läge: [Avslag]}\n")
    assert mapping.rows == RowFilter({"Fas": ("Beviljad", "2")}, {"Läge": ("Avslag",)})
    assert TableMapping.from_yaml(mapping.to_yaml()) == mapping
    with pytest.raises(InputError):
        TableMapping.from_yaml(text + "only: {Fas: Beviljad}\n")


@pytest.mark.parametrize("is_cached", [False, True])
def test_a_status_is_found_and_the_preview_leaves_such_rows_out(
    csv_file: WriteText, registry: Registry, *, is_cached: bool
) -> None:
    (table,) = open_tables(Sample(csv_file(TABLE)))
    found = guess(table, registry)
    assert found.statuses is not None
    assert (found.statuses.heading, found.statuses.nothing) == ("Prosjektfase", ("Avslag", "avslag"))
    assert found.mapping.rows == RowFilter(without={"Prosjektfase": ("Avslag", "avslag")})
    looked = survey(found.mapping, cached(table) if is_cached else table)
    assert (looked.rows, [row.number for row in looked.shown]) == (3, [2, 4, 6])


@pytest.mark.parametrize("value", ["Avslag", "Rejected", "Contract not signed", "Nesudaryta sutartis", "Ej beviljad"])
def test_what_came_to_nothing(value: str) -> None:
    assert came_to_nothing(value)


@pytest.mark.parametrize("value", ["Beviljad", "Pågår", "Avslutad", "Godkänd", "Avslagsbolaget AB", "Implemented", ""])
def test_what_did_not(value: str) -> None:
    assert not came_to_nothing(value)


def test_a_table_without_such_words_is_asked_nothing(csv_file: WriteText, registry: Registry) -> None:
    (table,) = open_tables(Sample(csv_file(TABLE.replace("Avslag", "Pågående").replace("avslag", "Pågående"))))
    assert guess(table, registry).statuses is None
