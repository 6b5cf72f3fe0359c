"""The words people use for roles, kinds of actors and the like, in Swedish and English.

Each leads from our word, which is also the English one, to the words that mean it; the first is the Swedish word that
the template offers.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import yaml

from graph.model.names import normalised

Words = tuple[str, ...]

ROLES: Final[Mapping[str, Words]] = {
    "coordinator": ("koordinator", "samordnare", "projektkoordinator", "samordnande part", "lead partner"),
    "owner": ("projektägare", "ägare", "huvudman", "stödmottagare", "project owner", "beneficiary"),
    "partner": (
        "partner",
        "samverkanspartner",
        "samarbetspartner",
        "projektpartner",
        "part",
        "samverkanspart",
        "projektpart",
    ),
    "participant": ("deltagare", "medverkande", "deltar", "deltagande"),
    "reference": ("referensgrupp", "referens", "reference group"),
}
KINDS: Final[Mapping[str, Words]] = {
    "municipality": ("kommun",),
    "region": ("region", "landsting", "regionförbund"),
    "agency": ("myndighet", "statlig myndighet", "länsstyrelse", "authority", "government agency"),
    "university": ("universitet/högskola", "universitet", "högskola", "lärosäte"),
    "institute": ("institut", "forskningsinstitut", "research institute"),
    "company": ("företag", "bolag", "aktiebolag", "kommunalt bolag", "business"),
    "association": ("förening", "ideell förening", "ekonomisk förening", "intresseorganisation", "branschorganisation"),
    "cluster": ("kluster/science park", "kluster", "science park", "klusterorganisation", "cluster organisation"),
    "programme": ("program/fond", "program", "fond", "finansieringsprogram", "fund"),
    "union": ("fack", "fackförbund", "fackförening", "trade union"),
    "other": ("annat", "övrigt", "annan"),
}
DIRECTIONS: Final[Mapping[str, Words]] = {
    "OFFERS": ("erbjuder", "erbjudande", "erbjudanden", "offer"),
    "NEEDS": ("behöver", "behov", "söker", "need"),
}
YES_OR_NO: Final[Mapping[str, Words]] = {"yes": ("ja", "sant", "true"), "no": ("nej", "falskt", "false")}
# Beside the places of the registers: countries, and all of them.
WIDE_PLACES: Final[Mapping[str, Words]] = {
    "all": ("alla", "överallt", "hela världen", "everywhere"),
    "no": ("norge", "norway"),
    "fi": ("finland",),
    "dk": ("danmark", "denmark"),
    "is": ("island", "iceland"),
}
# Any other word for a collaboration is kept as it stands.
COLLABORATIONS: Final[Mapping[str, Words]] = {"contact": ("kontakt",)}
CURRENCIES: Final[Mapping[str, Words]] = {
    "SEK": ("kr", "kronor", "svenska kronor", "skr"),
    "EUR": ("€", "euro", "euros"),
    "NOK": ("norska kronor", "nkr"),
    "DKK": ("danska kronor", "dkr"),
    "USD": ("$", "us dollar"),
    "GBP": ("£", "pund"),
    **dict.fromkeys(("AUD", "BGN", "CAD", "CHF", "CZK", "HUF", "ISK", "JPY", "PLN", "RON", "RSD", "TRY", "UAH"), ()),
}
# Scale words, with the currency that some of them name.
SCALES: Final[Mapping[str, tuple[float, str | None]]] = {
    **dict.fromkeys(("tusen", "thousand", "k"), (1e3, None)),
    **dict.fromkeys(("miljon", "miljoner", "milj", "mn", "million", "millions", "m"), (1e6, None)),
    **dict.fromkeys(("miljard", "miljarder", "md", "billion"), (1e9, None)),
    **dict.fromkeys(("tkr", "ksek", "tsek"), (1e3, "SEK")),
    **dict.fromkeys(("mkr", "mnkr", "msek"), (1e6, "SEK")),
    **dict.fromkeys(("mdkr", "mdr"), (1e9, "SEK")),
    **dict.fromkeys(("keur", "k€"), (1e3, "EUR")),
    **dict.fromkeys(("meur", "m€"), (1e6, "EUR")),
}
MONTHS: Final[Mapping[str, int]] = {
    word: number
    for number, words in enumerate(
        (
            ("januari", "january", "jan"),
            ("februari", "february", "feb", "febr"),
            ("mars", "march", "mar"),
            ("april", "apr"),
            ("maj", "may"),
            ("juni", "june", "jun"),
            ("juli", "july", "jul"),
            ("augusti", "august", "aug"),
            ("september", "sep", "sept"),
            ("oktober", "october", "okt", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for word in words
}


def offered(choices: Mapping[str, Words]) -> Mapping[str, str]:
    """The words to choose among, by language."""
    if choices is CURRENCIES:
        return dict.fromkeys(("sv", "en"), ", ".join(choices))
    return {"sv": ", ".join(synonyms[0] for synonyms in choices.values()), "en": ", ".join(choices)}


@cache
def value_words(name: Literal["yes_or_no", "countries", "came_to_nothing"]) -> frozenset[str]:
    """The words of value_words.yml of this sort, normalised."""
    document = yaml.safe_load(files("loaders.documents").joinpath("value_words.yml").read_text(encoding="utf-8"))
    return frozenset(normalised(word) for word in document[name].split(","))
