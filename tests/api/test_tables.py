"""Tables as files: read back as Swedish Excel, Power Query and a person would."""

import csv
import io
import re
from collections import Counter
from datetime import datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from api.tables.declared import tables
from graph.messages import catalogue, message
from tests.api.conftest import API, ROOT, load_demo

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
ASKED: dict[str, dict[str, str]] = {
    "partners": {"project": "SORESS-MMI"},
    "consortium": {"project": "SORESS-MMI"},
    "introductions": {"a": "Boliden AB", "b": "Region Norrbotten"},
    "what-if": {"without": "Skellefteå kommun"},
}
# What programs were told: these names stay.
STABLE = {
    "actors": "actor kind sector county country n_projects n_funded org_number ror pic description website actor_id",
    "projects": "project acronym period first_day last_day n_actors n_funders budget currency budget_approximate "
    "summary url project_id",
    "participations": "project actor kind role group_phrase status n_sources project_id actor_id",
    "fundings": "project funder recipient amount currency approximate share counted_elsewhere status n_sources "
    "project_id funder_id recipient_id",
    "overlaps": "project_a project_b class likeness reason next_step proposed verdict decided_by decided_at "
    "decision_reason owners likeness_text likeness_themes likeness_actors likeness_places likeness_time "
    "likeness_funder project_a_id project_b_id",
    "verdicts": "first second question verdict decided_by decided_at decision_reason asks_again first_kind second_kind "
    "first_id second_id",
}


def get(client: TestClient, name: str, **parameters: Any) -> bytes:
    answer = client.get(f"{API}/tables/{name}", params={**ASKED.get(name.rpartition(".")[0], {}), **parameters})
    assert answer.status_code == 200, answer.text
    return answer.content


def plain(client: TestClient, name: str, **parameters: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(get(client, f"{name}.csv", **parameters).decode("utf-8-sig"))))


def swedish(client: TestClient, name: str, **parameters: Any) -> list[dict[str, str]]:
    """As Excel with Swedish settings opens the file: BOM, semicolons."""
    content = get(client, f"{name}.csv", **{"for": "excel-sv", **parameters})
    assert content.startswith(BOM)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def workbook(client: TestClient, name: str, **parameters: Any) -> Any:
    return load_workbook(io.BytesIO(get(client, f"{name}.xlsx", **{"for": "excel-sv", **parameters})))


def about(book: Any) -> list[tuple[Any, ...]]:
    return list(book["Om tabellen"].iter_rows(min_row=2, values_only=True))


@pytest.mark.parametrize(("name", "columns"), STABLE.items())
def test_headings_for_programs_stay(demo: TestClient, name: str, columns: str) -> None:
    first = get(demo, f"{name}.csv").decode("utf-8-sig").splitlines()[0]
    assert first == columns.replace(" ", ",")


@pytest.mark.parametrize("name", ["actors", "projects", "sources", "brokers", "overlaps", "partners", "introductions"])
def test_every_way_has_as_many_rows_as_the_list(demo: TestClient, name: str) -> None:
    total = demo.get(f"{API}/{name}", params={**ASKED.get(name, {}), "limit": 1}).json()["total"]
    assert total > 0
    sheet = workbook(demo, name).worksheets[0]
    rows = {len(plain(demo, name)), len(swedish(demo, name)), sheet.max_row - 1}
    assert rows == {total}


@pytest.mark.parametrize("name", tables())
def test_every_table_says_the_same_as_csv_and_as_workbook(demo: TestClient, name: str) -> None:
    book, rows = workbook(demo, name), swedish(demo, name)
    headings, *cells = book.worksheets[0].iter_rows(values_only=True)
    assert book.worksheets[0].max_row - 1 == len(rows) == len(plain(demo, name)) == dict(about(book))["Antal rader"]
    for row, given in zip(cells, rows, strict=True):
        assert list(headings) == list(given)
        assert [_as_excel_reads(given[heading], value) for heading, value in zip(headings, row, strict=True)] == list(
            row
        )


