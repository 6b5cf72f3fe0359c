"""The class that is proposed for a pair of projects: the first row of the table that holds."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Final

from graph.model.names import normalised, own_page
from graph.model.phases import differ_in_phase, without_phase
from queries.questions.overlaps.pairs import Pair, Profile

SAME_TEXT: Final = 0.85
SAME_ACTORS: Final = 0.5
SAME_PERIOD: Final = 0.5
ONE_PERIOD: Final = 0.9  # where no summary tells two applications of one form apart, or owners differ
TELLING_TITLE: Final = 3  # words of a title that two owners do not choose by chance
WHOLE_TITLE: Final = 5  # words of a title that stands whole within another
FOLLOWS_WITHIN: Final = 24  # months
HANDS_OVER_WITHIN: Final = 6  # months that a next phase may begin before the former ends
SERIES_PERIOD: Final = 0.4  # of what two grants of one title may have in common and yet be one after the other
FOLLOWING_TEXT: Final = 0.5
FOLLOWING_ACTORS: Final = 0.4
COMMON_THEMES: Final = 0.3
COMMON_WORDS: Final = 0.22
COMMON_TEXT: Final = 0.35
COMMON_PARTNERS: Final = 2
COMMON_ACTORS: Final = 0.2
ALIKE_TEXT: Final = 0.4

_TECHNICAL_ASSISTANCE: Final = re.compile(r"\s*(?:tekniskt stöd|technical assistance)\b", re.IGNORECASE)


def classified(pair: Pair) -> str:
    """The proposed class, one of `CLASSES`. A part that could not be computed meets no condition."""
    return next(name for name, holds in CLASSES.items() if holds(pair))


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to a later one, a begun month counting."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months + (later.day > min(earlier.day, monthrange(later.year, later.month)[1]))


def _is_part(pair: Pair) -> bool:
    return any(type == "PART_OF" for type, _, _ in pair.recorded)


def _is_duplicate(pair: Pair) -> bool:
    if not pair.periods_overlap or _run_a_fund(pair):
        return False
    one_record = _is_same_initiative(pair) and not (is_other_phase(pair) or _other_period(pair) or _other_place(pair))
    return _same_link(pair) or one_record


def _is_same_initiative(pair: Pair) -> bool:
    """By title, or by words where neither title says something that the other does not.

    Who shares no actor must share the period: each beneficiary of one project has a record of its own in some sources.
    """
    same_lead = pair.owners == "same" or pair.reaches("actors", SAME_ACTORS) or pair.reaches("time", ONE_PERIOD)
    same_words = _reaches_in_summaries(pair, SAME_TEXT) and same_lead
    return (same_words and _titles_agree(pair)) or _same_title(pair)


def _titles_agree(pair: Pair) -> bool:
    """Whether all words of one title are in the other: support for Skåne is not support for Småland."""
    first, second = (set(without_phase(profile.project.name).split()) for profile in (pair.first, pair.second))
    return first <= second or second <= first


def is_other_phase(pair: Pair) -> bool:
    """Whether their titles or acronyms differ only in words of phase or number."""
    first, second = pair.first.project, pair.second.project
    return differ_in_phase(first.name, second.name) or differ_in_phase(first.acronym or "", second.acronym or "")


def _other_period(pair: Pair) -> bool:
    """Whether both periods are known and have less than half in common, nine tenths where only titles are known."""
    bounds = (pair.first.first, pair.first.last, pair.second.first, pair.second.last)
    least = SAME_PERIOD if _have_summaries(pair) else ONE_PERIOD
    return None not in bounds and not pair.reaches("time", least)


def _other_place(pair: Pair) -> bool:
    """Whether both say where they are, and it is not the same place: one application in each of two programmes."""
    return bool(pair.first.places and pair.second.places) and not pair.places_meet


def _is_next_phase(pair: Pair) -> bool:
    return is_other_phase(pair) and not pair.first.actors.isdisjoint(pair.second.actors)


def _same_link(pair: Pair) -> bool:
    page = own_page(pair.first.project.url)
    return page is not None and page == own_page(pair.second.project.url)


def _same_title(pair: Pair) -> bool:
    """The same title with the same acronym; where one has no acronym they must share an actor or the whole period."""
    first, second = pair.first.project, pair.second.project
    if not _have_one_title(pair):
        return _title_within_title(pair)
    if first.acronym and second.acronym:
        return normalised(first.acronym) == normalised(second.acronym)
    telling = len(normalised(first.name).split()) >= TELLING_TITLE
    return not pair.first.actors.isdisjoint(pair.second.actors) or (telling and pair.reaches("time", ONE_PERIOD))


def _have_one_title(pair: Pair) -> bool:
    return normalised(pair.first.project.name) == normalised(pair.second.project.name)


def _title_within_title(pair: Pair) -> bool:
    """Whether one owner in one period has the title once more with some words around it: "(reconstructed) …"."""
    shorter, longer = sorted((normalised(profile.project.name) for profile in (pair.first, pair.second)), key=len)
    whole = len(shorter.split()) >= WHOLE_TITLE and f" {shorter} " in f" {longer} "
    return whole and pair.owners == "same" and pair.reaches("time", ONE_PERIOD)


def _is_continuation(pair: Pair) -> bool:
    if any(type == "FOLLOWS" for type, _, _ in pair.recorded):
        return True
    if in_sequence(pair) is None:
        return False
    return is_same_work(pair) or (not pair.periods_overlap and _has_same_aim(pair))


def in_sequence(pair: Pair) -> tuple[Profile, Profile] | None:
    """The earlier and the later where the later starts within 24 months after the earlier ends, or 6 before; else None.

    Who starts before the other ends must also start and end after it. Grants of one title to one owner are a series:
    however long the gap, and up to two fifths of their time in common.
    """
    series = pair.owners == "same" and _have_one_title(pair)
    for earlier, later in ((pair.first, pair.second), (pair.second, pair.first)):
        if earlier.last is None or later.first is None:
            continue
        if earlier.last < later.first:
            near = series or months_between(earlier.last, later.first) <= FOLLOWS_WITHIN
            return (earlier, later) if near else None
        outlasts = later.last is None or earlier.last < later.last
        in_turn = hands_over(earlier, later) or (series and not pair.reaches("time", SERIES_PERIOD))
        if earlier.first and earlier.first < later.first and outlasts and in_turn:
            return earlier, later
    return None


def hands_over(earlier: Profile, later: Profile) -> bool:
    """Whether the later starts at most six months before the earlier ends; True where a day is unknown."""
    return not (earlier.last and later.first) or months_between(later.first, earlier.last) <= HANDS_OVER_WITHIN


def _has_same_aim(pair: Pair) -> bool:
    """By the same lead, or by words alone where a researcher may have gone to another university with the grant."""
    same_lead = pair.owners == "same" or pair.reaches("actors", FOLLOWING_ACTORS)
    same_words = _reaches_in_summaries(pair, FOLLOWING_TEXT)
    may_have_moved = pair.says_not_where_or_with_whom and not is_other_phase(pair)
    return (same_lead and (same_words or _have_one_title(pair))) or (same_words and may_have_moved)


def _reaches_in_summaries(pair: Pair, least: float) -> bool:
    """Whether the texts are so much alike and more than titles: payments of one agreement differ in a number only."""
    return _have_summaries(pair) and pair.reaches("text", least)


def _have_summaries(pair: Pair) -> bool:
    return bool(pair.first.project.summary and pair.second.project.summary)


def _is_overlapping(pair: Pair) -> bool:
    if not pair.periods_overlap or _run_a_fund(pair):
        return False
    return is_same_work(pair) or _is_alike_in_place(pair) or _is_alike_in_programme(pair)


def is_same_work(pair: Pair) -> bool:
    """Whether they are parts of one work: another phase of it, or what would else be one record."""
    return _is_next_phase(pair) or _is_same_initiative(pair)


def _is_alike_in_place(pair: Pair) -> bool:
    common_themes = pair.reaches("themes", COMMON_THEMES) and pair.reaches("text", COMMON_WORDS)
    return pair.places_meet and (common_themes or pair.reaches("text", COMMON_TEXT))


def _is_alike_in_programme(pair: Pair) -> bool:
    return pair.share_a_programme and pair.reaches("themes", COMMON_THEMES) and pair.reaches("text", ALIKE_TEXT)


def _is_complementary(pair: Pair) -> bool:
    themes = pair.parts["themes"]
    other_themes = themes is not None and themes < COMMON_THEMES and not pair.themes_are_neighbours
    shared = (pair.first.actors & pair.second.actors) - pair.first.owners - pair.second.owners
    work_together = len(shared) >= COMMON_PARTNERS or (bool(shared) and pair.reaches("actors", COMMON_ACTORS))
    return pair.periods_overlap and pair.places_meet and work_together and other_themes


def _is_look_alike(pair: Pair) -> bool:
    elsewhere = not pair.parts["actors"] and not pair.parts["places"] and not pair.share_a_programme
    known = not (pair.says_not_where_or_with_whom or _run_a_fund(pair))
    return elsewhere and known and pair.reaches("text", ALIKE_TEXT)


def _run_a_fund(pair: Pair) -> bool:
    """Whether one is technical assistance, by which a programme runs itself: alike everywhere, and no initiative."""
    return any(_TECHNICAL_ASSISTANCE.match(profile.project.name) for profile in (pair.first, pair.second))


CLASSES: Final[dict[str, Callable[[Pair], bool]]] = {
    "duplicate": _is_duplicate,
    "part_of": _is_part,
    "continuation": _is_continuation,
    "overlapping": _is_overlapping,
    "complementary": _is_complementary,
    "look_alike": _is_look_alike,
    "none": lambda _: True,
}
