"""Three states of a missing tie, which must not be confused: known absent, not observed, not looked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from graph.model.dates import first_day, last_day
from graph.network.facts import Dataset
from graph.network.network import StakeholderNetwork

Days = tuple[date | None, date | None]


def state(network: StakeholderNetwork, pair: tuple[str, str]) -> str:
    """`known_absent` by a person's verdict, `not_observed` by a dataset that would show it, else `not_looked_for`.

    A dataset would show it when its `covers` spans both actors (place and kind) and the whole period: that of the view,
    where the view is open from the first to the last day that one of its projects names.
    """
    verdict = network.verdict("collaboration", pair)
    if verdict and verdict.verdict == "no_collaboration":
        return "known_absent"
    days = network.cached("days", lambda: _days(network))
    shown = network.view.dataset
    datasets = [dataset for dataset in network.datasets.values() if not shown or dataset.id in shown]
    spanned = any(_spans(network, dataset, days, pair) for dataset in datasets)
    return "not_observed" if spanned else "not_looked_for"


def _days(network: StakeholderNetwork) -> Days:
    starts = [day for project in network.projects.values() if (day := project.first_day)]
    ends = [day for project in network.projects.values() if (day := project.last_day)]
    return network.view.first or min(starts, default=None), network.view.last or max(ends, default=None)


def _spans(network: StakeholderNetwork, dataset: Dataset, days: Days, pair: tuple[str, str]) -> bool:
    first, last = days
    begins = first_day(dataset.covers_from) if dataset.covers_from else None
    ends = last_day(dataset.covers_to) if dataset.covers_to else None
    in_time = not (begins and (first is None or first < begins)) and not (ends and (last is None or last > ends))
    return in_time and all(_covers(network, dataset, actor) for actor in pair)


def _covers(network: StakeholderNetwork, dataset: Dataset, actor: str) -> bool:
    if dataset.covers_kinds and network.actors[actor].kind not in dataset.covers_kinds:
        return False
    areas = network.cached("areas of actors", lambda: _areas(network)).get(actor, frozenset())
    return not areas.isdisjoint(dataset.covers_places)


def _areas(network: StakeholderNetwork) -> Mapping[str, frozenset[str]]:
    """Node → the places it is in with all above them."""
    registered = network.places
    return {
        id: frozenset(places).union(*(registered[place].parents for place in places if place in registered))
        for id, places in network.places_of.items()
    }
