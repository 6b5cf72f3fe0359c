"""A wrong file of every kind: a message with file, row and column, and a store that is as it was."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from graph.errors import InputError
from graph.store.ladybug import LadybugStore
from graph.store.protocol import rows
from loaders.files import workbook_bounds as workbook_module
from loaders.files.sample import Sample
from loaders.run import read_files
from loaders.tables.open_table import open_tables
from tests.loading import load_into

PROJECTS = ("namn", "startar", "slutar", "budget", "valuta")
ACTORS = ("namn", "typ", "organisationsnummer")
PARTICIPATION = ("projekt", "aktör", "roll")


ENGLISH = re.compile(
    r"\b(is|are|the|of|has|have|holds|not|no|and|or|with|it|its|to|at|but|row|column|sheet|says|there|name|one)\b"
)


def book(folder: Path, sheet: str, *content: tuple[object, ...]) -> Path:
    workbook = Workbook()
    page = workbook.worksheets[0]
    page.title = sheet
    for row in content:
        page.append(list(row))
    workbook.save(folder / "fel.xlsx")
    return folder / "fel.xlsx"


def raw(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def half(folder: Path) -> Path:
    whole = book(folder, "Projekt", PROJECTS, ("Nätet",)).read_bytes()
    return raw(folder, "fel.xlsx", whole[: len(whole) // 2])


def broken_member(folder: Path) -> Path:
    whole = book(folder, "Projekt", PROJECTS, ("Nätet",))
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:-40]
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return whole


def not_a_workbook(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "fel.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return folder / "fel.xlsx"


# What is wrong: how to make it, what the message says, and the row and column it names (None for a whole file).
WRONG: dict[str, tuple[Callable[[Path], Path], str, int | None, str | None]] = {
    "empty": (lambda f: raw(f, "fel.xlsx", b""), "is empty", None, None),
    "empty csv": (lambda f: raw(f, "fel.csv", b"\n\n"), "is empty", None, None),
    "html": (lambda f: raw(f, "fel.xlsx", b"<!DOCTYPE html><table></table>"), "web page", None, None),
    "half a zip": (half, "damaged", None, None),
    "damaged inside": (broken_member, "cannot be read", None, None),
    "another zip": (not_a_workbook, "not an Excel workbook", None, None),
    "text as workbook": (lambda f: raw(f, "fel.xlsx", b"a;b;c"), "not an Excel workbook", None, None),
    "old or locked": (lambda f: raw(f, "fel.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + b"x"), "password", None, None),
    "old suffix": (lambda f: raw(f, "fel.xlsb", b"x"), "save it as .xlsx", None, None),
    "wrong headings": (lambda f: raw(f, "fel.csv", b"x;y\n1;2\n"), "these headings: x, y", 1, None),
    "missing heading": (lambda f: book(f, "Medverkan", ("projekt", "roll"), ("A", "partner")), "no column", 1, "actor"),
    "two headings": (lambda f: book(f, "Projekt", ("namn", "titel"), ("A", "B")), "two columns", 1, "titel"),
    "two of one heading": (lambda f: book(f, "Projekt", ("namn", "namn"), ("A", "B")), "two columns", 1, "namn"),
    "ambiguous": (lambda f: raw(f, "fel.csv", "namn;länk\nA;b\n".encode()), "name the sheet", 1, None),
    "only headings": (lambda f: book(f, "Projekt", PROJECTS), "no rows", None, None),
    "10 MB cell": (
        lambda f: raw(f, "fel.csv", b"projekt;roll;organisation\nA;partner;" + b"x" * 10_000_000),
        "more than 32,767",
        2,
        None,
    ),
    "long cell": (lambda f: raw(f, "fel.csv", "projekt;aktör\nA;".encode() + b"x" * 40_000), "40,000", 2, "aktör"),
    "formula": (lambda f: book(f, "Projekt", PROJECTS, ("A", None, None, "=1+1")), "formula", 2, "budget"),
    "error cell": (lambda f: book(f, "Projekt", PROJECTS, ("A", None, None, "#N/A")), "the error #N/A", 2, "budget"),
    "only a formula": (lambda f: book(f, "Projekt", PROJECTS, ("A",), ("=1+1",)), "formula", 3, "namn"),
    "only a formula beside": (lambda f: book(f, "Projekt", ("namn",), ("A",), (None, "=1+1")), "formula", 3, "B"),
    "duplicate ids": (lambda f: book(f, "Projekt", PROJECTS, ("A b",), ("C",), ("a-B",)), "row 2", 4, "namn"),
    "duplicate number": (
        lambda f: book(f, "Aktörer", ACTORS, ("A", None, "202100-2841"), ("B", None, "2021002841")),
        "row 2",
        3,
        "namn",
    ),
    "31 February": (lambda f: book(f, "Projekt", PROJECTS, ("A", "31 februari 2024")), "calendar", 2, "startar"),
    "ends first": (lambda f: book(f, "Projekt", PROJECTS, ("A", "2024-05", "2023")), "before it starts", 2, "slutar"),
    "negative budget": (lambda f: book(f, "Projekt", PROJECTS, ("A", None, None, -5)), "negative", 2, "budget"),
    "two currencies": (lambda f: book(f, "Projekt", PROJECTS, ("A", None, None, "5 kr", "EUR")), "SEK", 2, "budget"),
    "unknown currency": (
        lambda f: book(f, "Projekt", PROJECTS, ("A", None, None, 5, "riksdaler")),
        "no currency",
        2,
        "valuta",
    ),
    "personal number": (
        lambda f: book(f, "Aktörer", ACTORS, ("A", None, "600101-1234")),
        "personal identity number",
        2,
        "organisationsnummer",
    ),
    "check digit": (
        lambda f: book(f, "Aktörer", ACTORS, ("A", None, "2021002842")),
        "check digit",
        2,
        "organisationsnummer",
    ),
    "share": (
        lambda f: book(f, "Finansiering", ("projekt", "finansiär", "andel"), ("A", "B", 50)),
        "share between 0 and 1",
        2,
        "andel",
    ),
    "empty required": (lambda f: book(f, "Medverkan", PARTICIPATION, ("A", None, "partner")), "required", 2, "aktör"),
    "value beside": (lambda f: book(f, "Projekt", ("namn", None), ("A", "?")), "no heading", 2, "B"),
    "nul": (lambda f: raw(f, "fel.csv", b"projekt;organisation\nA;B\nC;D\x00\n"), "NUL", 3, None),
    "cut utf-16": (lambda f: raw(f, "fel.csv", "projekt;part\nA;B".encode("utf-16")[:-1]), "breaks off", 2, None),
    "no text": (lambda f: raw(f, "fel.csv", b"projekt;organisation\nA;\x81\x8d\n"), "neither UTF-8", 2, None),
    "few cells": (lambda f: raw(f, "fel.csv", b"projekt;organisation;roll\nA;B;partner\nA;B\n"), "2 cells", 3, None),
    "many cells": (lambda f: raw(f, "fel.csv", b"projekt;organisation\nA;B;C\n"), "3 cells", 2, None),
    "open quote": (lambda f: raw(f, "fel.csv", b'projekt;organisation\nA;"B\n'), "no regular CSV", 2, None),
    "self": (lambda f: book(f, "Samarbeten", ("aktör a", "aktör b"), ("A", "a")), "with itself", 2, "aktör b"),
    "no such project": (
        lambda f: book(f, "Belägg", ("projekt", "fält", "citat"), ("A", "budget", "5 kr")),
        "not listed",
        2,
        "projekt",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_file_is_refused_and_the_store_left_as_it_was(kind: str, tmp_path: Path, store: LadybugStore) -> None:
    make, message, row, column = WRONG[kind]
    good = book(tmp_path, "Medverkan", PARTICIPATION, ("Nätet", "Luleå kommun", "partner"))
    before = load_into(store, good, dataset="mitt")
    wrong = make(tmp_path)
    with pytest.raises(InputError, match=message) as error:
        load_into(store, wrong, dataset="mitt")
    problem = next(each for each in error.value.problems if message in each.reason)
    assert (problem.file, problem.row, problem.column) == (wrong.name, row, column)
    assert "600101" not in str(error.value)
    assert [r["id"] for r in rows(store, "MATCH (p:Project) RETURN p.id AS id")] == ["mitt:nätet"]
    good = book(tmp_path, "Medverkan", PARTICIPATION, ("Nätet", "Luleå kommun", "partner"))
    again = load_into(store, good, dataset="mitt")
    assert (again.revision, again.changed) == (before.revision, False)


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_file_is_refused_in_swedish(kind: str, tmp_path: Path) -> None:
    """No English is left: neither a whole reason nor a word that only English has."""
    make, message, _, _ = WRONG[kind]
    wrong = make(tmp_path)
    with pytest.raises(InputError) as error:
        read_files([wrong], dataset="mitt")
    assert message in error.value.detail
    for problem in error.value.problems:
        assert problem.why("sv") != problem.reason
        assert problem.why("sv").endswith(".")
    assert not ENGLISH.search(error.value.say("sv"))
    assert ENGLISH.search(error.value.say("en"))


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    wrong = book(tmp_path, "Projekt", PROJECTS, ("A", "31 februari 2024", None, -5), ("B", "snart"), (None, "2024"))
    with pytest.raises(InputError) as error:
        read_files([wrong])
    assert [(each.row, each.column) for each in error.value.problems] == [
        (2, "startar"), (2, "budget"), (4, "namn"),
    ]  # fmt: skip


def test_a_field_that_cannot_be_read_costs_the_field_and_is_told(tmp_path: Path) -> None:
    rows = [("A", "snart", "2025", "mycket"), ("B", "2024", "okänt", "-"), ("C", "01/02/2024", None, "5 kr")]
    load = read_files([book(tmp_path, "Projekt", PROJECTS, *rows)], dataset="d")
    found = {node.id: dict(node.properties) for node in load.nodes if node.label == "Project"}
    assert found == {
        "d:a": {"name": "A", "ends": "2025"},
        "d:b": {"name": "B", "starts": "2024"},
        "d:c": {"name": "C", "budget": 5, "currency": "SEK"},
    }
    assert [(each.row, each.column) for each in load.rejected] == [(2, "startar"), (2, "budget"), (4, "startar")]
    assert all(
        value in problem.say("sv")
        for value, problem in zip(("snart", "mycket", "01/02/2024"), load.rejected, strict=True)
    )
    assert load.prune, "no row was left out"


def test_a_word_that_is_no_role_or_kind_costs_its_field(tmp_path: Path) -> None:
    load = read_files([book(tmp_path, "Medverkan", PARTICIPATION, ("A", "B", "chef"))])
    assert [relation.properties["role"] for relation in load.relations if relation.name == "PARTICIPATES_IN"] == [None]
    assert [(each.row, each.column) for each in load.rejected] == [(2, "roll")]
    load = read_files([book(tmp_path, "Aktörer", ACTORS, ("A", "sekt"))])
    assert [(each.row, each.column) for each in load.rejected] == [(2, "typ")]


def test_skipping_bad_rows_loads_the_rest_and_lists_what_was_left(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    sheets: dict[str, list[tuple[str, ...]]] = {
        "Projekt": [PROJECTS, ("Dåligt", "2024-02-31"), ("Bra", "2024")],
        "Medverkan": [PARTICIPATION, ("Dåligt", "Luleå kommun", "partner"), ("Bra", "Luleå kommun", "partner")],
    }
    for title, content in sheets.items():
        page = workbook.create_sheet(title)
        for row in content:
            page.append(list(row))
    workbook.save(tmp_path / "nät.xlsx")
    load = read_files([tmp_path / "nät.xlsx"], skip_bad_rows=True)
    assert {node.id for node in load.nodes if node.label == "Project"} == {"nät:bra"}
    assert {r.end for r in load.relations if r.name == "PARTICIPATES_IN"} == {"nät:bra"}
    assert [(each.sheet, each.row) for each in load.rejected] == [("Projekt", 2), ("Medverkan", 2)]
    assert load.prune is False


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_module, "UNPACKED_LIMIT", 5_000_000)
    bomb = book(tmp_path, "Projekt", PROJECTS, ("A",))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/tomt.bin", b"\0" * 6_000_000)
    assert bomb.stat().st_size < 50_000
    with pytest.raises(InputError, match="unpacks to"):
        read_files([bomb])


def test_a_file_no_loader_recognises_lists_the_loaders(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"keep_eu.*projektbanken.*spreadsheet") as error:
        read_files([raw(tmp_path, "fel.json", b"{}")])
    assert "ingen inläsare känner igen filen" in error.value.say("sv")


def test_what_is_no_file_or_no_loader_is_told(tmp_path: Path) -> None:
    (tmp_path / "till").mkdir()
    one, other = raw(tmp_path, "a.csv", b"x"), raw(tmp_path, "b.csv", b"x")
    namesake = raw(tmp_path / "till", "a.csv", b"x")
    refused: list[tuple[list[Path], str | None, str, str]] = [
        ([tmp_path / "saknas.xlsx"], None, "no such file", "filen finns inte"),
        ([tmp_path], None, "is a folder", "det här är en mapp"),
        ([one], "excel", "no loader 'excel'", "ingen inläsare som heter ”excel”"),
        ([], None, "No file was given", "Ingen fil är vald"),
        ([one, other], "keep_eu", "one workbook at a time", "en arbetsbok i taget"),
        ([one, namesake], None, "same name", "samma namn"),
        ([raw(tmp_path, "….csv", b"x")], None, "no letter or digit", "varken bokstav eller siffra"),
    ]
    for files, loader, english, swedish in refused:
        with pytest.raises(InputError, match=english) as error:
            read_files(files, loader=loader)
        assert swedish in error.value.say("sv")
        assert not ENGLISH.search(error.value.say("sv").removeprefix(str(tmp_path)))


def test_a_row_of_headings_beyond_any_sheet_is_refused(tmp_path: Path) -> None:
    """16,384 columns is the last of Excel; so many alike took hours to be told apart."""
    with pytest.raises(InputError, match=r"20,001 columns; at most 16,384"):
        open_tables(Sample(raw(tmp_path, "fel.csv", b"a;" * 20_000 + b"\nb\n")))
    alike = open_tables(Sample(raw(tmp_path, "lika.csv", b"a;" * 3 + b"a (2)\n1;2;3;4\n")))
    assert alike[0].headings == ("a", "a (2)", "a (3)", "a (2) (2)")
