"""The steward's queue in a real browser: by key, by button, many at once, and undone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import service_on

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]
HEADINGS = "projekt,aktör,roll\n"
NAMES = (
    ("Norrlands Trähus och Byggvaror AB", "Norrlands Trähus AB"),
    ("Åsele Skogsbruk och Virke AB", "Åsele Skogsbruk AB"),
    ("<img src=x onerror=alert(1)> Bergteknik och Borrning AB", "<img src=x onerror=alert(1)> Bergteknik AB"),
)


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    for side, file in enumerate(("ett.csv", "två.csv")):
        rows = "".join(f"Projekt {file} {number},{pair[side]},partner\n" for number, pair in enumerate(NAMES))
        (tmp_path / file).write_text(HEADINGS + rows, encoding="utf-8")
    with service_on(tmp_path / "graph", tmp_path / "ett.csv", tmp_path / "två.csv") as address:
        yield address


def waiting(page: "Page") -> int:
    return int(page.locator("label[for=progress]").inner_text().split()[0])


def test_pairs_are_decided_and_undone_by_key(open_page: Open, url: str) -> None:
    page = open_page(url + "/granska")
    before = waiting(page)
    assert before == len(NAMES)
    assert page.locator(".differs").count() > 0
    first = page.locator("table.review").inner_text()
    page.keyboard.press("h")
    page.wait_for_url("**hoppa=1")
    assert page.locator("table.review").inner_text() != first
    page.go_back()
    page.get_by_label("Vem avgör").fill("Åsa")
    page.locator("h1").click()
    page.keyboard.press("s")
    page.wait_for_url("**sparat=1**")
    assert waiting(page) == before - 1
    assert page.get_by_label("Vem avgör").input_value() == "Åsa", "asked once"
    page.keyboard.press("z")
    page.wait_for_url("**/granska")
    assert waiting(page) == before
    assert page.locator("table.review").inner_text() == first


def test_only_what_concerns_a_dataset(open_page: Open, url: str) -> None:
    page = open_page(url + "/granska")
    page.get_by_label("Bara par som rör").select_option(index=2)
    page.get_by_role("button", name="Visa").click()
    page.wait_for_url("**kalla=**")
    assert waiting(page) == len(NAMES)
    page.get_by_label("Vem avgör").fill("Åsa")
    page.get_by_role("button", name="Inte samma").click()
    page.wait_for_url("**kalla=*sparat=1**")
    assert waiting(page) == len(NAMES) - 1
    page.get_by_role("link", name="Avgör många").click()
    assert page.locator("input[name=kalla]").count() == 1


def test_keys_of_one_letter_are_turned_off_for_good(open_page: Open, url: str) -> None:
    page = open_page(url + "/granska")
    page.get_by_label("Vem avgör").fill("Åsa")
    page.get_by_label("Vem avgör").press("h")
    assert page.get_by_label("Vem avgör").input_value() == "Åsah", "a letter in a field is a letter"
    switch = page.get_by_role("switch", name="Kortkommandon")
    assert page.locator("kbd").first.is_visible()
    switch.click()
    page.reload()
    assert not switch.is_checked()
    assert not page.locator("kbd").first.is_visible()
    assert page.locator("[aria-keyshortcuts]").count() == 0
    for key in "h/":
        page.keyboard.press(key)
    assert page.url == url + "/granska"
    assert page.evaluate("document.activeElement.id") != "q"
    switch.click()
    page.keyboard.press("h")
    page.wait_for_url("**hoppa=1")


def test_the_start_page_tells_how_many_wait_once_it_is_known(open_page: Open, url: str) -> None:
    page = open_page(url)
    page.get_by_role("link", name="Vem är vem: avgör tveksamma par").click()
    before = waiting(page)
    page.goto(url)
    page.get_by_role("link", name=f"Vem är vem: par som väntar på beslut: {before}").click()
    page.wait_for_url("**/granska")


def test_enter_in_a_field_decides_nothing(open_page: Open, url: str) -> None:
    page = open_page(url + "/granska")
    before = waiting(page)
    for path in ("/granska", "/granska/alla?minst=70"):
        page.goto(url + path)
        page.get_by_label("Vem avgör").fill("Åsa")
        page.get_by_label("Vem avgör").press("Enter")
        page.wait_for_timeout(300)  # long enough for a form to be sent
        assert page.url == url + path
    page.goto(url + "/granska")
    assert waiting(page) == before


def test_both_sides_are_seen_on_a_narrow_screen(open_page: Open, url: str) -> None:
    page = open_page(url + "/granska", width=400)
    for path in ("/granska", "/granska/alla?minst=70"):
        page.goto(url + path)
        for cell in page.locator("table td").all():
            box = cell.bounding_box()
            assert box is None or box["x"] + box["width"] <= 400
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
        assert not any(each.is_visible() for each in page.locator("kbd").all())


def test_a_band_is_accepted_and_undone_together(open_page: Open, url: str) -> None:
    page = open_page(url + "/granska/alla?minst=70")
    assert page.locator("input[name=pair]:checked").count() == len(NAMES)
    everything = page.get_by_label("Bocka i alla")
    everything.uncheck()
    assert page.locator("input[name=pair]:checked").count() == 0
    everything.check()
    page.locator("input[name=pair]").first.uncheck()
    assert not everything.is_checked()
    page.get_by_label("Vem avgör").fill("Åsa")
    page.get_by_role("button", name="Alla ikryssade är samma").click()
    page.wait_for_url("**sparat=2**")
    assert waiting(page) == 1
    page.get_by_role("button", name="Ångra").click()
    assert waiting(page) == len(NAMES)


def test_projects_are_decided_on_a_tab_of_their_own(open_page: Open, tmp_path: Path) -> None:
    for name, ends in (("ett", "2023"), ("två", "2026")):
        row = f"Grön kompetens för gruvorter,Åsele kommun,partner,2021,{ends}\n"
        (tmp_path / f"{name}.csv").write_text(f"projekt,aktör,roll,start,slut\n{row}", encoding="utf-8")
    with service_on(tmp_path / "graph", tmp_path / "ett.csv", tmp_path / "två.csv") as url:
        page = open_page(url + "/granska")
        assert waiting(page) == 0
        page.get_by_role("navigation", name="Vad som granskas").get_by_role("link", name="Projekt").click()
        assert waiting(page) == 1
        assert page.locator("tr.differs").inner_text().splitlines()[0].startswith("Period")
        page.get_by_label("Vem avgör").fill("Åsa")
        page.get_by_role("button", name="Samma", exact=False).first.click()
        page.wait_for_url("**av=projekt&sparat=1**")
        assert waiting(page) == 0
        assert page.goto(url + "/projekt").ok  # type: ignore[union-attr]
        assert page.get_by_role("link", name="Grön kompetens för gruvorter").count() == 1
        page.goto(url + "/granska?av=projekt")
        page.get_by_role("button", name="Ångra").click()
        assert waiting(page) == 1
        page.get_by_role("link", name="Avgör många").click()
        page.wait_for_url("**/granska/alla?**av=projekt**")
        assert page.locator("input[name=pair]").count() == 1
