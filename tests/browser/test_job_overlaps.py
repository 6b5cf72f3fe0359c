"""The coordinator's job: judge the overlaps before the meeting, and take the verdicts along as a spreadsheet."""

import io
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.jobs import Hand

Open = Callable[..., Page]

# The issue's own measure, from the start page.
MOST_CLICKS = 8


def test_two_overlaps_are_judged_and_taken_along(open_page: Open, own_job_url: str) -> None:
    page = open_page(own_job_url)
    hand = Hand(page, "overlaps")
    hand.click(page.get_by_role("link", name="Vilka initiativ överlappar?"))
    if page.get_by_role("link", name="Jämför och bedöm").count() < 2:  # the demo has but one overlap
        page.goto(f"{own_job_url}/overlapp?owners=all&none=include")
    hand.click(page.get_by_role("link", name="Jämför och bedöm").first)
    judged = page.locator("h1").inner_text()
    hand.write(page.get_by_label("Vem avgör"), "Projektkontoret")
    hand.write(page.get_by_label("Skäl"), "=Samma mål; olika målgrupp")
    hand.click(page.get_by_role("button", name="Spara och visa nästa par"))
    expect(page.locator("h1")).not_to_have_text(judged)
    expect(page.get_by_label("Vem avgör")).to_have_value("Projektkontoret")
    hand.keep_picture()
    hand.click(page.get_by_role("link", name="Alla bedömningar"))
    expect(page.locator("table")).to_contain_text("Projektkontoret")
    with page.expect_download() as taken:
        hand.click(page.get_by_role("link", name="Excel", exact=True))
    book = load_workbook(io.BytesIO(Path(taken.value.path()).read_bytes()))
    cells = {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
    assert {"Projektkontoret", "=Samma mål; olika målgrupp"} <= cells
    assert all(cell.data_type != "f" for row in book.worksheets[0].iter_rows() for cell in row)
    assert [value for value in cells if isinstance(value, str) and len(value) > 9 and value in judged]
    assert hand.clicks <= MOST_CLICKS
