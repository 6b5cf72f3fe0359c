"""Texts of central Europe and the Baltic in Windows-1250 and 1257, told from the Windows-1252 that they look like.

Each page gives the same bytes other letters: *Łódź* in the one is *£ódŸ* in the other. What tells is whether words can
be words of a language that is written in the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal

# Letters beyond a to z of the languages that a page was made for, and of those that stand beside them in its files.
_GERMANIC: Final = ("äöüß", "åäöéüà", "æøåéöäôòü")
_ALPHABETS: Final = {
    "cp1252": (
        *_GERMANIC, "áðéíóúýþæö", "àâæçéèêëîïôœùûüÿ", "áéíóúüñçàèïò", "áâãàçéêíóôõúü", "àèéìíòóùú", "éèëïóöüáíú",
        "äõöüšž", "àèìòùáéíóú", "áéíóöúü", "áéíóúýäšž",
    ),
    "cp1250": (
        "äöüß", "äöéü", "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíľňóôŕšťúýž", "áéíóöőúüű", "čšžćđ", "ăâîşţ", "áéíóú",
        "çéëôâî",
    ),
    "cp1257": (*_GERMANIC, "ąčęėįšųūž", "āčēģīķļņšūžōŗ", "äõöüšž", "ąćęłńóśźż", "éü"),
}  # fmt: skip
_WORD: Final = re.compile(
    rb"[A-Za-z\x8a\x8c-\x90\x9a\x9c-\x9f\xa1-\xa3\xa5\xa8\xaa\xac\xaf\xb2\xb3\xb5\xb6\xb8-\xba\xbc-\xbf\xc0-\xd6\xd8-\xf6\xf8-\xff]+"
)
_LETTER: Final = re.compile(rb"[A-Za-z]")
_SHORTEST: Final = 3
_BALTIC_ENDING: Final = "(?:[aoiu]s|ai|ija)$"
# What no language of Windows-1252 has: signs within a word or at its head, letters where they cannot stand.
_IMPOSSIBLE: Final = re.compile(
    r"[^\W\d_ªºµ][³¹¿£¥ªº¼½¾¯¨¸¬¢¶µ²¡][^\W\d_ªºµ]|^[£¥¼½¾¯¨¸¬¢¶³¹²][^\W\d_ªºµ]|[çÇ](?=[b-df-hj-np-tv-zeiîç])"
    r"|[ìùÌÙ](?=[^\W\d_])|[ñÑ](?=[b-df-hj-np-tv-z]|$)|^[ðÐ]|œ(?=[bcghklmnprwz])|[a-zóñ]Ÿ"
    rf"|^[þÞ]\w*{_BALTIC_ENDING}|^[èÈ](?=[bcdfghjkmnpqstxi])|(?<=[^\W\d_])(?<![Aa]l)þ(?![^áíóúýöæ]*[áíóúýöæ])"
)
_SIGNS: Final = "³¹²¿¡ªºµ£¥¼½¾¯¨¸¬¢¶"  # at the end or head of a word
_CLEAR: Final = 0.1  # the share of different words that must be impossible,
_FEW: Final = 4  # of so few words one is enough,
_CHANCE: Final = 0.02  # and the share that may be in the page that is taken
_MOST_WORDS: Final = 20_000

Page = Literal["cp1250", "cp1257"]


def words_in(block: bytes, found: set[bytes]) -> None:
    """Add the words of a text that have a letter beyond ASCII."""
    if len(found) < _MOST_WORDS:
        words = (word for word in _WORD.findall(block) if not word.isascii() and len(word) >= _SHORTEST)
        found.update(word for word in words if _LETTER.search(word))


def eastern_page(words: Iterable[bytes]) -> Page | None:
    """The page of these words; None where they can be of Windows-1252.

    Raises:
        ValueError: they can be neither that nor of one of the others for certain.
    """
    known = [word for word in words if not word.isascii()]
    impossible = sum(not _fits(word, "cp1252") for word in known)
    if impossible < max(1 if len(known) <= _FEW else 2, _CLEAR * len(known)):
        return None
    pages: tuple[Page, ...] = ("cp1250", "cp1257")
    fitting = [page for page in pages if sum(not _fits(word, page) for word in known) <= _CHANCE * len(known)]
    if not fitting and impossible == 1:
        return None
    if len(fitting) != 1:
        raise ValueError
    return fitting[0]


def _fits(word: bytes, page: str) -> bool:
    """Whether the word can be one of a language of the page."""
    try:
        text = word.decode(page)
    except UnicodeDecodeError:
        return False
    if page == "cp1252":
        if _IMPOSSIBLE.search(text):
            return False
        text = text.strip(_SIGNS)
    letters = {letter for letter in text.lower() if not letter.isascii()}
    if "ţ" in letters and re.search(_BALTIC_ENDING, text):
        return False
    return any(letters.issubset(alphabet) for alphabet in _ALPHABETS[page])
