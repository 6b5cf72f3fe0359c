"""A team in one sentence: what it covers, how far it has met, and the price of that."""

from __future__ import annotations

from graph.messages import message, number
from queries.questions.consortium.team import Figures
from queries.wording.names import counted


def sentence(members: int, figures: Figures, best: float, language: str) -> str:
    """What the team covers, what that costs beside the `best` coverage, and how many of its pairs have met."""
    key = "all" if figures.coverage >= 1 else "part" if figures.coverage >= best else "price"
    text = message(
        f"questions.consortium_{key}",
        language,
        members=counted("actors", members, language),
        share=number(100 * figures.coverage, language, 0),
        best=number(100 * best, language, 0),
    )
    if not figures.pairs:
        return text + "."
    ties = "none" if not figures.met else "all" if figures.met == figures.pairs else "some"
    return text + message(f"questions.consortium_met_{ties}", language, met=figures.met, pairs=figures.pairs) + "."
