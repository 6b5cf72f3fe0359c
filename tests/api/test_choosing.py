"""Sector and kind over HTTP, in lists, maps and on pages: they choose rows, and figures stay those of the whole."""

import re

from fastapi.testclient import TestClient

API = "/api/v1"
MUNICIPALITIES = {"kind": "municipality"}


def test_lists_have_the_chosen_rows_with_figures_of_the_whole(demo: TestClient) -> None:
    every = {item["id"]: item for item in demo.get(f"{API}/actors", params={"limit": 1000}).json()["items"]}
    chosen = demo.get(f"{API}/actors", params={**MUNICIPALITIES, "limit": 1000}).json()
    assert chosen["view"]["kind"] == ["municipality"]
    assert chosen["items"] == [item for item in every.values() if item["kind"] == "municipality"]
    business = demo.get(f"{API}/projects", params={"sector": "business"}).json()["items"]
    whole = {item["id"]: item for item in demo.get(f"{API}/projects").json()["items"]}
    assert 0 < len(business) < len(whole)
    assert all(item == whole[item["id"]] for item in business)


def test_exports_hold_the_chosen_actors_and_their_projects(demo: TestClient) -> None:
    network = demo.get(f"{API}/network", params=MUNICIPALITIES).json()
    actors = {node["id"]: node["kind"] for node in network["nodes"] if node["type"] == "Actor"}
    assert set(actors.values()) == {"municipality"}
    projects = {node["id"] for node in network["nodes"] if node["type"] == "Project"}
    assert projects == {edge["target"] for edge in network["edges"] if edge["target"] in projects}
    assert "aktörer av annat slag" in demo.get(f"{API}/exports/html", params={**MUNICIPALITIES, "lang": "sv"}).text


def test_what_lies_around_an_actor_keeps_it_though_it_is_not_chosen(demo: TestClient) -> None:
    boliden = demo.get(f"{API}/actors", params={"q": "Boliden AB"}).json()["items"][0]["id"]
    assert "Boliden AB" in demo.get(f"/karta/bild/{boliden}", params=MUNICIPALITIES).text


def test_pages_offer_the_kinds_and_say_which_were_chosen(demo: TestClient) -> None:
    page = demo.get("/aktorer", params={**MUNICIPALITIES, "lang": "sv"}).text
    (checked,) = re.findall(r'name="kind"\s+value="(\w+)" checked', page)
    assert checked == "municipality"
    assert re.search(r'class="chip" href="[^"]*">Kommun<', page)
    assert "Boliden AB" not in page
    assert ">Boliden AB</a>" in demo.get("/karta/tabell").text
    assert ">Boliden AB</a>" not in demo.get("/karta/tabell", params=MUNICIPALITIES).text
