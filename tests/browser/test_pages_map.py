"""The map as a page of the service: first on it, led to from lists, its wheel nobody's trap, and the overview."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

Open = Callable[..., Page]
CHECKS = (Path(__file__).parent / "checks.js").read_text("utf-8")
LTU = "orgnr:2021002841"


def ready(page: Page) -> Page:
    page.wait_for_selector("html[data-ready]")
    return page


def until(holds: Callable[[], bool]) -> None:
    """Wait for what Playwright's own waiting may not ask on a page that forbids `eval`."""
    last = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.05)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1920, 1080)])
def test_the_drawing_has_seven_tenths_of_the_window(open_page: Open, demo_url: str, width: int, height: int) -> None:
    page = open_page(f"{demo_url}/karta", width)
    page.set_viewport_size({"width": width, "height": height})
    ready(page)
    box = page.locator("#drawing").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= height
    assert box["width"] * box["height"] >= 0.7 * width * height


def test_the_wheel_scrolls_the_page_until_the_map_is_clicked(open_page: Open, demo_url: str) -> None:
    page = ready(open_page(f"{demo_url}/karta"))
    scale = "document.querySelector('#port').getAttribute('transform')"
    before = page.evaluate(scale)
    page.mouse.move(800, 400)
    page.mouse.wheel(0, 300)
    until(lambda: page.evaluate("scrollY") > 0)
    assert page.evaluate(scale) == before
    expect(page.locator("#note")).to_contain_text("Ctrl")
    page.evaluate("scrollTo(0, 0)")
    page.locator(".n[aria-label^='Vinnova']").click()
    page.mouse.move(700, 600)
    page.mouse.wheel(0, -300)
    until(lambda: page.evaluate(scale) != before)
    assert page.evaluate("scrollY") == 0


def test_a_mark_leads_to_its_page_and_a_list_to_the_marks(open_page: Open, demo_url: str) -> None:
    page = open_page(f"{demo_url}/introduktioner?a=Boliden&b=Region+Norrbotten")
    page.get_by_role("link", name="Visa på kartan").first.click()
    ready(page)
    lifted = page.locator(".n.lit").evaluate_all("those => those.map(each => each.ariaLabel.split(',')[0])")
    assert {"Boliden AB", "SORESS-MMI"} <= set(lifted)
    assert len(lifted) < page.locator(".n").count() / 2
    page.goto(f"{demo_url}/karta?markera={LTU}")
    ready(page)
    expect(page.locator("#panel h2")).to_have_text("Luleå tekniska universitet")
    page.get_by_role("link", name="Öppna aktörens sida").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Luleå tekniska universitet")


@pytest.mark.parametrize(
    "wished", ["", "layout=bubbles", "layout=communities", "layout=layered", "layout=geographic", "form=oversikt"]
)
def test_a_map_with_an_open_panel_is_marked_up_and_readable(open_page: Open, demo_url: str, wished: str) -> None:
    page = ready(open_page(f"{demo_url}/karta?markera={LTU}&{wished}"))
    expect(page.locator("#panel h2")).to_have_text("Luleå tekniska universitet")
    assert page.evaluate(CHECKS) == []


def test_who_is_chosen_stands_in_the_address(open_page: Open, demo_url: str) -> None:
    page = ready(open_page(f"{demo_url}/karta"))
    page.locator(".n[aria-label^='Vinnova']").click()
    page.get_by_role("link", name="In English").click()
    expect(ready(page).locator("#panel h2")).to_have_text("Vinnova")
    page.locator("#panel .close").click()
    until(lambda: "markera" not in page.url)


def test_what_is_hidden_stands_in_the_address_the_links_and_the_picture(open_page: Open, demo_url: str) -> None:
    page = ready(open_page(f"{demo_url}/karta"))
    before = page.locator("#shown").inner_text()
    colour(page, "Företag").uncheck()
    shown = page.locator("#shown").inner_text()
    assert int(shown.split()[0]) < int(before.split()[0])
    assert "without=company" in page.url
    for link in page.locator("a[download]").all():
        assert "without=company" in (link.get_attribute("href") or "")
    with page.expect_download() as download:
        page.locator("#svg").click()
    content = download.value.path().read_text("utf-8")
    picture = content[content.index("</desc>") :]
    assert f"{shown} · utan: företag" in picture
    assert "Boliden" not in picture
    page.get_by_role("link", name="In English").click()
    expect(colour(ready(page), "Company")).not_to_be_checked()
    expect(page.locator("#shown")).to_contain_text(f"{shown.split()[0]} of")
    assert page.locator(".n[aria-label^='Boliden']").is_hidden()


