"""Verdicts over HTTP: stored with name, date and reason, and taken back."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import API

ORDER = {"verdict": "complementary", "decided_by": "Åsa på projektkontoret", "reason": "Olika mål"}


@pytest.fixture
def loaded(make_client: Callable[..., TestClient]) -> TestClient:
    client = make_client()
    client.post(f"{API}/loads", params={"apply": True}, data={"demo": "true"})
    return client


def pair(client: TestClient, resource: str) -> tuple[str, str]:
    first, second, *_ = [each["id"] for each in client.get(f"{API}/{resource}").json()["items"]]
    return first, second


def verdict_shown(client: TestClient, ids: tuple[str, str]) -> Any:
    items = client.get(f"{API}/overlaps", params={"project": ids[0], "limit": 1000}).json()["items"]
    return next((each["verdict"] for each in items if {p["id"] for p in each["projects"]} == set(ids)), None)


def test_a_verdict_is_stored_and_makes_a_revision(loaded: TestClient) -> None:
    a, b = pair(loaded, "projects")
    response = loaded.put(f"{API}/overlaps/{b}/{a}/verdict", json=ORDER)
    assert response.status_code == 200
    stored = response.json()
    assert ORDER.items() <= stored.items()
    assert (stored["first"], stored["second"]) == tuple(sorted((a, b)))
    assert stored["decided_at"]
    assert loaded.get(f"{API}/status").json()["revision"] == 2
    assert loaded.get(f"{API}/revisions/2").json()["action"] == "verdict"
    assert verdict_shown(loaded, (a, b))["verdict"] == "complementary"


def test_ids_may_hold_slashes(client: TestClient) -> None:
    """As keep.eu's do, which begin with the programme."""
    attributes = [{"label": name, "type": "project", "hur_id": f"keep-eu:nord/{name}"} for name in ("ett", "två")]
    nodes = [{"key": each["label"], "attributes": each} for each in attributes]
    graph = json.dumps({"attributes": {}, "options": {}, "nodes": nodes, "edges": []})
    client.post(f"{API}/loads", params={"apply": True}, files={"file": ("nord.graphology.json", graph)})
    a, b = pair(client, "projects")
    assert all("/" in id for id in (a, b))
    for address in (f"{API}/overlaps/{a}/{b}/verdict", f"{API}/overlaps/{quote(a, '')}/{quote(b, '')}/verdict"):
        assert client.put(address, json=ORDER).status_code == 200
        assert client.delete(address).status_code == 204
    assert client.put(f"{API}/overlaps/{a}/nord/tre/verdict", json=ORDER).status_code == 404


def test_the_same_verdict_again_changes_nothing(loaded: TestClient) -> None:
    a, b = pair(loaded, "projects")
    answers = [loaded.put(f"{API}/overlaps/{a}/{b}/verdict", json=ORDER).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert loaded.get(f"{API}/status").json()["revision"] == 2


def test_a_verdict_is_taken_back(loaded: TestClient) -> None:
    a, b = pair(loaded, "projects")
    loaded.put(f"{API}/overlaps/{a}/{b}/verdict", json=ORDER)
    assert loaded.delete(f"{API}/overlaps/{a}/{b}/verdict").status_code == 204
    assert loaded.delete(f"{API}/overlaps/{a}/{b}/verdict").status_code == 404
    assert not verdict_shown(loaded, (a, b))


def test_actors_are_known_not_to_work_together(loaded: TestClient) -> None:
    a, b = pair(loaded, "actors")
    order = ORDER | {"verdict": "no_collaboration"}
    assert loaded.put(f"{API}/gaps/pairs/{a}/{b}/verdict", json=order).json()["question"] == "collaboration"
    assert loaded.delete(f"{API}/gaps/pairs/{b}/{a}/verdict").status_code == 204


def test_a_suggested_partner_is_set_aside_until_the_verdict_is_taken_back(loaded: TestClient) -> None:
    def suggested(**more: str) -> list[str]:
        found = loaded.get(f"{API}/partners", params={"project": "SORESS-MMI", "limit": 1000, **more}).json()
        return [each["actor"]["id"] for each in found["items"]]

    first, second, *_ = before = suggested()
    address = f"{API}/partners/demo:soress-mmi/{{}}/verdict"
    stored = loaded.put(address.format(first), json=ORDER | {"verdict": "in_contact"}).json()
    assert {stored["question"], stored["verdict"], stored["decided_by"]} == {
        "partner",
        "in_contact",
        ORDER["decided_by"],
    }
    assert {stored["first"], stored["second"]} == {"demo:soress-mmi", first}
    assert loaded.put(address.format(second), json=ORDER | {"verdict": "not_relevant"}).status_code == 200
    assert suggested() == before[2:]
    assert sorted(suggested(not_relevant="include")) == sorted(before[1:])
    for actor in (first, second):
        assert loaded.delete(address.format(actor)).status_code == 204
    assert suggested() == before


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"verdict": "no_collaboration"}, 422),
        ({"verdict": ""}, 422),
        ({"decided_by": ""}, 422),
        ({"decided_by": "   "}, 422),
        ({"unknown": 1}, 422),
    ],
)
def test_a_verdict_that_makes_no_sense_is_refused(loaded: TestClient, change: dict[str, Any], status: int) -> None:
    a, b = pair(loaded, "projects")
    assert loaded.put(f"{API}/overlaps/{a}/{b}/verdict", json=ORDER | change).status_code == status
    assert loaded.get(f"{API}/status").json()["revision"] == 1


def test_both_must_be_there_and_differ(loaded: TestClient) -> None:
    a, b = pair(loaded, "projects")
    assert loaded.put(f"{API}/overlaps/{a}/nothing/verdict", json=ORDER).status_code == 404
    assert loaded.put(f"{API}/overlaps/{a}/{a}/verdict", json=ORDER).status_code == 422
    assert loaded.put(f"{API}/gaps/pairs/{a}/{b}/verdict", json=ORDER).status_code == 404
    assert loaded.put(f"{API}/partners/{a}/{b}/verdict", json=ORDER).status_code == 404, "a project and an actor"
    assert loaded.put(f"{API}/partners/{a}/{pair(loaded, 'actors')[0]}/verdict", json=ORDER).status_code == 422
