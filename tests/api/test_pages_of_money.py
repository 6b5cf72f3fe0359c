"""How a funder's money is shown: made up of what each partner gets, and each row's own amount in the evidence."""

import csv
import io
import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import API
from tests.api.test_loads import send

LIST = """Projekt;Aktör;Finansiär;Belopp;Valuta
SHiMR;Lycksele kommun;Tillväxtverket;5000000;SEK
SHiMR;Sorsele kommun;Tillväxtverket;1000000;SEK
SHiMR;Nordnod AB;Tillväxtverket;1000000;SEK
Grönt;Nordnod AB;Tillväxtverket;250,50;EUR
Grönt;Sorsele kommun;Vinnova;ca 500 tkr;
"""


def page(client: TestClient, path: str) -> str:
    """The text of a page, on one line."""
    text = re.sub(r"<[^>]+>", " ", client.get(path).text)
    return re.sub(r"\s+", " ", unescape(text))


@pytest.fixture
def loaded(client: TestClient) -> TestClient:
    assert send(client, LIST, "lista.csv", apply=True).json()["state"] == "applied"
    return client


def test_the_page_of_a_project_shows_which_partner_gets_what(loaded: TestClient) -> None:
    shown = page(loaded, "/projekt/lista:shimr")
    assert (
        "7 000 000 kr Lycksele kommun : 5 000 000 kr Nordnod AB : 1 000 000 kr Sorsele kommun : 1 000 000 kr" in shown
    )
    for row, amount in ((2, "5 000 000"), (3, "1 000 000"), (4, "1 000 000")):
        assert f"{amount} kr · lista.csv, row {row}" in shown


def test_what_is_said_with_ca_is_shown_so(loaded: TestClient) -> None:
    assert "ca 500 000 kr" in page(loaded, "/projekt/lista:grönt")


def test_sums_of_funders_are_those_of_the_file_by_currency(loaded: TestClient) -> None:
    """Added here with `csv`; the rows of one funder in kronor and in euro."""
    rows = [row for row in csv.DictReader(io.StringIO(LIST), delimiter=";") if row["Finansiär"] == "Tillväxtverket"]
    sums = {
        currency: sum(float(row["Belopp"].replace(",", ".")) for row in rows if row["Valuta"] == currency)
        for currency in ("EUR", "SEK")
    }
    (funder,) = loaded.get(f"{API}/funders", params={"q": "Tillväxtverket"}).json()["items"]
    assert {total["currency"]: total["amount"] for total in funder["amounts"]} == sums
    shown = page(loaded, f"/aktor/{funder['id']}")
    assert "SHiMR 7 000 000 kr" in shown
    assert "Grönt 250 EUR" in shown


def test_another_dataset_tells_of_the_same_grant_once(loaded: TestClient) -> None:
    other = "Projekt;Kortnamn;Aktör;Finansiär;Belopp\nSHiMR;SHiMR;Lycksele kommun;Tillväxtverket;6 Mkr\n"
    send(loaded, other, "annan.csv", new="true", apply=True)
    pair = {"one": {"dataset": "lista", "id": "lista:shimr"}, "other": {"dataset": "annan", "id": "annan:shimr"}}
    decision = {"of": "projects", "decisions": [{**pair, "verdict": "same"}], "decided_by": "Kim"}
    assert loaded.put(f"{API}/identities/decisions", json=decision).status_code == 200
    (project,) = loaded.get(f"{API}/projects", params={"q": "SHiMR"}).json()["items"]
    relations = loaded.get(f"{API}/projects/{project['id']}").json()["relations"]
    (paid,) = [relation for relation in relations if relation["type"] == "FUNDS"]
    assert paid["amount"] == 7_000_000
    assert {(piece["amount"], piece["counted"]) for piece in paid["evidence"]} == {
        (5_000_000, True),
        (1_000_000, True),
        (6_000_000, False),
    }
    assert "6 000 000 kr (samma bidrag, räknas en gång)" in page(loaded, f"/projekt/{project['id']}")
