"""The page Sätt ihop ett konsortium, on the demo."""

import re

from fastapi.testclient import TestClient


def page(demo: TestClient, language: str = "sv", **given: str) -> str:
    found = demo.get("/konsortium", params={"lang": language, **given})
    assert found.status_code == 200
    return re.sub(r"\s+", " ", found.text)


def test_a_project_gets_teams_with_what_each_member_adds(demo: TestClient) -> None:
    text = page(demo, project="SORESS-MMI")
    assert "Konsortium för SORESS-MMI" in text
    assert "Täcker mest" in text
    assert re.search(r"<strong>Tillför:</strong> [^<]*kommun i Norrbottens län", text)
    assert re.search(r"Redan med:</strong>.*Boliden AB", text)
    assert "A consortium for SORESS-MMI" in page(demo, "en", project="SORESS-MMI")


def test_rules_of_the_form_hold_and_stay_in_it(demo: TestClient) -> None:
    text = page(demo, theme="energy", must="Boliden AB", **{"minst-municipality": "1"})
    assert 'name="must" value="Boliden AB"' in text
    assert 'name="minst-municipality" type="number" min="0" max="20" value="1"' in text
    teams = text.split('aria-labelledby="team-')[1:]
    assert teams
    for team in teams:
        assert "Boliden AB</a></h3>" in team
        assert re.search(r"kommun</a></h3>", team)


def test_what_cannot_be_composed_is_said(demo: TestClient) -> None:
    refused = page(demo, theme="energy", must="Boliden AB", without="Boliden AB")
    assert re.search(r'<p class="notice" role="status">[^<]*Boliden AB', refused)
    unknown = page(demo, theme="energy", must="Xyzzy Qwerty")
    assert re.search(r'class="notice" role="status"> <p>[^<]*Xyzzy Qwerty', unknown)
    assert "team-1" not in unknown


def test_an_empty_form_composes_nothing_and_partners_lead_here(demo: TestClient) -> None:
    assert "team-1" not in page(demo)
    assert 'href="/konsortium?project=demo' in demo.get("/partner", params={"project": "SORESS-MMI"}).text
