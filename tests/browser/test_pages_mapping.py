"""An unknown table on the page: its columns are mapped once, without a script too, and the next file needs nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
CHECKS = (Path(__file__).parent / "checks.js").read_text("utf-8")
TABLE = """Ärende;Titel;Sökande;Org.nr;Kommun;Beviljat (kr);Start;Slut;Medsökande;Område;Handläggare
24-1;Skogens värden;Norrskens förening;769600-0012;Vindeln;1 250 000;2024-03-01;2026-02-28;Älv AB, Ås AB;Skog;Ek Ekelund
24-2;Fjällmat;Malå matlag;556677-8899;Malå;480 000;2024-04-01;2025-12-31;;Xyzzy;Al Almgren
24-3;Elak <img src=x>;Bo lag;640823-3234;Malå;5;2024;2025;;Skog;Bo
"""
GOOD = "\n".join(TABLE.splitlines()[:3]) + "\n"


def send(page: Page, url: str, file: Path, *, anew: bool = False) -> None:
    page.goto(f"{url}/ladda")
    page.get_by_label("Fil eller filer").set_input_files(file)
    if anew:
        page.get_by_label("Koppla kolumnerna på nytt").check()
    page.get_by_role("button", name="Granska filen").click()


def table(folder: Path, text: str = GOOD, name: str = "Projektlista 2024.csv") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


@pytest.mark.parametrize("script", [True, False])
def test_an_unknown_table_is_mapped_shown_and_loaded(
    open_page: Open, own_url: str, tmp_path: Path, script: bool
) -> None:
    page = open_page(own_url, java_script_enabled=script)
    send(page, own_url, table(tmp_path))
    expect(page.get_by_role("heading", level=1)).to_have_text("Koppla kolumnerna")
    expect(page.get_by_label("Titel är")).to_have_value("project")
    expect(page.get_by_label("Handläggare är")).to_have_value("")
    expect(page.locator("main")).not_to_contain_text("Ekelund")
    expect(page.locator("main")).to_contain_text("inga personuppgifter")
    expect(page.get_by_label("Roll för aktörerna i Sökande")).to_have_value("")
    expect(page.get_by_label("”Xyzzy” (tema, 1 rader) betyder")).to_have_value("")

    page.get_by_role("button", name="Spara och granska").click()
    told = page.get_by_role("alert")
    for part in ("roll aktörerna i kolumnen Sökande", "behöver en finansiär", "Säg vad ”Xyzzy” betyder"):
        expect(told).to_contain_text(part)

    page.get_by_label("Roll för aktörerna i Sökande").select_option(label="Projektägare, stödmottagare")
    page.get_by_label("Roll för aktörerna i Medsökande").select_option(label="Partner")
    page.get_by_label("Vem har beviljat beloppen?").fill("Norrfonden")
    page.get_by_label("”Xyzzy” (tema, 1 rader) betyder").select_option(label="Inget av detta")
    page.get_by_role("button", name="Visa hur raderna förstås").click()
    expect(page.locator(".preview tbody tr").first).to_contain_text("Älv AB (partner) · Ås AB (partner)")
    expect(page.locator(".preview tbody tr").first).to_contain_text("2024-03-01")
    expect(page.locator("main")).to_contain_text("Allt är sagt")

    page.get_by_role("button", name="Spara och granska").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Det här skulle ändras")
    expect(page.locator(".changes .new", has_text="Norrskens förening → Skogens värden").first).to_be_visible()
    page.get_by_role("button", name="Ladda", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Dataset ”projektlista-2024” är laddat")

    send(page, own_url, table(tmp_path, GOOD.replace("24-", "25-"), "Projektlista 2025.csv"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Är det samma lista?")
    assert [each.suffix for each in (tmp_path / "graph" / "mappings").iterdir()] == [".yml"]


def test_a_new_category_and_a_wish_lead_back_to_the_page(open_page: Open, own_url: str, tmp_path: Path) -> None:
    page = open_page(own_url)
    send(page, own_url, table(tmp_path, "Projekt;Färg;Parter\nSkog;röd;A\n"))
    page.get_by_label("Parter är").select_option("actor")
    page.get_by_label("Färg är").select_option("themes")
    page.get_by_role("button", name="Visa hur raderna förstås").click()
    page.get_by_label("Roll för aktörerna i Parter").select_option("none")
    page.get_by_label("”röd” (tema, 1 rader) betyder").select_option("energy")
    page.get_by_role("button", name="Spara och granska").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Det här skulle ändras")

    send(page, own_url, table(tmp_path, "Projekt;Färg;Parter\nSkog;röd;A\nHav;blå;B\n"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Koppla kolumnerna")
    expect(page.get_by_label("”röd” (tema, 1 rader) betyder")).to_have_value("energy")
    expect(page.get_by_label("”blå” (tema, 1 rader) betyder")).to_have_value("")
    send(page, own_url, table(tmp_path, "Projekt;Färg;Parter\nSkog;röd;A\n"), anew=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("Koppla kolumnerna")
    expect(page.get_by_label("Parter är")).to_have_value("actor")


def test_a_unit_of_another_spelling_stays_what_it_is(open_page: Open, own_url: str, tmp_path: Path) -> None:
    page = open_page(own_url)
    send(page, own_url, table(tmp_path, "projekt;budget_chf;färg\nSkog;5;x\n"))
    expect(page.get_by_label("Beloppen i budget_chf är i")).to_have_value("chf")
    expect(page.locator(".preview tbody tr")).to_contain_text("5 CHF")


def test_bad_rows_are_told_before_anything_is_kept(open_page: Open, own_url: str, tmp_path: Path) -> None:
    page = open_page(own_url)
    send(page, own_url, table(tmp_path, TABLE))
    problems = page.locator("table.cards").last
    expect(problems).to_contain_text("Celler som inte kan läsas: 1")
    expect(problems).to_contain_text("personnummer")
    expect(page.locator("main")).not_to_contain_text("640823")
    assert page.locator("main img").count() == 0
    page.get_by_label("Vad är en rad?").select_option("actor")
    page.get_by_role("button", name="Visa hur raderna förstås").click()
    expect(page.get_by_label("Titel är")).to_have_value("")
    expect(page.get_by_label("Sökande är", exact=True)).to_have_value("actor")


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_the_page_is_marked_up_and_fits(open_page: Open, own_url: str, tmp_path: Path, width: int) -> None:
    page = open_page(own_url, width)
    send(page, own_url, table(tmp_path, TABLE))
    expect(page.get_by_role("heading", level=1)).to_have_text("Koppla kolumnerna")
    assert page.evaluate(CHECKS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_file_that_waits_no_longer_is_told(open_page: Open, own_url: str) -> None:
    page = open_page(f"{own_url}/ladda/koppla/nej")
    expect(page.locator("main")).to_contain_text("Filen väntar inte längre")


def test_a_matrix_is_read_by_its_marks(open_page: Open, own_url: str, tmp_path: Path) -> None:
    page = open_page(own_url)
    send(
        page, own_url, table(tmp_path, "Insats;Ås kommun;Region Älvdal\nStigen;x;koordinator\nLjus;;ja\n", "matris.csv")
    )
    expect(page.get_by_label("Ås kommun är", exact=True)).to_have_value("actor")
    expect(page.locator("main")).to_contain_text("cellerna är kryss eller roller")
    expect(page.locator(".preview tbody tr").first).to_contain_text("Region Älvdal (koordinator)")
    page.get_by_role("button", name="Spara och granska").click()
    expect(page.locator(".changes .new", has_text="Ås kommun → Stigen").first).to_be_visible()


def test_blank_cells_of_a_grouped_list_are_agreed_to(open_page: Open, own_url: str, tmp_path: Path) -> None:
    page = open_page(own_url)
    written = "Projekttitel;Samarbetspartner;Roll\nStigen;Ås kommun;partner\n;Älv AB;partner\nLjus;Ås kommun;partner\n"
    send(
        page,
        own_url,
        table(tmp_path, written, "g.csv"),
    )
    box = page.get_by_label("Tomma celler under Projekttitel")
    expect(box).to_be_checked()


def test_a_text_in_blocks_is_so_many_projects(open_page: Open, own_url: str, tmp_path: Path) -> None:
    page = open_page(own_url)
    block = "Projekt: {}\nProjektägare: Ås kommun\nPeriod: 2024-2025\n\n"
    send(page, own_url, table(tmp_path, block.format("Stigen") + block.format("Ljuset"), "block.csv"))
    expect(page.get_by_label("Projektägare är")).to_have_value("actor")
    page.get_by_role("button", name="Spara och granska").click()
    expect(page.locator(".changes .new", has_text="Ås kommun → Ljuset").first).to_be_visible()