def _as_excel_reads(text: str, wanted: Any) -> Any:
    """A cell of a Swedish CSV as the type that the workbook has."""
    if wanted is None:
        return text or None
    if isinstance(wanted, datetime):
        return datetime.fromisoformat(text)
    return float(text.replace(",", ".")) if isinstance(wanted, int | float) else text.removeprefix("'")


@pytest.mark.parametrize("name", tables())
def test_a_cell_holds_one_thing_and_no_code(demo: TestClient, name: str) -> None:
    codes = {
        key.partition(column.words[0])[2]
        for column in tables()[name].columns
        for key in catalogue()
        if column.kind == "code" and key.startswith(column.words[0])
    } - {"partner"}  # the word is the code
    for sheet in workbook(demo, name).worksheets:
        for row in sheet.iter_rows(min_row=2, values_only=True):
            assert not any(isinstance(cell, str) and (cell[:1] in "{[" or "': " in cell) for cell in row if cell)
            assert not codes & {cell for cell in row if isinstance(cell, str)}


def test_what_there_may_be_several_of_has_rows_of_its_own(demo: TestClient) -> None:
    listed = demo.get(f"{API}/projects", params={"limit": 1000}).json()["items"]
    wanted = {(project["id"], theme["id"]) for project in listed for theme in project["themes"]}
    assert len(wanted) > len(listed)
    assert {(row["project_id"], row["theme_id"]) for row in plain(demo, "projects", rows="themes")} == wanted
    assert workbook(demo, "projects")["Teman"].max_row - 1 == len(wanted)


def test_ids_join_the_tables(demo: TestClient) -> None:
    projects = {row["project_id"] for row in plain(demo, "projects")}
    actors = {row["actor_id"] for row in plain(demo, "actors")}
    rows = plain(demo, "participations")
    assert {row["project_id"] for row in rows} <= projects
    assert {row["actor_id"] for row in rows} <= actors
    per_actor = Counter(actor for actor, _ in {(row["actor_id"], row["project_id"]) for row in rows})
    assert {
        row["actor_id"]: int(row["n_projects"]) for row in plain(demo, "actors") if row["n_projects"] != "0"
    } == per_actor


def test_amounts_can_be_added(demo: TestClient) -> None:
    sums: Counter[tuple[str, str]] = Counter()
    for row in plain(demo, "fundings"):
        if row["amount"] and row["counted_elsewhere"] == "false":
            sums[row["funder_id"], row["currency"]] += round(float(row["amount"]))
    funders = demo.get(f"{API}/funders", params={"limit": 1000}).json()["items"]
    wanted = {(funder["id"], sum["currency"]): sum["amount"] for funder in funders for sum in funder["amounts"]}
    assert sums == {key: amount for key, amount in wanted.items() if amount}
    assert wanted


def test_a_workbook_has_numbers_dates_and_words(demo: TestClient) -> None:
    sheet = workbook(demo, "projects").worksheets[0]
    rows = {
        row[0].value: {head.value: cell for head, cell in zip(sheet[1], row, strict=True)}
        for row in sheet.iter_rows(min_row=2)
    }
    soress = rows["SORESS-MMI"]
    api = demo.get(f"{API}/projects/demo:soress-mmi").json()
    assert soress["Budget"].value == api["budget"]
    assert (soress["Budget"].data_type, soress["Budget"].number_format) == ("n", "#,##0")
    assert soress["Första dag"].is_date
    assert soress["Första dag"].value.date().isoformat().startswith(api["starts"])
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions


def test_names_sort_as_swedes_sort_them_and_what_is_unknown_comes_last(demo: TestClient) -> None:
    names = [row["actor"] for row in plain(demo, "actors", sort="actor")]
    assert [name for name in names if name[0] in "ÅÄÖ"] == names[-len([name for name in names if name[0] in "ÅÄÖ"]) :]
    counts = [int(row["n_projects"]) for row in plain(demo, "actors", sort="-n_projects")]
    assert counts == sorted(counts, reverse=True)
    for sort in ("county", "-county"):
        counties = [row["county"] for row in plain(demo, "actors", sort=sort)]
        assert counties.index("") == len(counties) - counties.count("")


