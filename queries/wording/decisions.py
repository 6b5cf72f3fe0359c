"""What a person decided, for an answer."""

from __future__ import annotations

from typing_extensions import TypedDict

from graph.decisions.verdicts import fingerprint
from graph.network.facts import Verdict
from graph.network.network import StakeholderNetwork


class GivenVerdict(TypedDict):
    """What a person decided about a pair; `asks_again` when a fact of the pair has changed since."""

    verdict: str
    reason: str | None
    decided_by: str
    decided_at: str
    asks_again: bool | None


def decided(network: StakeholderNetwork, verdict: Verdict) -> GivenVerdict:
    """`asks_again`: whether a fact of the pair changed since; null when the whole network is not at hand."""
    whole = network.unfiltered
    return {
        "verdict": verdict.verdict,
        "reason": verdict.reason,
        "decided_by": verdict.decided_by,
        "decided_at": verdict.decided_at,
        "asks_again": fingerprint(whole, (verdict.first, verdict.second)) != verdict.fingerprint if whole else None,
    }
