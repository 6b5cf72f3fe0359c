"""An earlier revision is looked at through every door by the view option `as-of`."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.cli.main import app
from api.service.service import Service
from graph.ingest.ingest import forget, ingest
from graph.settings import open_store, read_settings
from tests.contract.samples import actor, load, project, takes_part

LEAVING, STAYING, JOINING = actor("Boliden AB"), actor("Luleå kommun"), actor("Åsele kommun")
P, Q = project("t:p", acronym="PEKA"), project("t:q", acronym="QUNG")
BEFORE = load("t", LEAVING, STAYING, P, takes_part(LEAVING, P), takes_part(STAYING, P))
AFTER = load("t", STAYING, JOINING, Q, takes_part(STAYING, Q), takes_part(JOINING, Q))


@pytest.fixture
def twice(client: TestClient) -> TestClient:
    """A client on a graph that was loaded once and once again."""
    for each in (BEFORE, AFTER):
        ingest(service(client).store, each)
    return client


def service(client: TestClient) -> Service:
    return client.app.state.service  # type: ignore[attr-defined]


def test_over_http(twice: TestClient) -> None:
    for path, expected in (("", {"Luleå kommun", "Åsele kommun"}), ("&as-of=1", {"Boliden AB", "Luleå kommun"})):
        actors = twice.get(f"/api/v1/actors?limit=10{path}").json()
        assert {item["name"] for item in actors["items"]} == expected
    then = twice.get("/api/v1/gaps?of=isolates&as-of=1").json()
    assert (then["revision"], then["view"]["as-of"]) == (1, "1")
    assert twice.get("/api/v1/projects/t:p").status_code == 404
    assert twice.get("/api/v1/projects/t:p?as-of=1").json()["acronym"] == "PEKA"
    exported = twice.get("/api/v1/exports/json?as-of=1").json()
    assert {node["name"] for node in exported["nodes"]} >= {"Boliden AB"}


@pytest.mark.parametrize(
    ("given", "status", "told"),
    [
        ("3", 404, "the newest is 2"),
        ("1999-01-01", 404, "its first revision is of"),
        ("förra veckan", 422, "is not a date"),
    ],
)
def test_what_there_is_none_of_is_refused(twice: TestClient, given: str, status: int, told: str) -> None:
    refused = twice.get("/api/v1/brokers", params={"as-of": given})
    assert (refused.status_code, told in refused.json()["detail"]) == (status, True)


def test_today_is_the_newest(twice: TestClient) -> None:
    assert twice.get("/api/v1/gaps?of=isolates&as-of=2100-01-01").json()["revision"] == 2


def test_pages_say_what_they_show(twice: TestClient) -> None:
    page = twice.get("/aktorer?as-of=1").text
    assert "som det var revision 1" in page
    assert "Boliden AB" in page
    assert "Åsele kommun" not in page
    assert twice.get("/aktorer?around=Boliden&as-of=1").text.count("omkring Boliden AB") == 1


def test_on_the_command_line(tmp_path: Path) -> None:
    store = open_store(read_settings(graph=str(tmp_path)))
    for each in (BEFORE, AFTER):
        ingest(store, each)
    store.close()

    def asked(*arguments: str) -> Any:
        return json.loads(CliRunner().invoke(app, ["--graph", str(tmp_path), "ask", *arguments, "--json"]).stdout)

    assert asked("gaps", "--of", "isolates", "--as-of", "1")["revision"] == 1
    assert asked("brokers", "--around", "Luleå kommun", "--steps", "2")["view"]["steps"] == 2


def test_what_was_forgotten_is_said(twice: TestClient) -> None:
    ingest(service(twice).store, load("more", STAYING))
    forget(service(twice).store, "more")
    then = twice.get("/api/v1/gaps?of=isolates&as-of=3").json()
    assert {"dataset_forgotten": 1}.items() <= {each["reason"]: each["count"] for each in then["left_out"]}.items()
