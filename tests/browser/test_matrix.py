"""A matrix in a real browser: cells open their ties, rows and columns are lifted, names stay, keys walk."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seen import boxes, overlap
from tests.unit.viz.networks import demo
from viz.drawing.layout import draw
from viz.stories import html as player
from viz.stories.scenes import Scene, Telling
from viz.view.build import network_view

Open = Callable[..., Page]
CHECKS = (Path(__file__).parent / "checks.js").read_text("utf-8")
LTU = ".n[aria-label^='Luleå tekniska universitet']"


def matrix(open_page: Open, demo_url: str, width: int = 1280, query: str = "") -> Page:
    page = open_page(f"{demo_url}/karta?layout=matrix{query}", width)
    page.wait_for_selector("html[data-ready]")
    return page


def lifted(page: Page) -> set[str]:
    names = page.locator(".n.lit").evaluate_all("marks => marks.map(mark => mark.ariaLabel.split(',')[0])")
    return set(names)


def test_a_layout_is_chosen_that_says_what_it_is_for(open_page: Open, demo_url: str) -> None:
    page = open_page(f"{demo_url}/karta?place=se:25")
    page.wait_for_selector("html[data-ready]")
    page.locator(".layouts summary").click()
    page.get_by_role("link", name="matris").click()
    page.wait_for_selector("html[data-ready] .cells-leads")
    assert "place=se%3A25" in page.url
    assert "layout=matrix" in page.url
    expect(page.locator(".layouts summary")).to_have_text("Ritad som matris")
    page.get_by_role("link", name="In English").click()
    page.wait_for_selector("html[data-ready] .cells-leads")
    expect(page.locator(".layouts summary")).to_have_text("Drawn as matrix")


def test_a_cell_opens_its_tie_and_lifts_its_row_and_column(open_page: Open, demo_url: str) -> None:
    page = matrix(open_page, demo_url)
    at = page.locator(".cells-leads .e").first.bounding_box()
    assert at is not None
    page.mouse.click(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)  # in the slit of the hollow cell
    expect(page.locator("#panel h2")).to_have_text("Koppling")
    expect(page.locator("#panel .ev q")).to_have_count(1)
    assert page.locator(".e.sel").count() == 1
    assert page.locator("#panel .said button").all_inner_texts()[0] in lifted(page)
    assert len(lifted(page)) > 2
    rows = page.locator("#names-drawn .l:not(.later)")
    assert page.locator("#panel").bounding_box()["x"] > rows.first.bounding_box()["x"]  # type: ignore[index]


def test_names_stay_readable_and_apart(open_page: Open, demo_url: str) -> None:
    page = matrix(open_page, demo_url)
    assert page.locator(".l.later").count() == 0
    letters = page.locator(".l").evaluate_all(
        "names => names.map(name => 12 * Number(name.getAttribute('transform').match(/scale\\(([\\d.]+)/)[1]))"
    )
    assert min(letters) >= 11
    rows = [box for box in boxes(page, ".l") if box[3] - box[1] < 30]
    assert len(rows) > 25
    shrunk = [(left, top + 3, right, bottom - 3, name) for left, top, right, bottom, name in rows]
    assert not any(overlap(one, other) for one, other in combinations(shrunk, 2))


def test_keys_walk_the_rows_and_search_finds_one(open_page: Open, demo_url: str) -> None:
    page = matrix(open_page, demo_url)
    page.locator(LTU).focus()
    page.keyboard.press("ArrowDown")
    below = page.evaluate("document.activeElement.ariaLabel")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.ariaLabel").startswith("Luleå tekniska universitet")
    assert not below.startswith("Luleå")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Luleå tekniska universitet")
    assert page.locator(".e.lit").count() == 3
    page.keyboard.press("Escape")
    page.get_by_label("Sök aktör eller projekt").fill("boliden")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Boliden AB")


def test_two_overlapping_projects_are_two_columns_with_those_they_share(open_page: Open, demo_url: str) -> None:
    page = matrix(open_page, demo_url, query="&markera=demo:soress-mmi&markera=demo:north-sweden-green-deal")
    expect(page.locator("svg.lifted")).to_have_count(1)
    assert {"SORESS-MMI", "North Sweden Green Deal", "Luleå tekniska universitet", "Boliden AB"} <= lifted(page)
    assert "Lycksele kommun" not in lifted(page)


@pytest.mark.parametrize("width", [400, 1280])
def test_the_page_is_sound(open_page: Open, demo_url: str, width: int) -> None:
    page = matrix(open_page, demo_url, width)
    assert page.evaluate(CHECKS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    first = page.locator(".cells-leads .e").first.bounding_box()
    assert first is not None
    assert first["x"] < width


def test_a_step_of_a_story_names_rows_at_their_left_and_columns_aslant(open_page: Open, tmp_path: Path) -> None:
    view = network_view(demo())
    ids = {node.label: node.id for node in view.nodes}
    lifted = tuple(ids[label] for label in ("SORESS-MMI", "North Sweden Green Deal", "Luleå tekniska universitet"))
    scene = Scene("Två projekt", "De delar en aktör.", "", 0, lifted, (), (), (), "matrix")
    file = tmp_path / "story.html"
    file.write_bytes(player.render(Telling("Två", "", (scene,), {"matrix": draw(view, layout="matrix")})))
    page = open_page(file.as_uri())
    names = page.locator("#names text")
    expect(names).to_have_count(4)  # the three, and Skellefteå kommun, which is in both projects
    slanted = names.evaluate_all(
        "all => all.filter(name => name.hasAttribute('transform')).map(name => name.textContent)"
    )
    assert slanted == ["SORESS-MMI", "North Sweden Green Deal"]
    row = page.locator("#names text", has_text="Luleå").bounding_box()
    mark = page.locator(f"#lifted .lit .n[data-i='{[node.id for node in view.nodes].index(lifted[2])}']").bounding_box()
    assert row is not None
    assert mark is not None
    assert row["x"] + row["width"] < mark["x"] + mark["width"] / 2


def test_what_is_seen_is_printed_and_saved(open_page: Open, demo_url: str) -> None:
    page = matrix(open_page, demo_url)
    with page.expect_download() as saved:
        page.locator("#svg").click()
    text = Path(saved.value.path()).read_text("utf-8")
    assert text.count("<path") >= page.locator(".e").count()
    assert "rotate(-45" in text
    assert len(page.pdf(prefer_css_page_size=True)) > 10_000
