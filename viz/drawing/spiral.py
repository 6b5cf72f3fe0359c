"""Points that lie evenly round a middle, nearest first, as the seeds of a sunflower do (Vogel 1979)."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

GOLDEN_ANGLE: Final = math.pi * (3 - math.sqrt(5))
"""From one point to the next, in radians."""


def spiral(numbers: NDArray[Any], step: float) -> NDArray[np.float64]:
    """The points of these numbers round the origin, a row each; number 1 is a step away, 4 two."""
    away, angles = step * np.sqrt(numbers), numbers * GOLDEN_ANGLE
    return np.column_stack([away * np.cos(angles), away * np.sin(angles)])
