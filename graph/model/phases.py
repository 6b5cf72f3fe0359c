"""Titles that say which phase, part or round of something a project is."""

from __future__ import annotations

import re
from typing import Final

from graph.model.names import normalised

_MARK: Final = (
    r"(?:fas(?:en)?|del(?:en|projekt(?:et)?)?|etapp(?:en)?|steg(?:et)?|omgång(?:en)?"
    r"|phase|part|step|stage|round|version)"
)
_NUMBER: Final = (
    r"(?:\d+|[ivx]{2,}|[a-hvx]|i$|ett|två|tre|fyra|fem|one|two|three|four|five)"  # "del i" is a part in something
)
_ORDINAL: Final = r"(?:första|andra|tredje|fjärde|femte|first|second|third|fourth|fifth)"
_STAGE: Final = (
    r"(?:förstudie(?:n|projekt(?:et)?)?|förprojekt(?:et)?|förprojektering(?:en)?|pilot(?:projekt(?:et)?|studie(?:n)?)?"
    r"|huvudprojekt(?:et)?|genomförande(?:t|projekt(?:et)?|fas(?:en)?)?|slutprojekt(?:et)?|fortsättning(?:en|sprojekt)?"
    r"|förlängning(?:en)?|(?:pre|feasibility) ?study|main project|continuation|extension)"
    r"(?: (?:av|för|om|till|kring|inför|of|for|on|to)\b)?"
)
_PHASE: Final = re.compile(
    rf"\b(?:{_MARK} ?{_NUMBER}|{_ORDINAL} {_MARK}|{_STAGE}|\d+|i[ivx]+|vi{{1,3}}|[ivx]$)(?:\b|$)"
)


def without_phase(title: str) -> str:
    """The normalised title without its phase words and numbers: `Vätgas – fas II` and `Förstudie vätgas 2.0` agree."""
    return " ".join(_PHASE.sub(" ", normalised(title)).split())


def differ_in_phase(first: str, second: str) -> bool:
    """Whether two titles are the same but for words of phase or number; a title of nothing else is like no other."""
    common = without_phase(first)
    return bool(common) and common == without_phase(second) and normalised(first) != normalised(second)
