"""Whether two mentions of projects are one project: a score of 0–100, a band, and the reasons in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rapidfuzz import fuzz

from graph.identity.mentions import MentionKey
from graph.identity.project_mentions import ProjectMention, Timing, compact, timing
from graph.identity.scoring import Finding, Judgement
from graph.names import normalised
from graph.phases import differ_in_phase

Team = frozenset[str]

# The most that a pair scores of which this is so: each leaves the decision to a person, or makes it.
_DOUBTFUL: Final = 90.0
_LESS_SURE: Final = 80.0
_APART: Final = 40.0
_ALIKE: Final = 88.0
_ALIKE_WITH_ACRONYM: Final = 60.0
_TELLING_WORDS: Final = 3
_TELLING_LETTERS: Final = 16


def judge_projects(one: ProjectMention, other: ProjectMention, teams: Mapping[MentionKey, Team]) -> Judgement:
    """Judge two by their titles, numbers, periods and who takes part: `teams` has the ids of the actors.

    One number or page with one title is one project, also within a register that lists it twice. Else the sources
    must differ, the titles agree and say enough, the periods agree, and an actor be in both: a register knows its own
    projects apart, and a repeated title is mostly a continuation.
    """
    score, findings = _by_title(one, other)
    together = bool(teams.get(one.key, Team()) & teams.get(other.key, Team()))
    when = timing(one, other)
    shares_number = _share_number(one, other)
    is_alike = score >= _ALIKE
    is_one_record = shares_number and is_alike
    if shares_number:
        findings.append(("same_number", {}))
        score = max(score, _LESS_SURE if together and when == "same" else _APART)
    limits = list(_title_limits(one, other))
    if not is_one_record:
        limits += [
            *_other_record(one, other, when),
            *_weak_title(one, other),
            *_team_limits(one, other, teams, is_alike),
        ]
    limits += _period_limits(when, is_one_record)
    findings += [(key, {}) for key, holds in (("same_period", when == "same"), ("shared_actor", together)) if holds]
    score = min([score, *(limit for limit, _ in limits)])
    return Judgement(round(score, 1), (*findings, *(finding for _, finding in limits)))


def _by_title(one: ProjectMention, other: ProjectMention) -> tuple[float, list[Finding]]:
    if _share_title(one, other):
        return 100.0, [("same_title", {})]
    share = max((_likeness(a, b) for a in one.titles for b in other.titles), default=0.0)
    findings: list[Finding] = [("alike_title", {"share": round(share)})]
    if _share_acronym(one, other):
        findings.insert(0, ("same_acronym", {"acronym": min(one.acronyms)}))
        return (100.0 if share >= _ALIKE else _DOUBTFUL if share >= _ALIKE_WITH_ACRONYM else _LESS_SURE), findings
    return (share if share >= _ALIKE else _APART), findings


def _share_title(one: ProjectMention, other: ProjectMention) -> bool:
    return not {compact(title) for title in one.titles}.isdisjoint(compact(title) for title in other.titles)


def _likeness(one: str, other: str) -> float:
    return fuzz.token_sort_ratio(normalised(one), normalised(other))


def _share_acronym(one: ProjectMention, other: ProjectMention) -> bool:
    mine, theirs = ({compact(each) for each in mention.acronyms} for mention in (one, other))
    return bool(mine & theirs)


def _share_number(one: ProjectMention, other: ProjectMention) -> bool:
    return bool(one.comparable_numbers & other.comparable_numbers or one.pages & other.pages)


def _title_limits(one: ProjectMention, other: ProjectMention) -> Iterator[tuple[float, Finding]]:
    if not _share_title(one, other):
        if any(differ_in_phase(a, b) for a in one.titles for b in other.titles):
            yield _APART, ("other_phase", {})
        yield _DOUBTFUL, ("other_title", {})


def _weak_title(one: ProjectMention, other: ProjectMention) -> Iterator[tuple[float, Finding]]:
    if _share_acronym(one, other):
        return
    theirs = {compact(title) for title in other.titles}
    titles = [title for title in one.titles if compact(title) in theirs]
    if titles and not any(_tells(title) for title in titles):
        yield _DOUBTFUL, ("short_title", {})


def _tells(title: str) -> bool:
    words = normalised(title).split()
    return len(words) >= _TELLING_WORDS and sum(map(len, words)) >= _TELLING_LETTERS


def _other_record(one: ProjectMention, other: ProjectMention, when: Timing) -> Iterator[tuple[float, Finding]]:
    """A register that keeps two records means two projects, most of all under two numbers, titles or periods."""
    if one.dataset == other.dataset:
        told_apart = (one.numbers and other.numbers) or not _share_title(one, other) or when == "overlapping"
        yield (_APART if told_apart else _DOUBTFUL), ("one_register", {})


def _period_limits(when: Timing, is_one_record: bool) -> Iterator[tuple[float, Finding]]:
    if when == "apart":
        yield (_LESS_SURE if is_one_record else _APART), ("follows_on", {})
    elif when == "overlapping" and not is_one_record:
        yield _DOUBTFUL, ("other_period", {})
    elif when == "unknown" and not is_one_record:
        yield _DOUBTFUL, ("unknown_period", {})


def _team_limits(
    one: ProjectMention, other: ProjectMention, teams: Mapping[MentionKey, Team], is_alike: bool
) -> Iterator[tuple[float, Finding]]:
    """Who takes part; of two with little more than an acronym in common an actor must be in both."""
    mine, theirs = teams.get(one.key, Team()), teams.get(other.key, Team())
    if not mine or not theirs:
        yield (_DOUBTFUL if is_alike else _APART), ("unknown_actors", {})
    elif not mine & theirs:
        told_apart = one.dataset == other.dataset or not is_alike
        yield (_APART if told_apart else _LESS_SURE), ("no_shared_actor", {})
