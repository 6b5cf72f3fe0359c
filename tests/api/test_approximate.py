"""What a list says with "ca" is written with "ca": on pages, in a workbook and in JSON, and comes back so."""

import io
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from graph.network.reading import read_network
from graph.network.view import View
from tests.api.conftest import API
from tests.loaders.exchanged import returned, written
from tests.loading import load_into

PROJECTS = "namn;budget\nNätet;ca 500 tkr\nVägen;300 tkr\n"
FUNDING = "projekt;finansiär;belopp\nNätet;Fonden;cirka 200 000,50 kr\nVägen;Fonden;100 kr\n"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    found = [tmp_path / "Projekt.csv", tmp_path / "Finansiering.csv"]
    for file, text in zip(found, (PROJECTS, FUNDING), strict=True):
        file.write_text(text, encoding="utf-8")
    return found


@pytest.fixture
def loaded(client: TestClient, files: list[Path]) -> TestClient:
    load_into(client.app.state.service.store, *files, dataset="d")  # type: ignore[attr-defined]
    return client


def text(client: TestClient, address: str) -> str:
    return client.get(address).text.replace("\N{NO-BREAK SPACE}", " ")


def test_pages_write_ca(loaded: TestClient) -> None:
    listed = text(loaded, "/projekt")
    assert "ca 500 000 kr" in listed
    assert "ca 300 000" not in listed
    page = text(loaded, "/projekt/d%3Anätet")
    assert "ca 500 000 kr" in page
    assert "ca 200 000 kr" in page
    assert "<q>cirka 200 000,50 kr</q>" in page, "the cell is the quote"


def test_the_api_names_the_fields(loaded: TestClient) -> None:
    items = {item["id"]: item for item in loaded.get(f"{API}/projects").json()["items"]}
    assert items["d:nätet"]["approximate"] == ["budget"]
    assert not items["d:vägen"]["approximate"]


def test_a_workbook_says_it_and_is_read_back_so(loaded: TestClient, tmp_path: Path) -> None:
    content = loaded.get(f"{API}/exports/xlsx").content
    book = load_workbook(io.BytesIO(content))
    cells = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"ca 500000", "ca 200000.50", 300_000, 100} <= cells
    (tmp_path / "nät.xlsx").write_bytes(content)
    store = loaded.app.state.service.store  # type: ignore[attr-defined]
    load_into(store, tmp_path / "nät.xlsx", dataset="e")
    network = read_network(store).of(View())
    assert network.projects["e:nätet"].budget == 500_000
    assert network.projects["e:nätet"].approximate == ("budget",)
    grants = {fact.end: fact for fact in network.fundings}
    assert (grants["e:nätet"].amount, grants["e:nätet"].approximate) == (200_000.5, ("amount",))
    assert grants["e:vägen"].approximate == ()


def test_sums_of_a_funder_and_of_a_theme_in_a_place_say_it(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "Projekt.csv").write_text("namn;budget;platser;teman\nNätet;ca 500 tkr;Luleå;energi\n", "utf-8")
    (tmp_path / "Finansiering.csv").write_text(f"{FUNDING}Nätet;Andra fonden;7 kr\n", "utf-8")
    files = [tmp_path / "Projekt.csv", tmp_path / "Finansiering.csv"]
    load_into(client.app.state.service.store, *files, dataset="d")  # type: ignore[attr-defined]
    funders = {funder["name"]: funder["amounts"] for funder in client.get(f"{API}/funders").json()["items"]}
    assert funders["Fonden"] == [{"currency": "SEK", "amount": 200_100.5, "approximate": True}]
    assert funders["Andra fonden"] == [{"currency": "SEK", "amount": 7, "approximate": False}]
    (cell,) = client.get(f"{API}/gaps", params={"of": "coverage", "lang": "sv"}).json()["items"]
    assert cell["approximate"]
    assert "Känd budget: ca 500 000 kr" in cell["sentence"].replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("format", ["followthemoney", "graphml", "kumu"])
def test_graphs_say_it_of_the_one_report_that_does(loaded: TestClient, tmp_path: Path, format: str) -> None:
    """Read back, the sum said with "ca" is the only one."""
    exported = written(read_network(loaded.app.state.service.store).of(View()), format, tmp_path, "d")  # type: ignore[attr-defined]
    back = returned(exported, dataset="d")
    assert {fact.end: fact.approximate for fact in back.fundings} == {"d:nätet": ("amount",), "d:vägen": ()}
    assert {id: project.approximate for id, project in back.projects.items()} == {"d:nätet": ("budget",), "d:vägen": ()}
