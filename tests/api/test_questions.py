"""Each question over HTTP: one envelope, its own parameters, the view's options."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from queries.question import questions
from tests.api.conftest import API

ENVELOPE = ["question", "view", "revision", "considered", "left_out", "method", "items", "total", "next"]
GIVEN: dict[str, dict[str, Any]] = {
    "partners": {"project": "SORESS-MMI"},
    "introductions": {"a": "Boliden AB", "b": "Region Norrbotten"},
}


@pytest.mark.parametrize("name", ["brokers", "gaps", "overlaps", "partners", "introductions"])
def test_a_question_answers_in_the_envelope(demo: TestClient, name: str) -> None:
    response = demo.get(f"{API}/{name}", params=GIVEN.get(name, {}))
    assert response.status_code == 200, response.text
    answer = response.json()
    assert list(answer) == ENVELOPE
    assert (answer["question"], answer["revision"]) == (name, 1)
    assert answer["considered"]["projects"] == 6
    assert all(each["sentence"] for each in answer["items"])
    assert answer["total"] >= len(answer["items"])


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_parameter_of_a_question_is_described(demo: TestClient, name: str) -> None:
    described = demo.get(f"{API}/openapi.json").json()["paths"][f"{API}/{name}"]["get"]["parameters"]
    names = {each["name"] for each in described}
    assert {each.name for each in questions()[name].parameters} <= names
    assert {"from", "to", "theme", "place", "sector", "dataset", "status", "funding", "expanded", "lang"} <= names


def test_pages_of_an_answer_together_are_the_answer(demo: TestClient) -> None:
    whole = demo.get(f"{API}/gaps", params={"limit": 1000}).json()
    half = (whole["total"] + 1) // 2
    first = demo.get(f"{API}/gaps", params={"limit": half}).json()
    second = demo.get(f"{API}/gaps", params={"limit": half, "cursor": first["next"]}).json()
    assert second["items"]
    assert first["items"] + second["items"] == whole["items"]
    assert (first["total"], whole["next"]) == (whole["total"], None)


def test_the_view_is_that_of_the_query(demo: TestClient) -> None:
    narrow = demo.get(f"{API}/brokers", params={"sector": ["public", "academia"], "expanded": "include"}).json()
    assert narrow["view"]["sector"] == ["public", "academia"]
    assert {each["group"] for each in narrow["items"]} == {"public", "academia"}


def test_sentences_are_in_the_language_asked_for(demo: TestClient) -> None:
    swedish, english = (demo.get(f"{API}/brokers", params={"lang": each}).json()["items"][0] for each in ("sv", "en"))
    assert swedish["sentence"].startswith("Många når varandra genom ")
    assert english["sentence"].startswith("Many reach each other through ")
    assert swedish["sentence"] != english["sentence"]
    assert swedish["actor"] == english["actor"]


@pytest.mark.parametrize("path", ["brokers", "overlaps", "actors", "projects"])
def test_asked_again_it_tells_the_same(demo: TestClient, path: str) -> None:
    first, again = demo.get(f"{API}/{path}"), demo.get(f"{API}/{path}")
    assert first.json()["items"]
    assert first.content == again.content
