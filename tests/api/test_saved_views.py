"""Named views over HTTP: saved, found, replaced only when asked, forgotten."""

from fastapi.testclient import TestClient

from tests.api.conftest import API

NORTH = {"title": "Norrbotten från 2025", "options": {"place": ["Norrbottens län"], "from": "2025"}}


def test_a_view_is_named_found_and_forgotten(client: TestClient) -> None:
    before = client.get(f"{API}/status").json()["revision"]
    made = client.post(f"{API}/views", json=NORTH)
    assert made.status_code == 201
    assert made.json()["id"] == "norrbotten-från-2025"
    assert client.get(f"{API}/views").json()["items"] == [made.json()]
    found = client.get(f"{API}/views/norrbotten-från-2025").json()
    assert found["options"] == NORTH["options"]
    assert client.get(f"{API}/actors", params=found["options"]).status_code == 200
    assert client.get(f"{API}/status").json()["revision"] == before + 1
    assert client.delete(f"{API}/views/norrbotten-från-2025").status_code == 204
    assert client.get(f"{API}/views").json()["items"] == []
    assert client.delete(f"{API}/views/norrbotten-från-2025").status_code == 404
    assert client.get(f"{API}/views/norrbotten-från-2025").status_code == 404


def test_another_view_is_replaced_only_when_asked(client: TestClient) -> None:
    client.post(f"{API}/views", json=NORTH)
    other = NORTH | {"options": {"place": ["se:25"]}}
    assert client.post(f"{API}/views", json=other).status_code == 409
    assert client.post(f"{API}/views", json=other | {"replace": True}).json()["options"] == other["options"]


def test_a_view_saved_on_its_map_opens_the_map_as_it_was_drawn(client: TestClient) -> None:
    form = {"title": "Utan kommuner", "without": ["municipality"], "layout": "layered"}
    assert client.post("/vy?from=2025", data=form, follow_redirects=False).status_code == 303
    (saved,) = client.get(f"{API}/views").json()["items"]
    assert saved["options"] == {"from": "2025", "layout": "layered", "without": ["municipality"]}
    opened = client.get("/vy/utan-kommuner", follow_redirects=False).headers["location"]
    assert opened == "/karta?from=2025&layout=layered&without=municipality"
    assert "utan: kommuner" in client.get("/vy?lang=sv").text
    assert 'href="/karta?layout=layered&amp;without=municipality&amp;from=2025"' in client.get("/karta?lang=sv").text
    assert 'href="/tank-om?without=LTU&amp;from=2025"' in client.get("/tank-om?without=LTU&lang=sv").text
    refused = client.post(f"{API}/views", json=NORTH | {"options": {"without": ["red"]}})
    assert refused.status_code == 422
    assert "without" in refused.json()["detail"]


def test_a_view_that_makes_no_sense_is_refused(client: TestClient) -> None:
    refused = client.post(f"{API}/views", json=NORTH | {"options": {"place": ["Atlantis"]}})
    assert refused.status_code == 422
    assert client.post(f"{API}/views", json=NORTH | {"options": {"colour": "red"}}).status_code == 422
    assert client.post(f"{API}/views", json=NORTH | {"title": "–"}).status_code == 422
    assert client.get(f"{API}/views").json()["items"] == []
