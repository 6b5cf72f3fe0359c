"""Sums as people write them. Expected values are what a reader of the language understands, by hand."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.cell_errors import CellError, ImpossibleError
from loaders.documents import words
from loaders.documents.amounts import names_a_unit
from loaders.documents.cells import Amount, parse, parse_amount, says_nothing


@pytest.mark.parametrize(
    ("written", "number", "currency"),
    [
        ("23,4 mio €", 23_400_000, "EUR"),
        ("81.839,00.- €", 81_839, "EUR"),
        ("€15,524,474.00", 15_524_474, "EUR"),
        ("500 000:-", 500_000, None),
        ("500 000,- kr", 500_000, "SEK"),
        ("1,2 MSEK", 1_200_000, "SEK"),
        ("SEK 3m", 3_000_000, "SEK"),
        ("2 miljoner kr", 2_000_000, "SEK"),
        ("0,5 mdkr", 500_000_000, "SEK"),
        ("3,8 mnkr", 3_800_000, "SEK"),
        ("T€ 500", 500_000, "EUR"),
        ("1'234'567.00 CHF", 1_234_567, "CHF"),
        ("12,5 MDKK", 12_500_000, "DKK"),
        ("3 mia. DKK", 3_000_000_000, "DKK"),
        ("5 mln zł", 5_000_000, "PLN"),
        ("1.5 bn USD", 1_500_000_000, "USD"),
        ("1 200 000 norska kronor", 1_200_000, "NOK"),
        ("totalt 33 500,00 kr exkl. moms", 33_500, "SEK"),
    ],
)
def test_sums_with_their_scale_and_currency(written: str, number: float, currency: str | None) -> None:
    assert parse_amount(written) == Amount(number, currency)


@pytest.mark.parametrize(
    "said", ["ca {}", "Ca. {}", "c:a {}", "cirka {}", "~{}", "ungefär {}", "approx. {}", "{} (ca)", "etwa {}"]
)
def test_what_is_said_with_ca_is_approximate(said: str) -> None:
    assert parse_amount(said.format("500 tkr")) == Amount(500_000, "SEK", approximate=True)


@pytest.mark.parametrize("written", ["3.212.640,77 € (50 %)", "3.212.640,77 € (50%)", "50 % 3 212 640,77 EUR"])
def test_the_share_beside_a_sum(written: str) -> None:
    assert parse_amount(written) == Amount(3_212_640.77, "EUR", share=0.5)


@pytest.mark.parametrize(
    "written",
    [
        "(5 000)",
        "500–600 tkr",
        "75 % av 500 000 kr",
        "500 000 kr, varav 50 %",
        "100 %",
        "upp till 5 kr",
        "5 all",
        "<5 kr",
        "5 000 kr/år",
    ],
)
def test_what_is_no_single_sum_is_refused(written: str) -> None:
    with pytest.raises(CellError):
        parse_amount(written)


def test_a_negative_sum_is_impossible() -> None:
    with pytest.raises(ImpossibleError):
        parse_amount("-5 kr")
    with pytest.raises(ImpossibleError):
        parse("amount", -5)


def test_kr_is_of_the_country_that_the_table_is_about() -> None:
    assert parse_amount("5 kr", crown="NOK") == parse_amount("5 kroner", crown="NOK") == Amount(5, "NOK")
    assert parse_amount("5 SEK", crown="NOK") == Amount(5, "SEK")


@given(st.sampled_from(sorted(words.CURRENCIES)), st.integers(0, 10**12))
def test_every_currency_of_iso_4217_is_read_beside_its_sum_and_alone(code: str, number: int) -> None:
    assert parse_amount(f"{number} {code}") == parse_amount(f"{code} {number}") == Amount(number, code)
    assert parse("currency", code) == parse("currency", code.lower()) == code


@given(st.text(max_size=40))
def test_any_text_is_a_sum_or_told(written: str) -> None:
    with suppress(CellError):
        assert parse_amount(written).number >= 0


@pytest.mark.parametrize("written", ["okänt", "Okänt", "-", "–", "N/A", "n/a", "saknas", "?", "TBD", "ej klart"])
def test_words_for_nothing_are_empty(written: str) -> None:
    assert says_nothing(written)


@pytest.mark.parametrize("written", ["500", "ca 400 000", "c:a 5", "~ 7", "500 000:-", "500 000 (50 %)"])
def test_a_sum_without_a_unit_of_its_own_has_that_of_its_column(written: str) -> None:
    assert not names_a_unit(written)


@pytest.mark.parametrize("written", ["ca 400 tkr", "5 €", "2 miljoner", "NOK 5"])
def test_a_sum_with_a_unit_keeps_it(written: str) -> None:
    assert names_a_unit(written)
