"""The pages Vad har hänt and Tänk om, on a graph that was loaded once and once again."""

import pytest
from fastapi.testclient import TestClient

from graph.ingest.ingest import ingest
from tests.api.test_as_of import AFTER, BEFORE, service


@pytest.fixture
def twice(client: TestClient) -> TestClient:
    for each in (BEFORE, AFTER):
        ingest(service(client).store, each)
    return client


def test_what_has_happened_stands_above_every_revision(twice: TestClient) -> None:
    page = twice.get("/andringar?since=1").text
    assert "QUNG är ett nytt projekt med Luleå kommun och Åsele kommun." in page
    assert "Projektet PEKA, med Boliden AB och Luleå kommun, finns inte längre i källorna." in page
    assert page.index("Nytt: 2") < page.index('<h2 id="withdrawn">') < page.index("Alla revisioner")
    only = twice.get("/andringar?since=1&change=withdrawn").text
    assert "QUNG är" not in only
    assert "Projektet PEKA" in only


def test_what_cannot_be_compared_is_said_on_the_page(twice: TestClient) -> None:
    page = twice.get("/andringar?since=9")
    assert (page.status_code, "ingen revision 9" in page.text) == (200, True)
    assert "Inget har ändrats i urvalet sedan dess." in twice.get("/andringar?since=2").text
    assert 'href="/andringar?since=1"' in twice.get("/andringar").text


def test_tänk_om_names_who_loses_contact(twice: TestClient) -> None:
    page = twice.get("/tank-om", params={"ends": "QUNG"}).text
    assert "Utan QUNG står Luleå kommun utan kontakter: Åsele kommun möter den bara där." in page
    assert "Par som samarbetar" in page
    gains = twice.get("/tank-om", params={"a": "Luleå kommun", "b": "Åsele kommun"}).text
    assert "De två samarbetar redan, så ingen kommer närmare." in gains


def test_a_name_that_may_mean_several_is_asked_about(twice: TestClient) -> None:
    page = twice.get("/tank-om", params={"without": "kommun"}).text
    assert "Vilken aktör menar du" in page
    assert "Siffror" not in page
