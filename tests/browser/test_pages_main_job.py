"""The main job as a new user does it. What is expected is read from the seed texts behind the demo network."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

Open = Callable[..., Page]

# The partners of SORESS-MMI as its presentation lists them: none of them can be proposed to it.
CONSORTIUM = {
    "IVL Svenska Miljöinstitutet",
    "Boliden AB",
    "Luleå tekniska universitet",
    "Skellefteå kommun",
    "Örebro universitet",
    "Samforma",
    "Maskinentreprenörerna",
    "Expats & Friends",
}


def find_partners(page: Page) -> None:
    page.get_by_label("Sök aktör, projekt, tema eller plats").fill("soress")
    page.get_by_role("button", name="Sök").click()
    page.get_by_role("link", name="SORESS-MMI").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("SORESS-MMI")
    expect(page.get_by_text("3 800 000 kr").first).to_be_visible()
    page.locator("main").get_by_role("link", name="Hitta partner").click()
    page.get_by_label("Bara inom temat").select_option(label="Kompetensförsörjning")
    page.get_by_role("button", name="Filtrera").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Partner till SORESS-MMI")


def names(page: Page, within: str = ".result h3") -> list[str]:
    return page.locator(within).all_inner_texts()


def expect_suggested(page: Page, name: str) -> None:
    """The name among the suggestions, once the page that a click leads to is there."""
    expect(page.locator(".result h3").filter(has_text=name)).to_have_count(1)
    assert name in names(page)


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_partners_for_a_project_in_a_theme(open_page: Open, demo_url: str, scripted: bool) -> None:
    page = open_page(demo_url, java_script_enabled=scripted)
    find_partners(page)
    found = names(page)
    assert "Länsstyrelsen i Norrbottens län" in found
    assert CONSORTIUM.isdisjoint(found)
    first = page.locator(".result", has_text="Länsstyrelsen i Norrbottens län").first
    expect(first.locator("q").first).to_contain_text("Länsstyrelsen Norrbotten")
    expect(first.locator("dd", has_text="Luleå tekniska universitet").first).to_be_visible()
    expect(page.get_by_role("heading", name="Etablerade")).to_be_visible()
    expect(page.get_by_role("heading", name="Nykomlingar")).to_be_visible()
    established = page.locator("section[aria-labelledby=lane-established] .result")
    expect(established).to_contain_text("Region Norrbotten")  # in two of the demo's projects
    expect(page.locator(".sought")).to_contain_text("Kompetensförsörjning")
    expect(page.locator(".viewbar .chips")).to_contain_text("hela underlaget")


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_a_suggestion_is_set_aside_and_comes_back(open_page: Open, own_url: str, scripted: bool) -> None:
    page = open_page(own_url, java_script_enabled=scripted)
    page.get_by_role("button", name="Ladda exempelnätverket").click()
    page.goto(f"{own_url}/partner?project=SORESS-MMI&theme=skills-supply")
    county = "Länsstyrelsen i Norrbottens län"

    def judge(name: str, button: str) -> None:
        row = page.locator(".result", has=page.get_by_role("heading", name=name))
        row.get_by_text("Bedöm", exact=False).click()
        row.get_by_label("Vem avgör").fill("Projektkontoret")
        row.get_by_label("Skäl").fill("Möte <i>i mars</i>")
        row.get_by_role("button", name=button).click()
        expect(page.locator(".notice.good")).to_contain_text("Bedömningen är sparad.")
        assert name not in names(page)

    judge(county, "Vi har redan kontakt")
    contacts = page.locator("section[aria-labelledby=in-contact]")
    expect(contacts).to_contain_text(f"{county} enligt Projektkontoret")
    expect(contacts.locator("q")).to_have_text("Möte <i>i mars</i>")
    unfit = names(page)[0]
    judge(unfit, "Inte relevant")
    page.get_by_role("heading", name="Inte relevanta").click()
    page.get_by_role("link", name="Visa dem bland förslagen igen").click()
    expect_suggested(page, unfit)
    assert "theme=skills-supply" in page.url
    contacts.get_by_role("button", name=county).click()
    expect_suggested(page, county)
    expect(contacts).to_have_count(0)


def test_overlaps_of_a_project_and_the_map(open_page: Open, demo_url: str) -> None:
    page = open_page(demo_url)
    page.get_by_role("link", name="Vilka initiativ överlappar?").click()
    page.get_by_label("Bara för ett projekt").fill("north sweden")
    page.get_by_label("Ägare", exact=True).select_option("all")
    page.get_by_label("Visa även par utan överlapp").check()
    page.get_by_role("button", name="Visa").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Överlapp för North Sweden Green Deal")
    pair = page.locator(".result", has=page.get_by_role("link", name="SORESS-MMI", exact=True))
    pair.get_by_role("link", name="Jämför och bedöm").click()
    common = page.locator(".compare .common > a").all_inner_texts()
    assert {"Luleå tekniska universitet", "Skellefteå kommun"} <= set(common)
    page.get_by_role("link", name="Karta", exact=True).click()
    expect(page.get_by_role("button", name="Luleå tekniska universitet").first).to_be_attached()
    page.get_by_text("Spara hela urvalet").click()
    page.get_by_text("Med egen rubrik eller mall").click()
    page.get_by_label("Spara som", exact=True).select_option("html")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Spara", exact=True).click()
    assert saved.value.suggested_filename == "hur.html"


def test_a_verdict_is_kept_and_can_be_taken_back(open_page: Open, own_url: str) -> None:
    page = open_page(own_url)
    page.get_by_role("button", name="Ladda exempelnätverket").click()
    page.goto(f"{own_url}/overlapp/par?a=demo:soress-mmi&b=demo:north-sweden-green-deal")
    page.get_by_label("Bedömning", exact=True).select_option("complementary")
    page.get_by_label("Vem avgör").fill("Projektkontoret")
    page.get_by_label("Skäl").fill("Olika mål <b>trots allt</b>")
    page.get_by_role("button", name="Spara bedömningen").click()
    expect(page.locator(".notice.good")).to_contain_text("Bedömningen är sparad.")
    expect(page.locator(".panel")).to_contain_text("Kompletterande, enligt Projektkontoret")
    expect(page.locator(".panel q")).to_have_text("Olika mål <b>trots allt</b>")
    page.get_by_role("button", name="Ta tillbaka").click()
    expect(page.locator(".panel")).to_contain_text("Ingen har bedömt paret")
    expect(page.locator(".notice.good")).to_have_count(0)


def test_actors_known_not_to_meet_are_judged_on_the_page_of_gaps(open_page: Open, own_url: str) -> None:
    page = open_page(own_url)
    page.get_by_role("button", name="Ladda exempelnätverket").click()
    page.goto(f"{own_url}/luckor?visa=pairs&from=2020")
    heading = page.locator(".result h2").first.inner_text()
    row = page.locator(".result", has=page.get_by_role("heading", name=heading))
    row.get_by_text("Bedöm", exact=True).click()
    row.get_by_label("Vem avgör").fill("Projektkontoret")
    row.get_by_role("button", name="De samarbetar inte").click()
    expect(page.locator(".notice.good")).to_contain_text("Bedömningen är sparad.")
    assert "from=2020" in page.url
    expect(row.locator(".state-known_absent")).to_be_visible()
    row.get_by_text("Ändra bedömningen").click()
    row.get_by_role("button", name="Ta tillbaka").click()
    expect(row.locator(".state-known_absent")).to_have_count(0)


def test_a_decomposed_name_finds_the_composed_one(open_page: Open, demo_url: str) -> None:
    page = open_page(demo_url)
    page.get_by_label("Sök aktör, projekt, tema eller plats").fill("LULEA\N{COMBINING RING ABOVE}  tekniska")
    page.keyboard.press("Enter")
    expect(page.locator(".hits a").first).to_have_text("Luleå tekniska universitet")
    page.goto(f"{demo_url}/sok?q=Lulea+tekniska")
    expect(page.locator(".hits a").first).to_have_text("Luleå tekniska universitet")


def test_an_ambiguous_name_is_asked_about(open_page: Open, demo_url: str) -> None:
    page = open_page(f"{demo_url}/introduktioner?a=region&b=Boliden")
    expect(page.get_by_text("Vilken aktör menar du med ”region”?")).to_be_visible()
    page.locator(".notice").get_by_role("link", name="Region Norrbotten").click()
    expect(page.locator(".result").first).to_contain_text("Genom")


def test_the_view_stays_in_the_address(open_page: Open, demo_url: str) -> None:
    page = open_page(f"{demo_url}/projekt")
    page.get_by_text("Ändra urvalet").click()
    page.get_by_label("Från och med").fill("2025")
    page.get_by_role("checkbox", name="Kompetensförsörjning").check()
    page.get_by_role("button", name="Använd urvalet").click()
    assert "from=2025" in page.url
    assert "place=" not in page.url, "an empty field stays out of the address"
    chips = page.locator(".chip")
    expect(chips).to_have_text([re.compile("från 2025"), re.compile("Kompetensförsörjning")])
    page.get_by_role("link", name="Brobyggare").click()
    expect(chips).to_have_count(2)
    page.get_by_role("search").get_by_role("button").click()
    expect(chips).to_have_count(2)
    page.get_by_role("link", name="Till startsidan").click()
    expect(chips).to_have_count(2)
    chips.first.click()
    expect(chips).to_have_text([re.compile("Kompetensförsörjning")])
    page.get_by_role("link", name="Rensa urvalet").click()
    expect(page.locator(".viewbar .chips")).to_contain_text("hela underlaget")


def test_the_ends_of_the_slider_are_the_years_of_the_view(open_page: Open, demo_url: str) -> None:
    page = open_page(f"{demo_url}/projekt?from=2024-07")
    page.get_by_text("Ändra urvalet").click()
    first, last = page.get_by_label("Första år"), page.get_by_label("Sista år")
    expect(first).to_have_value("2024")
    first.press("ArrowRight")
    expect(page.get_by_label("Från och med")).to_have_value("2025")
    last.press("Home")
    expect(page.get_by_label("Från och med")).to_have_value("")
    assert first.input_value() == last.input_value() == first.get_attribute("min")


def test_several_places_are_typed_and_ticked_and_remembered(open_page: Open, demo_url: str) -> None:
    page = open_page(f"{demo_url}/projekt")
    page.get_by_text("Ändra urvalet").click()
    page.get_by_label("Skriv platser").fill("Norrbottens och Västerbottens län")
    page.get_by_role("checkbox", name="Värmlands län").check()
    page.get_by_role("button", name="kom ihåg").click()
    expect(page.locator(".chip")).to_have_count(3)
    page.goto(f"{demo_url}/aktorer")
    expect(page.locator(".chip")).to_have_count(3)
    page.get_by_role("link", name="Rensa urvalet").click()
    assert page.url.endswith("/aktorer?urval=allt")
    page.get_by_role("link", name="Projekt", exact=True).click()
    expect(page.locator(".chip")).to_have_count(0)


def test_what_is_meant_is_suggested_and_opened_by_key_or_click(open_page: Open, demo_url: str) -> None:
    page = open_page(demo_url)
    field = page.get_by_role("combobox", name="Sök aktör, projekt, tema eller plats")
    field.press_sequentially("vinova")
    expect(page.get_by_role("option")).to_have_text(["Vinnova"])
    field.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    field.fill("")
    field.press_sequentially("ltu")
    expect(page.get_by_role("option").first).to_have_text("Luleå tekniska universitet LTU")
    field.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Luleå tekniska universitet")
    page.get_by_role("combobox").first.press_sequentially("green deal")
    page.get_by_role("option", name="North Sweden Green Deal").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("North Sweden Green Deal")


def test_a_suggestion_fills_the_field_of_a_form(open_page: Open, demo_url: str) -> None:
    page = open_page(f"{demo_url}/partner")
    field = page.locator("input[name=project]")
    field.press_sequentially("sor")
    page.get_by_role("option", name="SORESS-MMI").click()
    expect(field).to_have_value("SORESS-MMI")


def test_the_slash_key_goes_to_the_search(open_page: Open, demo_url: str) -> None:
    page = open_page(f"{demo_url}/aktorer")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("a/b")
    assert page.locator("#q").input_value() == "a/b"


def test_saved_picture_of_the_surroundings(open_page: Open, demo_url: str) -> None:
    page = open_page(f"{demo_url}/projekt/demo:soress-mmi")
    picture: Any = page.locator("img.map")
    picture.scroll_into_view_if_needed()
    picture.evaluate("each => each.decode()")
    assert picture.evaluate("each => each.naturalWidth") > 100


def test_what_is_not_there_at_once_is_announced(open_page: Open, demo_url: str) -> None:
    def late(route: Route) -> None:
        time.sleep(1)
        route.continue_()

    page = open_page(demo_url)
    page.evaluate("""() => {
        const bar = document.querySelector(".progress");
        new MutationObserver(() => sessionStorage.setItem("told", bar.textContent)).observe(bar, {childList: true});
    }""")
    page.route("**/brobyggare*", late)
    page.get_by_role("navigation").get_by_role("link", name="Brobyggare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vilka är brobyggare?")
    assert page.evaluate("sessionStorage.getItem('told')") == "Räknar …"
    expect(page.locator(".progress")).to_be_hidden()


def test_a_file_is_announced_until_it_has_come(open_page: Open, demo_url: str) -> None:
    page = open_page(f"{demo_url}/karta")
    page.get_by_text("Spara hela urvalet").click()
    page.get_by_text("Med egen rubrik eller mall").click()
    page.get_by_label("Spara som", exact=True).select_option("svg")
    with page.expect_download() as saved:
        page.locator(".save").get_by_role("button", name="Spara").click()
    assert saved.value.suggested_filename.endswith(".svg")
    expect(page.locator(".progress")).to_be_hidden()
