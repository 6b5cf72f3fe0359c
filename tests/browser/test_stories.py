"""The presenter's job: from an open view to a playing story of five steps, and the same from one file."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.jobs import Hand

Open = Callable[..., Page]

CHECKS = (Path(__file__).parent / "checks.js").read_text("utf-8")
# The issue's own measure, from the start page.
MOST_CLICKS = 10
QUICK = "title: Snabbt\nsteps: [{title: Ett, seconds: 2}, {title: Två, question: brokers, layout: layered}]"
END = "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'End', bubbles: true}))"
MOVING = "document.getAnimations().length"


def step(page: Page) -> str:
    return page.locator("#steps .now .of").inner_text()


def test_from_the_start_page_to_a_story_that_plays(open_page: Open, own_job_url: str, tmp_path: Path) -> None:
    page = open_page(own_job_url)
    hand = Hand(page, "story")
    hand.click(page.get_by_role("link", name="Se kartan"))
    hand.click(page.get_by_text("Ändra urvalet"))
    hand.write(page.get_by_label("Skriv platser"), "Norrbotten och Västerbotten")
    use = page.get_by_role("button", name="Använd urvalet", exact=True)
    expect(use).to_be_in_viewport()
    hand.click(use)
    hand.click(page.get_by_role("link", name="Gör en berättelse av det här"))
    assert page.evaluate(CHECKS) == []
    hand.write(page.get_by_label("Berättelsens namn"), " till mötet")
    hand.click(page.get_by_role("button", name="Spara och spela").first)
    expect(page.locator("html.js")).to_be_attached()
    assert hand.clicks <= MOST_CLICKS
    assert (step(page), page.locator("#steps li").count()) == ("1 av 5", 5)
    for key, now in (("PageDown", "2 av 5"), ("ArrowRight", "3 av 5"), (" ", "4 av 5"), ("PageUp", "3 av 5")):
        page.keyboard.press(key)
        assert step(page) == now
        assert page.locator("#lifted .lit .n").count() > 0
        assert page.locator("#names text").count() > 0 or page.locator("#lifted .lit .n text").count() > 0
    page.get_by_role("button", name="Anteckningar").click()
    expect(page.locator(".now .notes")).to_contain_text("Källor")
    page.wait_for_timeout(400)
    hand.keep_picture()
    assert page.evaluate(CHECKS) == []
    page.keyboard.press("Escape")
    page.keyboard.press("End")
    assert step(page) == "5 av 5"
    expect(page.get_by_role("button", name="Nästa steg")).to_be_disabled()
    page.goto(f"{own_job_url}/berattelser")
    assert page.evaluate(CHECKS) == []
    with page.expect_download() as started:
        page.get_by_role("link", name="Spara som fil").click()
    file = tmp_path / "berättelse.html"
    started.value.save_as(file)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.keyboard.press("PageDown")
    assert step(page) == "2 av 5"
    assert [url for url in asked if not url.startswith("file:")] == []


def test_it_plays_by_itself_and_can_be_paused(open_page: Open, own_job_url: str) -> None:
    page = open_page(f"{own_job_url}/berattelser")
    assert page.request.post(f"{own_job_url}/api/v1/stories", data={"content": QUICK}).ok
    page.goto(f"{own_job_url}/berattelse/snabbt")
    page.get_by_role("button", name="Spela av sig själv").click()
    expect(page.get_by_role("button", name="Pausa")).to_be_visible()
    expect(page.locator("#steps .now .of")).to_have_text("2 av 2")
    expect(page.get_by_role("button", name="Spela av sig själv")).to_be_visible()


def test_what_is_lifted_travels_to_another_layout(open_page: Open, own_job_url: str) -> None:
    page = open_page(f"{own_job_url}/berattelser")
    assert page.request.post(f"{own_job_url}/api/v1/stories", data={"content": QUICK}).ok
    page.goto(f"{own_job_url}/berattelse/snabbt")
    layers = page.locator(".layer")
    assert [layer.evaluate("layer => layer.matches('.now')") for layer in layers.all()] == [True, False]
    assert page.evaluate(f"{END}, {MOVING}") > 0
    page.wait_for_timeout(1000)
    assert page.evaluate(MOVING) == 0
    assert [layer.evaluate("layer => getComputedStyle(layer).opacity") for layer in layers.all()] == ["0", "1"]
    assert page.locator("#lifted .lit .n").count() > 0


def test_what_is_replaced_is_told_before_a_story_is_handed_out(open_page: Open, own_job_url: str) -> None:
    page = open_page(f"{own_job_url}/berattelser")
    assert page.request.post(f"{own_job_url}/api/v1/stories", data={"content": QUICK}).ok
    page.goto(f"{own_job_url}/berattelser")
    page.get_by_role("link", name="Utan namn").click()
    assert page.evaluate(CHECKS) == []
    page.get_by_text("I egen mall, eller som länk").click()
    page.get_by_role("button", name="Dela med en länk, utan namn").click()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="/delad/").click()
    expect(opened.value.locator("header")).to_contain_text("Utan namn")


def test_no_script_and_no_motion(open_page: Open, own_job_url: str) -> None:
    page = open_page(f"{own_job_url}/berattelser", java_script_enabled=False)
    assert page.request.post(f"{own_job_url}/api/v1/stories", data={"content": QUICK}).ok
    page.goto(f"{own_job_url}/berattelse/snabbt")
    assert page.locator("#steps h2").all_inner_texts() == ["Ett", "Två"]
    expect(page.locator("#controls")).to_be_hidden()
    still = open_page(f"{own_job_url}/berattelse/snabbt", reduced_motion="reduce", width=400)
    still.keyboard.press("PageDown")
    assert still.evaluate(MOVING) == 0
    durations = "parts => parts.map(part => getComputedStyle(part).transitionDuration)"
    assert still.locator(".layer, #lifted").evaluate_all(durations) == ["0s"] * 3
    assert still.evaluate("document.documentElement.scrollWidth <= innerWidth")
