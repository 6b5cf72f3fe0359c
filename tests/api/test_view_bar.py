"""One view on every page: the bar that says and changes it, the links that keep it, and what a browser remembers."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import load_demo

NORTH = {"place": ["se:24", "se:25"], "from": "2020"}
WITH_VIEW = ("/", "/sok", "/aktorer", "/projekt", "/brobyggare", "/luckor", "/overlapp", "/introduktioner", "/tank-om",
             "/karta", "/karta/tabell", "/kallor", "/andringar")  # fmt: skip


def chips(page: str) -> dict[str, str]:
    """What each chip says → where it leads."""
    found = re.findall(r'<a class="chip" href="([^"]*)">(.*?)<span', page)
    return {text: address.replace("&amp;", "&") for address, text in found}


def view_in(address: str) -> dict[str, list[str]]:
    return {name: sorted(values) for name, values in parse_qs(urlsplit(address.replace("&amp;", "&")).query).items()}


@pytest.mark.parametrize("path", WITH_VIEW)
def test_every_page_with_a_view_says_it(demo: TestClient, path: str) -> None:
    page = demo.get(path, params=NORTH)
    assert page.status_code == 200
    assert set(chips(page.text)) == {"från 2020", "Norrbottens län", "Västerbottens län"}
    assert "hela underlaget, all tid" in demo.get(path).text


def test_a_chip_takes_away_what_it_says_and_nothing_else(demo: TestClient) -> None:
    leads = chips(demo.get("/aktorer", params={**NORTH, "q": "kommun", "cursor": ""}).text)
    assert view_in(leads["Norrbottens län"]) == {"place": ["se:24"], "from": ["2020"], "q": ["kommun"]}
    assert view_in(leads["från 2020"]) == {"place": ["se:24", "se:25"], "q": ["kommun"]}


def test_the_last_chip_leads_to_everything_said_aloud(demo: TestClient) -> None:
    leads = chips(demo.get("/aktorer", params={"place": "se:25"}).text)
    assert view_in(leads["Norrbottens län"]) == {"urval": ["allt"]}


def test_many_values_share_a_chip(demo: TestClient) -> None:
    page = demo.get("/aktorer", params={"place": "Norrland, Dalarna"}).text
    (text,) = chips(page)
    assert text.count("län") == 6


@pytest.mark.parametrize("path", WITH_VIEW)
def test_every_link_of_the_frame_keeps_the_view(demo: TestClient, path: str) -> None:
    page = demo.get(path, params={"place": "se:25"}).text
    for link in re.findall(r'href="(/[^"]*)"', page.split("<main")[0].split('class="viewbar"')[0]):
        if not link.startswith("/static/"):
            view = view_in(link)
            assert view.get("place", view.get("view-place")) == ["se:25"], link
    search = page.split('role="search"')[1].split("</form>")[0]
    assert '<input type="hidden" name="place" value="se:25">' in search


def test_what_is_sought_is_not_the_view(demo: TestClient) -> None:
    page = demo.get("/partner", params={"theme": "energy", "place": "se:25", "view-place": "Västerbotten"}).text
    assert set(chips(page)) == {"Västerbottens län"}
    assert view_in(chips(page)["Västerbottens län"]) == {"theme": ["energy"], "place": ["se:25"], "urval": ["allt"]}
    menu = page.split("<nav")[1].split("</nav>")[0]
    assert 'href="/aktorer?place=V%C3%A4sterbotten"' in menu
    assert 'href="/konsortium?view-place=V' in page
    assert 'href="/partner?view-place=se%3A25' in demo.get("/aktorer", params={"place": "se:25"}).text


def test_an_unknown_place_leads_to_those_that_may_be_meant(demo: TestClient) -> None:
    page = demo.get("/aktorer", params={"place": "Norbotten och Västerbotten", "q": "kommun"})
    assert page.status_code == 422
    assert "Ingen plats heter ”Norbotten”." in page.text
    address = re.findall(r'<li><a href="([^"]*)">Norrbottens län</a>', page.text)[0].replace("&amp;", "&")
    assert set(chips(demo.get(address).text)) == {"Norrbottens län", "Västerbottens län"}
    assert 'href="/aktorer?q=kommun&amp;urval=allt"' in page.text


def test_an_error_page_keeps_a_view_that_makes_sense(demo: TestClient) -> None:
    assert 'href="/?place=se%3A25"' in demo.get("/aktor/nobody", params={"place": "se:25"}).text
    assert 'href="/"' in demo.get("/aktorer", params={"theme": "nonsense"}).text


def test_only_what_is_reviewed_can_be_asked_for(demo: TestClient) -> None:
    page = demo.get("/aktorer", params={"status": "confirmed"}).text
    assert set(chips(page)) == {"bara granskade uppgifter"}
    assert re.search(r'name="status"\s+value="confirmed" checked', page)


def test_the_tree_has_the_municipalities_of_each_county(demo: TestClient) -> None:
    page = demo.get("/aktorer", params={"place": "se:2580"}).text
    county = page.split('value="se:25"')[1].split('<li><label><input type="checkbox" name="place"\n  value="se:2')[0]
    assert re.search(r'value="se:2580" checked', page)
    assert "<details open>" in county


class TestRemembered:
    """What a browser remembers; each test has a browser of its own."""

    @pytest.fixture
    def browser(self, demo: TestClient) -> TestClient:
        return TestClient(demo.app, base_url="http://localhost:8087", follow_redirects=False)

    def test_a_view_is_written_into_addresses_that_have_none(self, browser: TestClient) -> None:
        kept = browser.get("/aktorer", params={"place": "Norrbotten", "kom-ihag": "urval"})
        assert (kept.status_code, kept.headers["location"]) == (303, "/aktorer?place=Norrbotten")
        opened = browser.get("/projekt?q=grön")
        assert opened.status_code == 302
        assert view_in(opened.headers["location"]) == {"q": ["grön"], "place": ["Norrbotten"]}
        assert view_in(browser.get("/partner?theme=energy").headers["location"]) == {
            "theme": ["energy"],
            "view-place": ["Norrbotten"],
        }

    def test_a_link_with_a_view_wins_and_everything_is_one(self, browser: TestClient) -> None:
        browser.get("/aktorer", params={"place": "Norrbotten", "kom-ihag": "urval"})
        assert browser.get("/projekt?theme=energy").status_code == 200
        everything = browser.get("/projekt?urval=allt")
        assert everything.status_code == 200
        assert not chips(everything.text)
        assert 'href="/aktorer?urval=allt"' in everything.text
        assert "Visa mitt område" in everything.text

    def test_it_is_forgotten_when_asked(self, browser: TestClient) -> None:
        browser.get("/aktorer", params={"place": "Norrbotten", "kom-ihag": "urval"})
        browser.get("/aktorer?urval=allt&kom-ihag=inget-urval")
        assert browser.get("/projekt").status_code == 200

    def test_a_view_that_makes_no_sense_is_not_remembered(self, browser: TestClient) -> None:
        assert browser.get("/aktorer", params={"place": "Xyzzy", "kom-ihag": "urval"}).status_code == 422
        assert browser.get("/projekt").status_code == 200

    def test_other_addresses_are_let_be(self, browser: TestClient) -> None:
        browser.get("/aktorer", params={"place": "Norrbotten", "kom-ihag": "urval"})
        assert browser.get("/om").status_code == 200
        assert browser.get("/api/v1/actors").json()["view"]["place"] == []

    def test_who_asks_is_filled_in(self, browser: TestClient) -> None:
        actor = browser.get("/api/v1/actors", params={"q": "Boliden"}).json()["items"][0]["id"]
        browser.get(f"/aktor/{actor}", params={"kom-ihag": "organisation"})
        opened = browser.get("/introduktioner?b=x")
        assert view_in(opened.headers["location"]) == {"b": ["x"], "a": [actor]}
        assert browser.get("/introduktioner?a=y").status_code == 200
        assert "Din organisation är Boliden AB." in browser.get("/aktorer").text


class TestSaved:
    """Views with a name."""

    @pytest.fixture
    def browser(self, client: TestClient) -> TestClient:
        load_demo(client)
        return TestClient(client.app, base_url="http://localhost:8087", follow_redirects=False)

    def test_a_view_is_saved_shared_and_forgotten(self, browser: TestClient) -> None:
        saved = browser.post("/vy", params={"place": "norra Sverige", "from": "2020"}, data={"title": "Norra"})
        assert saved.status_code == 303
        page = browser.get(saved.headers["location"]).text
        (address,) = re.findall(r'<h2><a href="(/vy/[^"]*)">Norra</a>', page)
        assert f"http://localhost:8087{address}</a>" in page
        assert "Västernorrlands län, Jämtlands län, Västerbottens län, Norrbottens län" in page
        shared = browser.get(address).headers["location"]
        assert view_in(shared) == {"place": ["norra Sverige"], "from": ["2020"]}
        assert "från 2020" in chips(browser.get(shared).text)
        assert browser.post(f"{address}/glom").status_code == 303
        assert browser.get(address).status_code == 404

    def test_saved_views_are_chosen_in_the_bar_of_any_page(self, browser: TestClient) -> None:
        browser.post("/vy", params={"place": "Norrbotten"}, data={"title": "Vår region"})
        page = browser.get("/partner", params={"theme": "energy", "view-place": "Värmland"}).text
        (address,) = re.findall(r'<a href="([^"]*)">Vår region</a>', page)
        assert view_in(address) == {"theme": ["energy"], "view-place": ["Norrbotten"]}

    def test_a_title_is_saved_once(self, browser: TestClient) -> None:
        assert browser.post("/vy", params={"place": "Norrbotten"}, data={"title": "Norra"}).status_code == 303
        assert browser.post("/vy", params={"place": "Värmland"}, data={"title": "norra"}).status_code == 409
