"""Two rows that do not say the same of one project: what both say is told."""

import pytest

from graph.errors import InputError
from loaders.documents.mapping import Column, TableMapping
from loaders.run import read_files
from tests.loaders.conftest import WriteText

COLUMNS = (Column("Projekt", "project"), Column("Aktör", "actor"), Column("Budget", "budget", unit="kr"))
TABLE = "Projekt;Aktör;Budget\nNät;Ås kommun;3000000\nNät;Älv AB;5 000 000\n"


def test_in_a_mapped_table_the_field_is_left_out_and_both_values_are_told(csv_file: WriteText) -> None:
    mapping = TableMapping("participation", COLUMNS, constants={"role": "partner"})
    load = read_files([csv_file(TABLE)], mapping=mapping)
    assert [relation.start for relation in load.relations if relation.name == "PARTICIPATES_IN"] == [
        "ås-kommun",
        "älv-ab",
    ]
    assert {node.properties.get("budget") for node in load.nodes if node.label == "Project"} == {3_000_000, None}
    (problem,) = load.rejected
    assert (problem.row, problem.column) == (3, "Budget")
    assert (
        problem.why("sv")
        .replace("\N{NO-BREAK SPACE}", " ")
        .startswith("Här står 5 000 000, men på rad 2 om samma projekt 3 000 000.")
    )
    assert problem.why("en") == "says 5,000,000, where row 2 about the same project says 3,000,000"


def test_a_flat_list_says_both_values_with_their_currency(csv_file: WriteText) -> None:
    with pytest.raises(InputError) as refused:
        read_files([csv_file("Projekt;Aktör;Budget\nNät;Ås kommun;3 mkr\nNät;Älv AB;5 mkr\n")])
    assert "says 5,000,000 SEK, where row 2 about the same project says 3,000,000 SEK" in refused.value.say("en")


def test_a_flat_list_keeps_the_row_of_a_field_that_is_skipped(csv_file: WriteText) -> None:
    table = csv_file("Projekt;Aktör;Budget;Slut\nNät;Ås kommun;3 mkr;2027\nNät;Älv AB;5 mkr;2028\n")
    load = read_files([table], skip_bad_rows=True)
    assert [relation.start for relation in load.relations if relation.name == "PARTICIPATES_IN"] == [
        "ås-kommun",
        "älv-ab",
    ]
    (project,) = (node for node in load.nodes if node.label == "Project")
    assert (project.properties["budget"], project.properties["ends"]) == (3_000_000, "2027")
    assert {(problem.row, problem.column) for problem in load.rejected} == {(3, "Budget"), (3, "Slut")}
    assert load.rows_with_fields_left_out == 1
