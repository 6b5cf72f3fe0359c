"""The order of those who fit: lane by lane, those who sit in the sought place first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from graph.network.network import StakeholderNetwork
from queries.answer import score, shared_ranks
from queries.finding.seat import is_seated
from queries.questions.partners.brief import Brief, own_projects
from queries.questions.partners.fit import PARTS, Fit

NEWCOMER_AT_MOST: Final = 1  # projects in the view
LANES: Final = ("established", "newcomer", "abroad")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A fit with its score, and its rank among those of its lane that are seated alike.

    `seated` is None where no place is sought; `unknown` names the parts that the facts do not tell.
    """

    fit: Fit
    score: float
    rank: int
    lane: str
    seated: bool | None
    unknown: tuple[str, ...]


def scored(fitting: list[Fit], weights: Mapping[str, float]) -> list[tuple[float, Fit]]:
    """Each with the weighted mean of its parts: what is unknown counts 0, what nobody has is left out for everybody."""
    used = {part: weights[part] for part in _known(fitting)}
    return [(score(fit.parts, used), fit) for fit in fitting]


def ranked(network: StakeholderNetwork, brief: Brief, rows: list[tuple[float, Fit]]) -> Iterator[Ranked]:
    """Lane by lane, those seated in the sought place before the others; equal scores share the rank, and go by name."""
    known = _known([fit for _, fit in rows])
    groups: dict[tuple[int, bool], list[tuple[float, Fit]]] = defaultdict(list)
    for row in rows:
        groups[LANES.index(_lane(network, brief, row[1])), not is_seated(network, row[1].actor, brief.places)].append(
            row
        )
    for (lane, _), members in sorted(groups.items(), key=lambda group: group[0]):
        members.sort(key=lambda row: (-row[0], network.actors[row[1].actor].name, row[1].actor))
        for rank, (points, fit) in zip(shared_ranks(points for points, _ in members), members, strict=True):
            unknown = tuple(part for part in known if fit.parts[part] is None)
            yield Ranked(fit, points, rank, LANES[lane], is_seated(network, fit.actor, brief.places), unknown)


def _known(fitting: list[Fit]) -> tuple[str, ...]:
    return tuple(part for part in PARTS if any(fit.parts[part] is not None for fit in fitting))


def _lane(network: StakeholderNetwork, brief: Brief, fit: Fit) -> str:
    if network.actors[fit.actor].is_abroad(brief.places):
        return "abroad"
    return "newcomer" if len(own_projects(network, fit.actor)) <= NEWCOMER_AT_MOST else "established"
