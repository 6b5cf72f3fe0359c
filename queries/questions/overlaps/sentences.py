"""What a pair of projects has to do with each other, in one sentence."""

from __future__ import annotations

from collections.abc import Iterator

from graph.messages import message
from graph.network.network import StakeholderNetwork
from queries.questions.overlaps.classes import in_sequence, months_between
from queries.questions.overlaps.pairs import Pair, Profile
from queries.wording.decisions import GivenVerdict
from queries.wording.names import counted, listed, short_name, theme_in_sentence


def sentence(
    network: StakeholderNetwork, pair: Pair, proposed: str, verdict: GivenVerdict | None, language: str
) -> str:
    """The verdict of a person where there is one, else why the class is proposed."""
    if verdict:
        return _decided(pair, verdict, language)
    first, second = _in_sentence_order(pair, proposed)
    values = {
        "first": short_name(first.project),
        "second": short_name(second.project),
        "common": _common(network, pair, language),
    }
    key = f"overlap_{proposed}"
    if proposed == "continuation" and first.last and second.first and first.last < second.first:
        key += "_after"
        values["months"] = counted("months", months_between(first.last, second.first), language)
    elif proposed == "continuation" and not pair.recorded:
        key += "_over"
    if proposed == "none" and not values["common"]:
        key += "_apart"
    return message(f"questions.{key}", language, **values).rstrip()


def _in_sentence_order(pair: Pair, proposed: str) -> tuple[Profile, Profile]:
    """The part before the whole, the earlier before the later, else as they are."""
    tie = {"part_of": "PART_OF", "continuation": "FOLLOWS"}.get(proposed)
    for type, start, _ in pair.recorded:
        if type == tie:
            ends = (pair.first, pair.second) if start == pair.first.project.id else (pair.second, pair.first)
            return ends if tie == "PART_OF" else (ends[1], ends[0])
    return in_sequence(pair) or pair.in_order or (pair.first, pair.second)


def _decided(pair: Pair, verdict: GivenVerdict, language: str) -> str:
    decided = message(
        "questions.overlap_decided",
        language,
        who=verdict["decided_by"],
        date=verdict["decided_at"][:10],
        first=short_name(pair.first.project),
        second=short_name(pair.second.project),
        verdict=message(f"questions.class_{verdict['verdict']}", language),
    )
    stated = (verdict["reason"] or "").rstrip(".")
    reason = f" {message('questions.overlap_reason', language, reason=stated)}" if stated else ""
    again = f" {message('questions.overlap_asks_again', language)}" if verdict["asks_again"] else ""
    return decided + reason + again


def _common(network: StakeholderNetwork, pair: Pair, language: str) -> str:
    """`De delar aktörer (A och B), teman (C) och platser (D).`; empty when they share nothing."""
    parts = list(_shared(network, pair, language))
    return message("questions.common_what", language, parts=listed(parts, language, shown=4)) if parts else ""


def _shared(network: StakeholderNetwork, pair: Pair, language: str) -> Iterator[str]:
    if actors := _actors(network, pair, language):
        yield message("questions.common_actors", language, names=actors)
    if themes := pair.first.themes & pair.second.themes:
        names = sorted(theme_in_sentence(network.themes[theme], language) for theme in themes)
        yield message("questions.common_themes", language, names=listed(names, language))
    if places := _common_places(network, pair):
        yield message("questions.common_places", language, names=listed(places, language))
    if funders := pair.first.funders & pair.second.funders:
        names = sorted(network.actors[funder].name for funder in funders)
        yield message("questions.common_funders", language, names=listed(names, language))


def _actors(network: StakeholderNetwork, pair: Pair, language: str) -> str:
    """The shared actors, those in fewest projects first."""
    shared = pair.first.actors & pair.second.actors
    order = sorted(shared, key=lambda id: (len(network.projects_of[id]), network.actors[id].name))
    return listed((network.actors[actor].name for actor in order), language)


def _common_places(network: StakeholderNetwork, pair: Pair) -> list[str]:
    """Where both are, the narrowest only: not the county beside its municipality."""
    met = (pair.first.places & pair.second.areas) | (pair.second.places & pair.first.areas)
    above = {up for place in met if place in network.places for up in network.places[place].parents}
    return sorted(network.places[place].name for place in met - above if place in network.places)
