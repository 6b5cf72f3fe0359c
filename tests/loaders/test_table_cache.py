"""A table cached in memory says exactly what the one in the file says, whatever stands in it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.documents.mapping import Column, TableMapping
from loaders.files.sample import Sample
from loaders.registers.registry import Registry
from loaders.tables import table_cache as module
from loaders.tables.open_table import OpenTable, open_tables
from loaders.tables.rows import Understanding
from loaders.tables.survey import survey
from loaders.tables.table_cache import CachedTable, cached

COLUMNS = {
    "Titel": (Column("Titel", "project"), ["Skog", "Älv", "", "Lule√•", "\ufffd"]),
    "Vem": (Column("Vem", "actor", role="partner", separator=","), ["A, B", "C", ""]),
    "Sort": (Column("Sort", "kind"), ["kommun", "orden", "gille", ""]),
    "Start": (Column("Start", "starts"), ["2020", "2024-02-01", "i fjol", ""]),
    "Slut": (Column("Slut", "ends"), ["2022", "2023-05-01", ""]),
    "Summa": (Column("Summa", "budget", unit="none"), ["5", "7 EUR", "många", ""]),
    "Valuta": (Column("Valuta", "currency"), ["SEK", "EUR", "", "pengar"]),
    "Område": (Column("Område", "themes", separator=","), ["Skog, Xyzzy", "Xyzzy", "Rymd"]),
    "Annat": (Column("Annat"), ["x", ""]),
}
MAPPING = TableMapping("participation", tuple(column for column, _ in COLUMNS.values()), dates="iso", decimal=",")
CELLS = [st.sampled_from(cells) for _, cells in COLUMNS.values()]
ROWS = st.lists(
    st.tuples(*CELLS) | st.just(("",) * len(COLUMNS)) | st.tuples(*CELLS, st.just("till mycket")), max_size=60
)


def only(folder: Path, rows: list[tuple[str, ...]]) -> OpenTable:
    (folder / "a.csv").write_text("\n".join(";".join(row) for row in [tuple(COLUMNS), *rows]), encoding="utf-8")
    (table,) = open_tables(Sample(folder / "a.csv"))
    return table


@given(rows=ROWS)
def test_cached_and_read_from_the_file_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, registry: Registry, rows: list[tuple[str, ...]]
) -> None:
    table = only(tmp_path_factory.mktemp("cached"), rows)
    kept = cached(table)
    assert isinstance(kept, CachedTable)
    assert survey(MAPPING, kept) == survey(MAPPING, table)
    assert list(kept.rows()) == [row for row in table.rows() if not row.is_empty]
    unknown = [Understanding(MAPPING, each).unknown_categories(registry) for each in (kept, table)]
    assert unknown[0] == unknown[1]


def test_cells_that_are_equal_and_written_differently_stay_different(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"a": 1}, {"a": 1.0}, {"a": true}, {"a": "1"}, {"a": ["1"]}]')
    (table,) = open_tables(Sample(tmp_path / "a.json"))
    assert [repr(row.cells) for row in cached(table).rows()] == ["(1,)", "(1.0,)", "(True,)", "('1',)", "(('1',),)"]


def test_a_table_that_is_too_large_is_read_from_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = only(tmp_path, [("x",) * len(COLUMNS)] * 100)
    monkeypatch.setattr(module, "MOST_CACHED", 1000)
    assert cached(table) is table
