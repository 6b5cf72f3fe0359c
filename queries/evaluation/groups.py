"""How often group gaps find something where there is nothing: in networks shuffled by curveball trades.

A shuffled network keeps the actors' numbers of projects and the projects' numbers of actors, and with them all that is
expected of it; whatever is then found is found by chance. The networks to compare with are drawn once, with the seed of
the question, and the shuffled ones with another seed, so far apart that they are as good as independent.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import Final

from graph.ingest.write import Progress
from graph.network.network import StakeholderNetwork
from queries.finding.grouping import grouping
from queries.finding.meeting import able_to_meet
from queries.measures.curveball import curveball_draws
from queries.measures.group_expectation import NullModel
from queries.questions.gaps.groups import q_values, reading

SEED: Final = 20
_ROUNDS: Final = 10  # of trades between two shuffled networks


@dataclass(frozen=True, slots=True)
class FalseFindings:
    """What was found in shuffled networks.

    Attributes:
        runs: how many networks.
        with_finding: in how many anything was found.
        gaps: how many gaps in all of them.
        clusters: how many clusters in all of them.
    """

    runs: int
    with_finding: int
    gaps: int
    clusters: int

    @property
    def p(self) -> float | None:
        """Of a difference between gaps and clusters at least this large, were both as likely; None when nothing is."""
        from scipy.stats import binomtest

        found = self.gaps + self.clusters
        return float(binomtest(self.gaps, found).pvalue) if found else None


def false_findings(
    network: StakeholderNetwork, by: str, runs: int, advance: Progress | None = None
) -> FalseFindings | None:
    """What is found in so many shuffled networks by one of GROUPS; None where there is nothing to compare.

    `advance` is told after each that so many are "read", of how many.
    """
    first, *others = (grouping(network, name) for name in by.split(","))
    able = able_to_meet(network)
    model = NullModel.of(able.met, able.actors, first.of, others[0].of if others else None)
    if model is None:
        return None
    shuffled = islice(curveball_draws(model.actor, model.project, runs * _ROUNDS, SEED), 0, None, _ROUNDS)
    found = []
    for done, actor in enumerate(shuffled, start=1):
        expectations = model.expectations(actor)
        found.append(Counter(reading(expectations[pair], q) for pair, q in q_values(expectations).items()))
        if advance:
            advance("read", done, runs)
    return FalseFindings(
        runs,
        sum(bool(readings["gap"] or readings["cluster"]) for readings in found),
        sum(readings["gap"] for readings in found),
        sum(readings["cluster"] for readings in found),
    )
