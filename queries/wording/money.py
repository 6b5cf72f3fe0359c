"""Sums of money as people say them."""

from __future__ import annotations

from graph.messages import catalogue, message, number

_MILLION = 1_000_000


def currency_name(code: str, language: str) -> str:
    """`kr` of SEK in Swedish; else the code."""
    key = f"questions.currency_{code}"
    return message(key, language) if key in catalogue() else code


def about(amount: str, language: str, is_about: bool) -> str:
    """The words for a sum, with "ca" where a source says it or some of it so."""
    return message("questions.about_amount", language, amount=amount) if is_about else amount


def rounded_money(amount: float, currency: str, language: str) -> str:
    """A sum to two figures: `12 mn kr` of 12 345 678 SEK, `850 000 kr` of 851 200."""
    unit = currency_name(currency, language)
    rounded = float(f"{amount:.2g}")
    if rounded < _MILLION:
        return f"{number(rounded, language)}\N{NO-BREAK SPACE}{unit}"
    decimals = 1 if rounded < 10 * _MILLION and rounded % _MILLION else 0
    millions = number(rounded / _MILLION, language, decimals)
    return message("questions.millions", language, number=millions, currency=unit)
