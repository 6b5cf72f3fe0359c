"""Who decided, loaded and took back what; undoing one's own only; and If-Match."""

import base64
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import API, load_demo

TOKEN = "a-token-of-the-operator"
NAMES = ("Norrlands Trähus", "Lapplands Golv")
FIRST = "projekt,aktör,roll\n" + "".join(f"Träd,{name} och Byggvaror AB,partner\n" for name in NAMES)
SECOND = "projekt,aktör,roll\n" + "".join(f"Virke,{name} AB,partner\n" for name in NAMES)
VERDICT = {"verdict": "complementary", "decided_by": "Anna", "reason": "Olika mål"}


def basic(name: str, token: str = TOKEN) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{token}".encode()).decode()}


@pytest.fixture
def doubtful(make_client: Callable[..., TestClient]) -> TestClient:
    client = make_client(token=TOKEN)
    for name, content in (("ett", FIRST), ("två", SECOND)):
        files = [("file", (f"{name}.csv", content.encode()))]
        loaded = client.post(f"{API}/loads", params={"apply": True}, files=files, headers=basic("Lo Lind"))
        assert loaded.status_code == 200, loaded.text
    return client


def pairs(client: TestClient) -> list[dict[str, Any]]:
    return list(client.get(f"{API}/identities").json()["items"])


def sides(doubt: dict[str, Any]) -> dict[str, Any]:
    return {end: {name: doubt[end][name] for name in ("dataset", "id")} for end in ("one", "other")}


def decide(client: TestClient, doubt: dict[str, Any], verdict: str, name: str, **headers: str) -> Any:
    order = {"decisions": [{**sides(doubt), "verdict": verdict}], "decided_by": name}
    return client.put(f"{API}/identities/decisions", json=order, headers={**basic(name), **headers})


def decided(client: TestClient) -> dict[str, str]:
    found = client.get(f"{API}/identities/decisions").json()
    return {decision["decided_by"]: decision["verdict"] for decision in found}


def undo(client: TestClient, name: str) -> None:
    cookie = urlencode({"hur_decides": name})
    assert client.post("/granska/angra", headers={**basic("x"), "Cookie": cookie}).status_code == 200


def test_undo_takes_back_ones_own(doubtful: TestClient) -> None:
    first, second, *_ = pairs(doubtful)
    decide(doubtful, first, "different", "Anna")
    decide(doubtful, second, "different", "Bo")
    undo(doubtful, "Anna")
    assert decided(doubtful) == {"Bo": "different"}
    undo(doubtful, "Anna")
    undo(doubtful, "")
    assert decided(doubtful) == {"Bo": "different"}, "nobody takes back what somebody else decided"
    undo(doubtful, "Bo")
    assert decided(doubtful) == {}


def test_the_page_offers_to_undo_only_ones_own(doubtful: TestClient) -> None:
    decide(doubtful, pairs(doubtful)[0], "different", "Anna")
    anna, bo = (doubtful.get("/granska", headers={"Cookie": f"hur_decides={name}"}).text for name in ("Anna", "Bo"))
    assert "Du avgjorde senast" in anna
    assert "Du avgjorde senast" not in bo


def test_what_somebody_else_has_decided_since_is_not_withdrawn(doubtful: TestClient) -> None:
    first = pairs(doubtful)[0]
    decide(doubtful, first, "different", "Anna")
    decide(doubtful, first, "related", "Bo")
    order = {"pairs": [sides(first)], "decided_by": "Anna"}
    assert doubtful.post(f"{API}/identities/withdrawals", json=order, headers=basic("Anna")).status_code == 200
    assert decided(doubtful) == {"Bo": "related"}


