"""In which order brokers are told, and which ranks the figures tell apart."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping


def ranks(values: Mapping[str, float], actors: Iterable[str], error: float = 0) -> dict[str, int]:
    """The rank of each of these actors among them: behind all whose value is higher for certain.

    Two estimates are told apart when they lie more than twice the error from each other. A value of 0 is exact, and all
    others are above it.
    """
    of = {actor: values[actor] for actor in actors}
    rising = sorted(of.values())
    above = {value: len(rising) - bisect_right(rising, value + 2 * error if value else 0) for value in set(rising)}
    return {actor: 1 + above[value] for actor, value in of.items()}
