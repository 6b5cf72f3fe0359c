"""How often the guesser is right: tables in nine languages whose columns were labelled by hand.

tests/loaders/guessing/tuned.yml was looked at while the guesser was made, held_out.yml was labelled before and not.
"""

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from loaders.documents.fields import FIELDS
from loaders.files.sample import Sample
from loaders.registers.registry import Registry
from loaders.tables.guessing import guess
from loaders.tables.open_table import open_tables

TABLES = Path(__file__).parent / "guessing"


class Labelled(NamedTuple):
    """A column: what it may rightly be proposed as, and what it was."""

    table: str
    heading: str
    right: frozenset[str]
    proposed: str


def labelled(half: str, folder: Path, registry: Registry) -> Iterator[Labelled]:
    for number, table in enumerate(yaml.safe_load((TABLES / f"{half}.yml").read_text("utf-8"))):
        file = folder / f"{half}{number}.csv"
        file.write_text(csv_of(table["columns"]), encoding="utf-8")
        found = guess(open_tables(Sample(file))[0], registry)
        for (heading, fields, _), guessed in zip(table["columns"], found.columns, strict=True):
            right = frozenset(name if name in FIELDS else "" for name in fields.split("|"))
            yield Labelled(table["table"], heading, right, guessed.column.field)


def csv_of(columns: list[list[Any]]) -> str:
    cells = [[heading, *(cell.strip() for cell in str(values).split("|"))] for heading, _, values in columns]
    return "".join(";".join(f'"{cell}"' for cell in row) + "\n" for row in zip_longest(*cells, fillvalue=""))


@pytest.mark.parametrize("half", ["tuned", "held_out"])
def test_columns_are_proposed_right_or_not_at_all(half: str, tmp_path: Path, registry: Registry) -> None:
    columns = list(labelled(half, tmp_path, registry))
    proposed = [column for column in columns if column.proposed]
    wrong = [column for column in proposed if column.proposed not in column.right]
    wanted = [column for column in columns if "" not in column.right]
    missed = [column for column in wanted if column.proposed not in column.right]
    assert len(columns) > 100
    assert len(wrong) <= 0.03 * len(proposed), wrong
    assert len(missed) <= 0.1 * len(wanted), missed
