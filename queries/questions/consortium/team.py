"""Composing a team: weighted set cover with a price on who knows whom.

After Lappas, Liu & Terzi 2009 (doi:10.1145/1557019.1557074): greedy by what a further member covers and by its ties
with those chosen, then improved by swaps. Near-optimal, not exact; the same candidates give the same team.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final

from graph.network.network import StakeholderNetwork
from queries.finding.paths import contacts
from queries.finding.themes import theme_weights
from queries.questions.consortium.rules import Rules
from queries.questions.partners.brief import Brief
from queries.questions.partners.fit import Fit
from queries.questions.partners.roles import Role, kind_of

COMMON_CONTACT: Final = 0.5
_MOST_ROUNDS: Final = 10
_THEMES_SHARE: Final = 0.6  # of coverage, where roles are wanting too

Element = str | Role


@dataclass(frozen=True, slots=True)
class Figures:
    """A team, 0 to 1: what it covers of what is sought; how many of its new pairs have met, and how many are new.

    `trust` counts a pair with a tie as 1 and one with a common contact as ½; `novelty` is the share of pairs with
    neither. Both are over the `pairs` with a new member, of which `met` have a tie, and None where there is none.
    """

    coverage: float
    trust: float | None
    novelty: float | None
    met: int
    pairs: int


@dataclass(frozen=True)
class Composing:
    """What teams are composed of: the brief, those who may be in, and the rules."""

    network: StakeholderNetwork
    brief: Brief
    rules: Rules
    candidates: Sequence[Fit]

    @cached_property
    def weights(self) -> Mapping[Element, float]:
        """What is to be covered, with its share of the whole; rare themes weigh more."""
        rarity = theme_weights(self.network)
        themes = {theme: rarity[theme] for theme in sorted(self.brief.themes)}
        roles = self.brief.missing.roles
        share = (_THEMES_SHARE if roles else 1.0) / (sum(themes.values()) or 1.0)
        of_role = (1 - _THEMES_SHARE if themes else 1.0) / (len(roles) or 1)
        return {theme: weight * share for theme, weight in themes.items()} | dict.fromkeys(roles, of_role)

    @cached_property
    def covered_by(self) -> Mapping[str, frozenset[Element]]:
        """Actor → what it covers: themes it has worked in or offers, roles it plays where the work is."""
        return {fit.actor: frozenset((*fit.themes, *fit.adds.roles)) for fit in self.candidates}

    @cached_property
    def _covered_already(self) -> frozenset[Element]:
        """What the consortium as it is covers: its themes without what the brief says it lacks."""
        return (
            frozenset(self.brief.themes.difference(self.brief.missing.themes)) if self.brief.consortium else frozenset()
        )

    def uncovered(self, team: Collection[str]) -> frozenset[Element]:
        """What neither the consortium nor the team covers."""
        covered = self._covered_already.union(*(self.covered_by.get(actor, frozenset()) for actor in team))
        return frozenset(self.weights.keys() - covered)

    def figures(self, team: Collection[str]) -> Figures:
        """How good a team is."""
        coverage = 1 - sum(self.weights[element] for element in self.uncovered(team))
        nearness = [self._nearness(*pair) for pair in self._pairs(team)]
        return Figures(
            round(coverage, 10),
            sum(nearness) / len(nearness) if nearness else None,
            nearness.count(0) / len(nearness) if nearness else None,
            nearness.count(1),
            len(nearness),
        )

    def _pairs(self, team: Collection[str]) -> list[tuple[str, str]]:
        new = sorted(team)
        return [*combinations(new, 2), *((member, actor) for member in sorted(self.brief.consortium) for actor in new)]

    def _nearness(self, first: str, second: str) -> float:
        ties = contacts(self.network)
        near: frozenset[str] = ties.get(first, frozenset())
        return 1.0 if second in near else 0.0 if near.isdisjoint(ties.get(second, ())) else COMMON_CONTACT

    def compose(self, objective: Mapping[str, float]) -> tuple[str, ...]:
        """The team that does best by these weights of `coverage`, `trust` and `novelty`; empty when no team can.

        Nobody is in who neither covers what nobody else does nor is asked for by the rules.

        The scores of the candidates break ties, so that of those who cover the same the fittest is taken.
        """
        team = tuple(sorted(self.rules.must))
        while len(team) < self.rules.most:
            wanting = self._wanting(team)
            # With no more room than the rules still need, only who is of a wanted kind may come in.
            is_free = wanting.total() < self.rules.most - len(team)
            choices = [
                (*team, fit.actor)
                for fit in self.candidates
                if fit.actor not in team
                and (wanting[kind_of(self.network, fit.actor) or ""] > 0 or (is_free and self._adds(fit.actor, team)))
            ]
            better = max(choices, key=lambda choice: self._value(choice, objective), default=team)
            if not wanting and (better == team or self._value(better, objective) <= self._value(team, objective)):
                break
            if better == team:
                return ()
            team = better
        return self._improved(self._lean(team), objective) if self._keeps_rules(team) else ()

    def _adds(self, actor: str, team: Collection[str]) -> bool:
        return not self.covered_by[actor].isdisjoint(self.uncovered(team))

    def is_lean(self, team: tuple[str, ...]) -> bool:
        """Whether nobody is in who neither covers anything that the others leave open nor is asked for by the rules."""
        return self._lean(team) == team

    def _lean(self, team: tuple[str, ...]) -> tuple[str, ...]:
        """The team without those who add nothing, the least fitting first."""
        for member in sorted(team, key=lambda member: -self._order.get(member, 0)):
            rest = tuple(other for other in team if other != member)
            if self._keeps_rules(rest) and self.uncovered(rest) == self.uncovered(team):
                team = rest
        return team

    def _wanting(self, team: Collection[str]) -> Counter[str]:
        """How many of each kind the rules ask for beside the consortium and the team."""
        return self.rules.unmet(self.network, {*self.brief.consortium, *team})

    def _keeps_rules(self, team: Collection[str]) -> bool:
        return not self._wanting(team) and set(team) >= self.rules.must

    def _improved(self, team: tuple[str, ...], objective: Mapping[str, float]) -> tuple[str, ...]:
        """The team after swaps of one member for another that make it better, as long as there are any."""
        for _ in range(_MOST_ROUNDS):
            swaps = [
                tuple(fit.actor if member == leaving else member for member in team)
                for leaving in team
                if leaving not in self.rules.must
                for fit in self.candidates
                if fit.actor not in team
            ]
            own = self._value(team, objective)
            values = {swap: value for swap in swaps if (value := self._value(swap, objective)) > own}
            better = sorted(values, key=lambda swap: values[swap], reverse=True)
            best = next((swap for swap in better if self._keeps_rules(swap) and self.is_lean(swap)), None)
            if best is None:
                break
            team = best
        return team

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {fit.actor: place for place, fit in enumerate(self.candidates)}

    def _value(self, team: Collection[str], objective: Mapping[str, float]) -> tuple[float, int]:
        figures = self.figures(team)
        parts = {"coverage": figures.coverage, "trust": figures.trust or 0.0, "novelty": figures.novelty or 0.0}
        value = sum(weight * parts[name] for name, weight in objective.items())
        return round(value, 10), -sum(self._order.get(actor, 0) for actor in team)
