"""Overlaps as a piece of work on the pages: the queue, who decides, verdicts and history; all is invented."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import API

# Three phases of one initiative, and two bodies that do the same thing.
ROWS = """projekt,aktör,roll,start,slut,sammanfattning
Vätgas i fjällen,Fjällkommunen,owner,2018,2019,Fossilfria transporter med vätgas och lastbilar
Vätgas i fjällen fas 2,Fjällkommunen,owner,2020,2021,Fossilfria transporter med vätgas och lastbilar
Vätgas i fjällen fas 3,Fjällkommunen,owner,2022,2023,Fossilfria transporter med vätgas och lastbilar
Slöjd för unga i Ås,Ås kommun,owner,2020,2022,Ungdomars kulturarv med slöjd och musik i studiecirklar
Slöjd för unga i Ås,Ås hembygdsförening,owner,2020,2022,Ungdomars kulturarv med slöjd och musik i studiecirklar
"""


@pytest.fixture
def client(make_client: Callable[..., TestClient]) -> TestClient:
    client = make_client()
    lines = ROWS.splitlines()
    for name, text in (("ett", lines[:5]), ("två", [lines[0], lines[5]])):
        files = [("file", (f"{name}.csv", "\n".join(text).encode()))]
        loaded = client.post(f"{API}/loads", params={"apply": True, "new": True}, files=files)
        assert loaded.status_code == 200, loaded.text
    return client


def pairs(client: TestClient, **query: Any) -> list[dict[str, Any]]:
    found = client.get(f"{API}/overlaps", params={"owners": "all", **query})
    assert found.status_code == 200, found.text
    return list(found.json()["items"])


def ids(item: dict[str, Any]) -> dict[str, str]:
    return dict(zip("ab", (project["id"] for project in item["projects"]), strict=True))


def judged(client: TestClient, item: dict[str, Any], verdict: str = "continuation", **form: str) -> Any:
    said = {**ids(item), "verdict": verdict, "decided_by": "Anna <Ek>", "reason": "Samma sak", **form}
    return client.post(
        "/overlapp/bedom", params={**ids(item), "owners": "all", "lang": "sv"}, data=said, follow_redirects=False
    )


def shown(client: TestClient, **query: Any) -> str:
    return client.get("/overlapp", params={"owners": "all", "lang": "sv", **query}).text


def test_the_list_holds_what_waits_and_says_so_in_its_address(client: TestClient) -> None:
    item, *others = pairs(client)
    assert others
    judged(client, item)
    left, every = (len(re.findall("Jämför och bedöm", shown(client, judged=value))) for value in ("no", "any"))
    assert every == left + 1
    assert len(re.findall("Jämför och bedöm", shown(client))) == left
    assert "Par som valet av klass eller bedömning inte visar: 1." in shown(client)
    for other in others:
        judged(client, other)
    assert "Inget par väntar på bedömning" in shown(client)


def test_a_series_stands_as_one_entry(client: TestClient) -> None:
    page = shown(client)
    assert len(re.findall("Serie av 3 projekt:", page)) == 1
    assert "Vätgas i fjällen fas 3" in page


def test_a_series_is_judged_in_one_go_and_taken_back_so(client: TestClient) -> None:
    """Three phases are two pairs that follow each other, and the first and the third."""
    series = next(item for item in pairs(client, series="together", judged="no") if item["stands_for"] > 1)
    phases = {project["id"] for project in series["series"]}
    waiting = [item for item in pairs(client) if {*ids(item).values()} <= phases]
    assert len(waiting) == series["stands_for"] > 1
    query = {**ids(series), "owners": "all", "lang": "sv"}
    page = client.get("/overlapp/par", params=query).text
    assert f"Samma bedömning för alla {len(waiting)} par i serien" in page
    before = client.get(f"{API}/revisions").json()["items"][0]["number"]
    saved = client.get(judged(client, series, series="1").headers["location"]).text
    assert f"Bedömningen är sparad för {len(waiting)} par." in saved
    assert f"Ta tillbaka alla {len(waiting)} som bedömdes samtidigt" in saved
    assert all(item["verdict"]["reason"] == "Samma sak" for item in pairs(client) if {*ids(item).values()} <= phases)
    assert not [item for item in pairs(client, judged="no") if {*ids(item).values()} <= phases]
    told = client.get(f"/andringar/{before + 1}", params={"lang": "sv"}).text
    assert told.count("Fortsättning, enligt Anna &lt;Ek&gt;") == len(waiting)
    client.post("/overlapp/bedom", params=query, data={**ids(series), "verdict": "", "together": "1"})
    assert client.get(f"{API}/revisions").json()["items"][0]["number"] == before + 2
    assert [item for item in pairs(client) if item["verdict"]] == []


def test_one_pair_of_a_series_is_judged_alone(client: TestClient) -> None:
    series = next(item for item in pairs(client, series="together", judged="no") if item["stands_for"] > 1)
    page = client.get(judged(client, series).headers["location"]).text
    assert "Bedömningen är sparad." in page
    assert "som bedömdes samtidigt" not in page
    assert len([item for item in pairs(client) if item["verdict"]]) == 1


def test_a_verdict_leads_to_the_next_pair_and_remembers_who_decides(client: TestClient) -> None:
    first, second, *_ = pairs(client, judged="no", series="together")
    page = client.get("/overlapp/par", params={**ids(first), "owners": "all", "lang": "sv"}).text
    assert "Par 1 av" in page
    assert f'name="next_a" value="{ids(second)["a"]}"' in page
    answer = judged(client, first, next_a=ids(second)["a"], next_b=ids(second)["b"])
    assert answer.status_code == 303
    following = client.get(answer.headers["location"]).text
    assert "Bedömningen är sparad." in following
    assert f'name="a" value="{ids(second)["a"]}"' in following
    assert 'value="Anna &lt;Ek&gt;"' in following
    assert "owners=all" in answer.headers["location"]
    stays = judged(client, first, "overlapping", next_a=ids(second)["a"], next_b=ids(second)["b"], stay="1")
    assert f'name="a" value="{ids(first)["a"]}"' in client.get(stays.headers["location"]).text


def test_nobody_sees_the_name_that_another_browser_remembers(client: TestClient) -> None:
    item = pairs(client)[0]
    judged(client, item)
    address = {**ids(item), "owners": "all", "lang": "sv"}
    assert 'value="Anna &lt;Ek&gt;"' in client.get("/overlapp/par", params=address).text
    client.cookies.clear()
    assert 'value="Anna &lt;Ek&gt;"' not in client.get("/overlapp/par", params=address).text


def test_verdicts_are_listed_with_who_and_why(client: TestClient) -> None:
    item = pairs(client)[0]
    assert "Ingen har bedömt något par" in client.get("/bedomningar", params={"lang": "sv"}).text
    judged(client, item)
    page = client.get("/bedomningar", params={"lang": "sv"}).text
    for text in ("Fortsättning", "Anna &lt;Ek&gt;", "Samma sak", "/api/v1/tables/verdicts.xlsx"):
        assert text in page
    assert "Samma sak" not in client.get("/bedomningar", params={"only-question": "partner"}).text
    assert "Bedömningar som har gjorts: 1" in client.get("/", params={"lang": "sv"}).text


def test_the_spreadsheet_has_the_pairs_that_are_shown(client: TestClient) -> None:
    (address,) = re.findall(r'href="(/api/v1/tables/overlaps.csv[^"]*)"', shown(client, order="year"))
    assert "judged=no" in address
    rows = client.get(address.replace("&amp;", "&")).text.splitlines()
    assert len(rows) == 1 + len(pairs(client))


def test_the_history_tells_verdicts_in_words(client: TestClient) -> None:
    item = pairs(client)[0]
    names = " – ".join(project["name"] for project in item["projects"])
    judged(client, item)
    judged(client, item, "overlapping")
    judged(client, item, "overlapping", reason="Annat skäl")
    client.post("/overlapp/bedom", data={**ids(item), "verdict": ""})
    told = [
        f"Överlapp, {names}: Fortsättning, enligt Anna &lt;Ek&gt;, eftersom: ”Samma sak”.",
        f"Överlapp, {names}: Överlappande. Tidigare: Fortsättning.",
        f"Överlapp, {names}: Överlappande, eftersom: ”Annat skäl”. Tidigare: Överlappande, eftersom: ”Samma sak”.",
        "togs tillbaka. Tidigare: Överlappande, enligt Anna &lt;Ek&gt;, eftersom: ”Annat skäl”.",
    ]
    newest = client.get(f"{API}/revisions").json()["items"][0]["number"]
    for number, sentence in zip(range(newest - 3, newest + 1), told, strict=True):
        assert sentence in client.get(f"/andringar/{number}", params={"lang": "sv"}).text


def test_a_pair_that_is_none_is_not_there(client: TestClient) -> None:
    known = ids(pairs(client)[0])["a"]
    for pair in ({"a": known}, {"a": known, "b": known}, {"a": known, "b": "nowhere"}, {}):
        assert client.get("/overlapp/par", params=pair).status_code == 404
