"""Gaps: where is collaboration missing?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from queries.answer import Answer
from queries.question import Moment, Parameter, Question
from queries.questions.gaps import coverage, groups, isolates, pairs

_OF: Final[Mapping[str, Callable[[Moment, Mapping[str, Any], str], Answer]]] = {
    "pairs": pairs.answer,
    "groups": groups.answer,
    "coverage": coverage.answer,
    "isolates": isolates.answer,
}


def answer(moment: Moment, parameters: Mapping[str, Any], language: str) -> Answer:
    """Missing collaboration of one sort: between actors, between groups, in a field of work, or of those alone."""
    return _OF[parameters.get("of") or "pairs"](moment, parameters, language)


QUESTION: Final = Question(
    "gaps",
    "Where is collaboration missing?",
    (
        Parameter("of", "What is missing: ties of pairs or of groups, coverage, isolates", "text", "pairs", tuple(_OF)),
        Parameter("group", "Which groups, with --of groups", "text", "sector", groups.GROUPS),
        Parameter(
            "abroad",
            "Pair also who is known to sit in another country, with --of pairs",
            "text",
            default="exclude",
            choices=("exclude", "include"),
        ),
    ),
    answer,
    (
        pairs.GapOfPair,
        groups.GapOfGroups,
        coverage.CoverageOfField,
        isolates.IsolatedActor,
        isolates.IsolatedProject,
    ),
    (pairs.PairsMethod, groups.GroupsMethod, coverage.CoverageMethod, isolates.IsolatesMethod),
)
