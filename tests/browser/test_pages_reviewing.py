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


def test_a_band_is_accepted_and_undone_together(open_page: Open, url: str) -> None:
    page = open_page(url + "/granska/alla?minst=70")
    assert page.locator("input[name=pair]:checked").count() == len(NAMES)
    page.locator("input[name=pair]").first.uncheck()
    page.get_by_label("Vem avgör").fill("Åsa")
    page.get_by_role("button", name="Alla ikryssade är samma aktör").click()
    page.wait_for_url("**sparat=2**")
    assert waiting(page) == 1
    page.get_by_role("button", name="Ångra").click()
    assert waiting(page) == len(NAMES)
