"""A team in one sentence: what it covers, how far it has met, and the price of that."""

from __future__ import annotations

from collections.abc import Collection

from graph.messages import message, number
from queries.questions.consortium.team import Composing
from queries.wording.names import counted


def sentence(composing: Composing, team: Collection[str], best: float, language: str) -> str:
    """What the team covers, what that costs beside the `best` coverage, and how many of its pairs have met."""
    figures = composing.figures(team)
    key = "all" if figures.coverage >= 1 else "part" if figures.coverage >= best else "price"
    text = message(
        f"questions.consortium_{key}",
        language,
        members=counted("actors", len(team), language),
        share=number(100 * figures.coverage, language, 0),
        best=number(100 * best, language, 0),
    )
    if figures.trust is None or figures.novelty is None:
        return text + "."
    met, pairs = composing.met(team)
    ties = "none" if not met else "all" if met == pairs else "some"
    return text + message(f"questions.consortium_met_{ties}", language, met=met, pairs=pairs) + "."
