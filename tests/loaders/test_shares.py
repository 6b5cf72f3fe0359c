"""Shares of funders in a table read by a mapping."""

import pytest

from loaders.documents.mapping import Column, TableMapping
from loaders.run import read_files
from tests.loaders.conftest import WriteText


@pytest.mark.parametrize(("unit", "cell"), [("%", "40"), ("", "40 %"), ("", "0,4")])
def test_a_share_is_percent_where_the_mapping_says_so(csv_file: WriteText, unit: str, cell: str) -> None:
    columns = (Column("Projekt", "project"), Column("Fond", "funder"), Column("Andel", "share", unit=unit))
    load = read_files(
        [csv_file(f"Projekt;Fond;Andel\nA;Norrfonden;{cell}\n")], mapping=TableMapping("project", columns)
    )
    (grant,) = [relation for relation in load.relations if relation.name == "FUNDS"]
    assert grant.properties["share"] == 0.4
