"""Reports as the graph has them: those of a dataset, and those of the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from graph.ingest.reports import ACTOR_PLACE, Tie
from graph.model.vocabulary import (
    ACTOR,
    COLLABORATES_WITH,
    LOCATED_IN,
    PARTICIPATES_IN,
    PROJECT,
    REPORTS,
    SOURCE,
    NodeType,
    RelationType,
)
from graph.store import cypher
from graph.store.protocol import Parameters, Transaction, batches

_THEIRS: Final = "r.dataset <> $dataset"


def stored_ties(
    transaction: Transaction,
    ties: Iterable[tuple[RelationType, tuple[str, str]]],
    where: str,
    parameters: Parameters,
) -> Iterator[Tie]:
    """The reports of these types that fulfil a condition on a, r and b."""
    for relation, labels in ties:
        for row in transaction.rows(cypher.read_relations(relation, *labels, where), parameters):
            yield Tie(relation, labels, row)


@dataclass(frozen=True, slots=True)
class Others:
    """What the datasets but one report; nothing is asked where there are none."""

    transaction: Transaction
    dataset: str
    exist: bool

    @classmethod
    def everyone(cls, transaction: Transaction) -> Others:
        """What all datasets report."""
        return cls(transaction, "", exist=True)

    def reports(self, node_type: NodeType) -> Iterator[Tie]:
        """Their reports of all nodes of a label."""
        return self._stored(REPORTS, (SOURCE.label, node_type.label), _THEIRS, {"dataset": self.dataset})

    def actor_places(self) -> Iterator[Tie]:
        """Where they say that actors lie."""
        return self._stored(LOCATED_IN, ACTOR_PLACE, _THEIRS, {"dataset": self.dataset})

    def collaborations(self) -> Iterator[Tie]:
        """Which actors they say collaborate."""
        return self._stored(COLLABORATES_WITH, (ACTOR.label, ACTOR.label), _THEIRS, {"dataset": self.dataset})

    def participations(self, projects: list[str]) -> Iterator[Tie]:
        """Who they say takes part in these projects."""
        return self._about(PARTICIPATES_IN, (ACTOR.label, PROJECT.label), projects)

    def participations_of(self, actors: list[str]) -> Iterator[Tie]:
        """Which projects they say these actors take part in."""
        return self._about(PARTICIPATES_IN, (ACTOR.label, PROJECT.label), actors, end="a")

    def reports_of(self, node_type: NodeType, ids: list[str]) -> Iterator[Tie]:
        """Their reports of these nodes."""
        return self._about(REPORTS, (SOURCE.label, node_type.label), ids)

    def reports_by(self, sources: list[str], node_type: NodeType) -> Iterator[Tie]:
        """Their reports by these sources."""
        where, parameters = f"a.id IN $ids AND {_THEIRS}", {"ids": sources, "dataset": self.dataset}
        return self._stored(REPORTS, (SOURCE.label, node_type.label), where, parameters)

    def _about(self, relation: RelationType, labels: tuple[str, str], ids: list[str], end: str = "b") -> Iterator[Tie]:
        for batch in batches(ids):
            where, parameters = f"{end}.id IN $ids AND {_THEIRS}", {"ids": batch, "dataset": self.dataset}
            yield from self._stored(relation, labels, where, parameters)

    def _stored(
        self, relation: RelationType, labels: tuple[str, str], where: str, parameters: Parameters
    ) -> Iterator[Tie]:
        return stored_ties(self.transaction, [(relation, labels)] if self.exist else [], where, parameters)
