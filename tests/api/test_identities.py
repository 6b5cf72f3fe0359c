"""The steward's queue over HTTP: asked with reasons, decided, redirected, taken back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph.ingest.ingest import ingest
from tests.api.conftest import API
from tests.contract.samples import actor, load, project, takes_part

FIRST = "projekt,aktör,roll\nTräd,Norrlands Trähus och Byggvaror AB,partner\nTräd,Åsele kommun,partner\n"
SECOND = "projekt,aktör,roll\nVirke,Norrlands Trähus AB,partner\nVirke,Åsele kommun,partner\n"


@pytest.fixture
def client(make_client: Callable[..., TestClient], tmp_path: Path) -> TestClient:
    made = make_client()
    for name, content in (("ett", FIRST), ("två", SECOND)):
        files = [("file", (f"{name}.csv", content.encode()))]
        assert made.post(f"{API}/loads", params={"apply": True}, files=files).status_code in (200, 201, 202)
    return made


def the_doubt(client: TestClient, **options: Any) -> dict[str, Any]:
    found = client.get(f"{API}/identities", params=options).json()
    assert (found["total"], found["next"]) == (1, None)
    return dict(found["items"][0])


def key(side: dict[str, Any]) -> dict[str, str]:
    return {"dataset": side["dataset"], "id": side["id"]}


def decide(client: TestClient, doubt: dict[str, Any], verdict: str) -> dict[str, Any]:
    decision = {"one": key(doubt["one"]), "other": key(doubt["other"]), "verdict": verdict}
    response = client.put(f"{API}/identities/decisions", json={"decisions": [decision], "decided_by": "Åsa"})
    assert response.status_code == 200, response.text
    return dict(response.json())


def test_a_doubt_has_both_sides_and_reasons_in_the_readers_language(client: TestClient) -> None:
    doubt = the_doubt(client, lang="sv")
    assert {name for side in (doubt["one"], doubt["other"]) for name in side["names"]} == {
        "Norrlands Trähus och Byggvaror AB",
        "Norrlands Trähus AB",
    }
    assert 70 <= doubt["score"] < 92
    assert doubt["reasons"] != the_doubt(client, lang="en")["reasons"]
    assert client.get(f"{API}/identities", params={"least": 99}).json()["total"] == 0
    assert the_doubt(client, lang="sv", dataset=doubt["one"]["dataset"]) == doubt
    assert client.get(f"{API}/identities", params={"dataset": "another"}).json()["total"] == 0


def test_merged_actors_redirect_and_part_again(client: TestClient) -> None:
    doubt = the_doubt(client)
    before = client.get(f"{API}/actors").json()["items"]
    decide(client, doubt, "same")
    found = client.get(f"{API}/identities").json()
    assert (found["total"], found["decided"]) == (0, 1)
    merged = {doubt["one"]["node"], doubt["other"]["node"]}
    (gone,) = merged - {each["id"] for each in client.get(f"{API}/actors").json()["items"]}
    answer = client.get(f"{API}/actors/{gone}", follow_redirects=False)
    assert answer.status_code == 308
    assert answer.headers["location"].endswith(f"/actors/{(merged - {gone}).pop()}".replace("ä", "%C3%A4"))
    (decision,) = client.get(f"{API}/identities/decisions").json()
    assert (decision["verdict"], decision["decided_by"]) == ("same", "Åsa")
    pair = {"one": key(doubt["one"]), "other": key(doubt["other"])}
    taken = client.post(f"{API}/identities/withdrawals", json={"pairs": [pair]}).json()
    assert taken["revision"] == 4
    assert client.get(f"{API}/actors").json()["items"] == before
    assert the_doubt(client) == doubt


def test_a_decision_about_nobody_is_refused(client: TestClient) -> None:
    doubt = the_doubt(client)
    doubt["other"]["id"] = "nobody"
    decision = {"one": key(doubt["one"]), "other": key(doubt["other"]), "verdict": "same"}
    order = {"decisions": [decision], "decided_by": "Åsa"}
    assert client.put(f"{API}/identities/decisions", json=order).status_code == 404
    assert client.put(f"{API}/identities/decisions", json=order | {"decided_by": " "}).status_code == 422
    assert client.get(f"{API}/identities", params={"cursor": "x"}).status_code == 422
    assert client.get(f"{API}/status").json()["revision"] == 2


def test_projects_are_decided_in_a_queue_of_their_own(make_client: Callable[..., TestClient]) -> None:
    client, who = make_client(), actor("Åsele kommun")
    store = client.app.state.service.store  # type: ignore[attr-defined]
    for dataset, ends in (("a", "2023"), ("b", "2026-06")):
        about: dict[str, Any] = {"name": "Grön kompetens för gruvorter", "numbers": (dataset,), "starts": "2021"}
        what = project(f"{dataset}:1", **about, ends=ends)
        ingest(store, load(dataset, who, what, takes_part(who, what)))
    assert client.get(f"{API}/identities").json()["total"] == 0
    doubt = the_doubt(client, of="projects", lang="sv")
    assert [(side["node"], side["numbers"], side["ends"]) for side in (doubt["one"], doubt["other"])] == [
        ("a:1", ["a"], "2023"),
        ("b:1", ["b"], "2026-06"),
    ]
    assert doubt["differs"] == ["period"]
    pair = {end: key(doubt[end]) for end in ("one", "other")}
    order = {"of": "projects", "decisions": [{**pair, "verdict": "same"}], "decided_by": "Åsa"}
    assert client.put(f"{API}/identities/decisions", json=order).status_code == 200
    assert [each["id"] for each in client.get(f"{API}/projects").json()["items"]] == ["a:1"]
    assert client.get(f"{API}/identities", params={"of": "projects"}).json()["decided"] == 1
    assert client.get(f"{API}/identities/decisions").json() == []
    (decision,) = client.get(f"{API}/identities/decisions", params={"of": "projects"}).json()
    assert decision["verdict"] == "same"
    taken = client.post(f"{API}/identities/withdrawals", json={"of": "projects", "pairs": [pair]})
    assert taken.status_code == 200
    assert the_doubt(client, of="projects", lang="sv") == doubt


def test_what_registers_know_as_two_is_marked(make_client: Callable[..., TestClient]) -> None:
    client = make_client()
    for number, name in enumerate(("Region Västerbotten", "Västerbottens läns landsting")):
        files = [("file", (f"{number}.csv", f"projekt,aktör,roll\nVäg {number},{name},partner\n".encode()))]
        client.post(f"{API}/loads", params={"apply": True}, files=files)
    assert the_doubt(client)["known_apart"] is True


def test_what_only_sounds_alike_is_not_marked(client: TestClient) -> None:
    assert the_doubt(client)["known_apart"] is False
