"""Reached by everyone: by keyboard, enlarged, on a small screen, without script, in two languages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]

PATHS = [
    "/",
    "/sok?q=lule",
    "/aktorer",
    "/aktor/orgnr:2021002841",
    "/projekt",
    "/projekt/demo:soress-mmi",
    "/brobyggare",
    "/luckor",
    "/luckor?visa=groups",
    "/luckor?visa=coverage",
    "/luckor?visa=isolates",
    "/overlapp",
    "/overlapp/par?a=demo:soress-mmi&b=demo:north-sweden-green-deal",
    "/bedomningar",
    "/partner",
    "/partner?project=SORESS-MMI",
    "/partner?theme=skills-supply&sector=business",
    "/partner/jamfor?project=SORESS-MMI&valda=orgnr:2021002841&valda=orgnr:2021000225&valda=orgnr:2321000230",
    "/introduktioner?a=Boliden&b=Region+Norrbotten",
    "/ladda",
    "/ladda/ta-bort?dataset=demo",
    "/granska",
    "/granska/alla?minst=70",
    "/andringar",
    "/andringar?since=1",
    "/konsortium",
    "/konsortium?project=SORESS-MMI",
    "/konsortium?theme=energy&place=Norrbotten&minst-municipality=1&must=Boliden+AB",
    "/tank-om",
    "/tank-om?without=Skellefte%C3%A5+kommun",
    "/tank-om?a=Boliden&b=Region+V%C3%A4rmland",
    "/andringar/1",
    "/karta",
    "/karta/fri",
    "/karta/tabell",
    "/karta/kring/demo:soress-mmi",
    "/om",
    "/kallor",
    "/om/excel",
    "/aktorer?columns=actor&columns=kind&sort=-actor&only-kind=municipality",
    "/tabell/overlaps",
    "/tabell/partners?project=SORESS-MMI",
    "/vy",
    "/aktorer?place=norra+Sverige&from=2020&kind=municipality",
    "/finns-inte",
]

OPEN_FOLDS = """() => document.querySelectorAll("details").forEach(
  (fold) => { fold.open ||= fold.firstElementChild.checkVisibility(); })"""
CHECKS = (Path(__file__).parent / "checks.js").read_text("utf-8")


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_marked_up_and_readable(open_page: Open, demo_url: str, path: str) -> None:
    page = open_page(demo_url + path)
    for details in page.locator("details:not([open]) > summary").all():
        if details.is_visible():
            details.click()
    assert page.evaluate(CHECKS) == []
    assert page.locator("html").get_attribute("lang") == "sv"


def test_every_page_is_readable_in_the_dark(open_page: Open, demo_url: str) -> None:
    page = open_page(demo_url, color_scheme="dark")
    wrong = {}
    for path in PATHS:
        page.goto(demo_url + path)
        page.evaluate(OPEN_FOLDS)
        if pale := [found for found in page.evaluate(CHECKS) if found.startswith("contrast")]:
            wrong[path] = pale
    assert wrong == {}
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != "rgb(255, 255, 255)"


# 640 wide is what a 1280 wide window has left at 200 %; 320 is WCAG's measure of reflow.
@pytest.mark.parametrize("width", [320, 400, 640])
def test_no_page_scrolls_sideways(open_page: Open, demo_url: str, width: int) -> None:
    page = open_page(demo_url, width)
    wide = {}
    for path in PATHS:
        page.goto(demo_url + path)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        if (over := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
            wide[path] = over
    assert wide == {}


def test_the_checks_find_what_is_wrong(open_page: Open, demo_url: str) -> None:
    page = open_page(demo_url)
    page.evaluate(
        """() => { document.querySelector("main").innerHTML = `<h1>a</h1><h3>b</h3><input><table><tr><th>x</table>
        <p class="quiet"></p><a href="/"></a><iframe></iframe>`; document.querySelector("h3").id = "pale"; }"""
    )
    found = " ".join(page.evaluate(CHECKS))
    for what in ("skips a level", "no label", "no caption", "no scope", "no name", "no title"):
        assert what in found
    page.add_style_tag(url="/static/hur.css")
    page.evaluate("document.getElementById('pale').attributeStyleMap.set('color', '#bbb')")
    assert "contrast" in " ".join(page.evaluate(CHECKS))


def test_the_language_switch_keeps_the_page(open_page: Open, demo_url: str) -> None:
    page = open_page(f"{demo_url}/projekt?theme=skills-supply")
    page.get_by_role("link", name="In English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Projects")
    assert "theme=skills-supply" in page.url
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="Overlaps").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which initiatives overlap?")
    assert "lang" not in page.url, "a cookie remembers it"
    page.get_by_role("link", name="På svenska").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vilka initiativ överlappar?")


def test_everything_by_keyboard(open_page: Open, demo_url: str) -> None:
    page = open_page(demo_url)
    page.keyboard.press("Tab")
    assert focused(page)["text"] == "Till innehållet"
    assert focused(page)["top"] >= 0, "the skip link comes into sight"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page)["text"].startswith("Hitta partner")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hitta partner")
    page.wait_for_load_state()  # with the script that knows the key
    page.keyboard.press("/")
    page.keyboard.type("soress")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sökning: soress")
    for _ in range(40):
        page.keyboard.press("Tab")
        if focused(page)["text"] == "SORESS-MMI":
            break
        assert focused(page)["outlined"], "one sees where the keyboard is"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("SORESS-MMI")


def test_motion_is_reduced_when_asked(open_page: Open, demo_url: str) -> None:
    page = open_page(demo_url, reduced_motion="reduce")
    assert page.locator("button").first.evaluate("each => getComputedStyle(each).transitionDuration") == "0s"


def test_the_printed_page_leaves_out_what_cannot_be_pressed(open_page: Open, demo_url: str) -> None:
    page = open_page(f"{demo_url}/brobyggare")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Huvudmeny")).to_be_hidden()
    expect(page.get_by_role("heading", name="Luleå tekniska universitet")).to_be_visible()


def focused(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        """() => { const each = document.activeElement; return { text: (each.innerText || each.value || "").trim(),
        top: each.getBoundingClientRect().top, outlined: getComputedStyle(each).outlineStyle !== "none" }; }"""
    )
    return found
