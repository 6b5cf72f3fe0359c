"""What if an actor leaves, a project ends, or two actors start one together?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, Final

from typing_extensions import TypedDict

from graph.network.choosing import is_chosen
from graph.network.network import StakeholderNetwork
from queries.answer import Answer, Reference, answered, reference, referred
from queries.question import Moment, Parameter, Question
from queries.questions.brokers.between import is_exact
from queries.questions.what_if.contacts import Effect, gained, lost
from queries.questions.what_if.figures import figures
from queries.questions.what_if.scenarios import Scenario, read_scenario
from queries.questions.what_if.sentences import sentence

_With = TypedDict("_With", {"with": list[Reference]})  # a word of Python


class Consequence(_With):
    """Who `loses` or `gains` contact, `with` whom (the nearest ten), or a `figure` before and after.

    `figure` says what `before` and `after` count: `contacts`; `reach`, actors over any number of ties; `within_two`,
    actors over at most two, where somebody leaves those of its contacts; or a figure of the view, whose `actor` is
    null. `projects` are those that lose their only known participant. Undefined figures are null.
    """

    actor: Reference | None
    change: str
    figure: str
    before: float | None
    after: float | None
    projects: list[Reference]
    sentence: str


class WhatIfMethod(TypedDict):
    """What was supposed, of whom; `brokers_exact` says whether betweenness was compared, which takes exact figures."""

    exact: bool
    supposed: str
    of: list[Reference]
    brokers_exact: bool


def answer(moment: Moment, parameters: Mapping[str, Any], language: str) -> Answer:
    """Figures that change, then by name who loses or gains contact, then figures that stay. Nothing is stored.

    Both sides of a figure are about the actors that are there before and after. Who loses or gains most comes first.

    Raises:
        InputError: none or several of the three are given, or not two different actors.
        NotFoundError: an actor or project is not in the view.
    """
    network = moment.network
    scenario = read_scenario(network, parameters)
    found = list(chain(lost(scenario), gained(scenario)))
    chosen = [effect for effect in found if effect.actor is None or is_chosen(network, effect.actor)]
    effects = sorted(chosen, key=lambda effect: _order(network, effect))
    told = sorted(figures(scenario), key=lambda effect: effect.before == effect.after)
    changed = sum(effect.before != effect.after for effect in told)
    order = chain(told[:changed], effects, told[changed:])
    method: WhatIfMethod = {
        "exact": True,
        "supposed": scenario.what,
        "of": [referred(id, network, language) for id in scenario.of],
        "brokers_exact": is_exact(network),
    }
    met = scenario.what == "together" and network.collaboration.has_edge(*scenario.of)
    nobody = not found and scenario.what != "together"
    left_out = {"already_together": int(met), f"nobody_affected_{scenario.what}": int(nobody)}
    left_out["actor_not_chosen"] = len({effect.actor for effect in found} - {effect.actor for effect in chosen})
    items = [_item(scenario, effect, language) for effect in order]
    return answered("what-if", network, language, items, method=method, left_out=left_out)


def _order(network: StakeholderNetwork, effect: Effect) -> tuple[str, float, str]:
    assert effect.actor is not None
    return effect.figure, -abs((effect.before or 0) - (effect.after or 0)), network.actors[effect.actor].name


def _item(scenario: Scenario, effect: Effect, language: str) -> Consequence:
    actors = scenario.before.actors
    return {
        "actor": reference(actors[effect.actor]) if effect.actor else None,
        "change": effect.change,
        "figure": effect.figure,
        "with": _references(scenario.before, effect.others),
        "before": effect.before,
        "after": effect.after,
        "projects": [reference(scenario.before.projects[id]) for id in effect.projects],
        "sentence": sentence(scenario, effect, language),
    }


def _references(network: StakeholderNetwork, ids: Iterable[str]) -> list[Reference]:
    return [reference(network.actors[id]) for id in ids]


QUESTION: Final = Question(
    "what-if",
    "What if an actor leaves, a project ends, or two actors start one?",
    (
        Parameter("without", "Suppose that this actor leaves (id, name or alias)", "text"),
        Parameter("ends", "Suppose that this project ends (id, name or acronym)", "text"),
        Parameter("together", "Suppose that these two actors start a project", "texts"),
    ),
    answer,
    (Consequence,),
    (WhatIfMethod,),
)
