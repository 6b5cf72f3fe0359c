"""Sums in files are the sums in the API, the exports and the pages, by funder and currency.

What a file holds is added here with `csv`, `json` and openpyxl, without any reader of HUR's.
"""

from __future__ import annotations

import csv
import io
import json
import re
from math import fsum
from pathlib import Path

import openpyxl
import pytest

from graph.network.reading import read_network
from graph.network.view import View
from graph.store.ladybug import LadybugStore
from loaders.documents.mapping import TableMapping
from loaders.run import read_files
from tests.loaders.sums import added, check, exported
from tests.loading import apply_to


def rows_of(text: str, delimiter: str = ";") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


LISTS = {
    "different parts": "A;X;Fonden;5000000;SEK\nA;Y;Fonden;1000000;SEK\nA;Z;Fonden;1000000;SEK\nB;X;Fonden;7.25;EUR\n",
    "two currencies of one project": "A;X;Fonden;500;SEK\nA;Y;Fonden;30.5;EUR\nA;Y;Vinnova;8;SEK\n",
    "parts under a cent's rest": "A;X;Fonden;309375;EUR\nA;Y;Fonden;978933.75;EUR\nA;Z;Fonden;0.1;EUR\n",
    "one of two rows empty": "A;X;Fonden;309375;EUR\nA;Y;Fonden;;\nB;Y;Fonden;4;EUR\n",
    "the same twice for one actor": "A;X;Fonden;5;SEK\nA;X;Fonden;5;SEK\nA;X;Fonden;3;SEK\n",
}
HEADINGS = "Projekt;Aktör;Finansiär;Belopp;Valuta\n"
MAPPING = TableMapping.from_yaml(
    """version: 1
row: participation
decimal: '.'
columns:
- {heading: Projekt, field: project}
- {heading: Aktör, field: actor, role: partner}
- {heading: Finansiär, field: funder}
- {heading: Belopp, field: amount}
- {heading: Valuta, field: currency}
"""
)


@pytest.mark.parametrize("mapping", [None, MAPPING], ids=["flat list", "mapping"])
@pytest.mark.parametrize("rows", LISTS.values(), ids=LISTS)
def test_a_list_of_participations(store: LadybugStore, tmp_path: Path, rows: str, mapping: TableMapping | None) -> None:
    file = tmp_path / "lista.csv"
    file.write_text(HEADINGS + rows, "utf-8")
    apply_to(store, read_files([file], mapping=mapping))
    entries = [row for row in rows_of(HEADINGS + rows) if row["Belopp"]]
    check(store, added((row["Finansiär"], row["Valuta"], float(row["Belopp"])) for row in entries))


@pytest.mark.parametrize("mapping", [None, MAPPING], ids=["flat list", "mapping"])
@pytest.mark.parametrize("amounts", ["partner", "project"])
def test_a_list_that_repeats_an_amount(
    store: LadybugStore, tmp_path: Path, amounts: str, mapping: TableMapping | None
) -> None:
    rows = "A;X;Fonden;5000;SEK\nA;Y;Fonden;5000;SEK\nB;X;Fonden;7;EUR\nB;Y;Fonden;7;EUR\nB;Z;Fonden;7;EUR\n"
    file = tmp_path / "lista.csv"
    file.write_text(HEADINGS + rows, "utf-8")
    apply_to(store, read_files([file], mapping=mapping, amounts=amounts))
    entries = {
        (row["Projekt"], "" if amounts == "project" else row["Aktör"]): (row["Valuta"], float(row["Belopp"]))
        for row in rows_of(HEADINGS + rows)
    }
    check(store, added(("Fonden", *money) for money in entries.values()))


def test_a_list_of_projects(store: LadybugStore, tmp_path: Path) -> None:
    """A row's amount is its project's, whoever takes part; what two funders give together is told and left out."""
    rows = "A;X | Y;Fonden;5000;SEK\nB;X;Fonden;70;SEK\nC;X | Y;Fonden | Vinnova;900;SEK\n"
    file = tmp_path / "lista.csv"
    file.write_text(HEADINGS + rows, "utf-8")
    document = MAPPING.to_yaml().replace("row: participation", "row: project")
    document = re.sub(r"(?m)(field: (?:actor|funder))$", r"\1\n  separator: '|'", document)
    load = read_files([file], mapping=TableMapping.from_yaml(document))
    assert any("900 SEK" in note for note in load.notes)
    apply_to(store, load)
    entries = [row for row in rows_of(HEADINGS + rows) if "|" not in row["Finansiär"]]
    check(store, added((row["Finansiär"], row["Valuta"], float(row["Belopp"])) for row in entries))


def test_the_list_of_a_municipality(store: LadybugStore, shared_data: Path) -> None:
    file = shared_data / "data/municipal/flat.csv"
    apply_to(store, read_files([file]))
    rows = rows_of(file.read_text("utf-8-sig"))
    expected = added((row["Finansiär"], row["Valuta"], float(row["Belopp"])) for row in rows)
    assert expected == {("Tillväxtverket", "SEK"): 7_000_000}
    check(store, expected)


def _total(store: LadybugStore, format: str) -> float:
    """What all funders give together in an export; kronor or euro alone occur in these files."""
    return fsum(exported(read_network(store).of(View()), format).values())


def test_projektbanken(store: LadybugStore, shared_data: Path) -> None:
    file = shared_data / "data/projektbanken/projektbanken_2014-2020.json"
    load = read_files([file])
    apply_to(store, load)
    left_out = {problem.row for problem in load.rejected}
    records = json.loads(file.read_text("utf-8"))
    read = [float(str(record["beviljat_belopp_sek"]).replace(" ", "").replace(",", ".") or 0) for record in records]
    assert not left_out
    assert _total(store, "xlsx") == pytest.approx(fsum(read))


def test_swecris(store: LadybugStore, shared_data: Path) -> None:
    """Grants that the file gives to two funders each are of both."""
    file = shared_data / "data/swecris/swecris_north.csv"
    apply_to(store, read_files([file]))
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = {row["ProjectId"]: row for row in csv.DictReader(lines, delimiter=";")}
    expected = fsum(float(row["FundingsSek"] or 0) for row in rows.values())
    assert _total(store, "followthemoney") == pytest.approx(expected)


def test_cordis(store: LadybugStore, shared_data: Path) -> None:
    file = shared_data / "data/cordis/organization.csv"
    apply_to(store, read_files([file]))
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    expected = fsum(float(row["netEcContribution"].replace(",", ".") or 0) for row in rows)
    assert _total(store, "json") == pytest.approx(expected)


def test_keep_eu(store: LadybugStore, shared_data: Path) -> None:
    """A project that stands in several rows is one: its first counts."""
    file = shared_data / "data/keep_eu/keep_2014-2020.xlsx"
    apply_to(store, read_files([file]))
    book = openpyxl.load_workbook(file, read_only=True)
    headings, *rows = book["Projects (lead partners)"].iter_rows(values_only=True)
    found = [dict(zip(headings, row, strict=True)) for row in rows]
    first = {(row["Programme"], row["Acronym"]): row["EU Funding"] for row in reversed(found) if row["Acronym"]}
    expected = fsum(float(str(grant).replace(",", "")) for grant in first.values() if grant)
    assert _total(store, "graphology") == pytest.approx(expected)
