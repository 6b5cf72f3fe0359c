"""Lists and answers as tables on pages: sorted, filtered, paged and taken along, all without a script."""

import csv
import html
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.tables.declared import tables
from tests.api.conftest import API, client_on, load_demo
from tests.api.test_tables import ASKED

LISTS = {"actors": "/aktorer", "projects": "/projekt", "sources": "/kallor", "ties": "/karta/tabell"}
QUESTIONS = {
    "/overlapp": "overlaps",
    "/brobyggare": "brokers",
    "/luckor": "gaps-pairs",
    "/luckor?visa=groups": "gaps-groups",
    "/luckor?visa=coverage": "gaps-coverage",
    "/luckor?visa=isolates": "gaps-isolates",
    "/partner?project=demo:soress-mmi": "partners",
    "/introduktioner?a=Boliden AB&b=Region Norrbotten": "introductions",
    "/konsortium?project=demo:soress-mmi": "consortium",
    "/tank-om?without=Skellefteå kommun": "what-if",
    "/andringar?since=1": "changes",
}


def page(client: TestClient, path: str, **parameters: Any) -> str:
    answer = client.get(path, params=parameters or None)
    assert answer.status_code == 200, answer.text
    return answer.text


def cells(text: str) -> list[str]:
    """What the first column of a page's table says."""
    found = re.findall(r'<tr><th scope="row">(.*?)</th>', text, re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]+>|\s+", " ", cell)).strip() for cell in found]


def shown(text: str) -> tuple[int, int, int]:
    """First row, last row, rows in all."""
    first, last, total = re.search(r"Rad (\d+)–(\d+) av (\d+)", text).groups()  # type: ignore[union-attr]
    return int(first), int(last), int(total)


def link(text: str, words: str) -> str:
    """The address of the link with these words."""
    return html.unescape(re.search(rf'<a[^>]* href="([^"]*)"[^>]*>{words}<', text)[1])  # type: ignore[index]


