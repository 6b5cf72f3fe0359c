"""No page speaks in codes: words of the vocabulary, property names and UTC stand in none, and one is not many."""

import re
from html.parser import HTMLParser
from typing import Final

import pytest
from fastapi.testclient import TestClient

from api.pages.visit import Visit
from api.pages.wording import Wording
from graph.messages import catalogue
from graph.model.vocabulary import ACTOR_KINDS, FACT_NODES, FACT_RELATIONS, PLACE_LEVELS, ROLES, SECTORS, SOURCE
from tests.api.conftest import API

PATHS: Final = (
    "/",
    "/om",
    "/kallor",
    "/andringar",
    "/andringar?since=1",
    "/andringar/1",
    "/ladda",
    "/granska",
    "/granska/alla?minst=70",
    "/aktorer",
    "/aktor/orgnr:2021002841",
    "/projekt",
    "/projekt/demo:soress-mmi",
    "/karta/tabell",
    "/brobyggare?visa=alla&group=kind",
    "/luckor",
    "/luckor?visa=groups",
    "/luckor?visa=coverage",
    "/luckor?visa=isolates",
    "/overlapp?owners=all&none=include",
    "/overlapp/par?a=demo:soress-mmi&b=demo:north-sweden-green-deal",
    "/partner?project=SORESS-MMI&vagar=alla",
    "/partner/jamfor?project=SORESS-MMI&valda=orgnr:2321000230",
    "/introduktioner?a=Boliden&b=Region+Norrbotten",
    "/konsortium?project=SORESS-MMI",
    "/tank-om?without=Skellefte%C3%A5+kommun",
    "/sok?q=lule%C3%A5",
    "/finns-inte",
)
VERDICTS: Final = ("duplicate", "overlapping", "complementary", "continuation", "in_contact", "not_relevant")
LOADERS: Final = ("spreadsheet", "keep_eu", "ror", "projektbanken")
# Words that Swedish writes alike.
ALIKE: Final = {"region", "partner"}
CODES: Final = {*ACTOR_KINDS, *ROLES, *SECTORS, *PLACE_LEVELS, *VERDICTS, *LOADERS} - ALIKE
CODE: Final = re.compile(rf"(?<![\w./@-])({'|'.join(sorted(CODES, key=len, reverse=True))})(?![\w@])")
MANY: Final = re.compile(r"(?<![\d,.\xa0])(?<!\d )\b1 (?:ändringar|nya|aktörer|uppgifter|kopplingar|borttagna)\b")
# Names of others, quotes, and what is there for machines.
NOT_OURS: Final = {"a", "q", "code", "script", "style", "option", "title"}
EMPTY: Final = {"input", "br", "meta", "link", "img"}


class Said(HTMLParser):
    """Gathers what a page says in its own words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.within: list[str] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag not in EMPTY:
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.within and self.within.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if NOT_OURS.isdisjoint(self.within):
            self.texts.append(data)


def said(text: str) -> str:
    return re.sub(r"\s+", " ", " ".join(Said(text).texts))


@pytest.mark.parametrize("path", PATHS)
def test_no_page_says_a_code(demo: TestClient, path: str) -> None:
    text = said(demo.get(path).text)
    assert len(text) > 150
    assert CODE.findall(text) == []
    assert "UTC" not in text
    assert MANY.findall(text) == []


def test_a_code_would_be_found() -> None:
    page = "<p>Boliden (coordinator) <a>university</a> <q>owner</q> region municipality:2482</p>"
    assert CODE.findall(said(page)) == ["coordinator", "municipality"]


PROPERTIES: Final = sorted({each.name for type in (*FACT_NODES, SOURCE) for each in type.properties} - {"id", "claims"})


@pytest.mark.parametrize("name", PROPERTIES)
def test_every_property_of_a_node_has_a_name(name: str) -> None:
    assert f"pages.property_{name}" in catalogue()


@pytest.mark.parametrize("name", sorted({each.name for type in FACT_RELATIONS for each in type.own}))
def test_every_property_of_a_fact_has_a_name(name: str) -> None:
    assert f"pages.property_{name}" in catalogue()


def test_roles_and_ends_of_a_difference_are_named(demo: TestClient) -> None:
    text = said(demo.get("/andringar/1").text)
    assert "Boliden AB → SORESS-MMI (partner)" in text
    assert "IVL Svenska Miljöinstitutet → SORESS-MMI (samordnar)" in text


def test_times_are_those_of_swedish_clocks(demo: TestClient) -> None:
    at = demo.get(f"{API}/revisions").json()["items"][0]["at"]
    wording = Wording(Visit.__new__(Visit))
    assert wording.moment("2026-07-01T22:30:00+00:00") == "2026-07-02 00:30"
    assert wording.moment("2026-01-01T22:30:00+00:00") == "2026-01-01 23:30"
    assert wording.day("2026-07-01T22:30:00+00:00") == "2026-07-02"
    assert wording.moment("2026-07-01") == "2026-07-01"
    assert f'<time datetime="{at}">' in demo.get("/andringar").text


def test_one_is_not_many(client: TestClient) -> None:
    files = {"file": ("en.csv", "projekt;aktör;roll\nXyz;Älvlaget;ägare\n".encode())}
    client.post(f"{API}/loads", params={"apply": True}, files=files)
    assert "1 ändring<" in client.get("/andringar").text
    assert "1 aktör och 1 projekt ingår" in client.get("/projekt").text
    assert "1 uppgift, laddat" in said(client.get("/").text)


def test_terms_are_explained_where_they_stand(demo: TestClient) -> None:
    for path, term in (("/brobyggare?visa=alla", "Bundenhet"), ("/luckor?visa=groups", "q")):
        assert re.search(rf'<details class="term"><summary>{term}</summary><small>[^<]{{20,}}', demo.get(path).text)
