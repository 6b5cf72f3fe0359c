"""Reading a map in a real browser: ties, panel, neighbours, search, letters and what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

from tests.browser.seen import boxes, overlap
from tests.unit.viz.networks import demo, synthetic
from viz.drawing.layout import draw
from viz.exports import exports
from viz.view.build import network_view

Open = Callable[..., Any]


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


def test_names_can_be_read_before_and_without_the_script(chromium: Any, tmp_path: Path) -> None:
    drawing = draw(network_view(synthetic(300)))
    file = tmp_path / "map.html"
    file.write_bytes(exports()["html"].render(drawing))
    page = chromium.new_page(java_script_enabled=False)
    page.goto(file.as_uri())
    names = boxes(page, "#names-drawn .l")
    assert len(names) == len(drawing.names_at(drawing.letter)) > 40
    assert [(a[4], b[4]) for a, b in combinations(names, 2) if overlap(a, b)] == []
    page.close()
