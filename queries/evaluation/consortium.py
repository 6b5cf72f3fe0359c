"""How well the score of partners finds a member that was hidden from a real consortium.

Of a project with at least four members that make ties one is hidden: its participation is taken out of the network, and
everyone outside the consortium is ranked for its place. Beside the score of `partners` stand popularity (who is in
most projects) and resource allocation with the members left. Places shared count as their middle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from graph.ingest.write import Progress
from graph.network.network import StakeholderNetwork
from queries.questions.partners import WEIGHTS
from queries.questions.partners.brief import own_projects, possible, read_brief
from queries.questions.partners.fit import fits
from queries.questions.partners.ranking import scored

SEED: Final = 20
AT: Final = 10
LEAST_MEMBERS: Final = 4
METHODS: Final = ("partners", "resource_allocation", "popularity")


@dataclass(frozen=True, slots=True)
class Hidden:
    """A member that was hidden, and its place by each method: 1 is the first, None not suggested at all."""

    project: str
    actor: str
    places: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Found:
    """How a method did: the share of members among the first ten, and the mean of 1/place (0 where not suggested)."""

    hits: float
    reciprocal_rank: float


def hide(network: StakeholderNetwork, most: int, advance: Progress | None = None) -> list[Hidden]:
    """One member of each of at most so many projects, drawn with a fixed seed, with the places it comes to.

    `advance` is told after each that so many are "read", of how many.
    """
    teams = {id: actors for id, actors in sorted(network.tied_participants.items()) if len(actors) >= LEAST_MEMBERS}
    drawn = Random(SEED)
    projects = drawn.sample(sorted(teams), min(most, len(teams)))
    hidden = []
    for done, project in enumerate(projects, start=1):
        actor = drawn.choice(sorted(teams[project]))
        hidden.append(Hidden(project, actor, _places(_without(network, project, actor), project, actor)))
        if advance:
            advance("read", done, len(projects))
    return hidden


def found(hidden: list[Hidden], method: str) -> Found:
    """How one of METHODS did."""
    places = [case.places[method] for case in hidden]
    hits = sum(place is not None and place <= AT for place in places)
    reciprocal = sum(1 / place for place in places if place is not None)
    return Found(hits / len(places), reciprocal / len(places))


def _without(network: StakeholderNetwork, project: str, actor: str) -> StakeholderNetwork:
    facts = tuple(
        fact
        for fact in network.facts
        if not (fact.type == "PARTICIPATES_IN" and fact.start == actor and fact.end == project)
    )
    return replace(network, facts=facts)


def _places(network: StakeholderNetwork, project: str, actor: str) -> dict[str, float | None]:
    return {method: _place(scores, actor) for method, scores in _scores(network, project)}


def _scores(network: StakeholderNetwork, project: str) -> Iterator[tuple[str, Mapping[str, float]]]:
    brief = read_brief(network, {"project": project})
    fitting = fits(network, brief)
    yield "partners", {fit.actor: score for score, fit in scored(fitting, WEIGHTS)}
    yield "resource_allocation", {fit.actor: fit.parts["closeness"] or 0.0 for fit in fitting}
    outside = possible(network) - brief.consortium
    yield "popularity", {id: float(len(own_projects(network, id))) for id in outside}


def _place(scores: Mapping[str, float], actor: str) -> float | None:
    if actor not in scores:
        return None
    own = scores[actor]
    before = sum(score > own for score in scores.values())
    equal = sum(score == own for score in scores.values())
    return before + (equal + 1) / 2
