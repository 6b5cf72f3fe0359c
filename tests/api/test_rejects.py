"""The file of rows that a load leaves out: what it holds is compared with the rows as the test wrote them."""

import csv
import io
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from api.cli.main import app
from graph.errors import InputError
from tests.api.conftest import API

HEADINGS = ["project", "actor", "role"]
GOOD = ["Skog 2030", "Boliden AB", "partner"]
BAD = [["", "Luleå kommun", "coordinator"], ["=1+1", "", "partner"]]
LIST = "".join(";".join(row) + "\n" for row in (HEADINGS, GOOD, *BAD))


@pytest.fixture(autouse=True)
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUR_GRAPH", str(tmp_path / "graph"))
    monkeypatch.setenv("HUR_WAIT", "0")


def written(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def load(file: Path, rejects: Path, *more: str) -> str:
    arguments = ["load", str(file), "--rejects", str(rejects), *more]
    return CliRunner().invoke(app, arguments, catch_exceptions=False).stderr


def test_every_row_left_out_stands_there_whole_with_its_place_and_reason(tmp_path: Path) -> None:
    (tmp_path / "skog.csv").write_text(LIST, encoding="utf-8")
    told = load(tmp_path / "skog.csv", tmp_path / "ut.csv", "--skip-bad-rows")
    headings, *rows = written((tmp_path / "ut.csv").read_bytes())
    assert headings == ["fil", "blad", "rad", "skäl", *HEADINGS]
    assert [row[:3] for row in rows] == [["skog.csv", "", "3"], ["skog.csv", "", "4"]]
    assert [row[4:] for row in rows] == [BAD[0], ["'=1+1", *BAD[1][1:]]], "no cell is a formula"
    assert "project: Cellen är tom" in rows[0][3]
    assert "actor: Cellen är tom" in rows[1][3]
    assert "2 utelämnade rader" in told


def test_a_workbook_gives_one_with_every_sheet_and_no_formula(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Projekt"  # type: ignore[union-attr]
    for row in (["namn", "budget"], ["Skog", 5], ["Älv", "mycket"], ["=HYPERLINK(1)", "-5"]):
        book["Projekt"].append(row)
        book["Projekt"].cell(book["Projekt"].max_row, 1).data_type = "s"
    actors = book.create_sheet("Aktörer")
    for row in (["namn", "organisationsnummer"], ["Malå kommun", "212000-0002"]):
        actors.append(row)
    book.save(tmp_path / "nät.xlsx")
    load(tmp_path / "nät.xlsx", tmp_path / "ut.xlsx", "--skip-bad-rows")
    (sheet,) = load_workbook(tmp_path / "ut.xlsx").worksheets
    headings, *rows = sheet.iter_rows()
    names = [cell.value for cell in headings]
    assert (names[:5], set(names[5:])) == (["fil", "blad", "rad", "skäl", "namn"], {"organisationsnummer", "budget"})
    found = {(row[1].value, row[2].value, row[4].value) for row in rows}
    assert found == {("Projekt", 3, "Älv"), ("Projekt", 4, "=HYPERLINK(1)"), ("Aktörer", 2, "Malå kommun")}
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}


def test_a_refused_file_says_which_rows_it_is_refused_for(tmp_path: Path) -> None:
    (tmp_path / "skog.csv").write_text(LIST, encoding="utf-8")
    with pytest.raises(InputError):
        load(tmp_path / "skog.csv", tmp_path / "ut.csv")
    assert [row[2] for row in written((tmp_path / "ut.csv").read_bytes())[1:]] == ["3", "4"]


def test_where_nothing_is_left_out_no_file_is_written(tmp_path: Path) -> None:
    (tmp_path / "skog.csv").write_text(";".join(HEADINGS) + "\n" + ";".join(GOOD), encoding="utf-8")
    assert "Inga rader lämnades utanför" in load(tmp_path / "skog.csv", tmp_path / "ut.xlsx")
    assert not (tmp_path / "ut.xlsx").exists()
    with pytest.raises(InputError, match=r"\.xlsx"):
        load(tmp_path / "skog.csv", tmp_path / "ut.pdf")


def test_http_and_the_page_give_the_same_file_before_and_after_loading(client: TestClient) -> None:
    file = {"file": ("skog.csv", LIST.encode(), "text/csv")}
    shown = client.post(f"{API}/loads", files=file, data={"skip_bad_rows": "true"}).json()
    address = f"{API}/loads/{shown['id']}/rejects.csv"
    before = client.get(address, params={"lang": "sv"})
    assert before.headers["content-type"].startswith("text/csv")
    assert [row[2] for row in written(before.content)[1:]] == ["3", "4"]
    client.post(f"{API}/loads/{shown['id']}/apply")
    assert client.get(address, params={"lang": "sv"}).content == before.content
    assert written(client.get(address, params={"lang": "en"}).content)[0][:4] == ["file", "sheet", "row", "reason"]
    page = client.get(f"/ladda/{shown['id']}").text
    assert f'href="/ladda/{shown["id"]}/utelamnade.xlsx"' in page
    workbook = client.get(f"/ladda/{shown['id']}/utelamnade.xlsx").content
    assert load_workbook(io.BytesIO(workbook)).worksheets[0].max_row == 3
    assert client.get(f"{API}/loads/{shown['id']}/rejects.pdf").status_code == 422


def test_the_page_of_a_refused_file_gives_its_rows(client: TestClient) -> None:
    file = {"file": ("skog.csv", LIST.encode(), "text/csv")}
    refused = client.post("/ladda", files=file, follow_redirects=False)
    address = refused.headers["location"]
    assert f'href="{address}/utelamnade.csv"' in client.get(address).text
    assert len(written(client.get(f"{address}/utelamnade.csv").content)) == 3


def test_a_load_refused_over_http_names_where_its_rows_are(client: TestClient) -> None:
    refused = client.post(f"{API}/loads", files={"file": ("skog.csv", LIST.encode(), "text/csv")})
    assert refused.status_code == 422
    assert {problem["row"] for problem in refused.json()["problems"]} == {3, 4}
    workbook = client.get(refused.json()["rejects"]).content
    rows = load_workbook(io.BytesIO(workbook)).worksheets[0].iter_rows(min_row=2, values_only=True)
    assert [str(row[2]) for row in rows] == ["3", "4"]


def test_a_load_refused_for_no_row_names_none(client: TestClient) -> None:
    refused = client.post(f"{API}/loads", files={"file": ("bild.xlsx", b"not a workbook", "text/csv")})
    assert refused.status_code == 422
    assert "rejects" not in refused.json()
