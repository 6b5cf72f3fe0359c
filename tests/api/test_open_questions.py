"""What only a person can say of a graph or a list of grants, asked over HTTP, on the page and on the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner, Result

from api.cli.main import app
from graph.errors import InputError
from tests.api.conftest import API
from tests.api.test_loads import send, settled

CAUSES = json.dumps({"nodes": [{"key": name} for name in ("Incentives to innovate", "Public debt")], "edges": []})
BODIES = json.dumps({"nodes": [{"key": name} for name in ("Sydnods kommun", "Nordnod AB")], "edges": []})
GRANTS = (
    "Identifier,Title,Amount Awarded,Currency,Funding Org:Name,Funding Org:Identifier,Recipient Org:Name\n"
    "1,Writing,10,GBP,The Fund,GB-CHC-1,Anna Testsson\n2,Play,10,GBP,The Fund,GB-CHC-1,Test Theatre\n"
)


@pytest.mark.parametrize(
    ("content", "name", "question", "proposal", "answer"),
    [
        (CAUSES, "karta.json", "nodes", None, "project"),
        (BODIES, "karta.json", "nodes", "actor", "actor"),
        (GRANTS, "grants.csv", "persons", "leave", "keep"),
    ],
)
def test_the_problem_names_the_question_and_the_field_answers(
    client: TestClient, content: str, name: str, question: str, proposal: str | None, answer: str
) -> None:
    refused = send(client, content, name, apply=True)
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:hur:problem:open-questions")
    (asked,) = refused.json()["questions"]
    assert (asked["name"], asked["proposal"], asked["certain"]) == (question, proposal, proposal is not None)
    assert client.get(f"{API}/status").json()["revision"] == 0
    assert send(client, content, name, apply=True, **{question: answer}).json()["report"]["applied"]


def test_the_page_asks_with_the_proposal_chosen(client: TestClient) -> None:
    asked = settled(client, client.post("/ladda", files={"file": ("grants.csv", io.BytesIO(GRANTS.encode()))}))
    assert "ser ut som privatpersoner: 1, bland dem Anna Testsson" in asked.text
    assert 'name="persons" value="leave" required checked' in asked.text
    shown = settled(client, client.post(f"{asked.url.path}/svar", data={"persons": "leave"}))
    assert "Så skulle dataset" in shown.text
    assert "Anna" not in shown.text


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=typed, catch_exceptions=False)


@pytest.mark.usefixtures("graph")
@pytest.mark.parametrize(
    ("content", "name", "options", "exit_code"),
    [
        (CAUSES, "karta.json", ("--nodes", "actor"), 0),
        (BODIES, "karta.json", (), 0),
        (GRANTS, "grants.csv", (), 0),
    ],
)
def test_what_is_certain_needs_no_answer(
    tmp_path: Path, content: str, name: str, options: tuple[str, ...], exit_code: int
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    assert run("load", "--yes", *options, str(tmp_path / name)).exit_code == exit_code


@pytest.mark.usefixtures("graph")
def test_what_is_not_is_refused_with_the_option_that_says_it(tmp_path: Path) -> None:
    (tmp_path / "karta.json").write_text(CAUSES, "utf-8")
    with pytest.raises(InputError, match="--nodes actor"):
        run("load", "--yes", str(tmp_path / "karta.json"))
    with pytest.raises(InputError, match="--nodes none"):
        run("load", "--nodes", "gene", str(tmp_path / "karta.json"))
    assert run("load", str(tmp_path / "karta.json"), typed="2\n").exit_code == 0
