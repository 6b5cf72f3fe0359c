"""What is said of a pair, in the reader's language, in 220 letters unless the names alone are too long for that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph.messages import message
from graph.network.network import StakeholderNetwork
from queries.finding.looked_for import LookedFor
from queries.finding.paths import contacts, tie_facts
from queries.finding.themes import theme_weights
from queries.questions.gaps.pairs.eligible import STATED, Ids
from queries.questions.gaps.pairs.profile import place_part, themes_of
from queries.wording.lengths import first_short
from queries.wording.looked_for import state_sentence
from queries.wording.names import listed, theme_in_sentence


@dataclass(frozen=True, slots=True)
class Detail:
    """How much is told beside who, what state and whom to go by."""

    themes: int = 2
    place: bool = True
    sizes: bool = True
    latest: bool = True
    years: bool = True


DETAILS: Final = (
    Detail(),
    Detail(sizes=False),
    Detail(sizes=False, latest=False),
    Detail(sizes=False, latest=False, themes=1),
    Detail(sizes=False, latest=False, themes=1, years=False),
    Detail(sizes=False, latest=False, themes=1, years=False, place=False),
    Detail(sizes=False, latest=False, themes=0, years=False, place=False),
)


def sentence(network: StakeholderNetwork, pair: Ids, via: tuple[str, ...], found: LookedFor, language: str) -> str:
    """Why the two ought to meet, who can bring them together, and what is known of their not having met."""
    return first_short(_wording(network, pair, via, found, language, detail) for detail in DETAILS)


def _wording(
    network: StakeholderNetwork, pair: Ids, via: tuple[str, ...], found: LookedFor, language: str, detail: Detail
) -> str:
    first, second = (network.actors[id].name for id in pair)
    key = "questions.pair_contact" if _in_contact(network, pair) else "questions.pair"
    text = message(key, language, first=first, second=second)
    if needs := list(_needs(network, pair, language)):
        text += message("questions.pair_but", language, reasons=listed(needs, language))
    said = [f"{text}."]
    if both := list(_both(network, pair, language, detail)):
        said.append(message("questions.pair_both", language, what=listed(both, language)))
    if via:
        said.append(_way(network, pair, via, language, detail))
    return " ".join([*said, state_sentence(network, found, language, years=detail.years)])


def _in_contact(network: StakeholderNetwork, pair: Ids) -> bool:
    return any(fact.end == pair[1] for fact in network.facts_from(pair[0], "COLLABORATES_WITH"))


def _needs(network: StakeholderNetwork, pair: Ids, language: str) -> Iterator[str]:
    for ends in (pair, pair[::-1]):
        needs, offers = (
            {fact.end for fact in network.facts_from(id, type)} for id, type in zip(ends, STATED, strict=True)
        )
        if met := needs & offers:
            names = listed(sorted(theme_in_sentence(network.themes[theme], language) for theme in met), language)
            needing, offering = (network.actors[id].name for id in ends)
            yield message("questions.pair_need", language, needing=needing, offering=offering, themes=names)


def _both(network: StakeholderNetwork, pair: Ids, language: str, detail: Detail) -> Iterator[str]:
    """The rarest themes that both have worked in, and where both sit."""
    if detail.themes and (common := themes_of(network, pair[0]) & themes_of(network, pair[1])):
        weights = theme_weights(network)
        rarest = sorted(common, key=lambda theme: (-weights[theme], theme))[: detail.themes]
        names = listed((theme_in_sentence(network.themes[theme], language) for theme in rarest), language)
        yield message("questions.pair_themes", language, themes=names)
    if not detail.place:
        return
    if place := _common_place(network, pair):
        yield message("questions.pair_place", language, place=place)
    elif place_part(network, *pair) == 1:
        yield message("questions.pair_near", language)


def _common_place(network: StakeholderNetwork, pair: Ids) -> str | None:
    """The smallest place below the country that both sit in."""
    common = network.areas_of(pair[0]) & network.areas_of(pair[1])
    places = [place for id in common if (place := network.places.get(id)) and place.level != "country"]
    smallest = max(places, key=lambda place: (len(place.parents), place.id), default=None)
    return smallest.name if smallest else None


def _way(network: StakeholderNetwork, pair: Ids, via: tuple[str, ...], language: str, detail: Detail) -> str:
    """The common contacts, how few there were in the projects with the nearest, and when; or the chain."""
    names = [network.actors[id].name for id in via]
    if len(via) > 1:
        return message("questions.pair_chain", language, names=listed(names, language))
    near = contacts(network)
    count = len(near[pair[0]] & near[pair[1]])
    key = "questions.pair_common_one" if count == 1 else "questions.pair_common_more"
    text = message(key, language, count=count, name=names[0])
    projects = [network.projects[id] for end in pair if (id := tie_facts(network, end, via[0])[0])]
    if detail.sizes and len(projects) > 1:
        few, many = sorted(len(network.tied_participants[project.id]) for project in projects)
        text += message("questions.pair_sizes", language, few=few, many=many)
    if detail.latest and (days := [day for project in projects if (day := project.last_day or project.first_day)]):
        text += message("questions.pair_latest", language, year=str(max(days).year))
    return f"{text}."
