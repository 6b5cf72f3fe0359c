"""Undoing a load on the page of its revision, over HTTP and on the command line."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph.errors import ConflictError
from tests.api.command_line import run
from tests.api.conftest import API

FIRST = "projekt;aktör;roll\nSkog;Malå kommun;ägare\n"
SECOND = "projekt;aktör;roll\nSkog;Malå kommun;ägare\nSkog;Sorsele kommun;partner\n"


def load(client: TestClient, text: str) -> None:
    files = {"file": ("lista.csv", text.encode())}
    assert client.post(f"{API}/loads", params={"apply": True}, files=files).json()["state"] == "applied"


def actors(client: TestClient) -> set[str]:
    return {item["name"] for item in client.get(f"{API}/actors").json()["items"]}


def test_a_load_is_undone_on_its_page_and_brought_back(client: TestClient) -> None:
    load(client, FIRST)
    before = actors(client)
    load(client, SECOND)
    number = client.get(f"{API}/status").json()["revision"]
    assert f'action="/andringar/{number}/angra"' in client.get(f"/andringar/{number}").text
    page = client.post(f"/andringar/{number}/angra", headers={"origin": "http://localhost:8087"})
    assert page.url.path == f"/andringar/{number + 1}"
    assert f"Revision {number} är ångrad." in page.text
    assert "Ångrade en laddning av" in page.text
    assert actors(client) == before
    assert "Ta tillbaka ångrandet" in page.text
    client.post(f"/andringar/{number + 1}/angra", headers={"origin": "http://localhost:8087"})
    assert actors(client) == before | {"Sorsele kommun"}


def test_why_a_load_cannot_be_undone_stands_on_its_page(client: TestClient) -> None:
    load(client, FIRST)
    load(client, SECOND)
    page = client.post("/andringar/1/angra", headers={"origin": "http://localhost:8087"})
    assert page.status_code == 409
    assert "Samma dataset ändrades igen i revision 2. Ångra den först" in page.text
    assert "Revision 1</h1>" in page.text
    refused = client.post(f"{API}/revisions/1/undo")
    assert (refused.status_code, "revision 2" in refused.json()["detail"]) == (409, True)


def test_a_load_is_undone_over_http(client: TestClient) -> None:
    load(client, FIRST)
    report = client.post(f"{API}/revisions/1/undo").json()
    assert (report["dataset"], report["revision"], report["changed"]) == ("lista", 2, True)
    assert report["counts"]["PARTICIPATES_IN"]["withdrawn"] == 1
    assert actors(client) == set()
    assert client.get(f"{API}/revisions").json()["items"][0]["action"] == "undo"


def test_a_load_is_undone_on_the_command_line(graph: Path, tmp_path: Path) -> None:
    file = tmp_path / "lista.csv"
    for text in (FIRST, SECOND):
        file.write_text(text, encoding="utf-8")
        run("load", str(file), "--yes")
    done = run("--lang", "sv", "undo", "2")
    assert done.exit_code == 0, done.output
    assert "Revision 2 är ångrad: lista säger igen vad den sa före. Grafen är nu vid revision 3." in done.output
    with pytest.raises(ConflictError):
        run("undo", "1")