def test_what_is_hidden_on_the_map_is_hidden_in_the_overview_and_back(open_page: Open, demo_url: str) -> None:
    page = ready(open_page(f"{demo_url}/karta?form=oversikt&without=company"))
    page.get_by_label("Sök aktör eller projekt").fill("boliden")
    page.keyboard.press("Enter")
    expect(page.locator("#answer")).to_contain_text("Ingen träff")
    colour(page, "Företag").check()
    assert "without" not in page.url
    colour(page, "Kommun").uncheck()
    page.get_by_role("link", name="Ritad karta").click()
    expect(colour(ready(page), "Kommun")).not_to_be_checked()


def test_what_is_not_on_the_map_is_told(open_page: Open, demo_url: str) -> None:
    page = ready(open_page(f"{demo_url}/karta?theme=energy&markera=demo:soress-mmi"))
    expect(page.locator("#note")).to_contain_text("1 av dem du ville se finns inte")


def colour(page: Page, name: str) -> Locator:
    """The switch of the legend for a sort of actor."""
    return page.locator("fieldset.legend").get_by_label(name)


def community_at(page: Page) -> tuple[float, float]:
    """Where a click means the community that the keyboard stands on, and none of its dots."""
    box = page.locator("#outline").bounding_box()
    assert box is not None
    for across, down in ((0.2, 0.3), (0.8, 0.3), (0.2, 0.7), (0.8, 0.7), (0.5, 0.1), (0.5, 0.9), (0.35, 0.2)):
        at = box["x"] + across * box["width"], box["y"] + down * box["height"]
        page.mouse.move(*at)
        if "Klicka för att öppna" in page.locator("#tip").inner_text():
            return at
    raise AssertionError("no place in the community is free")


def test_a_click_on_a_community_goes_into_it_and_a_link_back(open_page: Open, demo_url: str) -> None:
    page = ready(open_page(f"{demo_url}/karta?form=oversikt"))
    page.locator("#map").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#tip")).to_contain_text("Klicka för att öppna")
    name = page.locator("#tip").inner_text().split(",")[0]
    page.mouse.click(*community_at(page))
    page.wait_for_url("**grupp=**")
    expect(ready(page).get_by_role("heading", level=1)).to_contain_text(name)
    page.get_by_role("link", name="Tillbaka till alla noder").click()
    expect(ready(page).get_by_role("link", name="Alla noder")).to_have_attribute("aria-current", "page")


def test_the_keyboard_walks_the_overview(open_page: Open, demo_url: str) -> None:
    page = ready(open_page(f"{demo_url}/karta?form=oversikt"))
    page.locator("#map").focus()
    said = set()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
        said.add(page.locator("#live").inner_text())
    assert len(said) > 1
    page.keyboard.press("Enter")
    page.wait_for_url("**grupp=**")


def test_who_was_chosen_in_the_overview_is_chosen_in_the_other_language(open_page: Open, demo_url: str) -> None:
    page = ready(open_page(f"{demo_url}/karta?form=oversikt"))
    page.get_by_label("Sök aktör eller projekt").fill("vinnova")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="In English").click()
    expect(ready(page).locator("#panel h2")).to_have_text("Vinnova")


def test_the_overview_finds_shows_and_leads_on(open_page: Open, demo_url: str) -> None:
    page = ready(open_page(f"{demo_url}/karta?form=oversikt"))
    page.get_by_label("Sök aktör eller projekt").fill("lulea tekniska")
    page.keyboard.press("Enter")
    expect(page.locator("#answer")).to_have_text("1 av 1: Luleå tekniska universitet")
    expect(page.locator("#panel")).to_contain_text("SORESS-MMI")
    expect(page.locator("table").first).to_contain_text("Luleå tekniska universitet")
    page.get_by_role("link", name="Öppna aktörens sida").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Luleå tekniska universitet")
