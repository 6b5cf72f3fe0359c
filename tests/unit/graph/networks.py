"""Small networks in few words."""

from __future__ import annotations

from typing import Any

from graph.network.facts import Actor, Fact, Project, Report
from graph.network.network import StakeholderNetwork
from graph.network.view import View


def report(key: str = "k", dataset: str = "d", status: str = "asserted") -> Report:
    """A report without a quote."""
    return Report(key, dataset, "s", None, None, status)


def fact(type: str, start: str, end: str, told: str | None = None, **given: Any) -> Fact:
    """A fact with one report; `status` and `dataset` are the report's."""
    dataset = given.pop("dataset", "d")
    one = report(f"{dataset}│s│{start}│{end}│{told or ''}│0", dataset, given.pop("status", "asserted"))
    return Fact(type, start, end, (one,), discriminator=told, **given)


def takes_part(actor: str, project: str, role: str = "partner", **given: Any) -> Fact:
    """A participation."""
    return fact("PARTICIPATES_IN", actor, project, role, **given)


def network(*facts: Fact, view: View | None = None) -> StakeholderNetwork:
    """The network of these facts and of the nodes they name, in the order a store gives them."""
    ordered = tuple(sorted(facts, key=lambda each: (each.type, each.start, each.end, each.discriminator or "")))
    between = [each for each in ordered if each.type in ("PARTICIPATES_IN", "FUNDS")]
    actors = {each.start for each in between}
    actors |= {end for each in ordered if each.type == "COLLABORATES_WITH" for end in (each.start, each.end)}
    projects = {each.end for each in between}
    return StakeholderNetwork(
        revision=1,
        view=view or View(),
        actors={id: Actor(id, id.upper()) for id in sorted(actors)},
        projects={id: Project(id, id.upper()) for id in sorted(projects)},
        themes={},
        places={},
        sources={},
        facts=ordered,
        datasets={},
        verdicts=(),
    )
