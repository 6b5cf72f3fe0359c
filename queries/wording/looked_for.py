"""What is known of a missing tie, in words."""

from __future__ import annotations

from datetime import date

from typing_extensions import TypedDict

from graph.messages import message
from graph.network.facts import Dataset
from graph.network.network import StakeholderNetwork
from queries.answer import Reference, reference
from queries.finding.looked_for import LookedFor
from queries.wording.names import listed, short_name


class LookedIn(TypedDict):
    """A dataset that would show a tie, and the time it covers; null where that is open."""

    dataset: str
    title: str
    covers_from: str | None
    covers_to: str | None


class Looked(TypedDict):
    """Where a tie was looked for, the days between which both were active (null: unknown), where the two have met."""

    datasets: list[LookedIn]
    both_active: list[str] | None
    met_outside_view: list[Reference]


def looked(network: StakeholderNetwork, found: LookedFor) -> Looked:
    """The grounds of a state, for an item."""
    whole = network.unfiltered or network
    return {
        "datasets": [
            {
                "dataset": dataset.id,
                "title": dataset.title or dataset.id,
                "covers_from": dataset.covers_from,
                "covers_to": dataset.covers_to,
            }
            for dataset in found.datasets
        ],
        "both_active": [day.isoformat() for day in found.both_active] if found.both_active else None,
        "met_outside_view": [reference(whole.projects[id]) for id in found.met],
    }


def state_sentence(network: StakeholderNetwork, found: LookedFor, language: str, *, years: bool = True) -> str:
    """The state in words, with or without the years when both were active.

    Where the two meet outside the view, that instead, unless a person has said they do not.
    """
    whole = network.unfiltered or network
    met = bool(found.met) and found.state != "known_absent"
    active = "_while_active" if years and found.state == "not_observed" else ""
    return message(
        "questions.state_met_outside" if met else f"questions.state_{found.state}{active}",
        language,
        datasets=listed(map(_named, found.datasets), language),
        years=_years(*found.both_active) if found.both_active else "",
        projects=listed((short_name(whole.projects[id]) for id in found.met), language),
    )


def _named(dataset: Dataset) -> str:
    """The title without what it explains in brackets, with the years it covers: `keep.eu 2014–2020`."""
    title = (dataset.title or dataset.id).split(" (")[0]
    years = "–".join((text or "")[:4] for text in (dataset.covers_from, dataset.covers_to))
    return title if years in title or years == "–" else f"{title}, {years}"


def _years(first: date, last: date) -> str:
    years = [str(day.year) if day not in (date.min, date.max) else "" for day in (first, last)]
    return years[0] if years[0] == years[1] else "–".join(years)
