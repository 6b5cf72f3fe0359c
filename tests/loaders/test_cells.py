"""Cells: numbers, dates and choices. Expected values are what a Swedish reader understands, written by hand."""

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from stdnum import luhn

from loaders.cell_errors import CellError
from loaders.documents.cells import (
    Amount,
    CellType,
    DateOrder,
    Decimal,
    PlacePhrase,
    parse,
    parse_amount,
    parse_date,
    parse_number,
)
from loaders.files.workbook_marks import column_letters

MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


@pytest.mark.parametrize(
    ("written", "number", "currency"),
    [
        ("480 000 kr", 480_000, "SEK"),
        ("480\u00a0000", 480_000, None),
        ("480\u202f000,50", 480_000.5, None),
        ("3,8 miljoner SEK", 3_800_000, "SEK"),
        ("112,5 Mkr", 112_500_000, "SEK"),
        ("1.234.567,50", 1_234_567.5, None),
        ("1,234,567.50", 1_234_567.5, None),
        ("€ 400", 400, "EUR"),
        ("0,125", 0.125, None),
    ],
)
def test_amounts_as_people_write_them(written: str, number: float, currency: str | None) -> None:
    assert parse_amount(written) == Amount(number, currency)


@pytest.mark.parametrize(
    "written",
    [
        "1,234",
        "1.234",
        "12 bananer",
        "två",
        "-5",
        "1e6",
        "5 kr och 6 kr",
        "5 SEK EUR",
        "10.3030/8",
        "5-10",
        "100/200 kr",
    ],
)
def test_amounts_that_are_none_or_mean_two_things_are_refused(written: str) -> None:
    with pytest.raises(CellError):
        parse_amount(written)


@given(
    number=st.integers(min_value=0, max_value=10**13),
    decimals=st.integers(min_value=0, max_value=99),
    space=st.sampled_from([" ", "\u00a0", "\u202f"]),
)
def test_a_number_in_swedish_form_reads_back(number: int, decimals: int, space: str) -> None:
    written = f"{number:,}".replace(",", space) + f",{decimals:02}"
    assert parse_number(written) == float(f"{number}.{decimals:02}")


@given(number=st.integers(min_value=1_000_000, max_value=10**13), mark=st.sampled_from([".", ","]))
def test_a_number_with_points_or_commas_between_thousands_reads_back(number: int, mark: str) -> None:
    assert parse_number(f"{number:,}".replace(",", mark)) == number


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_way_to_write_a_day_means_that_day(day: date) -> None:
    iso = day.isoformat()
    worded = f"{day.day} {MONTHS[day.month - 1]} {day.year:04}"
    assert {parse_date(each) for each in (iso, f"{iso} 00:00", worded, iso.replace("-", "/"), day)} == {iso}


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 1, 1)))
def test_dates_stay_as_precise_as_they_were(day: date) -> None:
    assert parse_date(f"{day:%Y-%m}") == f"{day:%Y-%m}"
    assert parse_date(f"{MONTHS[day.month - 1]} {day.year}") == f"{day:%Y-%m}"
    assert parse_date(str(day.year)) == parse_date(float(day.year)) == str(day.year)


@given(year=st.integers(1900, 2100), month=st.sampled_from([2, 4, 6, 9, 11]), after=st.integers(1, 3))
def test_days_that_do_not_exist_are_refused(year: int, month: int, after: int) -> None:
    day = calendar.monthrange(year, month)[1] + after
    with pytest.raises(CellError, match="not a day in the calendar"):
        parse_date(f"{day} {MONTHS[month - 1]} {year}")


@pytest.mark.parametrize(
    "cell", [19_000.0, 3.5, "hösten", "01/02/2023", "01/02/23", "2025 – 2028", "23-07-01", "Q5 2023"]
)
def test_dates_that_are_none_or_mean_two_things_are_refused(cell: str | float) -> None:
    with pytest.raises(CellError):
        parse_date(cell)


