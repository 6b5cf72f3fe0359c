"""Places as people write them: several in a sentence, parts of the country, "Norrbottens och Västerbottens län"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rapidfuzz import process

from graph.errors import InputError, NotFoundError
from graph.model.names import normalised
from graph.network.network import StakeholderNetwork

Written = str | Iterable[str]

_APART: Final = re.compile(r"[,;]")
_TOGETHER: Final = re.compile(r" (?:och|samt|and|&) | ?[+/] ?", re.IGNORECASE)
_ENDING: Final = re.compile(
    r"\s(?:län(?:en)?|kommun(?:er(?:na)?)?|count(?:y|ies)|municipalit(?:y|ies))$", re.IGNORECASE
)
# What all that is listed is, as each of them would say it.
_OF_ONE: Final = {
    "län": "län", "länen": "län", "kommun": "kommun", "kommuner": "kommun", "kommunerna": "kommun",
    "county": "county", "counties": "county", "municipality": "municipality", "municipalities": "municipality",
}  # fmt: skip
_NEAR: Final = 60
_OFFERED: Final = 5


class UnknownPlaceError(InputError):
    """Nothing is called `written`; `near` are the names of places that are written most like it."""

    def __init__(self, detail: str, written: str, near: tuple[str, ...]) -> None:
        super().__init__(detail)
        self.written, self.near = written, near


def texts_of(value: Written) -> tuple[str, ...]:
    """What was written once or several times."""
    return (value,) if isinstance(value, str) else tuple(value)


def places_meant(whole: StakeholderNetwork, value: Written) -> tuple[str, ...]:
    """Ids of the places that texts mean, each once; a place that only a register knows is no mistake.

    Raises:
        UnknownPlaceError: a name that neither the graph nor the registers know.
        InputError: a name that several places have.
    """
    parts = (" ".join(part.split()) for text in texts_of(value) for part in _APART.split(text))
    found = (id for part in parts for id in _listed(whole, part))
    return tuple(dict.fromkeys(found))


def _listed(whole: StakeholderNetwork, text: str) -> Iterator[str]:
    """The places of "Norrbottens och Västerbottens län": first as one name, since some hold an "och"."""
    if not text:
        return
    names = _TOGETHER.split(text)
    known = _known(whole, text)
    if known or len(names) == 1:
        yield from known or _only_in_graph(whole, text)
        return
    ending = _ENDING.search(text)
    for name in names:
        said = f"{name} {_OF_ONE[ending[0].strip().lower()]}" if ending and not _ENDING.search(name) else name
        yield from _known(whole, said) or _known(whole, name) or _only_in_graph(whole, name)


def _known(whole: StakeholderNetwork, text: str) -> tuple[str, ...]:
    from loaders.registers.registry import load_registry

    if text in whole.places:
        return (text,)
    registry, ending = load_registry(), _ENDING.search(text)
    if places := registry.places_typed(text):
        return tuple(place.id for place in places)
    if ending is None:
        return ()
    of_one = f"{text[: ending.start()]} {_OF_ONE[ending[0].strip().lower()]}"
    return tuple(place.id for place in registry.places_typed(of_one))


def _only_in_graph(whole: StakeholderNetwork, text: str) -> tuple[str, ...]:
    from queries.finding.lookup import find_place

    try:
        return (find_place(whole, text).id,)
    except NotFoundError as error:
        raise UnknownPlaceError(error.detail, text, _near(whole, text)) from error


def _near(whole: StakeholderNetwork, text: str) -> tuple[str, ...]:
    from loaders.registers.registry import load_registry

    places = {place.name for place in whole.places.values()} | {place.name for place in load_registry().places}
    names = {normalised(name): name for name in sorted(places)}
    return tuple(
        names[name] for name, _, _ in process.extract(normalised(text), list(names), limit=_OFFERED, score_cutoff=_NEAR)
    )
