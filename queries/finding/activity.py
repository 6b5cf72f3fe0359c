"""How fresh what is known of somebody is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from graph.network.network import StakeholderNetwork


def last_active(network: StakeholderNetwork, projects: Iterable[str]) -> str | None:
    """The last day of the newest of these projects, as precise as known; its first day where no end is known.

    Of a project that still goes on it is today; None where no project has a day.
    """
    found = [network.projects[id] for id in projects]
    days = [text for project in found if (text := project.ends or project.starts)]
    today = date.today().isoformat()
    return max((min(text, today) for text in days), default=None)