def test_rows_and_columns_are_chosen(demo: TestClient) -> None:
    everybody = plain(demo, "actors")
    kinds = Counter(row["kind"] for row in everybody)
    assert len(plain(demo, "actors", **{"only-kind": "municipality"})) == kinds["municipality"] > 0
    both = plain(demo, "actors", **{"only-kind": ["municipality", "region"]})
    assert len(both) == kinds["municipality"] + kinds["region"]
    assert [list(row) for row in plain(demo, "actors", columns="kind,actor", q="luleå tekniska")] == [["actor", "kind"]]
    book = workbook(demo, "actors", **{"only-kind": "municipality", "sort": "-n_projects", "q": "kommun"})
    said = dict(about(book))
    assert said["Bara: Slag"] == "Kommun"
    assert said["Sökord"] == "kommun"
    assert said["Ordning"] == "efter Antal projekt, störst eller Ö först"
    assert said["Rader före filter"] == len(everybody) > said["Antal rader"]


def test_an_alias_is_searched_too(demo: TestClient) -> None:
    assert "Luleå tekniska universitet" in [row["actor"] for row in plain(demo, "actors", q="LTU")]


@pytest.mark.parametrize("wrong", [{"sort": "x"}, {"columns": "actor,x"}, {"place": "Ankeborg"}, {"for": "lotus"}])
def test_what_a_table_does_not_have_is_refused(demo: TestClient, wrong: dict[str, str]) -> None:
    assert demo.get(f"{API}/tables/actors.csv", params=wrong).status_code == 422


def test_a_view_is_kept_and_said(demo: TestClient) -> None:
    view = {"place": "Norrbotten", "from": "2024", "funding": "include"}
    total = demo.get(f"{API}/projects", params=view).json()["total"]
    assert len(plain(demo, "projects", **view)) == total
    said = about(workbook(demo, "projects", **view))
    assert ("Urval: plats", "Norrbottens län") in said
    assert ("Urval: från", "2024") in said
    assert ("Urval: räknas finansiering som band", "ja") in said
    assert ("Revision", demo.get(f"{API}/status").json()["revision"]) in said
    assert any(what == "Utelämnat" for what, _ in said)


def test_what_a_question_leaves_out_is_told(demo: TestClient) -> None:
    answer = demo.get(f"{API}/partners", params=ASKED["partners"] | {"lang": "sv"}).json()
    said = [value for what, value in about(workbook(demo, "partners")) if what == "Utelämnat"]
    assert len(said) == len(answer["left_out"])
    said = about(workbook(demo, "partners", theme="skills-supply", **{"view-place": "Norrbotten"}))
    assert ("Fråga om projekt", "SORESS-MMI") in said
    assert ("Sökt tema", "Kompetensförsörjning") in said
    assert ("Urval: plats", "Norrbottens län") in said


def test_what_a_question_was_told_stands_in_words(demo: TestClient) -> None:
    said = about(workbook(demo, "overlaps", owners="all", judged="no", classes="complementary"))
    assert ("Par av projekt med", "vilka ägare som helst") in said
    assert ("Bedömda par", "bara obedömda") in said
    assert ("Bara klass", "Kompletterande") in said
    assert ("Grupperat efter", "sektor och län") in about(workbook(demo, "gaps-groups", group="sector,county"))


def test_english_pages_give_english_files(demo: TestClient) -> None:
    text = get(demo, "actors.csv", **{"for": "excel-en", "sort": "actor"}).decode("utf-8-sig")
    first = next(csv.DictReader(io.StringIO(text)))
    assert (first["Kind"], first["Country"]) == ("Municipality", "Sweden")
    book = load_workbook(io.BytesIO(get(demo, "actors.xlsx", **{"for": "excel-en"})))
    assert [book.sheetnames[0], book.sheetnames[-1]] == ["Actors", "About the table"]


