"""Communities too small to be drawn by themselves, put together by what they share: a county, a theme, a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from viz.view.community_name import Naming
from viz.view.network_view import NodeView

OTHERS: Final = "others"
"""The id of all communities that share nothing with enough others."""
_SMALL: Final = "small:"
_MOST: Final = 45  # such collections on a map
_LEAST_MEMBERS: Final = 6  # nodes of one
_READABLE: Final = 400  # nodes above which one is divided once more: maps of more take long to read

Community = Sequence[NodeView]
Shared = tuple[str, str, str]
"""County, theme and year that all have in common, empty where that is not asked."""


def collections_of(small: Sequence[Community], naming: Naming) -> Mapping[str, list[NodeView]]:
    """The id of each collection and its nodes, the largest first; those of OTHERS, where there are any, last.

    A community goes with those of its county, without one with those of its theme. A large collection is divided by
    what comes next, in the end by the year in which the first project begins.
    """
    asked = (
        lambda community: naming.county(community)[0],
        lambda community: naming.main_theme(community, share=0, least=1),
        _year,
    )
    parts = _divided(small, asked, ("", "", ""), 0)
    sized = sorted(
        ((shared, [node for community in part for node in community]) for shared, part in parts.items()),
        key=lambda pair: (-len(pair[1]), pair[0]),
    )
    kept = [(shared, nodes) for shared, nodes in sized if any(shared) and len(nodes) >= _LEAST_MEMBERS][:_MOST]
    found = {_SMALL + "/".join(shared).rstrip("/"): nodes for shared, nodes in kept}
    drawn = {shared for shared, _ in kept}
    rest = [node for shared, nodes in sized if shared not in drawn for node in nodes]
    return {**found, **({OTHERS: rest} if rest else {})}


def shared_by(collection: str) -> Shared | None:
    """What the communities of a collection share, read from its id; None when it is the id of none."""
    county, theme, year = (*collection.removeprefix(_SMALL).split("/"), "", "", "")[:3]
    return (county, theme, year) if collection.startswith(_SMALL) else None


def _divided(
    communities: Sequence[Community], asked: Sequence[Callable[[Community], str]], shared: Shared, number: int
) -> dict[Shared, list[Community]]:
    """The communities by what they share: by the first that is asked and known, by more of it while they are many."""
    is_last = number == len(asked) - (not any(shared))  # a year alone says nothing
    if is_last or (any(shared) and sum(map(len, communities)) <= _READABLE):
        return {shared: list(communities)}
    parts: dict[str, list[Community]] = defaultdict(list)
    for community in communities:
        parts[asked[number](community)].append(community)
    found: dict[Shared, list[Community]] = {}
    for value, part in parts.items():
        of_all = (*shared[:number], value, *shared[number + 1 :])
        found |= _divided(part, asked, of_all, number + 1)  # type: ignore[arg-type]
    return found


def _year(community: Community) -> str:
    return str(min((node.first for node in community if node.first), default=""))
