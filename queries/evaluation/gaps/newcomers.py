"""Pairs with a newcomer: whom somebody who was not known before comes to work with.

Of the newcomer its country and kind are known, and what its first projects are about: that is what it wants to do. Of
the known actor nothing but what it had done before. Each known actor is compared with one that had as many projects.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from graph.network.network import StakeholderNetwork
from graph.network.view import View
from queries.evaluation.gaps.figures import area
from queries.evaluation.gaps.split import SEED, Split, matched
from queries.measures.link_prediction import Places
from queries.questions.gaps.pairs.profile import Profiles

PAIRS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Introductions:
    """How many pairs there were, and the AUC of the profile, of each of its parts and of the number of contacts."""

    pairs: int
    profile: float
    parts: Mapping[str, float]
    contacts: float


def introductions(network: StakeholderNetwork, cut: Split) -> Introductions:
    """At most 20,000 pairs, drawn with a fixed seed, without those whose match the newcomer came to work with too."""
    order = np.sort(np.random.default_rng(SEED).permutation(len(cut.introduced))[:PAIRS])
    drawn = [cut.introduced[at] for at in order.tolist()]
    alike = matched(cut, np.array([node for node, _ in drawn], dtype=np.int64)).tolist()
    known = set(cut.introduced)
    rows = [(node, other, new) for (node, new), other in zip(drawn, alike, strict=True) if (other, new) not in known]
    ids = [*cut.contacts.nodes, *sorted({new for _, _, new in rows})]
    profiles = Profiles(_with_newcomers(network, cut), ids, cut.known)
    right = _pairs([(node, profiles.place[new]) for node, _, new in rows])
    wrong = _pairs([(other, profiles.place[new]) for _, other, new in rows])
    of_right, of_wrong = profiles.parts(right), profiles.parts(wrong)
    return Introductions(
        pairs=len(rows),
        profile=area(profiles.scores(of_right), profiles.scores(of_wrong)),
        parts={part: area(np.nan_to_num(of_right[part]), np.nan_to_num(of_wrong[part])) for part in profiles.known},
        contacts=area(cut.contacts.degrees[right[:, 0]], cut.contacts.degrees[wrong[:, 0]]),
    )


def _pairs(rows: list[tuple[int, int]]) -> Places:
    return np.array(rows, dtype=np.int64).reshape(-1, 2)


def _with_newcomers(network: StakeholderNetwork, cut: Split) -> StakeholderNetwork:
    """All that is known, and what those do who were not: without what known actors do after the day."""
    whole = network.of(View())
    facts = tuple(
        fact
        for fact in whole.facts
        if fact.type != "PARTICIPATES_IN" or fact.end in cut.known.projects or fact.start not in cut.contacts.place
    )
    return replace(whole, facts=facts)
