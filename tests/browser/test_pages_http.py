"""What can be told of the pages without a browser: texts, policy, who may write, addresses."""

import base64
import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.service.service import Service
from graph.errors import StoreUnavailableError
from graph.messages import Message, catalogue
from graph.settings import open_store, read_settings
from tests.browser.test_pages_access import PATHS

Make = Callable[..., TestClient]
TOKEN = "a-long-token-of-this-test"


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Clients on a store of their own, with the settings given."""
    opened: list[TestClient] = []
    monkeypatch.delenv("HUR_TOKEN", raising=False)

    def made(address: str = "http://localhost:8087", **settings: Any) -> TestClient:
        read = read_settings(graph=str(tmp_path / f"graph-{len(opened)}"), wait=0, **settings)
        client = TestClient(create_app(read, open_store(read)), base_url=address, follow_redirects=False)
        client.__enter__()
        opened.append(client)
        return client

    yield made
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def demo(make: Make) -> TestClient:
    client = make()
    assert client.post("/ladda/demo").status_code == 303
    while "http-equiv" in client.get(client.post("/ladda/demo").headers["location"]).text:
        pass
    return client


def test_coverage_is_a_matrix_with_few_places_and_the_needs_in_words(
    demo: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    column = re.compile(r'<th\s+scope="col">')
    whole = demo.get("/luckor?visa=coverage").text
    assert len(column.findall(whole)) == 1 + 5  # the theme and five counties
    assert "Region Norrbotten söker partner inom styrning" in whole
    assert "har inget projekt om" not in whole.replace("har Norrbottens län inget projekt om", "")
    assert "Visa alla" not in whole
    monkeypatch.setattr("api.pages.routes.questions._MOST_PLACES", 2)
    demo.app.state.service.kept.clear()  # type: ignore[attr-defined]
    few = demo.get("/luckor?visa=coverage").text
    assert len(column.findall(few)) == 1 + 2
    assert "Visa alla 5 platser" in few
    assert len(column.findall(demo.get("/luckor?visa=coverage&platser=alla").text)) == 1 + 5


def test_every_page_answers_in_both_languages_without_inline_code(demo: TestClient) -> None:
    for path in PATHS:
        for language in ("sv", "en"):
            answer = demo.get(path, params={**dict(_pairs(path)), "lang": language})
            assert answer.status_code == (404 if path == "/finns-inte" else 200), path
            assert f'<html lang="{language}">' in answer.text
            assert (
                re.findall(r"<script(?![^>]* (?:src=|type=.application/json.))|<style|\sstyle=|\son\w+=", answer.text)
                == []
            ), path
            assert "script-src 'self';" in answer.headers["content-security-policy"]
            assert answer.headers["cache-control"] == "private, no-cache"


def test_an_empty_store_answers_on_every_list(make: Make) -> None:
    client = make()
    for path in [path for path in PATHS if ":" not in path and "=" not in path]:
        wanted = 404 if path in ("/finns-inte", "/andringar/1") else 200
        assert client.get(path).status_code == wanted, path


def test_every_text_the_pages_use_is_in_the_catalogue_and_the_other_way_round() -> None:
    ours = {key.removeprefix("pages."): entry for key, entry in catalogue().items() if key.startswith("pages.")}
    for key, entry in ours.items():
        assert set(entry) == {"sv", "en"}, key
        fields = [{name for _, name, *_ in Formatter().parse(entry[each]) if name} for each in ("sv", "en")]
        assert fields[0] == fields[1], key
    templates = "".join(
        each.read_text("utf-8") for each in (files("api.pages") / "templates").iterdir() if each.name.endswith(".html")
    )
    used = set(re.findall(r"\bt\('(\w+)'(?! ~)", templates))
    assert used <= set(ours)
    code = "".join(path.read_text("utf-8") for path in Path("api/pages").rglob("*.py"))
    spoken = used | set(re.findall(r"['\"](\w+)['\"]", code + templates))
    begun = tuple(re.findall(r"['\"](\w+_)['\"] ~", templates)) + tuple(re.findall(r"f\"(\w+_)\{", code))
    several = {key.removesuffix("_one") for key in ours}  # what is said of one goes with what is said of several
    assert {key for key in several if key not in spoken and not key.startswith(begun)} == set()


def test_pages_elsewhere_cannot_write(make: Make) -> None:
    client = make()
    writes = ["/ladda/demo", "/ladda", "/ladda/ta-bort", "/overlapp/bedom", "/luckor/bedom", "/ladda/x/ladda"]
    for path in writes:
        for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
            assert client.post(path, headers=headers, data={"dataset": "demo"}).status_code == 403, path
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 403
    assert client.get("/api/v1/status").json()["revision"] == 0


def test_beyond_loopback_the_browser_asks_for_the_token(make: Make) -> None:
    client = make("http://hur.example", host="0.0.0.0", hosts="hur.example", token=TOKEN)
    assert "HUR_TOKEN" in client.get("/ladda").text
    refused = client.post("/ladda/demo")
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Basic")
    wrong, right = (base64.b64encode(f"anna:{each}".encode()).decode() for each in ("no", TOKEN))
    assert client.post("/ladda/demo", headers={"Authorization": f"Basic {wrong}"}).status_code == 401
    assert client.post("/ladda/demo", headers={"Authorization": f"Basic {right}"}).status_code == 303
    foreign = {"Authorization": f"Basic {right}", "Origin": "https://evil.example"}
    assert client.post("/ladda/demo", headers=foreign).status_code == 403, "what a browser remembers is not enough"


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/projekt?sector=x", 422, "Urvalet: sector kan inte vara ”x”. Välj bland: public"),
        ("/projekt?from=igår", 422, "Urvalet: ”igår” är inget datum. Skriv det som 2025"),
        ("/projekt?from=2026&amp;to=2025", 422, "Urvalet slutar 2025, före det börjar 2026."),
        ("/projekt?place=Ankeborg", 422, "Ingen plats heter ”Ankeborg”."),
        ("/projekt?dataset=ingen", 422, "Det finns ingen datamängd ”ingen”. Välj bland: demo."),
        ("/luckor?cursor=x", 422, "”x” är ingen plats i den här listan."),
        ("/projekt?sort=x", 422, "sort: ”x” går inte att välja. Välj bland: project"),
        ("/luckor?visa=groups&amp;group=skor", 422, "group: ”skor” går inte att välja."),
        ("/aktor/ingen", 404, "Det finns ingen aktör ”ingen”."),
        ("/projekt/inget", 404, "Det finns inget projekt ”inget”."),
        ("/andringar/99", 404, "Det finns ingen revision ”99”."),
        ("/ladda/borta", 404, "Inläsningen ”borta” finns inte längre"),
        ("/finns-inte", 404, "Det finns ingen sida ”/finns-inte”."),
    ],
)
def test_what_cannot_be_shown_is_a_swedish_page_that_says_why(
    demo: TestClient, path: str, status: int, told: str
) -> None:
    answer = demo.get(path.replace("&amp;", "&"))
    assert answer.status_code == status
    assert told in answer.text
    assert re.findall(r'<p[^>]* lang="en"', answer.text) == []


def test_a_refused_verdict_and_a_silent_store_are_swedish_pages(
    demo: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = demo.post("/overlapp/bedom", data={"a": "x", "b": "y", "verdict": "duplicate", "decided_by": "Anna"})
    assert (refused.status_code, "Det finns inget projekt ”x”." in refused.text) == (404, True)

    def unreachable(_: Service) -> None:
        raise StoreUnavailableError(Message("errors.store_unreachable", url="bolt://graf:7687", reason="tyst"))

    monkeypatch.setattr(Service, "shown", unreachable)
    silent = demo.get("/projekt")
    assert (silent.status_code, "Databasen svarar inte just nu." in silent.text) == (503, True)
    assert "bolt" not in silent.text, "where the database is, only the log says"


def test_the_api_keeps_its_own_errors(make: Make) -> None:
    client = make()
    assert client.get("/api/v1/nope").headers["content-type"] == "application/problem+json"
    assert client.get("/health/nope").headers["content-type"] == "application/problem+json"
    assert client.post("/api/v1/actors").status_code == 405
    assert client.get("/static/../app.py").status_code == 404
    assert client.get("/static/%2e%2e%2fmap.js").status_code == 404


def test_the_map_runs_without_our_origin(demo: TestClient) -> None:
    for path in ("/karta/innehall", "/karta/innehall?form=pyvis", "/karta/omkring/demo:soress-mmi"):
        policy = demo.get(path).headers["content-security-policy"]
        assert policy.startswith("sandbox allow-scripts")
        assert "allow-same-origin" not in policy


def test_an_address_with_a_name_from_elsewhere_stays_ours(demo: TestClient) -> None:
    page = demo.get("/overlapp/par?a=demo:soress-mmi&b=demo:north-sweden-green-deal&x=//evil.example").text
    assert [link for link in re.findall(r'(?:href|action)="([^"]*)"', page) if link.startswith("//")] == []
    data = {"a": "demo:soress-mmi", "b": "demo:north-sweden-green-deal", "verdict": "none", "decided_by": "Kontoret"}
    stored = demo.post("/overlapp/bedom?a=//evil.example", data=data)
    pair = ["demo:soress-mmi", "demo:north-sweden-green-deal"]
    assert stored.headers["location"].startswith("/overlapp/par?")
    assert sorted(_pairs(stored.headers["location"])) == sorted(
        [("a", pair[0]), ("b", pair[1]), *(("sparat", id) for id in pair)]
    )
    assert demo.post("/overlapp/bedom", data=data | {"decided_by": " "}).status_code == 422


def _pairs(path: str) -> Iterator[tuple[str, str]]:
    from urllib.parse import parse_qsl, urlsplit

    yield from parse_qsl(urlsplit(path).query)
