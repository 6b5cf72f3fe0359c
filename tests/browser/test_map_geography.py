"""A map on Swedish municipalities in the browser: led to by a click, its marks where they belong, moved as one."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.jobs import Hand

Open = Callable[..., Page]
IN_COUNTY = """actor => {
  const mark = document.querySelector(`.n[aria-label^='${actor}']`).getBoundingClientRect();
  const at = new DOMPoint(mark.x + mark.width / 2, mark.y + mark.height / 2);
  return [...document.querySelectorAll('.land path')].some(
    area => area.isPointInFill(at.matrixTransform(area.getScreenCTM().inverse())));
}"""


def ready(page: Page) -> Page:
    page.wait_for_selector("html[data-ready]")
    return page


@pytest.mark.parametrize("width", [1280, 1920])
def test_a_click_draws_the_map_on_municipalities(open_page: Open, demo_url: str, width: int) -> None:
    hand = Hand(ready(open_page(f"{demo_url}/karta?lang=sv", width)), f"geography-{width}")
    hand.click(hand.page.locator(".layouts summary"))
    hand.click(hand.page.get_by_role("link", name="Sverigekarta"))
    page = ready(hand.page)
    expect(page.locator(".layouts summary")).to_have_text("Ritad som Sverigekarta")
    hand.keep_picture()
    for actor in ("Luleå tekniska universitet", "Skellefteå kommun", "Region Dalarna"):
        assert page.evaluate(IN_COUNTY, actor), actor
    assert not page.evaluate(IN_COUNTY, "Vinnova")  # it has no place in the demo network
    expect(page.locator(".l.place", has_text="Utan plats i").first).to_be_visible()


def test_the_country_moves_along_and_is_silent(open_page: Open, demo_url: str) -> None:
    page = ready(open_page(f"{demo_url}/karta?lang=sv&layout=geographic"))
    page.locator("#in").click()
    page.wait_for_timeout(300)
    assert page.evaluate(IN_COUNTY, "Luleå tekniska universitet")
    assert page.evaluate("!document.querySelector('.land').closest('[aria-hidden=true]')") is False
    page.locator(".n[aria-label^='Luleå tekniska universitet']").click()
    expect(page.locator("#panel")).to_contain_text("Luleå tekniska universitet")


def test_on_a_telephone_it_begins_on_land(open_page: Open, demo_url: str) -> None:
    page = ready(open_page(f"{demo_url}/karta?lang=sv&layout=geographic", 400))
    box = page.locator(".land").bounding_box()
    assert box is not None
    assert abs(box["x"] + box["width"] / 2 - 200) < 100
