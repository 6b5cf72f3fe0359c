"""The map in a real browser: it runs by itself, nothing in a name runs, and what it shows can be read and reached."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from graph.network.network import StakeholderNetwork
from tests.browser.seen import boxes, overlap, scale
from tests.unit.viz.networks import demo, demo_brokerage, hostile, synthetic

Open = Callable[..., Any]


@pytest.mark.parametrize("name", ["html", "pyvis"])
@pytest.mark.parametrize("network", [demo, hostile])
def test_asks_the_network_for_nothing_and_has_no_error(
    open_map: Open, name: str, network: Callable[[], StakeholderNetwork]
) -> None:
    page = open_map(network(), name)
    page.wait_for_timeout(200)
    assert page.requests == []
    assert page.problems == []


@pytest.mark.parametrize("name", ["html", "pyvis"])
def test_nothing_in_a_name_runs(open_map: Open, name: str) -> None:
    page = open_map(hostile(), name)
    for index in range(page.locator(".n").count()):
        page.locator(".n").nth(index).dispatch_event("click")
    field = "#map-q" if name == "html" else "#q"
    page.fill(field, "<img src=x onerror=window.__ran=9>")
    page.press(field, "Enter")
    for details in page.locator("details").all():
        details.evaluate("each => { each.open = true }")
    assert page.evaluate("window.__ran") is None
    assert page.locator("img").count() == 0
    assert page.locator("script:not([type])").count() == (1 if name == "html" else 2)
    links = page.evaluate("[...document.querySelectorAll('a')].map(a => a.protocol)")
    assert set(links) <= {"http:", "https:"}
    handlers = page.evaluate(
        "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on'))"
    )
    assert handlers == []


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("size", [0, 60, 500])
def test_no_shown_name_overlaps_another_or_a_node(open_map: Open, width: int, size: int) -> None:
    network = synthetic(size) if size else demo()
    page = open_map(network, width=width, **({} if size else {"brokerage": demo_brokerage()}))
    for _ in range(3):
        names, nodes = boxes(page, ".l text"), boxes(page, ".n:not(g), g.n > :last-child")
        assert names
        assert [(a[4], b[4]) for a, b in combinations(names, 2) if overlap(a, b)] == []
        if not size:
            shapes = [(a[4], b[4]) for a in names for b in nodes if a[4] != b[4] and overlap(a, b)]
            assert shapes == []
        page.click("#in")


def test_text_fits_in_the_project_boxes(open_map: Open) -> None:
    page = open_map(demo())
    texts = {each[4]: each for each in boxes(page, ".n > text")}
    rects = {each[4]: each for each in boxes(page, ".n > rect")}
    assert len(texts) == 6
    for index, text in texts.items():
        box = rects[index]
        assert text[0] >= box[0]
        assert text[2] <= box[2]
        assert text[1] >= box[1]
        assert text[3] <= box[3]


def test_more_names_appear_while_zooming(open_map: Open) -> None:
    page = open_map(synthetic(500))
    before = len(boxes(page, ".l text"))
    for _ in range(5):
        page.click("#in")
    assert len(boxes(page, ".l text")) > 3 * before
    assert "namn syns först när du zoomar in" in page.inner_text(".said")


def test_search_finds_zooms_and_opens_the_panel_with_evidence(open_map: Open) -> None:
    page = open_map(demo())
    before = scale(page)
    page.fill("#map-q", "SKELLEFTEÅ")
    page.press("#map-q", "Enter")
    panel = page.inner_text("#panel")
    assert "Skellefteå kommun" in panel
    assert "Kopplingar (4)" in panel
    assert "Finansiär: Skellefteå kommun" in panel
    assert "Projekt SORESS-MMI" in panel
    assert "uppgift" in panel
    page.wait_for_function("!document.querySelector('#map>svg').style.transform.includes('scale')")
    assert scale(page) > before
    page.fill("#map-q", "finns inte")
    page.press("#map-q", "Enter")
    assert "Ingen träff" in page.inner_text("#answer")
    assert page.is_hidden("#panel")


def test_decomposed_letters_are_found(open_map: Open) -> None:
    page = open_map(demo())
    page.fill("#map-q", "skelleftea\u030a")
    page.press("#map-q", "Enter")
    assert "Skellefteå kommun" in page.inner_text("#panel")


def test_keyboard_reaches_every_part(open_map: Open) -> None:
    page = open_map(demo())
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('n')"):
            break
    first = page.evaluate("document.activeElement.dataset.i")
    at = page.evaluate("document.activeElement.getBoundingClientRect().x")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.i") != first
    assert page.evaluate("document.activeElement.getBoundingClientRect().x") > at
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    assert name.split(",")[0] in page.inner_text("#panel")
    assert page.inner_text("#live") == name
    page.keyboard.press("Escape")
    assert page.is_hidden("#panel")
    assert page.evaluate("document.activeElement.classList.contains('n')")


def test_filters_leave_only_what_fits_and_say_how_much(open_map: Open) -> None:
    page = open_map(demo())
    page.select_option("#map-theme", label="energi")
    shown = page.evaluate(
        "[...document.querySelectorAll('.n:not(.hide)')].map(g => g.getAttribute('aria-label').split(',')[0])"
    )
    # North Sweden Green Deal, its seven named participants, the group, the fund
    assert len(shown) == 10
    assert "North Sweden Green Deal" in shown
    assert "SORESS-MMI" not in shown
    assert page.inner_text("#shown") == "9 av 55 noder visas"
    page.click("#reset")
    assert page.inner_text("#shown") == "35 av 55 noder visas"
    page.select_option("#map-from", "2025")
    assert page.locator(".n:not(.hide)[aria-label^='North Sweden']").count() == 0  # ended in July 2023
    assert page.locator(".n:not(.hide)[aria-label^='Focus']").count() == 1  # nobody says when: a missing bound is open


def test_a_place_includes_what_lies_below_it(open_map: Open) -> None:
    page = open_map(demo())
    page.select_option("#map-place", label="Västerbottens län")
    shown = page.evaluate("[...document.querySelectorAll('.n:not(.hide)>rect')].length")
    assert shown == 2  # SORESS-MMI in the county, the Sorsele project in a municipality of it


def test_a_group_opens_with_its_members(open_map: Open) -> None:
    page = open_map(demo())
    page.locator(".n[aria-label^='Samtliga kommuner']").dispatch_event("click")
    assert page.locator("#panel .members li").count() == 14
    panel = page.inner_text("#panel")
    assert "Överkalix kommun" in panel
    assert "Arjeplog kommun" in panel
    page.keyboard.press("Escape")
    assert page.is_hidden("#panel")


def test_table_holds_the_same_content(open_map: Open) -> None:
    network = demo()
    page = open_map(network)
    page.click("#table > summary")
    nodes, ties, _ = page.locator("#table tbody").all()
    page.wait_for_selector("#table tbody td")
    assert nodes.locator("tr").count() == page.locator(".n").count()
    assert ties.locator("tr").count() == page.locator(".e").count()
    assert "23\u00a0974\u00a0594 SEK" in nodes.inner_text()


def test_prints_on_one_page(open_map: Open) -> None:
    page = open_map(demo())
    page.click("#table > summary")
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", pdf)) == 1
    width, height = map(float, re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf).groups())  # type: ignore[union-attr]
    assert (round(width), round(height)) == (842, 595)  # A4 landscape in points


def test_prints_what_is_lifted_and_where_one_is(open_map: Open) -> None:
    page = open_map(demo())
    page.locator(".n[aria-label^='Vinnova']").dispatch_event("click")
    page.click("#in")
    page.wait_for_timeout(700)
    lifted, near = page.locator(".n.lit").count(), scale(page)
    assert 0 < lifted < page.locator(".n").count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.is_hidden("#panel")
    assert (page.locator(".n.lit").count(), scale(page)) == (lifted, near)


@pytest.mark.parametrize(("button", "start"), [("#svg", b"<svg"), ("#png", b"\x89PNG")])
def test_saves_what_is_seen(open_map: Open, button: str, start: bytes, tmp_path: Path) -> None:
    page = open_map(demo())
    page.select_option("#map-theme", label="energi")
    with page.expect_download() as download:
        page.click(button)
    saved = tmp_path / "saved"
    download.value.save_as(saved)
    content = saved.read_bytes()
    assert content.startswith(start)
    if button == "#svg":
        assert b"Green Deal" in content
        assert b"Focus Industry" not in content.split(b"</title>")[1].split(b"Teckenf")[0].split(b"lor:")[0]


def test_narrow_screen_can_be_read_and_does_not_scroll_sideways(open_map: Open) -> None:
    page = open_map(demo(), width=400, brokerage=demo_brokerage())
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert page.evaluate("document.querySelector('.l text').getBoundingClientRect().height") >= 9
    page.locator(".n[aria-label^='Luleå']").dispatch_event("click")
    node = page.evaluate("document.querySelector('.n.sel').getBoundingClientRect().bottom")
    assert node <= page.evaluate("document.querySelector('#panel').getBoundingClientRect().top")


def test_pinch_and_wheel_zoom(open_map: Open) -> None:
    page = open_map(demo())
    before = page.get_attribute("#port", "transform")
    page.mouse.move(640, 400)
    page.mouse.wheel(0, -400)
    assert page.get_attribute("#port", "transform") != before
    page.click("#all")
    page.wait_for_timeout(700)
    whole = scale(page)
    page.evaluate(
        """() => { const svg = document.querySelector('#map>svg');
        const fire = (type, pointerId, clientX, clientY) =>
            svg.dispatchEvent(new PointerEvent(type,
                {pointerId, clientX, clientY, bubbles: true, pointerType: 'touch'}));
        fire('pointerdown', 1, 600, 400); fire('pointerdown', 2, 680, 400); fire('pointermove', 2, 760, 400);
        fire('pointerup', 1, 600, 400); fire('pointerup', 2, 760, 400); }"""
    )
    after = scale(page)
    assert 1.9 < after / whole < 2.1  # the fingers went from 80 to 160 pixels apart


def test_english_variant(open_map: Open) -> None:
    page = open_map(demo(), language="en")
    assert page.get_attribute("html", "lang") == "en"
    text = page.inner_text("body")
    assert "35 of 55 nodes shown" in text
    assert "Takes part and funds" in text
    assert "noder" not in text


def test_pyvis_search_selects(open_map: Open) -> None:
    page = open_map(demo(), "pyvis")
    page.fill("#q", "luleå")
    page.press("#q", "Enter")
    assert "Luleå tekniska universitet" in page.inner_text("#live")


def test_aggregated_map_opens(open_map: Open) -> None:
    page = open_map(synthetic(1400))
    # 29 communities, the small ones about two themes, and the other small ones
    assert "1400 noder i 32 grupper" in page.inner_text(".said").replace("\N{NO-BREAK SPACE}", "")
    page.locator(".n").first.dispatch_event("click")
    assert page.locator("#panel li").count() > 3
