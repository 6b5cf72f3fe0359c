"""What became of an actor, as its page and the API tell it, in both languages."""

import re

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import API
from tests.api.test_loads import send

SKR, SKL = "Sveriges Kommuner och Regioner", "Sveriges Kommuner och Landsting"
NOBODY_ELSE = f"project;actor\nEtt nät;{SKR}\n"
# Its congress took the new name on 27 November 2019.
SENTENCES = {"sv": f"{SKR} efterträdde {SKL} 2019-11-27", "en": f"{SKR} succeeded {SKL} (2019-11-27)"}


@pytest.fixture
def told(client: TestClient) -> TestClient:
    send(client, NOBODY_ELSE, "nytt.csv", apply=True)
    send(client, f"project;actor\nEtt annat;{SKL}\n", "gammalt.csv", apply=True)
    return client


def ids(client: TestClient) -> dict[str, str]:
    return {each["name"]: each["id"] for each in client.get(f"{API}/actors").json()["items"]}


@pytest.mark.parametrize("language", SENTENCES)
def test_both_ends_tell_it(told: TestClient, language: str) -> None:
    known = ids(told)
    assert set(known) == {SKR, SKL}
    for id in known.values():
        item = told.get(f"{API}/actors/{id}", params={"lang": language}).json()
        (tie,) = (each for each in item["relations"] if each["type"] == "FOLLOWS")
        assert (tie["start"]["name"], tie["end"]["name"], tie["since"]) == (SKR, SKL, "2019-11-27")
        assert tie["sentence"] == SENTENCES[language]
        assert all(each["sentence"] is None for each in item["relations"] if each is not tie)
        page = re.sub(r"\s+", " ", told.get(f"/aktor/{id}", params={"lang": language}).text)
        assert SENTENCES[language] in page
        assert 'href="https://sv.wikipedia.org/wiki/Sveriges_Kommuner_och_Regioner"' in page


def test_it_is_in_the_network_with_its_date(told: TestClient) -> None:
    edges = told.get(f"{API}/network").json()["edges"]
    assert [(each["type"], each["since"]) for each in edges if "since" in each] == [("FOLLOWS", "2019-11-27")]


def test_it_goes_with_a_forgotten_end(told: TestClient) -> None:
    forgotten = told.delete(f"{API}/datasets/gammalt").json()
    assert set(ids(told)) == {SKR}
    assert forgotten["revision"] == told.get(f"{API}/status").json()["revision"]
