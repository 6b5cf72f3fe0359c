from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.dates import check_date, first_day, last_day

YEARS = st.integers(1, 9998)


@given(st.dates())
def test_a_day_is_its_own_first_and_last_day(day: date) -> None:
    assert first_day(day.isoformat()) == last_day(day.isoformat()) == day


@given(YEARS, st.integers(1, 12))
def test_a_month_lasts_until_the_day_before_the_next(year: int, month: int) -> None:
    text = f"{year:04}-{month:02}"
    assert first_day(text) == date(year, month, 1)
    assert last_day(text) + timedelta(1) == date(year + month // 12, month % 12 + 1, 1)


@given(YEARS)
def test_a_year_lasts_until_new_year(year: int) -> None:
    text = f"{year:04}"
    assert check_date(text) == text
    assert (first_day(text), last_day(text)) == (date(year, 1, 1), date(year, 12, 31))


@pytest.mark.parametrize("text", ["2023-02-31", "2023-13", "2023-00", "2023-01-00", "2023-02-29", "0000", "2100-02-29"])
def test_what_the_calendar_lacks_is_said(text: str) -> None:
    with pytest.raises(ValueError, match=f"{text} is not a day in the calendar"):
        check_date(text)


@pytest.mark.parametrize(
    "text", ["", "23", "2023-1", "2023-01-1", "20230101", "2023-01-01T00:00", " 2023", "2023\n", "２０２３"]
)
def test_any_other_form_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date such as"):
        check_date(text)


@given(st.text(max_size=12))
def test_a_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        check_date(text)
    except ValueError:
        return
    assert first_day(text) <= last_day(text)
