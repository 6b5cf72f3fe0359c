"""What would come of it, in sentences."""

from __future__ import annotations

from typing import Final

from graph.messages import message, number
from queries.questions.what_if.contacts import Effect
from queries.questions.what_if.scenarios import Scenario
from queries.wording.names import cut, listed, short_name

SHARES: Final = frozenset({"reachable", "betweenness"})
"""Figures that are told as per cent."""
_SHOWN: Final = 2
_LETTERS: Final = 34


def sentence(scenario: Scenario, effect: Effect, language: str) -> str:
    """One sentence."""
    key = f"questions.what_if_{effect.change}_{effect.figure}"
    if effect.change == "loses" and not effect.after:
        key += "_all"
    if effect.change == "figure" and effect.before == effect.after:
        key += "_same"
    if effect.projects:
        key += "_named"
    names = [cut(scenario.before.actors[id].name, _LETTERS) for id in effect.others]
    names += [cut(short_name(scenario.before.projects[id]), _LETTERS) for id in effect.projects]
    return message(
        key,
        language,
        what=_supposed(scenario, language),
        actor=cut(scenario.before.actors[effect.actor].name, _LETTERS) if effect.actor else "",
        names=_listed(names, max(effect.n_others, len(names)), language),
        count=number(effect.n_others, language),
        before=_shown(effect.figure, effect.before, language),
        after=_shown(effect.figure, effect.after, language),
    )


def _supposed(scenario: Scenario, language: str) -> str:
    """What is supposed, as a sentence begins: `Utan LTU`, `Utan SORESS-MMI`, `Med ett gemensamt projekt`."""
    network = scenario.before
    if scenario.what == "together":
        return message("questions.what_if_together", language)
    id = scenario.of[0]
    name = short_name(network.projects[id]) if scenario.what == "ends" else network.actors[id].name
    return message("questions.what_if_without", language, name=cut(name, _LETTERS))


def _listed(names: list[str], total: int, language: str) -> str:
    """The first two names, and how many more there are of all."""
    if total <= _SHOWN:
        return listed(names, language)
    more = message("questions.more", language, count=number(total - _SHOWN, language))
    return message("questions.and", language, first=", ".join(names[:_SHOWN]), last=more)


def _shown(figure: str, value: float | None, language: str) -> str:
    if value is None:
        return "–"
    return number(100 * value, language, 1) if figure in SHARES else number(value, language)
