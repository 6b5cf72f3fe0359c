"""What the sources could have shown: the three states of a missing tie, and who is known only where nobody meets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Final, Literal

from graph.model.dates import first_day, last_day
from graph.network.facts import Dataset
from graph.network.network import StakeholderNetwork

State = Literal["known_absent", "not_observed", "not_looked_for"]
Days = tuple[date, date]
ALL: Final = "all"  # in the place of a dataset's places: it covers them all


@dataclass(frozen=True, slots=True)
class LookedFor:
    """The state of a pair without a tie in the view.

    `datasets` would show a tie and show none, `both_active` are the first and last day when both were active; None
    where that is unknown or never. `met` are projects outside the view where the two have met.
    """

    state: State
    datasets: tuple[Dataset, ...] = ()
    both_active: Days | None = None
    met: tuple[str, ...] = ()


def looked_for(network: StakeholderNetwork, pair: tuple[str, str]) -> LookedFor:
    """`known_absent` by a person's verdict, `not_observed` by a dataset that would show it, else `not_looked_for`.

    A dataset would show it when it shows collaboration and its `covers` spans both actors (place and kind) and all the
    time when both were active in the view's window. It claims no completeness even so.
    """
    met = _met_outside(network, pair)
    verdict = network.verdict("collaboration", pair)
    if verdict and verdict.verdict == "no_collaboration":
        return LookedFor("known_absent", met=met)
    days = _both_active(network, pair)
    shown = network.view.dataset
    datasets = tuple(
        dataset
        for dataset in network.datasets.values()
        if days and dataset.id in network.showing and (not shown or dataset.id in shown)
        if _spans(dataset, days) and all(_covers(network, dataset, actor) for actor in pair)
    )
    if any(_is_active(network, project, days) for project in met):
        datasets = ()
    return LookedFor("not_observed" if datasets else "not_looked_for", datasets, days, met)


def shows_meetings(network: StakeholderNetwork, actor: str) -> bool:
    """Whether any source of what the actor does shows who works together; else that it meets nobody says nothing.

    Of one that is in projects by its own name those count, not the ones that concern it as one of a group.
    """
    projects = network.projects_of.get(actor, ())
    own = [id for id in projects if actor in network.tied_participants.get(id, ())]
    if any(network.shows_collaboration(project) for project in own or projects):
        return True
    stated = (fact for fact in network.facts_at(actor) if fact.type == "COLLABORATES_WITH")
    return any(report.dataset in network.showing for fact in stated for report in fact.reports)


def _both_active(network: StakeholderNetwork, pair: tuple[str, str]) -> Days | None:
    """The first and last day when both were active in the window of the view."""
    active = network.cached("activity", lambda: _activity(network))
    window = (network.view.first or date.min, network.view.last or date.max)
    both = [
        (first, last)
        for periods in product(active.get(pair[0], ()), active.get(pair[1], ()))
        if (first := max(window[0], *(days[0] for days in periods)))
        <= (last := min(window[1], *(days[1] for days in periods)))
    ]
    return (min(first for first, _ in both), max(last for _, last in both)) if both else None


def _activity(network: StakeholderNetwork) -> Mapping[str, list[Days]]:
    """Actor → the times without a break when a project of it ran; a missing bound is open, no date at all unknown."""
    periods = {
        id: (project.first_day or date.min, project.last_day or date.max)
        for id, project in network.projects.items()
        if project.starts or project.ends
    }
    return {
        actor: _without_breaks(sorted(periods[id] for id in projects if id in periods))
        for actor, projects in network.projects_of.items()
    }


def _without_breaks(periods: list[Days]) -> list[Days]:
    joined: list[Days] = []
    for first, last in periods:
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _spans(dataset: Dataset, days: Days) -> bool:
    begins = first_day(dataset.covers_from) if dataset.covers_from else date.min
    ends = last_day(dataset.covers_to) if dataset.covers_to else date.max
    return begins <= days[0] and days[1] <= ends


def _covers(network: StakeholderNetwork, dataset: Dataset, actor: str) -> bool:
    found = network.actors[actor]
    if dataset.covers_kinds and found.kind not in dataset.covers_kinds:
        return False
    areas = network.areas_of(actor) | {ALL, (found.country or "").lower()}
    return not areas.isdisjoint(dataset.covers_places)


def _met_outside(network: StakeholderNetwork, pair: tuple[str, str]) -> tuple[str, ...]:
    """The projects that tie the two when nothing is filtered; in the view they have none."""
    whole = network.unfiltered
    if whole is None or whole is network:
        return ()
    first, second = (set(whole.projects_of.get(actor, ())) for actor in pair)
    return tuple(sorted(id for id in first & second if set(pair) <= set(whole.tied_participants.get(id, ()))))


def _is_active(network: StakeholderNetwork, project: str, days: Days | None) -> bool:
    whole = network.unfiltered or network
    return days is not None and whole.projects[project].is_active(*days)