def test_a_caller_that_has_the_table_is_told_so(demo: TestClient) -> None:
    answer = demo.get(f"{API}/tables/actors.csv")
    assert answer.headers["etag"].startswith('W/"1-')
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    again = demo.get(f"{API}/tables/actors.csv", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_no_cell_is_a_formula(client: TestClient) -> None:
    names = ["=2+3", "+46 70", "-1", "@SUMMA(A1)", "#N/A AB", "Skog; =1+1"]
    rows = "\r\n".join(
        ["projekt;aktör;roll", *(f'Skog {number};"{name}";partner' for number, name in enumerate(names))]
    )
    files = {"file": ("lista.csv", rows.encode(), "text/csv")}
    assert client.post(f"{API}/loads", params={"apply": True}, files=files).status_code in (200, 201, 202)
    loaded = {item["name"] for item in client.get(f"{API}/actors").json()["items"]}
    assert {"=2+3", "@SUMMA(A1)"} <= loaded
    for row in swedish(client, "participations"):
        assert row["Aktör"][0] not in "=+-@"
        assert ";=" not in row["Aktör"].replace(" ", "")
    for sheet in workbook(client, "participations").worksheets:
        for cell in (cell for cells in sheet.iter_rows(min_row=2) for cell in cells):
            assert cell.data_type not in ("f", "e")
            if isinstance(cell.value, str) and cell.value[0] in "=+-@":
                assert cell.quotePrefix
    assert {cell.value for cell in workbook(client, "actors").worksheets[0]["A"][1:]} == loaded


def test_verdicts_say_who_when_why_and_of_whom(client: TestClient) -> None:
    load_demo(client)
    assert swedish(client, "verdicts") == []
    assert ("Utelämnat", "Ingen har bedömt något par som urvalet visar.") in about(workbook(client, "verdicts"))
    pair = client.get(f"{API}/overlaps").json()["items"][0]["projects"]
    path = f"{API}/overlaps/{pair[0]['id']}/{pair[1]['id']}/verdict"
    order = {"verdict": "continuation", "decided_by": "Asta Exempel", "reason": "Samma grupp"}
    assert client.put(path, json=order).status_code == 200
    partner = f"{API}/partners/demo:soress-mmi/region-i-ingen/verdict"
    assert client.put(partner, json=order | {"verdict": "in_contact"}).status_code == 404
    (row,) = swedish(client, "verdicts")
    assert {row["Part A"], row["Part B"]} == {project["name"] for project in pair}
    told = {
        "Fråga": "Överlapp",
        "Beslut": "Fortsättning",
        "Avgjort av": "Asta Exempel",
        "Skäl till beslutet": "Samma grupp",
    }
    assert told.items() <= row.items()
    assert datetime.fromisoformat(row["Avgjort"]).year >= 2026
    judged = next(row for row in plain(client, "overlaps") if row["verdict"])
    assert (judged["verdict"], judged["decided_by"]) == ("continuation", "Asta Exempel")


def test_every_column_has_a_heading_and_no_heading_stands_twice() -> None:
    used = set()
    for table in [every for known in tables().values() for every in (known, *known.details().values())]:
        for language in ("sv", "en", None):
            headings = [column.heading(language) for column in table.columns]
            assert len(set(headings)) == len(headings), table.name
        used |= {f"tables.column_{column.name}" for column in table.columns}
    assert {key for key in catalogue() if key.startswith("tables.column_")} == used


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_sheet_has_a_title_of_its_own_that_excel_takes(language: str) -> None:
    for table in tables().values():
        details = [detail.title(language) for detail in table.details().values()]
        titles = [table.title(language), *details, message("tables.about", language)]
        assert len({title.casefold() for title in titles}) == len(titles), table.name
        assert all(len(title) <= 31 and not set(title) & set("[]:*?/\\'") for title in titles), table.name


def test_the_documentation_has_every_column() -> None:
    text = (ROOT / "docs" / "tables.md").read_text("utf-8")
    told = re.findall(r"^\| `(\w+)` \| (.+) \| (.+) \| (\w+) \|$", text, re.MULTILINE)
    columns = [column for table in tables().values() for column in table.columns]
    assert told == [(column.name, column.heading("sv"), column.heading("en"), column.kind) for column in columns]
    assert re.findall(r"^### (.+)$", text, re.MULTILINE) == list(tables())
