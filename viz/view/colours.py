"""The colours of a map."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, Literal, get_args

Colour = Literal["municipality", "region", "academia", "company", "cluster", "association", "programme", "unknown"]
"""What an actor is, as far as a map tells it apart."""

# Kind of actor → the colour of its circle.
COLOUR_OF_KIND: Final[Mapping[str, str]] = {
    "municipality": "municipality",
    "region": "region",
    "agency": "region",
    "university": "academia",
    "institute": "academia",
    "company": "company",
    "cluster": "cluster",
    "association": "association",
    "union": "association",
    "programme": "programme",
}


# Okabe and Ito 2008 (jfly.uni-koeln.de/color), every shape with a dark outline since only four reach 3:1 on white
COLOURS: Final[Mapping[str, str]] = {
    "municipality": "#0072B2",
    "region": "#56B4E9",
    "academia": "#CC79A7",
    "company": "#D55E00",
    "cluster": "#009E73",
    "association": "#E69F00",
    "programme": "#F0E442",
    "unknown": "#D5DBE1",
}


def colours_of(names: Collection[str]) -> tuple[Colour, ...]:
    """Those of the colours that are named, in their order; what is no colour is left out."""
    known: tuple[Colour, ...] = get_args(Colour)
    return tuple(colour for colour in known if colour in names)
