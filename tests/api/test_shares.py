"""A link that is shared opens one map, with or without names, until it is revoked, and reaches nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient

from graph.workspace.saved import share_id
from tests.api.conftest import API, client_on, load_demo

ORDER = {"title": "Till styrgruppen", "options": {"theme": ["skills-supply"]}}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The demo network again: a share is a revision, which tests that only read must not meet."""
    with client_on(tmp_path_factory.mktemp("shares")) as client:
        load_demo(client)
        yield client


def shared(client: TestClient, **order: object) -> str:
    made = client.post(f"{API}/shares", json={**ORDER, **order})
    assert made.status_code == 201, made.text
    return str(made.json()["path"])


def test_a_link_shows_the_map_of_its_view_and_no_names_unless_wished(demo: TestClient) -> None:
    hidden, shown = shared(demo), shared(demo, names="shown")
    assert hidden != shown
    without, named = demo.get(hidden), demo.get(shown)
    for answer in (without, named):
        assert "Till styrgruppen" in answer.text
        assert answer.headers["cache-control"] == "private, no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "noindex" in answer.headers["x-robots-tag"]
        assert not re.search(r'(?:href|src|action)="/', answer.text)
    assert "SORESS-MMI" in named.text
    assert "SORESS-MMI" not in without.text
    assert "Focus Industry Spets" not in named.text  # is about another theme


def test_a_shared_map_leaves_out_what_was_hidden(demo: TestClient) -> None:
    path = shared(demo, names="shown", options={"without": ["company"]})
    page = demo.get(path).text
    assert '["Boliden AB",' not in page  # no node; a quote about others may name it
    assert '["SORESS-MMI",' in page
    assert "utan: företag" in page or "without: companies" in page


def test_the_token_is_nowhere(demo: TestClient) -> None:
    path = shared(demo)
    token = path.removeprefix("/delad/")
    assert len(token) >= 40
    (item,) = [item for item in demo.get(f"{API}/shares").json()["items"] if item["id"] == share_id(token)]
    assert item["names"] == "hidden"
    assert token not in demo.get(f"{API}/shares").text
    assert token not in demo.get("/delade").text
    assert token not in demo.get("/andringar").text
    assert token not in demo.get(f"{API}/backup").text


def test_a_link_that_is_revoked_or_wrong_opens_nothing(demo: TestClient) -> None:
    path = shared(demo)
    id = share_id(path.removeprefix("/delad/"))
    assert demo.get(path).status_code == 200
    assert demo.delete(f"{API}/shares/{id}").status_code == 204
    for nothing in (path, "/delad/x", f"/delad/{id}"):
        assert demo.get(nothing).status_code == 404
    assert demo.delete(f"{API}/shares/{id}").status_code == 404


def test_what_makes_no_sense_is_not_shared(demo: TestClient) -> None:
    assert demo.post(f"{API}/shares", json={**ORDER, "options": {"place": ["Atlantis"]}}).status_code == 422
    assert demo.post(f"{API}/shares", json={**ORDER, "names": "some"}).status_code == 422


def test_a_link_is_open_where_reading_is_closed_and_nothing_beside_it(make_client: Callable[..., TestClient]) -> None:
    client = make_client(token="w" * 20, read_token="r" * 20)
    writing = {"Authorization": f"Bearer {'w' * 20}"}
    client.post(f"{API}/loads", params={"apply": True}, data={"demo": "true"}, headers=writing)
    path = client.post(f"{API}/shares", json=ORDER, headers=writing).json()["path"]
    assert client.get(path).status_code == 200
    for other in ("/", "/karta", f"{API}/exports/html", f"{API}/shares", "/delade", f"{path}/../../karta", "/delad"):
        assert client.get(other).status_code in (401, 404), other
    assert client.get("/karta").status_code == 401
    for method in ("POST", "PUT", "DELETE"):
        assert client.request(method, path).status_code == 401
    assert client.post(f"{API}/shares", json=ORDER).status_code == 401


@pytest.mark.parametrize("names", ["hidden", "shown"])
def test_the_page_makes_shows_once_and_revokes_a_link(demo: TestClient, names: str) -> None:
    made = demo.post("/delade?theme=skills-supply&lang=sv", data={"title": "På stämman", "names": names}).text
    (link,) = re.findall(r'<a href="(/delad/[^"]+)"', made)
    assert demo.get(link).status_code == 200
    assert ("Boliden" in demo.get(link).text) is (names == "shown")
    listed = demo.get("/delade?lang=sv").text
    assert "På stämman" in listed
    assert link not in listed
    id = share_id(link.removeprefix("/delad/"))
    assert demo.post(f"/delade/{id}/aterkalla?lang=sv", follow_redirects=False).status_code == 303
    assert demo.get(link).status_code == 404


def test_a_link_plays_a_story_and_nothing_else(client: TestClient) -> None:
    client.post(f"{API}/loads", params={"apply": True}, data={"demo": "true"})
    text = "title: Två broar\nsteps:\n- title: En brobyggare\n  question: brokers\n"
    assert client.post(f"{API}/stories", json={"content": text}).status_code == 201
    assert client.post(f"{API}/shares", json={"story": "finns-inte"}).status_code == 404
    made = client.post(f"{API}/shares", json={"story": "två-broar", "names": "shown"}).json()
    assert (made["title"], made["story"], made["names"]) == ("Två broar", "två-broar", "shown")
    played = client.get(made["path"])
    assert "En brobyggare" in played.text
    assert not re.search(r'(?:href|src|action)="/', played.text)
    client.delete(f"{API}/stories/två-broar")
    assert client.get(made["path"]).status_code == 404
    page = client.post("/delade/berattelse/finns-inte?lang=sv")
    assert page.status_code == 404