def rows_of(client: TestClient, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("name", tables())
def test_every_table_has_a_page_with_as_many_rows_as_its_files(demo: TestClient, name: str) -> None:
    text = page(demo, LISTS.get(name, f"/tabell/{name}"), **ASKED.get(name, {}))
    rows = rows_of(demo, link(text, "CSV"))
    assert demo.get(link(text, "Excel")).content.startswith(b"PK")
    if not rows:
        assert "Ingen har bedömt något ännu." in text or "Här finns inget i det här urvalet." in text
    else:
        assert shown(text) == (1, min(50, len(rows)), len(rows))
        assert len(cells(text)) == min(50, len(rows))


@pytest.mark.parametrize(("path", "name"), QUESTIONS.items())
def test_every_question_page_gives_its_table(demo: TestClient, path: str, name: str) -> None:
    text = page(demo, path)
    assert f"/api/v1/tables/{name}.xlsx?" in link(text, "Excel")
    for address in (link(text, "CSV"), link(text, "Excel"), link(text, "Visa som tabell")):
        assert demo.get(address).status_code == 200, address
    question = tables()[name].question
    assert len(rows_of(demo, link(text, "CSV"))) > 0 or question == "changes"


def test_verdicts_are_filtered_by_who_decided(make_client: Callable[..., TestClient]) -> None:
    client = make_client()
    load_demo(client)
    items = client.get(f"{API}/overlaps", params={"none": "include", "owners": "all"}).json()["items"][:2]
    for item, who in zip(items, ("Asta Exempel", "Bo Exempel"), strict=True):
        first, second = (project["id"] for project in item["projects"])
        order = {"verdict": "overlapping", "decided_by": who}
        assert client.put(f"{API}/overlaps/{first}/{second}/verdict", json=order).status_code == 200
    assert shown(page(client, "/tabell/verdicts")) == (1, 2, 2)
    text = page(client, "/tabell/verdicts", **{"only-decided_by": "Bo Exempel"})
    assert cells(text) == [items[1]["projects"][0]["name"]]
    assert [row["Avgjort av"] for row in rows_of(client, link(text, "CSV"))] == ["Bo Exempel"]


def test_a_list_that_has_a_page_is_found_there(demo: TestClient) -> None:
    answer = demo.get("/tabell/actors?sort=actor", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "/aktorer?sort=actor")
    assert demo.get("/tabell/inget").status_code == 404


def test_headings_sort_and_say_so(demo: TestClient) -> None:
    text = page(demo, "/projekt", sort="project")
    names = cells(text)
    assert names == sorted(names, key=str.casefold)
    assert text.count('aria-sort="ascending"') == 1
    other = page(demo, link(text[text.index("<thead>") :], "Projekt"))
    assert cells(other) == names[::-1]
    assert other.count('aria-sort="descending"') == 1
    counted = page(demo, "/aktorer")
    assert 'aria-sort="descending"' in counted
    assert cells(counted)[0] == "Luleå tekniska universitet"


def test_rows_are_filtered_and_the_files_follow(demo: TestClient) -> None:
    kommuner = page(demo, "/aktorer", **{"only-kind": "municipality"})
    total = shown(kommuner)[2]
    assert 0 < total < shown(page(demo, "/aktorer"))[2]
    assert f'<option value="municipality" selected>Kommun ({total})</option>' in kommuner
    assert len(rows_of(demo, link(kommuner, "CSV"))) == total
    found = page(demo, "/aktorer", **{"only-kind": "municipality", "q": "skellefteå"})
    assert cells(found) == ["Skellefteå kommun"]
    assert shown(page(demo, link(found, "Rensa filter")))[2] == shown(page(demo, "/aktorer"))[2]
    assert "Ingenting passar filtret." in page(demo, "/aktorer", q="finns inte alls")


@pytest.mark.parametrize(
    ("path", "typed", "meant"),
    [
        ("/aktorer", "LTU", "Luleå tekniska universitet"),
        ("/aktorer", "vinova", "Vinnova"),
        ("/aktorer", "lulea tekniska", "Luleå tekniska universitet"),
        ("/projekt", "sores", "SORESS-MMI"),
    ],
)
def test_a_list_is_filtered_by_what_is_meant(demo: TestClient, path: str, typed: str, meant: str) -> None:
    found = page(demo, path, q=typed)
    assert cells(found)[0] == meant
    assert [next(iter(row.values())) for row in rows_of(demo, link(found, "CSV"))] == cells(found)
    assert sorted(cells(page(demo, path, q=typed, sort="actor" if path == "/aktorer" else "project"))) == sorted(
        cells(found)
    )


def test_columns_are_chosen_and_the_files_follow(demo: TestClient) -> None:
    text = page(demo, "/aktorer", columns=["actor", "org_number"], sort="actor")
    headings = re.findall(r'<th scope="col"[^>]*>\s*(?:<a[^>]*>)?([^<]+)', text)
    assert headings == ["Aktör", "Organisationsnummer"]
    assert list(rows_of(demo, link(text, "CSV"))[0]) == headings
    assert demo.get("/aktorer?columns=x").status_code == 422
    assert demo.get("/aktorer?sort=x").status_code == 422


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A list of more actors than a page holds."""
    rows = "\r\n".join(["projekt,aktör,roll", *(f"Skog {n % 7},Älvlaget nr {n:03},partner" for n in range(120))])
    with client_on(tmp_path_factory.mktemp("many")) as client:
        sent = client.post(f"{API}/loads", params={"apply": True}, files={"file": ("a.csv", rows.encode(), "text/csv")})
        client.app.state.service.jobs.get(sent.json()["id"]).work.result()  # type: ignore[attr-defined]
        yield client


def test_pages_are_jumped_to(many: TestClient) -> None:
    first = page(many, "/aktorer", sort="actor")
    assert shown(first) == (1, 50, 120)
    assert "av 3" in re.sub(r"<[^>]+>|\s+", " ", first)
    second, third = page(many, link(first, "Nästa sida")), page(many, "/aktorer", sort="actor", sida="3")
    assert (shown(second), shown(third)) == ((51, 100, 120), (101, 120, 120))
    names = cells(first) + cells(second) + cells(third)
    assert names == [f"Älvlaget nr {n:03}" for n in range(120)]
    assert "Nästa sida" not in third
    assert shown(page(many, link(third, "Föregående sida"))) == shown(second)
    assert shown(page(many, "/aktorer", sida="99")) == (101, 120, 120)
    assert many.get("/aktorer?sida=x").status_code == 422
    assert len(rows_of(many, link(second, "CSV"))) == 120


def test_a_jump_keeps_sort_filter_and_view(many: TestClient) -> None:
    text = page(many, "/aktorer", sort="-actor", q="älvlaget", columns="actor", **{"from": "2020"})
    jump = re.search(r'<form class="jump">(.*?)</form>', text, re.DOTALL)[1]  # type: ignore[index]
    kept = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]+)"', jump))
    assert kept == {"sort": "-actor", "q": "älvlaget", "columns": "actor", "from": "2020"}


def test_a_filter_chooses_no_columns_and_columns_keep_the_filter(demo: TestClient) -> None:
    text = page(demo, "/aktorer", **{"q": "kommun", "only-kind": "municipality", "sort": "actor", "place": "se:25"})
    filters, columns = re.findall(r"<form[^>]*data-clean>(.*?)</form>", text[text.index("<h1>") :], re.DOTALL)[:2]
    assert 'name="columns"' not in filters
    kept = [dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]+)"', form)) for form in (filters, columns)]
    assert kept[0] == {"sort": "actor", "place": "se:25"}
    assert kept[1] == {"q": "kommun", "only-kind": "municipality", "place": "se:25"}


def test_names_are_escaped(make_client: Callable[..., TestClient]) -> None:
    client = make_client()
    load_demo(client)
    text = page(client, "/aktorer", q='"><script>alert(1)</script>')
    assert "<script>alert" not in text


def test_how_to_connect_has_the_address_of_this_service(demo: TestClient) -> None:
    text = html.unescape(page(demo, "/om/excel", place="se:25"))
    for name in ("actors", "projects", "participations", "fundings", "overlaps", "verdicts"):
        address = f"http://localhost:8087/api/v1/tables/{name}.csv?place=se%3A25"
        assert address in text
        assert demo.get(address).status_code == 200
    assert "Authorization" not in text
    elsewhere = demo.get("/om/excel?place=se:25", headers={"Host": "127.0.0.1:8087"}).text
    assert "http://127.0.0.1:8087/api/v1/tables/actors.csv" in elsewhere
    assert "Connect Excel" in page(demo, "/om/excel", lang="en")
