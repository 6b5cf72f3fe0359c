"""Dates and periods as people write them. Expected values are what a reader of the language understands, by hand."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.dates import check_date
from loaders.cell_errors import CellError, ImpossibleError
from loaders.documents.cells import DateOrder, Period, parse_date, parse_period

PARTS = [
    ("våren 2025", "2025", "2025"),
    ("hösten -26", "2026", "2026"),
    ("HT24", "2024", "2024"),
    ("early 2025", "2025", "2025"),
    ("vintern 2024/25", "2024", "2025"),
    ("2024/25", "2024", "2025"),
    ("Q3 2021", "2021-07", "2021-09"),
    ("2021Q3", "2021-07", "2021-09"),
    ("kvartal 3 2021", "2021-07", "2021-09"),
    ("3:e kvartalet 2021", "2021-07", "2021-09"),
    ("third quarter of 2021", "2021-07", "2021-09"),
    ("2. kvartal 2020", "2020-04", "2020-06"),
    ("IV kwartał 2020", "2020-10", "2020-12"),
    ("H1 2024", "2024-01", "2024-06"),
    ("halvår 2 2024", "2024-07", "2024-12"),
    ("första halvåret 2024", "2024-01", "2024-06"),
    ("1. Halbjahr 2024", "2024-01", "2024-06"),
    ("slutet av maj 2025", "2025-05", "2025-05"),
]


@pytest.mark.parametrize(("written", "first", "last"), PARTS)
def test_a_part_of_a_year_is_its_first_month_as_a_start_and_its_last_as_an_end(
    written: str, first: str, last: str
) -> None:
    assert (parse_date(written), parse_date(written, end=True)) == (first, last)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1/9 2022", "2022-09-01"),
        ("30/6-24", "2024-06-30"),
        ("31/12/18", "2018-12-31"),
        ("12/31/2018", "2018-12-31"),
        ("1. 9. 2022", "2022-09-01"),
        ("01.02.2023", "2023-02-01"),
        ("Nov 15", "2015-11"),
        ("01. Nov 15", "2015-11-01"),
        ("Mrz 16", "2016-03"),
        ("15-Nov-2016", "2016-11-15"),
        ("July 1st, 2025", "2025-07-01"),
        ("1er janvier 2020", "2020-01-01"),
        ("1. tammikuuta 2020", "2020-01-01"),
        ("1 stycznia 2020", "2020-01-01"),
        ("3. desember 2021", "2021-12-03"),
        ("5. marts 2019", "2019-03-05"),
        ("2025 juli 1", "2025-07-01"),
        (45_000, "2023-03-15"),  # as Excel shows it
        ("45000,5", "2023-03-15"),
        (36_526, "2000-01-01"),
    ],
)
def test_days_and_months_in_several_languages(written: str | int, day: str) -> None:
    assert parse_date(written) == day


@pytest.mark.parametrize(
    ("written", "order", "day"),
    [
        ("01/02/24", "day-first", "2024-02-01"),
        ("01/02/24", "month-first", "2024-01-02"),
        ("23-07-01", "iso", "2023-07-01"),
        ("23-07-01", "day-first", "2001-07-23"),
        ("1/2/69", "day-first", "1969-02-01"),
        ("1/2/68", "day-first", "2068-02-01"),
    ],
)
def test_years_of_two_digits_where_the_order_is_said(written: str, order: DateOrder, day: str) -> None:
    assert parse_date(written, order) == day


@pytest.mark.parametrize(
    ("written", "starts", "ends"),
    [
        ("2025 – 2028", "2025", "2028"),
        ("2011 - 2015", "2011", "2015"),
        ("2025-28", "2025", "2028"),
        ("2011–12", "2011", "2012"),
        ("2025/2028", "2025", "2028"),
        ("sept 2022 – juni 2024", "2022-09", "2024-06"),
        ("Sept. 2022 bis Juni 2024", "2022-09", "2024-06"),
        ("01/12/2016 - 31/12/2017", "2016-12-01", "2017-12-31"),
        ("2024-01-01-2025-12-31", "2024-01-01", "2025-12-31"),
        ("2024-01-01/2025-12-31", "2024-01-01", "2025-12-31"),
        ("1.1.2020-31.12.2022", "2020-01-01", "2022-12-31"),
        ("1/9 2022 – 30/6 2024", "2022-09-01", "2024-06-30"),
        ("aug 22 - jun 24", "2022-08", "2024-06"),
        ("jan–mars 2025", "2025-01", "2025-03"),
        ("1–30 juni 2024", "2024-06-01", "2024-06-30"),
        ("Q1–Q3 2022", "2022-01", "2022-09"),
        ("våren 2024 - Q2 2025", "2024", "2025-06"),
        ("från 2021 till 2023", "2021", "2023"),
        ("fr.o.m. 2021 t.o.m. 2023", "2021", "2023"),
        ("between 2021 and 2023", "2021", "2023"),
        ("Projekttid: 2021–2023 (3 år)", "2021", "2023"),
        ("hösten 2026 –", "2026", None),
        ("2024 och framåt", "2024", None),
        ("2024 – pågående", "2024", None),
        ("fr.o.m. mars 2024", "2024-03", None),
        ("t.o.m. 2024", None, "2024"),
        ("– 2024", None, "2024"),
        ("2024", "2024", "2024"),
        ("Q3 2021", "2021-07", "2021-09"),
        ("2020-05", "2020-05", "2020-05"),
        ("2024-03-01", "2024-03-01", None),
    ],
)
def test_a_period_in_one_cell(written: str, starts: str | None, ends: str | None) -> None:
    assert parse_period(written) == Period(starts, ends)


@pytest.mark.parametrize("written", ["36 månader", "2011-12", "2021, 2022", "01/12/2016 - 01/02/2017", "snart", "–"])
def test_periods_that_are_none_or_mean_two_things(written: str) -> None:
    with pytest.raises(CellError) as refused:
        parse_period(written)
    assert not isinstance(refused.value, ImpossibleError)


@pytest.mark.parametrize("written", ["2028 - 2025", "2021 - 31 feb 2022", "31/02/2020 – 2021"])
def test_periods_that_cannot_be(written: str) -> None:
    with pytest.raises(ImpossibleError):
        parse_period(written)


def test_a_known_order_decides_what_else_means_two_periods() -> None:
    assert parse_period("01/12/2016 - 01/02/2017", "day-first") == Period("2016-12-01", "2017-02-01")
    assert parse_period("01/12/2016 - 01/02/2017", "month-first") == Period("2016-01-12", "2017-01-02")


DAYS = st.dates(min_value=date(1954, 10, 4), max_value=date(2068, 12, 31))


@given(DAYS)
def test_a_day_as_excel_counts_it_is_that_day(day: date) -> None:
    assert parse_date((day - date(1899, 12, 30)).days) == day.isoformat()


@given(DAYS, st.sampled_from(["day-first", "month-first"]), st.sampled_from("/.-"), st.booleans())
def test_every_day_reads_back_by_the_order_of_its_table(day: date, order: DateOrder, sign: str, short: bool) -> None:
    day = max(day, date(1969, 1, 1))
    first, second = (day.day, day.month) if order == "day-first" else (day.month, day.day)
    year = f"{day:%y}" if short else f"{day:%Y}"
    assert parse_date(f"{first}{sign}{second}{sign}{year}", order) == day.isoformat()


PRECISIONS = st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"])


@given(DAYS, st.timedeltas(min_value=timedelta(0), max_value=timedelta(9_000)), PRECISIONS, PRECISIONS)
def test_each_end_of_a_period_stays_as_precise_as_it_was(day: date, length: timedelta, one: str, other: str) -> None:
    starts, ends = f"{day:{one}}", f"{day + length:{other}}"
    assert parse_period(f"{starts} – {ends}") == Period(starts, ends)


@given(st.text(max_size=40), st.sampled_from([None, "iso", "day-first", "month-first"]), st.booleans())
def test_any_text_is_a_date_or_told(written: str, order: DateOrder | None, end: bool) -> None:
    with suppress(CellError):
        assert check_date(parse_date(written, order, end=end))


@given(st.text(alphabet="0123456789 -–/.Qq tilfranmj", max_size=30))
def test_any_text_is_a_period_or_told(written: str) -> None:
    with suppress(CellError):
        period = parse_period(written)
        assert all(check_date(end) for end in period if end is not None)
        assert any(period)
