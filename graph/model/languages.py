"""Which language a text is in, as far as we ask: Swedish, English, or another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

SWEDISH: Final = "sv"
ENGLISH: Final = "en"
OTHER: Final = "other"
LANGUAGES: Final = (SWEDISH, ENGLISH, OTHER)

_WORD: Final = re.compile(r"[^\W\d_]+")
# Words that stand in any text of one language and seldom in one of the others; other: Danish, Norwegian, German,
# Dutch, French, Spanish, Italian.
_SMALL_WORDS: Final[Mapping[str, str]] = {
    word: language
    for language, words in {
        SWEDISH: "och att är för från av till inom ska eller ett inte samt genom kommer",
        ENGLISH: "and the of is are will with this that which from between to be as",
        OTHER: "og at er af fra til der die das und für mit het een van la le les et des el los y del di",
    }.items()
    for word in words.split()
}


def language_of(text: str) -> str:
    """One of LANGUAGES: whose small words stand most often in the text; `other` where that is none or several."""
    return language_of_words(_WORD.findall(text.casefold()))


def language_of_words(words: Iterable[str]) -> str:
    """`language_of` the text that these words, in small letters, are."""
    counts = Counter(map(_SMALL_WORDS.get, words))
    most = max(counts[language] for language in LANGUAGES)
    leading = [language for language in LANGUAGES if counts[language] == most]
    return leading[0] if len(leading) == 1 else OTHER