def test_revisions_say_who_loaded_decided_and_took_back(doubtful: TestClient) -> None:
    first = pairs(doubtful)[0]
    decide(doubtful, first, "different", "Anna")
    doubtful.post(f"{API}/identities/withdrawals", json={"pairs": [sides(first)]}, headers=basic("Bo"))
    doubtful.delete(f"{API}/datasets/ett", headers=basic("Siv"))
    doubtful.delete(f"{API}/datasets/två", headers={"Authorization": f"Bearer {TOKEN}"})
    revisions = doubtful.get(f"{API}/revisions").json()["items"]
    told = [
        (revision["action"], revision["made_by"]) for revision in revisions if revision["dataset"] != "register:events"
    ]
    assert told[:6] == [
        ("forget", None),
        ("forget", "Siv"),
        ("identity", "Bo"),
        ("identity", "Anna"),
        ("load", "Lo Lind"),
        ("load", "Lo Lind"),
    ]
    assert "Lo Lind" in doubtful.get("/andringar").text


def test_a_replaced_verdict_stays_in_the_history_with_who_when_and_why(make_client: Callable[..., TestClient]) -> None:
    client = make_client()
    load_demo(client)
    a, b = [item["id"] for item in client.get(f"{API}/projects").json()["items"]][:2]
    address = f"{API}/overlaps/{a}/{b}/verdict"
    stored = client.put(address, json=VERDICT).json()
    client.put(address, json={"verdict": "none", "decided_by": "Bo"})
    client.delete(address, headers={"Cookie": "hur_decides=Siv"})
    newest = client.get(f"{API}/status").json()["revision"]
    given, replaced, withdrawn = (
        client.get(f"{API}/revisions/{number}").json() for number in (newest - 2, newest - 1, newest)
    )
    assert [revision["made_by"] for revision in (given, replaced, withdrawn)] == ["Anna", "Bo", "Siv"]
    (change,) = given["difference"]
    assert (change["change"], change["before"]) == ("new", {})
    assert change["after"] == {**VERDICT, "decided_at": stored["decided_at"]}
    (change,) = replaced["difference"]
    assert change["before"].items() >= VERDICT.items()
    assert change["after"].items() >= {"verdict": "none", "decided_by": "Bo", "reason": None}.items()
    (change,) = withdrawn["difference"]
    assert (change["before"]["decided_by"], change["after"]) == ("Bo", {})
    page = client.get(f"/andringar/{newest - 1}").text
    assert "Anna" in page
    assert "Olika mål" in page


def test_a_verdict_on_what_was_seen_earlier_is_412(make_client: Callable[..., TestClient]) -> None:
    client = make_client()
    load_demo(client)
    a, b = [item["id"] for item in client.get(f"{API}/projects").json()["items"]][:2]
    address = f"{API}/overlaps/{a}/{b}/verdict"
    mark = client.get(f"{API}/overlaps").headers["etag"]
    assert client.put(address, json=VERDICT, headers={"If-Match": mark}).status_code == 200
    bo = {"verdict": "none", "decided_by": "Bo"}
    for method, body in (("PUT", bo), ("DELETE", None)):
        refused = client.request(method, address, json=body, headers={"If-Match": mark})
        assert (refused.status_code, refused.json()["type"]) == (412, "urn:hur:problem:precondition")
        assert client.request(method, address, json=body, headers={"If-Match": '"rubbish"'}).status_code == 412
    items = client.get(f"{API}/overlaps", params={"project": a, "limit": 1000})
    newer = items.headers["etag"]
    assert client.put(address, json=bo, headers={"If-Match": f"{mark}, {newer}"}).status_code == 200
    assert client.delete(address, headers={"If-Match": "*"}).status_code == 204


def test_a_decision_on_what_was_seen_earlier_is_412(doubtful: TestClient) -> None:
    mark = doubtful.get(f"{API}/identities").headers["etag"]
    first, second, *_ = pairs(doubtful)
    assert decide(doubtful, first, "different", "Anna", **{"If-Match": mark}).status_code == 200
    assert decide(doubtful, second, "different", "Bo", **{"If-Match": mark}).status_code == 412
    order, headers = {"pairs": [sides(first)]}, {**basic("Bo"), "If-Match": mark}
    assert doubtful.post(f"{API}/identities/withdrawals", json=order, headers=headers).status_code == 412
    assert decided(doubtful) == {"Anna": "different"}
