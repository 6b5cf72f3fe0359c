"""The page Hitta partner on the demo: what was asked, filters, every door, those kept, and a pasted description."""

import csv
import io
import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from loaders.documents.mapping import Column, TableMapping
from tests.api.conftest import API

SKILLS = {"project": "SORESS-MMI", "theme": "skills-supply"}
# What the seed texts behind the demo say of the county board: its two doors are the members in North Sweden Green Deal.
COUNTY = "Länsstyrelsen i Norrbottens län"


def page(demo: TestClient, path: str = "/partner", **given: object) -> str:
    found = demo.get(path, params={"lang": "sv", **given})
    assert found.status_code == 200
    return re.sub(r"\s+", " ", found.text)


def cards(text: str) -> dict[str, str]:
    """Name → card."""
    found = text.split('<li class="result">')[1:]
    return {re.findall(r"<h3><a [^>]*>([^<]*)", card)[0]: card for card in found}


def test_every_door_opens_in_place_with_what_shows_it(demo: TestClient) -> None:
    card = cards(page(demo, **SKILLS))[COUNTY]
    ways = re.search(r'<details class="doors">(.*?)</details>', card)
    assert ways
    first, *others = ways[1].split('<p class="path">')[1:]
    assert others
    for way, member in zip((first, *others), ("Luleå tekniska universitet", "Skellefteå kommun"), strict=True):
        assert re.match(rf"<a [^>]*>{member}</a>.*North Sweden Green Deal.*{COUNTY}", way)
        assert "<q>" in way
    assert '<details class="doors" open>' in page(demo, **SKILLS, vagar="alla")


def test_filters_say_how_many_and_only_narrow_what_is_shown(demo: TestClient) -> None:
    whole = page(demo, **SKILLS, antal="100")
    offered = re.search(r'<option value="municipality">Kommun \((\d+)\)', whole)
    assert offered
    narrowed = page(demo, **SKILLS, antal="100", slag="municipality")
    assert len(cards(narrowed)) == int(offered[1])
    assert all(">Kommun<" in card for card in cards(narrowed).values())
    assert f"{offered[1]} av {len(cards(whole))} förslag" in narrowed
    in_county = cards(page(demo, **SKILLS, antal="100", plats="se:25"))
    assert COUNTY in in_county
    assert "Region Västerbotten" in cards(whole).keys() - in_county.keys()


@pytest.mark.parametrize(
    "filters", [{"slag": "municipality"}, {"plats": "se:25"}, {"slag": "agency", "plats": "se:25"}]
)
def test_the_files_hold_those_that_the_filters_leave(demo: TestClient, filters: dict[str, str]) -> None:
    text = page(demo, **SKILLS, antal="100", **filters)
    address = re.search(r'href="([^"]*/tables/partners\.csv[^"]*)"', text)
    assert address
    rows = list(csv.DictReader(io.StringIO(demo.get(unescape(address[1])).text.lstrip("\ufeff")), delimiter=";"))
    assert {row["Aktör"] for row in rows} == set(cards(text))
    assert not filters.get("plats") or {row["Län"] for row in rows} <= {"Norrbottens län", ""}


ABROAD = TableMapping(
    "participation",
    (Column("Insats", "project"), Column("Vem", "actor", role="partner"), Column("Land", "country")),
)


def test_those_abroad_are_counted_and_shown_when_asked_for(client: TestClient) -> None:
    table = "Insats;Vem;Land\nKompetens i skogen;Älvlaget;SE\nKompetens i skogen;Solmu Oy;FI\nKompetens;Fjordlaget;NO\n"
    loaded = client.post(
        f"{API}/loads",
        params={"apply": True},
        data={"mapping": ABROAD.to_yaml()},
        files={"file": ("lista.csv", table.encode())},
    )
    assert loaded.json()["state"] == "applied"
    text = page(client, theme="skills-supply")
    assert cards(text).keys() == {"Älvlaget"}
    assert "1 av 1 förslag. I andra länder finns 2 till." in text
    everybody = page(client, theme="skills-supply", land="alla")
    assert cards(everybody).keys() == {"Älvlaget", "Solmu Oy", "Fjordlaget"}
    assert '<option value="FI">Finland (1)' in everybody
    assert cards(page(client, theme="skills-supply", land="FI")).keys() == {"Solmu Oy"}


def test_those_kept_are_compared_and_survive_filters(demo: TestClient) -> None:
    kept = re.findall(r'name="valda" value="([^"]*)"', cards(page(demo, **SKILLS))[COUNTY])
    text = page(demo, **SKILLS, slag="municipality", valda=kept)
    assert re.search(rf'value="{kept[0]}" form="sift" data-name="{COUNTY}" checked>{COUNTY}', text)
    compared = page(demo, "/partner/jamfor", **SKILLS, valda=[*kept, "orgnr:0000000000"])
    assert re.search(rf'<th scope="col"><a [^>]*>{COUNTY}</a>', compared)
    assert "Sparade som inte längre är förslag: 1." in compared
    file = re.findall(r'href="(/api/v1/tables/partners\.csv[^"]*)"', compared)
    lines = demo.get(unescape(file[0])).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2, "a heading and the one that is kept"
    assert COUNTY in lines[1].split(";")
    assert "Ingen är sparad." in page(demo, "/partner/jamfor", **SKILLS)


def test_what_is_sought_can_be_taken_out(demo: TestClient) -> None:
    text = page(demo, theme=["skills-supply", "energy"], place="Norrbotten", actors="Boliden AB")
    for name, without in (
        ("Kompetensförsörjning", "theme=energy&amp;place=Norrbotten&amp;actors=Boliden+AB"),
        ("Norrbottens län", "theme=skills-supply&amp;theme=energy&amp;actors=Boliden+AB"),
        ("med Boliden AB", "theme=skills-supply&amp;theme=energy&amp;place=Norrbotten"),
    ):
        chip = re.search(rf'<li class="wish">{name}<a href="([^"]*)"', text)
        assert chip
        assert without in chip[1].replace(
            "theme=energy&amp;theme=skills-supply", "theme=skills-supply&amp;theme=energy"
        )


DESCRIPTION = "Kompetensförsörjning för gruvorna i Norrbotten, ihop med LTU och Skellefteå kommun i Skellefteå kommun."


def test_a_pasted_description_becomes_what_is_sought(demo: TestClient) -> None:
    answer = demo.get("/partner", params={"beskrivning": DESCRIPTION}, follow_redirects=False)
    assert answer.status_code == 303
    address = answer.headers["location"]
    assert "beskrivning" not in address
    for part in ("theme=skills-supply", "place=se%3A25", "place=se%3A2482", "actors=orgnr%3A2021002841"):
        assert part in address
    assert address.count("actors=") == 2
    assert "Det här läste HUR ut ur beskrivningen." in demo.get(address).text


@pytest.mark.parametrize("text", ["hej hopp", "12 34", "<script>"])
def test_a_description_of_nothing_is_said_to_be_so(demo: TestClient, text: str) -> None:
    assert "HUR hittade varken tema eller plats" in page(demo, beskrivning=text)
