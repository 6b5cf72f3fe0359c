"""The pairs as work: which wait for a verdict, in which order they come, and which are phases of one series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import networkx as nx

from graph.model.names import normalised
from graph.network.network import StakeholderNetwork
from queries.questions.overlaps.classes import is_other_phase
from queries.questions.overlaps.pairs import Pair
from queries.wording.decisions import decided

BY_CLASS: Final = "class"
ORDERS: Final = (BY_CLASS, "likeness", "money", "year", "name")
JUDGED: Final = ("any", "no", "yes")

# A pair with the class that is proposed for it.
Classified = tuple[Pair, str]


def is_judged(network: StakeholderNetwork, pair: Pair) -> bool:
    """Whether somebody has decided about the pair, and no fact of it has changed since."""
    verdict = network.verdict("overlap", pair.ids)
    return verdict is not None and not decided(network, verdict)["asks_again"]


def in_order(
    network: StakeholderNetwork, rows: Sequence[Classified], order: str, likeness: Callable[[Pair], float | None]
) -> Sequence[Classified]:
    """The rows by this order, equal ones as they came; what nobody says of a pair (money, year) puts it last."""
    keys: dict[str, Callable[[Pair], Any]] = {
        "likeness": lambda pair: -(likeness(pair) or 0.0),
        "money": lambda pair: _by_money(pair, money),
        "year": _by_year,
        "name": lambda pair: sorted(normalised(profile.project.name) for profile in (pair.first, pair.second)),
    }
    money = _money(network) if order == "money" else {}
    key = keys.get(order)
    return sorted(rows, key=lambda row: key(row[0])) if key else rows


def series(rows: Iterable[Classified]) -> Mapping[str, tuple[str, ...]]:
    """Project → the projects of its series, the earliest first; only of series of three or more.

    A series are projects joined by pairs of which one follows the other, as a source or the class says, or whose titles
    differ in words of phase or number only.
    """
    graph: nx.Graph[str] = nx.Graph()
    firsts: dict[str, tuple[date, str]] = {}
    for pair, stands in rows:
        if stands == "continuation" or is_other_phase(pair):
            graph.add_edge(*pair.ids)
            for profile in (pair.first, pair.second):
                firsts[profile.project.id] = profile.first or date.max, normalised(profile.project.name)
    found = (sorted(members, key=firsts.__getitem__) for members in nx.connected_components(graph))
    return {id: tuple(members) for members in found if len(members) > 2 for id in members}


def folded(rows: Sequence[Classified], series_of: Mapping[str, tuple[str, ...]]) -> Mapping[tuple[str, str], int]:
    """The pairs that stand in the list and how many each stands for: the first of a series for all of that."""
    counts: dict[tuple[str, str], int] = {}
    standing: dict[tuple[str, ...], tuple[str, str]] = {}
    for pair, _ in rows:
        one, other = (series_of.get(id) for id in pair.ids)
        stands = standing.setdefault(one, pair.ids) if one is not None and one == other else pair.ids
        counts[stands] = counts.get(stands, 0) + 1
    return counts


def _by_year(pair: Pair) -> tuple[bool, int]:
    """By the day that the later of the two starts, the newest first."""
    days = [profile.first for profile in (pair.first, pair.second) if profile.first]
    return not days, -max(day.toordinal() for day in days) if days else 0


def _by_money(pair: Pair, money: Mapping[str, Mapping[str, float]]) -> tuple[bool, bool, str, float]:
    """By what both cost together, the most first; kronor before other currencies, which cannot be compared."""
    sums: dict[str, float] = defaultdict(float)
    for id in pair.ids:
        for currency, amount in money.get(id, {}).items():
            sums[currency] += amount
    if not sums:
        return True, True, "", 0.0
    currency = "SEK" if "SEK" in sums else max(sums, key=sums.__getitem__)
    return False, currency != "SEK", currency, -sums[currency]


def _money(network: StakeholderNetwork) -> Mapping[str, Mapping[str, float]]:
    """Project → what it costs by currency: its budget, else what its funders give."""
    given: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for fact in network.fundings:
        for currency, amount in fact.sums.items():
            if (fact.start, fact.end) not in network.doubly_reported:
                given[fact.end][currency] += amount
    stated = {
        project.id: {project.currency: project.budget}
        for project in network.projects.values()
        if project.budget and project.currency
    }
    return {**given, **stated}
