"""Loading a spreadsheet on the page: the difference first, then exactly that; and files that are wrong."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import FilePayload, Page, expect

Open = Callable[..., Page]
Rows = list[list[object]]


def workbook(file: Path, **sheets: Rows) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(file)
    return file


PROJECTS: Rows = [["namn", "budget", "startar", "slutar", "teman"], ["Skogslyftet", 100000, "2025", "2026", "energi"]]
TAKING_PART: Rows = [["projekt", "aktör", "roll"], ["Skogslyftet", "Malå kommun", "partner"]]


def check(page: Page, url: str, *files: Path) -> None:
    page.goto(f"{url}/ladda")
    page.get_by_label("Fil eller filer").set_input_files(files)
    page.get_by_role("button", name="Granska filen").click()


def test_a_file_is_shown_before_it_is_loaded(open_page: Open, own_url: str, tmp_path: Path) -> None:
    page = open_page(own_url)
    expect(page.get_by_role("heading", name="Här finns inga uppgifter ännu")).to_be_visible()
    file = workbook(tmp_path / "skog.xlsx", Projekt=PROJECTS, Medverkan=TAKING_PART)
    check(page, own_url, file)
    expect(page.get_by_role("heading", level=1)).to_have_text("Det här skulle ändras")
    expect(page.locator(".changes .new", has_text="Skogslyftet").first).to_be_visible()
    assert page.request.get(f"{own_url}/api/v1/status").json()["revision"] == 0
    page.get_by_role("button", name="Ladda", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Dataset ”skog” är laddat. Det blev revision 1.")

    check(page, own_url, file)
    expect(page.get_by_role("status")).to_contain_text("Inget behöver ändras")

    dearer: Rows = [PROJECTS[0], ["Skogslyftet", 250000, "2025", "2026", "energi"]]
    check(page, own_url, workbook(file, Projekt=dearer, Medverkan=[TAKING_PART[0]]))
    changed = page.locator(".changes .changed", has_text="Skogslyftet").first
    expect(changed).to_be_visible()
    assert changed.locator("del").all_inner_texts() == ["100\N{NO-BREAK SPACE}000"]
    assert changed.locator("ins").all_inner_texts() == ["250\N{NO-BREAK SPACE}000"]
    page.get_by_role("button", name="Ladda", exact=True).click()
    page.get_by_role("link", name="Se vad som ändrades").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Revision 2")
    expect(page.get_by_role("heading", name="Försvinner")).to_be_visible()
    page.get_by_role("link", name="Projekt", exact=True).click()
    expect(page.get_by_role("row", name="Skogslyftet")).to_contain_text("250\N{NO-BREAK SPACE}000")


def test_what_was_shown_no_longer_holds(open_page: Open, own_url: str, tmp_path: Path) -> None:
    page, other = open_page(own_url), open_page(own_url)
    check(page, own_url, workbook(tmp_path / "skog.xlsx", Projekt=PROJECTS))
    other.get_by_role("button", name="Ladda exempelnätverket").click()
    expect(other.get_by_role("status")).to_contain_text("är laddat", timeout=60_000)
    page.get_by_role("button", name="Ladda", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Filen kan inte laddas")
    expect(page.locator("main")).to_contain_text("Någon annan har ändrat något")
    assert page.request.get(f"{own_url}/api/v1/projects?q=skogslyftet").json()["total"] == 0


def test_a_bad_file_lists_every_error_with_its_place(open_page: Open, own_url: str, tmp_path: Path) -> None:
    rows: Rows = [
        PROJECTS[0],
        ["Skogslyftet", "mycket", "2025-02-31", "2026", ""],
        [None, 1, "2025", "2026", "energi"],
        ["Baklänges", -1, "2026", "2025", ""],
    ]
    actors: Rows = [["namn", "organisationsnummer"], ["Fel siffra", "202100-2842"], ["En person", "640823-3234"]]
    taking: Rows = [TAKING_PART[0], ["Skogslyftet", "Fel siffra", "trollkarl"]]
    page = open_page(own_url)
    check(page, own_url, workbook(tmp_path / "fel.xlsx", Projekt=rows, Aktörer=actors, Medverkan=taking))
    expect(page.get_by_role("alert")).to_have_text("Ingenting är ändrat.")
    told = {tuple(row.locator("th, td").all_inner_texts()) for row in page.locator("tbody tr").all()}
    places = {(file, sheet, row) for file, sheet, row, *_ in told}
    expected = [("Projekt", 2), ("Projekt", 3), ("Projekt", 4), ("Aktörer", 2), ("Aktörer", 3)]
    assert places == {("fel.xlsx", sheet, str(row)) for sheet, row in expected}
    reasons = {reason for *_, reason in told}
    for part in ("2025-02-31", "negativt", "kontrollsiffran"):
        assert any(part in reason for reason in reasons), part
    assert not any("640823" in reason for reason in reasons), "a personal identity number is not repeated"
    assert page.locator("tbody [lang=en]").count() == 0, "every reason is in Swedish"
    assert page.request.get(f"{own_url}/api/v1/status").json()["revision"] == 0


def test_a_file_that_is_no_spreadsheet(open_page: Open, own_url: str, tmp_path: Path) -> None:
    wrong = tmp_path / "sida.xlsx"
    wrong.write_text("<html><script>alert(1)</script></html>")
    page = open_page(own_url)
    check(page, own_url, wrong)
    expect(page.get_by_role("heading", level=1)).to_have_text("Filen kan inte laddas")
    expect(page.locator("main")).to_contain_text("sida.xlsx")


def test_the_template_can_be_filled_in_and_loaded(open_page: Open, own_url: str, tmp_path: Path) -> None:
    page = open_page(f"{own_url}/ladda")
    with page.expect_download() as got:
        page.get_by_role("link", name="Hämta mallen").click()
    file = tmp_path / "ifylld.xlsx"
    got.value.save_as(file)
    book = openpyxl.load_workbook(file)
    book["Projekt"].cell(2, 1).value = "Mallprojektet"
    book.save(file)
    check(page, own_url, file)
    expect(page.locator(".changes .new", has_text="Mallprojektet").first).to_be_visible()


def test_a_dataset_is_removed_after_a_question(open_page: Open, own_url: str) -> None:
    page = open_page(own_url)
    page.get_by_role("button", name="Ladda exempelnätverket").click()
    page.goto(f"{own_url}/ladda")
    page.get_by_role("row", name="HUR demo").get_by_role("link", name="Ta bort").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ta bort ”HUR demo")
    page.get_by_role("button", name="Ta bort").click()
    expect(page.get_by_role("status")).to_contain_text("är borttaget")
    expect(page.get_by_text("Inget är laddat ännu.")).to_be_visible()


HOSTILE = '<img src=x onerror="document.title=1">'


def test_names_are_only_ever_text(open_page: Open, own_url: str, tmp_path: Path) -> None:
    projects: Rows = [
        ["namn", "beskrivning", "url"],
        [f"Elak {HOSTILE}", "</script><script>document.title='x'</script>", "javascript:alert(1)"],
        ["Snäll", "", "https://example.se/"],
    ]
    actors: Rows = [["namn", "webbplats"], [f"Aktör {HOSTILE}", "JaVaScRiPt:alert(1)"], ["'\"><b>Ö", ""]]
    taking: Rows = [["projekt", "aktör", "citat"]]
    taking += [[name, actor, HOSTILE] for name in (projects[1][0], "Snäll") for actor in (actors[1][0], actors[2][0])]
    page = open_page(own_url)
    check(page, own_url, workbook(tmp_path / "elak.xlsx", Projekt=projects, Aktörer=actors, Medverkan=taking))
    page.get_by_role("button", name="Ladda", exact=True).click()
    items = [
        each for kind in ("projects", "actors") for each in page.request.get(f"{own_url}/api/v1/{kind}").json()["items"]
    ]
    own = [f"/{'projekt' if each['kind'] == 'project' else 'aktor'}/{each['id']}" for each in items]
    lists = [
        "/projekt",
        "/aktorer",
        "/brobyggare",
        "/luckor",
        "/overlapp",
        "/karta",
        "/karta/fri",
        "/karta/tabell",
        "/sok?q=elak",
    ]
    assert len(own) >= 4
    for path in [*own, *lists, "/partner?project=Sn%C3%A4ll", "/andringar/1", "/introduktioner?a=Akt%C3%B6r"]:
        page.goto(own_url + path)
        assert page.title().endswith("– HUR"), path
        ours = "[type='application/json'], #shown, .kept-count"
        assert page.locator(f"img:not(.map), main :is(script, b):not({ours})").count() == 0, path
        assert [href for href in hrefs(page) if "script:" in href.lower()] == [], path
    page.goto(f"{own_url}/projekt/{items[-1]['id']}" if items[-1]["kind"] == "project" else own_url + own[1])
    assert "https://example.se/" in {href for path in own if page.goto(own_url + path) for href in hrefs(page)}


def hrefs(page: Page) -> list[str]:
    found: list[str] = page.evaluate("[...document.querySelectorAll('[href], [src]')].map(e => e.href || e.src)")
    return found


def test_a_file_dropped_on_any_page_is_looked_at(open_page: Open, own_url: str) -> None:
    page = open_page(own_url)
    files = page.evaluate_handle(
        """() => { const files = new DataTransfer();
        files.items.add(new File(["projekt;aktör;roll\\nSkog;Malå kommun;ägare\\n"], "skog.csv", {type: "text/csv"}));
        return files; }"""
    )
    page.dispatch_event("main", "dragover", {"dataTransfer": files})
    assert "Släpp filen" in page.evaluate("getComputedStyle(document.body, '::after').content")
    with page.expect_navigation(url="**/ladda/**"):
        page.dispatch_event("main", "drop", {"dataTransfer": files})
    expect(page.get_by_role("heading", name="Skillnaden")).to_be_visible()
    expect(page.locator(".changes").first).to_contain_text("Skog")


def test_the_start_page_leads_to_what_has_changed_since_the_last_visit(open_page: Open, own_url: str) -> None:
    page = open_page(own_url)
    page.get_by_role("button", name="Ladda exempelnätverket").click()
    expect(page.get_by_role("status").first).to_contain_text("är laddat", timeout=60_000)
    page.goto(own_url)
    expect(page.get_by_role("heading", name="Det här finns")).to_be_visible(timeout=60_000)
    since = page.get_by_role("link", name="Se vad som har ändrats sedan du var här sist")
    expect(since).to_be_hidden()
    rows = "projekt;aktör;roll\nSkoglyft;Malå kommun;ägare\n".encode()
    file: FilePayload = {"name": "skog.csv", "mimeType": "text/csv", "buffer": rows}
    before = page.request.get(f"{own_url}/api/v1/status").json()["revision"]
    page.request.post(f"{own_url}/api/v1/loads?apply=true", multipart={"file": file})
    page.wait_for_function(
        "(before) => fetch('/api/v1/status').then((answer) => answer.json()).then(({ revision }) => revision > before)",
        arg=before,
        timeout=60_000,
    )
    page.evaluate("sessionStorage.clear()")
    page.goto(own_url)
    expect(since).to_be_visible(timeout=60_000)  # the page shows the revision before until the new one is worked out
    since.click()
    expect(page.locator(".results").first).to_contain_text("Skoglyft")
    assert f"since={before}" in page.url
