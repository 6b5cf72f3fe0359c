"""Lists and single resources on the demo network; expected facts are those of the six initiatives' own pages."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph.ingest.ingest import ingest
from tests.api.conftest import API
from tests.contract.samples import actor, load, project, takes_part, tie

RESOURCES = ["actors", "projects", "funders", "themes", "places", "sources", "datasets"]


def get(client: TestClient, path: str, **query: Any) -> dict[str, Any]:
    response = client.get(f"{API}/{path}", params=query)
    assert response.status_code == 200, response.text
    return response.json()


def test_there_are_six_initiatives(demo: TestClient) -> None:
    found = get(demo, "projects")
    assert found["total"] == len(found["items"]) == 6
    assert {each["acronym"] for each in found["items"]} >= {"SORESS-MMI"}


@pytest.mark.parametrize("resource", RESOURCES)
def test_a_list_has_one_envelope(demo: TestClient, resource: str) -> None:
    found = get(demo, resource, limit=1)
    assert list(found) == ["items", "total", "next", "view", "revision"]
    assert found["revision"] == 1
    assert found["view"]["status"] == ["asserted", "read", "confirmed"]
    assert {"id", "name", "kind"} <= set(found["items"][0])


@pytest.mark.parametrize("resource", RESOURCES)
def test_pages_together_are_the_list(demo: TestClient, resource: str) -> None:
    whole = get(demo, resource, limit=1000)
    assert whole["next"] is None
    paged, cursor = [], None
    while True:
        page = get(demo, resource, limit=4, **({"cursor": cursor} if cursor else {}))
        assert page["total"] == whole["total"]
        paged += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert paged == whole["items"]
    assert len({each["id"] for each in paged}) == whole["total"]


def test_names_are_in_swedish_order(demo: TestClient) -> None:
    names = [each["name"] for each in get(demo, "actors", limit=1000)["items"]]
    assert names.index("Åsele kommun") > names.index("Vilhelmina kommun")
    assert names.index("Älvsbyns kommun") > names.index("Åsele kommun")
    assert names.index("Övertorneå kommun") > names.index("Älvsbyns kommun")


@pytest.mark.parametrize("q", ["luleå", "LULEÅ  kommun", unicodedata.normalize("NFD", "Luleå")])
def test_search_finds_words_however_they_are_written(demo: TestClient, q: str) -> None:
    assert "Luleå kommun" in {each["name"] for each in get(demo, "actors", q=q)["items"]}


def test_search_forgives_missing_rings_and_dots(demo: TestClient) -> None:
    assert get(demo, "actors", q="lulea kommun")["items"][0]["name"] == "Luleå kommun"


def test_filters_by_kind_and_level(demo: TestClient) -> None:
    universities = get(demo, "actors", kind="university")["items"]
    assert "Luleå tekniska universitet" in {each["name"] for each in universities}
    assert {each["kind"] for each in universities} == {"university"}
    assert {each["level"] for each in get(demo, "places", level="county")["items"]} == {"county"}


def test_a_view_may_name_its_place_and_theme(demo: TestClient) -> None:
    by_name = get(demo, "projects", place="Norrbotten", theme="Kompetensförsörjning")
    assert by_name["view"]["place"] == ["se:25"]
    assert by_name["view"]["theme"] == ["skills-supply"]
    assert by_name["items"] == get(demo, "projects", place="se:25", theme="skills-supply")["items"]
    assert 0 < by_name["total"] < 6


def test_funders_have_their_sums(demo: TestClient) -> None:
    names = {each["name"]: each for each in get(demo, "funders", limit=100)["items"]}
    assert {"Boliden AB", "Skellefteå kommun"} <= set(names)
    assert {"currency": "SEK", "amount": 480000.0, "approximate": False} in [
        sum for each in names.values() for sum in each["amounts"]
    ]


def test_a_grant_that_a_register_tells_twice_is_in_no_sum(make_client: Callable[..., TestClient]) -> None:
    client = make_client()
    coordinator, right, wrong = actor("Bergsuniversitetet"), actor("Rätt fond"), actor("Annan fond")
    about: dict[str, Any] = {"name": "Tysta vägar genom fjällen", "numbers": ("2021-00001",), "starts": "2021-01-01"}
    records = [project("r:1_R", **about), project("r:1_A", **about), project("r:2", name="Ett annat projekt")]
    paid = [(right, records[0], 500.0), (wrong, records[1], 500.0), (right, records[2], 70.0)]
    ingest(
        client.app.state.service.store,  # type: ignore[attr-defined]
        load(
            "r",
            *(coordinator, right, wrong, *records),
            *(takes_part(coordinator, each) for each in records),
            *(tie("FUNDS", who, what, amount=sum, currency="SEK") for who, what, sum in paid),
        ),
    )
    assert [each["numbers"] for each in get(client, "projects")["items"]] == [[], ["2021-00001"]]
    once, twice = ([{"currency": "SEK", "amount": amount, "approximate": False}] for amount in (70.0, 500.0))
    found = {each["name"]: (each["amounts"], each["doubly_told"]) for each in get(client, "funders")["items"]}
    assert found == {"Annan fond": ([], twice), "Rätt fond": (once, twice)}
    (id,) = [each["id"] for each in get(client, "projects")["items"] if each["numbers"]]
    assert "räknas inte i summor" in client.get(f"/projekt/{id}").text
    moved = client.get("/api/v1/projects/r:1_R", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (308, f"http://localhost:8087{API}/projects/{id}")


def test_one_project_has_relations_with_evidence(demo: TestClient) -> None:
    id = next(each["id"] for each in get(demo, "projects")["items"] if each["acronym"] == "SORESS-MMI")
    found = get(demo, f"projects/{id}", limit=100)
    takes_part = [each for each in found["relations"] if each["type"] == "PARTICIPATES_IN"]
    assert [each["start"]["name"] for each in takes_part if each["told"] == "coordinator"] == [
        "IVL Svenska Miljöinstitutet"
    ]
    assert {name for each in takes_part for name in each["evidence"][0]} == {
        "source",
        "quote",
        "locator",
        "status",
        "dataset",
    }
    assert all(each["evidence"][0]["quote"] for each in takes_part)
    assert {"name", "budget"} <= {each["property"] for each in found["claims"]}
    assert found["relations_total"] == len(found["relations"])


def test_relations_come_in_pages(demo: TestClient) -> None:
    whole = get(demo, "datasets/demo", limit=1000)
    paged, cursor = [], None
    while True:
        page = get(demo, "datasets/demo", limit=40, **({"cursor": cursor} if cursor else {}))
        paged += page["relations"]
        cursor = page["relations_next"]
        if cursor is None:
            break
    assert paged == whole["relations"]
    assert len(paged) == whole["relations_total"] > 100


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_listed_thing_can_be_looked_at(demo: TestClient, resource: str) -> None:
    for each in get(demo, resource, limit=5)["items"]:
        found = get(demo, f"{resource}/{each['id']}")
        assert found["id"] == each["id"]
        assert found["name"] == each["name"]


def test_an_id_a_source_gave_leads_to_the_one_in_use(make_client: Callable[..., TestClient]) -> None:
    client = make_client()
    known = "actor;project;role\nProvbolaget i Ås;Norr;owner\n"
    listed = "name;kind;org_number\nProvbolaget i Ås;company;556012-5790\n"
    for name, text in (("medverkan.csv", known), ("aktorer.csv", listed)):
        sent = client.post(f"{API}/loads", params={"apply": True}, files={"file": (name, text.encode())})
        assert sent.status_code == 200, sent.text
    moved = client.get(f"{API}/actors/provbolaget-i-ås", params={"lang": "en"}, follow_redirects=False)
    assert moved.status_code == 308
    assert moved.headers["location"].endswith("/api/v1/actors/orgnr:5560125790?lang=en")
    assert get(client, "actors/provbolaget-i-ås")["id"] == "orgnr:5560125790"


def test_the_language_is_asked_for(demo: TestClient) -> None:
    assert get(demo, "themes/skills-supply", lang="sv")["name"] == "Kompetensförsörjning"
    assert get(demo, "themes/skills-supply", lang="en")["name"] == "Skills supply"


def test_the_network_is_node_link_data(demo: TestClient) -> None:
    import networkx as nx

    data = get(demo, "network")
    graph = nx.node_link_graph(data, edges="edges")
    assert graph.is_directed()
    assert graph.is_multigraph()
    assert sum(data["type"] == "Project" for _, data in graph.nodes(data=True)) == 6
    assert all(data["evidence"] for *_, data in graph.edges(data=True))


def test_revisions_are_paged_the_newest_first(make_client: Callable[..., TestClient]) -> None:
    client = make_client()
    for _ in range(2):
        client.post(f"{API}/loads", params={"apply": "true"}, data={"demo": "true"})
        assert client.delete(f"{API}/datasets/demo").status_code == 200
    numbers, page = [], get(client, "revisions", limit=3)
    while page["next"]:
        numbers += [each["number"] for each in page["items"]]
        page = get(client, "revisions", limit=3, cursor=page["next"])
        assert page["total"] == 4
    assert numbers + [each["number"] for each in page["items"]] == [4, 3, 2, 1]
    assert client.get(f"{API}/revisions/{2**70}").status_code == 404


def test_revisions_tell_what_changed(demo: TestClient) -> None:
    listed = get(demo, "revisions")
    assert [each["number"] for each in listed["items"]] == [1]
    assert "difference" not in listed["items"][0]
    one = get(demo, "revisions/1")
    assert one["summary"] == listed["items"][0]["summary"]
    assert {"change": "new", "type": "Actor"}.items() <= next(
        x for x in one["difference"] if x["type"] == "Actor"
    ).items()
