"""The map in a real browser: it runs by itself, nothing in a name runs, and what it shows can be read and reached."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from graph.network.network import StakeholderNetwork
from tests.unit.viz.networks import demo, demo_brokerage, hostile, synthetic
from viz.drawing.layout import draw
from viz.exports import exports
from viz.view.build import network_view

Open = Callable[..., Any]
Box = tuple[float, float, float, float, str]


@pytest.fixture
def open_map(chromium: Any, tmp_path: Path) -> Iterator[Open]:
    """Open a file written from a network; every request but the file itself is blocked and counted."""
    contexts = []

    def opened(network: StakeholderNetwork, name: str = "html", width: int = 1280, **values: Any) -> Any:
        file = tmp_path / f"map{exports()[name].SUFFIX}"
        file.write_bytes(exports()[name].render(draw(network_view(network, **values))))
        context = chromium.new_context(viewport={"width": width, "height": 800}, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        page.requests, page.problems = [], []

        def route(each: Any) -> None:
            if each.request.url == file.as_uri():
                each.continue_()
            else:
                page.requests.append(each.request.url)
                each.abort()

        page.route("**/*", route)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda message: page.problems.append(message.text))
        page.on("dialog", lambda dialog: page.problems.append(dialog.message))
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]")
        return page

    yield opened
    for context in contexts:
        context.close()


def boxes(page: Any, selector: str) -> list[Box]:
    """What is seen of the elements, on the screen."""
    found: list[list[Any]] = page.evaluate(
        """selector => [...document.querySelectorAll(selector)].filter(e => e.getClientRects().length).map(e => {
             const b = e.getBoundingClientRect();
             return [b.left, b.top, b.right, b.bottom, e.closest('[data-i]').dataset.i] })""",
        selector,
    )
    return [(*each[:4], each[4]) for each in found]


def overlap(a: Box, b: Box) -> bool:
    """Whether two boxes share more than half a pixel."""
    return min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5


def scale(page: Any) -> float:
    """Pixels for a unit of the drawing, once what was moved as one is drawn."""
    page.wait_for_timeout(200)
    return float(re.search(r"scale\(([\d.]+)\)", page.get_attribute("#port", "transform")).group(1))  # type: ignore[union-attr]


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
    assert "av 1400 noder visas" in page.inner_text(".said").replace("\N{NO-BREAK SPACE}", "")
    page.locator(".n").first.dispatch_event("click")
    assert page.locator("#panel li").count() > 3


def clicked(page: Any, name: str) -> None:
    page.locator(f".n[aria-label^='{name}']").dispatch_event("click")


def test_a_tie_opens_with_its_evidence(open_map: Open) -> None:
    page = open_map(demo())
    at = page.evaluate(
        """() => { const line = document.querySelector('.ties-leads .e'), box = line.getBoundingClientRect();
        return [box.left + box.width / 2, box.top + box.height / 2]; }"""
    )
    page.mouse.click(*at)
    panel = page.inner_text("#panel")
    assert "Koppling" in panel
    assert re.search(
        r"IVL Svenska Miljöinstitutet\s+samordnar\s+SORESS-MMI|Lycksele kommun\s+äger|Sorsele kommun\s+äger", panel
    )
    assert page.locator("#panel .ev q").count() == 1
    assert page.locator(".n.lit").count() == 2


def test_facts_stand_beside_the_drawing_which_stays(open_map: Open) -> None:
    page = open_map(demo())
    before = boxes(page, ".n")
    clicked(page, "Vinnova")
    assert page.is_visible("#panel")
    assert boxes(page, ".n") == before
    node = page.locator(".n.sel").bounding_box()
    panel = page.locator("#panel").bounding_box()
    assert node["x"] + node["width"] <= panel["x"] or node["x"] >= panel["x"] + panel["width"]


def test_a_chosen_node_names_its_neighbours(open_map: Open) -> None:
    page = open_map(synthetic(500))
    shown = len(boxes(page, ".l text"))
    page.evaluate("document.querySelectorAll('.n')[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    neighbours = page.locator(".n.lit").count() - 1
    assert neighbours >= 1
    named = {box[4] for box in boxes(page, ".l.lit text")}
    assert "0" in named
    assert len(boxes(page, ".l text")) >= shown


def test_search_forgives_a_slip_steps_through_hits_and_looks_into_groups(open_map: Open) -> None:
    page = open_map(demo())

    def searched(text: str) -> str:
        page.fill("#map-q", text)
        page.press("#map-q", "Enter")
        return str(page.inner_text("#answer"))

    assert searched("vinova") == "Vinnova"
    assert searched("green deal") == "North Sweden Green Deal"
    assert searched("region ").startswith("1 av ")
    page.click("#later")
    assert page.inner_text("#answer").startswith("2 av ")
    assert searched("överkalix") == "Överkalix kommun. Ligger i Samtliga kommuner i Norrbotten (14)"
    assert "Överkalix kommun" in page.inner_text("#panel .members")


def test_no_letter_on_the_screen_is_below_eleven_pixels(open_map: Open) -> None:
    for width, network in ((1280, demo()), (400, demo()), (1280, synthetic(500))):
        page = open_map(network, width=width)
        sizes = page.evaluate(
            """() => [...document.querySelectorAll('#map text')]
            .filter(each => each.checkVisibility({visibilityProperty: true}))
            .map(each => parseFloat(getComputedStyle(each).fontSize) * each.getScreenCTM().a)"""
        )
        assert min(sizes) >= 11


def test_what_opens_the_side_is_there_at_any_width(open_map: Open) -> None:
    page = open_map(demo(), width=700)
    assert not page.is_visible("#map-theme")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.click("#side > summary")
    assert page.is_visible("#map-theme")
    assert page.is_visible("#map-from")
