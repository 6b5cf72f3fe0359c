"""What a pair of projects has to do with each other, in at most 220 letters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

from graph.messages import message
from graph.model.names import normalised
from graph.network.network import StakeholderNetwork
from queries.questions.overlaps.classes import hands_over, in_sequence, is_same_work, months_between
from queries.questions.overlaps.pairs import Pair, Profile
from queries.wording.decisions import GivenVerdict
from queries.wording.lengths import first_short
from queries.wording.names import counted, cut, listed, short_name, theme_in_sentence

# Tried in turn until it fits: how many letters of a name, and how many kinds of things in common.
_ROOM: Final = (*product((60,), (3, 2, 1, 0)), *product((40, 25, 15), (1, 0)))


def sentence(
    network: StakeholderNetwork, pair: Pair, proposed: str, verdict: GivenVerdict | None, language: str
) -> str:
    """The verdict of a person where there is one, whole; else why the class is proposed, with the owners of the two."""
    if verdict:
        return _decided(pair, verdict, language)
    return first_short(_wordings(network, pair, proposed, language))


def _wordings(network: StakeholderNetwork, pair: Pair, proposed: str, language: str) -> Iterator[str]:
    common = list(_common(network, pair, language))
    for letters, kinds in _ROOM:
        told = [_relation(network, pair, proposed, letters, language, alone=not common)]
        if pair.owners == "same" and proposed != "duplicate":
            told.append(
                message("questions.overlap_one_owner", language, owner=_owner(network, pair.first, letters, language))
            )
        if common[:kinds]:
            told.append(message("questions.common_what", language, parts=listed(common[:kinds], language)))
        yield " ".join(told)


def _relation(
    network: StakeholderNetwork, pair: Pair, proposed: str, letters: int, language: str, *, alone: bool
) -> str:
    first, second = _in_sentence_order(pair, proposed)
    return message(
        f"questions.overlap_{proposed}{_variant(pair, proposed, first, second, alone=alone)}",
        language,
        first=_titled(network, pair, first, letters, language),
        second=_titled(network, pair, second, letters, language),
        title=cut(short_name(first.project), letters),
        first_record=_record(network, first, letters, language),
        second_record=_record(network, second, letters, language),
        months=counted("months", _months(proposed, first, second) or 0, language),
    )


def _variant(pair: Pair, proposed: str, first: Profile, second: Profile, *, alone: bool) -> str:
    """Which of the sentences of a class says it."""
    if proposed == "duplicate" and normalised(first.project.name) == normalised(second.project.name):
        return "_named"
    if proposed == "continuation" and first.last and second.first and first.last < second.first:
        return "_after"
    if proposed == "continuation" and not pair.recorded:
        return "_over" if hands_over(first, second) else "_series"
    if proposed == "overlapping" and not pair.places_meet:
        return "_phase" if is_same_work(pair) else "_programme"
    if proposed == "overlapping" and _months(proposed, first, second):
        return "_months"
    return "_apart" if proposed == "none" and alone else ""


def _months(proposed: str, first: Profile, second: Profile) -> int | None:
    """Months between the end of one and the start of the other, or for overlapping those in common, where known."""
    if proposed != "overlapping":
        return months_between(*sorted((first.last, second.first))) if first.last and second.first else None
    if not (first.first and second.first and first.last and second.last):
        return None
    begins, ends = max(first.first, second.first), min(first.last, second.last)
    return months_between(begins, ends) or None


def _in_sentence_order(pair: Pair, proposed: str) -> tuple[Profile, Profile]:
    """The part before the whole, the earlier before the later, else as they are."""
    tie = {"part_of": "PART_OF", "continuation": "FOLLOWS"}.get(proposed)
    for type, start, _ in pair.recorded:
        if type == tie:
            ends = (pair.first, pair.second) if start == pair.first.project.id else (pair.second, pair.first)
            return ends if tie == "PART_OF" else (ends[1], ends[0])
    return in_sequence(pair) or pair.in_order or (pair.first, pair.second)


def _titled(network: StakeholderNetwork, pair: Pair, profile: Profile, letters: int, language: str) -> str:
    """`3DPrint (Mittuniversitetet)`; the title alone where both have one owner, or nobody says who owns it."""
    title = cut(short_name(profile.project), letters)
    if pair.owners == "same" or not profile.owners:
        return title
    return f"{title} ({_owner(network, profile, letters, language)})"


def _owner(network: StakeholderNetwork, profile: Profile, letters: int, language: str) -> str:
    names = sorted(cut(network.actors[owner].name, letters) for owner in profile.owners)
    return listed(names, language, shown=1)


def _record(network: StakeholderNetwork, profile: Profile, letters: int, language: str) -> str:
    """`Region Norrbotten, 20200940`: whose record it is, and its number where it has one."""
    owner = [_owner(network, profile, letters, language)] if profile.owners else []
    return ", ".join([*owner, *profile.project.numbers[:1]] or [profile.project.id])


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


def _common(network: StakeholderNetwork, pair: Pair, language: str) -> Iterator[str]:
    """`aktörer (A och B)`, `teman (C)`, `platser (D)`, `finansiärer (E)`: what they share, the most telling first."""
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
    """The shared actors but a common owner, which is told apart; those in fewest projects first."""
    shared = (pair.first.actors & pair.second.actors) - (pair.first.owners & pair.second.owners)
    order = sorted(shared, key=lambda id: (len(network.projects_of[id]), network.actors[id].name))
    return listed((network.actors[actor].name for actor in order), language)


def _common_places(network: StakeholderNetwork, pair: Pair) -> list[str]:
    """Where both are, the narrowest only: not the county beside its municipality."""
    met = (pair.first.places & pair.second.areas) | (pair.second.places & pair.first.areas)
    above = {up for place in met if place in network.places for up in network.places[place].parents}
    return sorted(network.places[place].name for place in met - above if place in network.places)
