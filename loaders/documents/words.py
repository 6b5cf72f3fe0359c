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
from loaders.documents.cell_words import CURRENCY_CODES

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
# As they stand in brackets beside a name.
SHORT_ROLES: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("koord", "coord", "samordn", "lead", "lp", "lead beneficiary", "lead applicant", "ledande partner", "leder",
         "koordinerande", "projektkoord", "projektkoordinator", "coordinator", "koordinering", "coordination"),
        "coordinator",
    ),
    **dict.fromkeys(("sökande", "huvudsökande", "projektäg", "applicant", "prosjekteier", "projektejer"), "owner"),
    **dict.fromkeys(("pp", "medsökande", "co-applicant", "samarb", "samverkan"), "partner"),
    **dict.fromkeys(("ref", "ref.grupp", "referensgr"), "reference"),
}  # fmt: skip
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
# What stands for a country where somebody sits in none, or in several.
NO_COUNTRY: Final = frozenset(
    (
        "international",
        "internationell",
        "internationellt",
        "europe",
        "europa",
        "eu",
        "global",
        "world",
        "several",
        "flera",
    )
)
# Any other word for a collaboration is kept as it stands.
COLLABORATIONS: Final[Mapping[str, Words]] = {"contact": ("kontakt",)}
_NAMED_CURRENCIES: Final[Mapping[str, Words]] = {
    "SEK": ("kr", "kronor", "svenska kronor", "svenska", "skr"),
    "EUR": ("€", "euro", "euros", "euroa"),
    "NOK": ("norska kronor", "norske kroner", "norska", "norske", "nkr"),
    "DKK": ("danska kronor", "danske kroner", "danska", "danske", "dkr"),
    "USD": ("$", "us dollar", "dollar"),
    "GBP": ("£", "pund", "pound", "pounds"),
    "ISK": ("isländska kronor", "isländska", "ikr"),
    "PLN": ("zł", "zl", "złoty", "złotych", "zloty"),
    "CHF": ("sfr", "schweizerfranc"),
    "CZK": ("kč",),
    "HUF": ("ft", "forint"),
}
CURRENCIES: Final[Mapping[str, Words]] = {
    **_NAMED_CURRENCIES,
    **{code: () for code in CURRENCY_CODES if code not in _NAMED_CURRENCIES},
}
CROWN: Final = "kr"  # of the country that the table is about
CROWN_CURRENCIES: Final = frozenset({"SEK", "NOK", "DKK", "ISK"})
_CROWNS: Final = frozenset({"kr", "krona", "kronor", "kroner", "krone"})
OFFERED_CURRENCIES: Final = ("SEK", "EUR", "NOK", "DKK", "USD", "GBP", "ISK", "PLN", "CHF", "CZK")
_CURRENCY_OF: Final[Mapping[str, str]] = {
    word: code for code, words in CURRENCIES.items() for word in words
} | dict.fromkeys(_CROWNS, CROWN)
SCALE_PREFIXES: Final = ("mio", "mill", "mn", "md", "mrd", "m", "k", "t")


def currency(word: str) -> str | None:
    """The code of the currency that a word means, `CROWN` where that depends on the country; None when it means none.

    A code that is seldom met is one only in capitals: `all` and `top` are words.
    """
    code = word.upper()
    if code in CURRENCIES and (word == code or code in OFFERED_CURRENCIES):
        return code
    return _CURRENCY_OF.get(word.casefold())


def offered(choices: Mapping[str, Words]) -> Mapping[str, str]:
    """The words to choose among, by language."""
    if choices is CURRENCIES:
        return dict.fromkeys(("sv", "en"), ", ".join(OFFERED_CURRENCIES))
    return {"sv": ", ".join(synonyms[0] for synonyms in choices.values()), "en": ", ".join(choices)}


@cache
def value_words(name: Literal["yes_or_no", "came_to_nothing"]) -> frozenset[str]:
    """The words of value_words.yml of this sort, normalised."""
    document = yaml.safe_load(files("loaders.documents").joinpath("value_words.yml").read_text(encoding="utf-8"))
    return frozenset(normalised(word) for word in document[name].split(","))
