"""A team in one sentence: what it covers, how far it has met, and the price of that."""

from __future__ import annotations

from collections.abc import Iterable

from graph.messages import message, number
from queries.questions.consortium.team import Figures
from queries.wording.names import cut, listed

_NAME = 30  # letters of a name, so that four members and the rest stay within 220


def sentence(members: Iterable[str], figures: Figures, best: float, language: str) -> str:
    """Who they are, what they cover, what that costs beside the `best` coverage, and how many pairs have met."""
    key = "all" if figures.coverage >= 1 else "part" if figures.coverage >= best else "price"
    names = [cut(name, _NAME) for name in members]
    of_one = "_one" if len(names) == 1 else ""
    text = message(
        f"questions.consortium_{key}{of_one}",
        language,
        members=listed(names, language),
        share=number(100 * figures.coverage, language, 0),
        best=number(100 * best, language, 0),
    )
    if not figures.pairs:
        return text + "."
    ties = "none" if not figures.met else "all" if figures.met == figures.pairs else "some"
    return (
        text + message(f"questions.consortium_met_{ties}{of_one}", language, met=figures.met, pairs=figures.pairs) + "."
    )