@given(st.integers(min_value=0, max_value=10**9 - 1))
def test_personal_identity_numbers_are_refused_and_never_repeated(start: int) -> None:
    nine = f"{start:09}"
    ten = nine + luhn.calc_check_digit(nine)
    for written in (ten, f"{ten[:6]}-{ten[6:]}", f"19{ten}", f"SE{ten}01"):
        if ten[2] in "01" or written == f"19{ten}":
            with pytest.raises(CellError, match="personal identity number") as error:
                parse("org_number", written)
            assert ten[6:] not in str(error.value)
        else:
            assert parse("org_number", written) == ten


def test_a_wrong_check_digit_is_refused() -> None:
    assert parse("org_number", "202100-2841") == "2021002841"  # Luleå tekniska universitet
    with pytest.raises(CellError, match="check digit"):
        parse("org_number", "202100-2842")


@pytest.mark.parametrize(
    ("type", "written", "meaning"),
    [
        ("share", "50 %", 0.5),
        ("share", 0.5, 0.5),
        ("share", "0,5", 0.5),
        ("role", "Projektägare", "owner"),
        ("role", "KOORDINATOR", "coordinator"),
        ("kind", "kluster/science park", "cluster"),
        ("kind", "Högskola", "university"),
        ("currency", "kronor", "SEK"),
        ("direction", "behöver", "NEEDS"),
        ("collaboration", "Kontakt", "contact"),
        ("collaboration", "avtal", "avtal"),
        ("texts", " a; b ;;a", ("a", "b")),
        ("places", "Norrbotten=60 000; Luleå", (PlacePhrase("Norrbotten", Amount(60_000)), PlacePhrase("Luleå"))),
        ("text", "A\u030arja\u0308ng", "Årjäng"),
        ("text", 12.0, "12"),
        ("text", "=1+1", "=1+1"),
    ],
)
def test_what_a_cell_means(type: CellType, written: str | float, meaning: object) -> None:
    assert parse(type, written) == meaning


@pytest.mark.parametrize(
    ("type", "written"),
    [("share", "50"), ("share", 1.01), ("share", -0.1), ("role", "chef"), ("kind", "sekt"), ("currency", "riksdaler")],
)
def test_unknown_words_are_never_defaulted(type: CellType, written: str | float) -> None:
    with pytest.raises(CellError):
        parse(type, written)


@given(st.integers(min_value=0, max_value=18_277))
def test_columns_are_called_as_a_spreadsheet_calls_them(index: int) -> None:
    assert column_letters(index) == get_column_letter(index + 1)


@pytest.mark.parametrize(
    ("written", "decimal", "number"),
    [("1,234", ",", 1.234), ("1,234", ".", 1234.0), ("1.234", ",", 1234.0), ("1 234,5", ".", 1234.5)],
)
def test_a_known_decimal_sign_decides_what_else_means_two_numbers(
    written: str, decimal: Decimal, number: float
) -> None:
    assert parse_number(written, decimal) == number


@pytest.mark.parametrize(
    ("written", "order", "day"),
    [
        ("01/02/2024", "day-first", "2024-02-01"),
        ("01/02/2024", "month-first", "2024-01-02"),
        ("1.2.2024", "day-first", "2024-02-01"),
        ("2024-02-01", "day-first", "2024-02-01"),
        ("20240201", "iso", "2024-02-01"),
        (20240201, "iso", "2024-02-01"),
        ("2024", "day-first", "2024"),
    ],
)
def test_a_known_order_decides_what_else_means_two_days(written: str | int, order: DateOrder, day: str) -> None:
    assert parse_date(written, order) == day


@pytest.mark.parametrize(
    ("written", "order"), [("01/02/2024", "iso"), ("31/02/2024", "day-first"), ("13/12/2024", "month-first")]
)
def test_days_that_no_order_explains_are_refused(written: str, order: DateOrder) -> None:
    with pytest.raises(CellError):
        parse_date(written, order)
