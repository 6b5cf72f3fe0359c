"""Whether two mentions of projects are one project: a score of 0–100, a band, and the reasons in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rapidfuzz import fuzz

from graph.identity.mentions import MentionKey
from graph.identity.project_mentions import ProjectMention, Timing, compact, timing
from graph.identity.scoring import Finding, Judgement
from graph.model.names import normalised
from graph.model.phases import differ_in_phase

Team = frozenset[str]
Limits = Iterator[tuple[float, Finding]]

# Upper limits of a score: below MERGE a person decides, below ASK the two are kept apart.
_DOUBTFUL: Final = 90.0
_LESS_SURE: Final = 80.0
_APART: Final = 40.0
_ALIKE: Final = 88.0
_ALIKE_WITH_ACRONYM: Final = 60.0
_TELLING_WORDS: Final = 3
_TELLING_LETTERS: Final = 16


def judge_projects(one: ProjectMention, other: ProjectMention, teams: Mapping[MentionKey, Team]) -> Judgement:
    """Judge two by their titles, numbers, periods and who takes part: `teams` has the ids of the actors.

    One number or page with one title, or where a record has none one period, is one project, also within a register
    that lists it twice. Else the sources must differ, the titles agree and say enough, the periods agree, and an actor
    be in both: a register knows its own projects apart, and a repeated title is mostly a continuation.
    """
    pair = _Pair(one, other, teams.get(one.key, Team()), teams.get(other.key, Team()))
    limits = list(pair.limits())
    score = min([pair.score, *(limit for limit, _ in limits)])
    return Judgement(round(score, 1), (*pair.for_it(), *(finding for _, finding in limits)))


def may_merge_projects(one: ProjectMention, other: ProjectMention) -> bool:
    """Whether two are one project where an actor is in both, which never speaks against it."""
    anyone = {one.key: Team(("anyone",)), other.key: Team(("anyone",))}
    return judge_projects(one, other, anyone).band == "merge"


@dataclass
class _Pair:
    one: ProjectMention
    other: ProjectMention
    one_team: Team
    other_team: Team

    @cached_property
    def when(self) -> Timing:
        return timing(self.one, self.other)

    @cached_property
    def share_actor(self) -> bool:
        return not self.one_team.isdisjoint(self.other_team)

    @cached_property
    def share_number(self) -> bool:
        one, other = self.one, self.other
        return bool(one.comparable_numbers & other.comparable_numbers or one.pages & other.pages)

    @cached_property
    def share_acronym(self) -> bool:
        return not {*map(compact, self.one.acronyms)}.isdisjoint(map(compact, self.other.acronyms))

    @cached_property
    def shared_titles(self) -> list[str]:
        theirs = {*map(compact, self.other.titles)}
        return [title for title in self.one.titles if compact(title) in theirs]

    @cached_property
    def likeness(self) -> float:
        pairs = ((normalised(one), normalised(other)) for one in self.one.titles for other in self.other.titles)
        return 100.0 if self.shared_titles else max((fuzz.token_sort_ratio(*pair) for pair in pairs), default=0.0)

    @property
    def has_no_title(self) -> bool:
        return not (self.one.titles and self.other.titles)

    @property
    def is_alike(self) -> bool:
        """Whether the titles, or an acronym with them, say that it is the same."""
        return self.likeness >= (_ALIKE_WITH_ACRONYM if self.share_acronym else _ALIKE)

    @property
    def is_one_record(self) -> bool:
        same_period = self.has_no_title and self.when in ("same", "overlapping")
        return self.share_number and (self.is_alike or same_period)

    @property
    def score(self) -> float:
        """What speaks for the two, before what speaks against them."""
        if self.is_one_record or self.likeness >= _ALIKE:
            return 100.0 if self.is_one_record or self.shared_titles or self.share_acronym else self.likeness
        if self.share_acronym:
            return _DOUBTFUL if self.is_alike else _LESS_SURE
        return _LESS_SURE if self.share_number and self.share_actor and self.when == "same" else _APART

    def for_it(self) -> Iterator[Finding]:
        if self.shared_titles:
            yield "same_title", {}
        elif self.share_acronym:
            yield "same_acronym", {"acronym": min(self.one.acronyms)}
        if not self.shared_titles and not self.has_no_title:
            yield "alike_title", {"share": round(self.likeness)}
        if self.share_number:
            yield "same_number", {}
        if self.when == "same":
            yield "same_period", {}
        if self.share_actor:
            yield "shared_actor", {}

    def limits(self) -> Limits:
        """Findings against the two, each with the upper limit of the score."""
        if not self.shared_titles and not self.has_no_title:
            yield from self._other_title()
        if self.is_one_record:
            if self.when == "apart":
                yield _LESS_SURE, ("follows_on", {})
            return
        if self.one.dataset == self.other.dataset:
            yield from self._one_register()
        if self.shared_titles and not self.share_acronym and not any(map(_tells, self.shared_titles)):
            yield _DOUBTFUL, ("short_title", {})
        if not self.share_actor:
            yield from self._other_team()
        if self.when != "same":
            yield _PERIOD[self.when]

    def _other_title(self) -> Limits:
        if any(differ_in_phase(one, other) for one in self.one.titles for other in self.other.titles):
            yield _APART, ("other_phase", {})
        yield _DOUBTFUL, ("other_title", {})

    def _one_register(self) -> Limits:
        """A register that keeps two records means two projects, most of all under two numbers, titles or periods."""
        numbered = self.one.numbers and self.other.numbers
        distinguished = numbered or not self.shared_titles or self.when == "overlapping"
        yield (_APART if distinguished else _DOUBTFUL), ("one_register", {})

    def _other_team(self) -> Limits:
        """Of two with little more than an acronym in common an actor must be in both."""
        if not self.one_team or not self.other_team:
            yield (_DOUBTFUL if self.is_alike else _APART), ("unknown_actors", {})
        else:
            distinguished = self.one.dataset == self.other.dataset or not self.is_alike
            yield (_APART if distinguished else _LESS_SURE), ("no_shared_actor", {})


_PERIOD: Final[Mapping[str, tuple[float, Finding]]] = {
    "apart": (_APART, ("follows_on", {})),
    "overlapping": (_DOUBTFUL, ("other_period", {})),
    "unknown": (_DOUBTFUL, ("unknown_period", {})),
}


def _tells(title: str) -> bool:
    words = normalised(title).split()
    return len(words) >= _TELLING_WORDS and sum(map(len, words)) >= _TELLING_LETTERS
