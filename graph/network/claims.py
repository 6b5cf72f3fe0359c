"""What each source claims of the nodes of one revision, and what sources call them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from graph.model.claims import decode
from graph.model.vocabulary import ACTOR, PLACE, PROJECT, REPORTS, SOURCE, THEME
from graph.network.reading import Graph
from graph.store.protocol import Row, Transaction

_LABELS: Final = (ACTOR.label, PROJECT.label, THEME.label, PLACE.label)
_REPORTED: Final = (
    "MATCH (s:Source)-[r:REPORTS]->(n:{label}) RETURN n.id AS id, s.id AS source, r.dataset AS dataset, "
    "r.given_end AS given, r.claims AS claims, r.key AS key ORDER BY key"
)


@dataclass(frozen=True, slots=True)
class PropertyClaim:
    """One source's claim of one property of a node."""

    property: str
    value: Any
    source: str
    quote: str | None
    locator: str | None
    status: str
    dataset: str


@dataclass(frozen=True)
class Claims:
    """The reports of nodes by label, as they are stored: their claims are parsed when a node is looked up."""

    reported: Mapping[str, Sequence[Row]] = field(default_factory=dict)

    def of(self, label: str, id: str) -> list[PropertyClaim]:
        """What each source says of each property of a node, in order of report."""
        return [claim for row in self._by_node[label].get(id, ()) for claim in _read_out(row)]

    def moved_to(self, label: str, given: str) -> str | None:
        """The id of the node that sources call `given`; None when no source does.

        Where they mean several by it, as after one actor has come to be two, the one that most reports are of. An id
        that was told from others by a suffix leads where it would without.
        """
        called = self._by_given[label]
        rows = called.get(given) or called.get(given.partition("~")[0]) or []
        reports = Counter(row["id"] for row in rows)
        return min(reports, key=lambda id: (-reports[id], id), default=None)

    @cached_property
    def _by_node(self) -> Mapping[str, Mapping[str, list[Row]]]:
        return self._indexed("id")

    @cached_property
    def _by_given(self) -> Mapping[str, Mapping[str, list[Row]]]:
        return self._indexed("given")

    def _indexed(self, column: str) -> Mapping[str, Mapping[str, list[Row]]]:
        found: dict[str, dict[str, list[Row]]] = {label: defaultdict(list) for label in _LABELS}
        for label, rows in self.reported.items():
            for row in rows:
                found[label][row[column]].append(row)
        return found


def read_claims(transaction: Transaction) -> Claims:
    """Every report of an actor, project, theme or place."""
    return Claims({label: transaction.rows(_REPORTED.format(label=label)) for label in _LABELS})


def claims_of(graph: Graph) -> Claims:
    """Every report of an actor, project, theme or place in a revision that is not stored as such."""
    ties = {label: graph.relations(REPORTS, (SOURCE.label, label)) for label in _LABELS}
    return Claims({label: [_reported(row) for row in rows] for label, rows in ties.items()})


def _reported(row: Row) -> Row:
    own = {name: row[name] for name in ("dataset", "claims", "key")}
    return {"id": row["end_"], "source": row["start"], "given": row["given_end"], **own}


def _read_out(row: Row) -> list[PropertyClaim]:
    return [
        PropertyClaim(
            name,
            list(claim.value) if isinstance(claim.value, tuple) else claim.value,
            row["source"],
            claim.quote,
            claim.locator,
            claim.status,
            row["dataset"],
        )
        for name, claim in decode(row["claims"]).items()
    ]
