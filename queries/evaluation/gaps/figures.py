"""What is measured of a ranking of pairs of which some came to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from queries.measures.matrices import Vector

AT: Final = 10


def area(right: Vector, wrong: Vector) -> float:
    """The chance that a right pair scores higher than a wrong one, equals counting half; NaN without either.

    As `sklearn.metrics.roc_auc_score`.
    """
    if not len(right) or not len(wrong):
        return float("nan")
    ordered = np.sort(wrong)
    below, not_above = (np.searchsorted(ordered, right, side) for side in ("left", "right"))
    return float(np.mean(below + not_above) / 2 / len(wrong))


def places_among(right: Vector, wrong: Vector) -> Vector:
    """The place of each right one among the wrong ones alone, 1 being before them all; equals share their middle."""
    ordered = np.sort(-wrong)
    before, not_after = (np.searchsorted(ordered, -right, side) for side in ("left", "right"))
    return (before + not_after) / 2 + 1.0


def reciprocal_and_hits(places: Sequence[Vector]) -> tuple[float, float]:
    """Of actors with the places of their right ones: the mean of 1/place, and the share of places up to ten.

    Each actor counts the same. NaN without actors.
    """
    if not places:
        return float("nan"), float("nan")
    return (
        float(np.mean([np.mean(1 / of_actor) for of_actor in places])),
        float(np.mean([np.mean(of_actor <= AT) for of_actor in places])),
    )
