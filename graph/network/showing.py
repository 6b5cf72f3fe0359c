"""Which datasets show who takes part together, and which of them report a project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from graph.model.showing import unsaid
from graph.network.facts import Dataset, Fact

CONTACT: Final = "contact"
REFERENCE: Final = "reference"


def showing_datasets(datasets: Mapping[str, Dataset], facts: Iterable[Fact]) -> frozenset[str]:
    """The datasets that show collaboration; of one where nobody says whether it does, by its own facts."""
    said = {id: dataset.shows_collaboration for id, dataset in datasets.items() if dataset.shows_collaboration}
    participations: dict[str, list[tuple[str, str]]] = defaultdict(list)
    states_ties: set[str] = set()
    for fact in facts:
        for dataset in {report.dataset for report in fact.reports} - said.keys():
            if fact.type == "PARTICIPATES_IN" and fact.discriminator != REFERENCE and fact.expanded_from is None:
                participations[dataset].append((fact.start, fact.end))
            elif fact.type == "COLLABORATES_WITH" and fact.discriminator != CONTACT:
                states_ties.add(dataset)
    found = {id: unsaid(participations[id], states_ties=id in states_ties) for id in {*participations, *states_ties}}
    return frozenset(id for id, shows in (said | found).items() if shows == "yes")


def datasets_of_projects(projects: Mapping[str, object], facts: Iterable[Fact]) -> Mapping[str, frozenset[str]]:
    """Project → the datasets that report a participation in it; where there is none, those that say anything of it."""
    of_participations: dict[str, set[str]] = defaultdict(set)
    of_anything: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        found = of_participations if fact.type == "PARTICIPATES_IN" else of_anything
        for project in (fact.start, fact.end):
            if project in projects:
                found[project].update([report.dataset for report in fact.reports])
    return {id: frozenset(of_participations.get(id) or of_anything.get(id) or ()) for id in projects}
