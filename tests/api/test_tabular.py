"""Cells and cursors hold for any text."""

import csv
import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.cli.console import cleaned
from api.cli.tabular import csv_of, table_of
from api.cli.wording import head, shown
from graph.errors import InputError
from queries.cursor import read_cursor, write_cursor
from viz.exchange.harmless import harmless

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


SIGNS = st.text(st.sampled_from("=+-@＝＋－＠; \t\u200b'a"))


@given(TEXT | SIGNS)
def test_no_cell_begins_as_a_formula(text: str) -> None:
    """Nor does what Swedish Excel makes of it, which begins a cell at each semicolon."""
    cell = harmless(text)
    for part in cell.split(";"):
        assert part.lstrip().lstrip("\u200b \t")[:1] not in tuple("=+-@＝＋－＠")
    assert cell.replace("'", "") == text.replace("'", "")


@given(st.floats(allow_nan=False) | st.integers() | st.none())
def test_numbers_stay_numbers(value: float | None) -> None:
    assert harmless(value) is value


@given(TEXT)
def test_nothing_a_terminal_obeys_is_left(text: str) -> None:
    assert not set(cleaned(text)) & {"\x1b", "\x9b", "\x07", "\r", "\u202e"}


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_a_cursor_is_read_as_it_was_written(key: list[str]) -> None:
    assert read_cursor(write_cursor(key), len(key)) == tuple(key)


@given(st.text())
def test_anything_else_is_no_cursor(text: str) -> None:
    try:
        key = read_cursor(text, 2)
    except InputError:
        return
    assert len(key) == 2


def test_a_table_leaves_out_what_csv_tells_in_columns() -> None:
    item = {
        "sentence": "A.",
        "actor": {"id": "a", "name": "Åsa AB", "kind": None},
        "parts": {"themes": 0.5, "place": None},
        "via": [{"id": "b", "name": "Bo AB", "kind": None}],
        "evidence": [{"source": "s", "quote": "=1"}],
        "empty": [],
        "rank": 1,
    }
    assert table_of([item], "sv")[0] == ["rank", "actor", "via", "sentence"]
    assert table_of([item], "sv")[1] == [["1", "Åsa AB", "Bo AB", "A."]]
    names, rows = csv_of([item])
    assert dict(zip(names, rows[0], strict=True)) == {
        "sentence": "A.",
        "actor": "Åsa AB",
        "actor_id": "a",
        "parts.themes": 0.5,
        "parts.place": None,
        "via": "Bo AB",
        "via_id": "b",
        "evidence": '[{"source": "s", "quote": "=1"}]',
        "empty": "",
        "rank": 1,
    }


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("sv", ["1", "Nykomlingar", "ja", "ring", "Källorna kan inte visa det", "0,250", "Norrbottens län", "–"]),
        ("en", ["1", "Newcomers", "yes", "call them", "The sources cannot show it", "0.250", "Norrbottens län", "–"]),
    ],
)
def test_a_table_speaks_the_readers_language_and_csv_the_codes(language: str, row: list[str]) -> None:
    item = {
        "rank": 1,
        "lane": "newcomer",
        "seated": True,
        "next_step": "call",
        "state": "not_looked_for",
        "score": 0.25,
        "group": "se:25",
        "verdict": None,
    }
    names, rows, numbers = table_of([item], language)
    assert rows == [row]
    assert [name for name, is_number in zip(names, numbers, strict=True) if is_number] == ["rank", "score", "verdict"]
    assert csv_of([item])[1] == [list(item.values())]


def test_columns_are_called_as_on_the_pages() -> None:
    assert [head(name, "sv") for name in ("betweenness", "effective_size", "state", "sentence", "other")] == [
        "mellanposition",
        "oberoende kontakter",
        "vad vi vet",
        "i ord",
        "other",
    ]


def test_of_a_long_list_the_first_three_stand() -> None:
    ends = [{"id": str(number), "name": f"A{number}", "kind": None} for number in range(40)]
    assert shown("with", ends, "sv") == "A0, A1, A2 och 37 till"
    assert shown("groups", ["public", "business"], "sv") == "Offentlig sektor och Näringsliv"


def test_csv_survives_what_names_may_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    from api.cli.tabular import write_csv

    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    write_csv(["name"], [['a;b,"c"\nd']])
    assert list(csv.reader(io.StringIO(out.getvalue()))) == [["name"], ['a;b,"c"\nd']]
