"""How well projects get their themes, against labels that a person gave after reading title and summary.

Of every labelled project all themes count, whether a source's code says so or a text: precision and recall are
micro-averaged over project and theme. A project that the network does not have is left out and counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from graph.errors import InputError
from graph.messages import Message
from graph.model.vocabulary import ABOUT
from graph.network.network import StakeholderNetwork

COLUMNS: Final = ("project", "themes", "split")
ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class Label:
    """The themes that a person gave a project; `split` says whether rules were fitted on it (`fit`) or not (`test`)."""

    project: str
    themes: frozenset[str]
    split: str

    @property
    def source(self) -> str:
        """The dataset that the project is of, by its id."""
        return self.project.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Themes that are right, found and labelled, over all projects; a share of nothing is None."""

    right: int
    found: int
    labelled: int

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of what is right that was found."""
        return self.right / self.labelled if self.labelled else None


def read_labels(rows: Iterable[Mapping[str, str | None]]) -> list[Label]:
    """Labels from the rows of a table with the columns `project`, `themes` (with semicolons between) and `split`.

    Raises:
        InputError: a column is missing.
    """
    labels = []
    for row in rows:
        if missing := tuple(name for name in COLUMNS if row.get(name) is None):
            raise InputError(Message("questions.labels_without_columns", columns=missing))
        themes = frozenset(theme for theme in str(row["themes"]).split(";") if theme)
        labels.append(Label(str(row["project"]), themes, str(row["split"])))
    return labels


def agreements(network: StakeholderNetwork, labels: Iterable[Label]) -> dict[tuple[str, str], Agreement]:
    """Agreement by split and source, `all` being every source of the split; only of projects in the network."""
    themes: dict[str, set[str]] = defaultdict(set)
    for fact in network.of_type(ABOUT.name):
        themes[fact.start].add(fact.end)
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for label in labels:
        if label.project not in network.projects:
            continue
        found = themes[label.project]
        for source in (ALL, label.source):
            counted = counts[label.split, source]
            for position, amount in enumerate((len(found & label.themes), len(found), len(label.themes))):
                counted[position] += amount
    return {key: Agreement(*counted) for key, counted in sorted(counts.items())}
