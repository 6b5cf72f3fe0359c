"""An earlier revision: the graph of today, minus what later revisions wrote, with what they replaced put back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from graph.errors import ConflictError, NotFoundError, absent
from graph.ingest.replaced import Replaced, Type
from graph.messages import Message
from graph.model.claims import NodeReport, decode, values
from graph.model.dates import last_day
from graph.model.vocabulary import FACT_NODES, REPORTS, SOURCE, NodeType, Property, RelationType
from graph.network.reading import Graph, Stored, made, parts
from graph.store import state
from graph.store.protocol import Row, Transaction

_LATER: Final = (
    "MATCH (r:Revision) WHERE r.number > $number RETURN r.number AS number, r.action AS action, "
    "r.dataset AS dataset, r.run AS run, r.replaced AS replaced ORDER BY number DESC"
)
_BY_DAY: Final = "MATCH (r:Revision) WHERE r.at < $until RETURN max(r.number) AS number"
_LOADED: Final = "MATCH (r:Revision) WHERE r.number <= $number AND r.dataset IN $ids RETURN DISTINCT r.dataset AS id"
_FORGOTTEN: Final = (
    "MATCH (r:Revision) WHERE r.number > $number AND r.action = 'forget' RETURN DISTINCT r.dataset AS id"
)


def revision_of(transaction: Transaction, given: str) -> int:
    """The revision that a number or a day stands for: of a day or a month the last one made by its end, in UTC.

    Raises:
        NotFoundError: there is no such revision.
        ValueError: neither a number nor a date.
    """
    number = int(given) if given.isdecimal() else _by_day(transaction, last_day(given))
    newest = state.revision(transaction)
    if not newest:
        raise absent("revision", given)
    if not number and not given.isdecimal():
        first = (made(transaction, 1) or "")[:10]
        raise NotFoundError(Message("errors.before_first", day=given, first=first))
    if not 0 < number <= newest:
        raise NotFoundError(Message("errors.revision_absent", number=given, newest=str(newest)))
    return number


def earlier(transaction: Transaction, number: int) -> Graph:
    """The graph as it was at an earlier revision; what has been forgotten since is not in it.

    Raises:
        ConflictError: a later revision was made before revisions kept what they replaced.
    """
    later = transaction.rows(_LATER, {"number": number})
    if unknown := [row["number"] for row in later if row["replaced"] is None]:
        raise ConflictError(Message("errors.revision_not_kept", number=str(number), first=str(max(unknown))))
    return _Earlier(transaction, number, later)


def forgotten(transaction: Transaction, number: int) -> list[str]:
    """The datasets that were loaded at a revision or before and have been forgotten since, by id."""
    ids = [row["id"] for row in transaction.rows(_FORGOTTEN, {"number": number})]
    return sorted(row["id"] for row in transaction.rows(_LOADED, {"number": number, "ids": ids})) if ids else []


def _by_day(transaction: Transaction, day: date) -> int:
    """The last revision made on a day or before; 0 when there is none."""
    found = transaction.rows(_BY_DAY, {"until": (day + timedelta(days=1)).isoformat()})
    return int(found[0]["number"] or 0)


class _Earlier:
    """A stored graph with its later revisions undone.

    A tie that carries the run of one of them was not there, or was there as a row that one of them replaced. A fact
    node was there if something reported it then, and said what those reports claim.
    """

    def __init__(self, transaction: Transaction, revision: int, later: Sequence[Row]) -> None:
        self.revision = revision
        self.made = made(transaction, revision)
        self.parts = parts(transaction, revision)
        self._now = Stored(transaction)
        self._runs = frozenset(row["run"] for row in later)
        self._before: dict[Type, dict[str, Row | None]] = defaultdict(dict)
        self._ties: dict[Type, list[Row]] = {}
        for row in later:  # the newest first, so that the oldest row stays
            self._undo(Replaced.decode(row["replaced"]))

    def _undo(self, replaced: Replaced) -> None:
        for label, ids in replaced.new.items():
            self._before[label,].update(dict.fromkeys(ids))
        for type, were in replaced.rows.items():
            self._before[type].update((row["key" if len(type) > 1 else "id"], row) for row in were)

    def relations(self, relation: RelationType, labels: tuple[str, str]) -> list[Row]:
        """The reports between two labels as they were, by key."""
        type = (relation.name, *labels)
        if type not in self._ties:
            rows: dict[str, Row | None] = {row["key"]: row for row in self._now.relations(relation, labels)}
            rows |= self._completed(type, relation.properties)
            self._ties[type] = [row for _, row in sorted(rows.items()) if row and row["run"] not in self._runs]
        return self._ties[type]

    def nodes(self, node_type: NodeType) -> list[Row]:
        """The nodes of a label as they were, by id."""
        rows: dict[str, Row | None] = {row["id"]: row for row in self._now.nodes(node_type)}
        if node_type in FACT_NODES:
            rows |= self._valued(node_type)
        else:
            rows |= self._completed((node_type.label,), node_type.properties)
        return [row for _, row in sorted(rows.items()) if row]

    def _completed(self, type: Type, properties: Iterable[Property]) -> Iterator[tuple[str, Row | None]]:
        """The rows that were replaced, with every property; None for a node that was not there."""
        empty = dict.fromkeys(property.name for property in properties)
        return ((key, row and {**empty, **row}) for key, row in self._before[type].items())

    def _valued(self, node_type: NodeType) -> Iterator[tuple[str, Row | None]]:
        """The nodes that somebody reports otherwise now, by what was claimed of them; None for one nobody reported."""
        reports: dict[str, list[NodeReport]] = defaultdict(list)
        touched = self._reported_otherwise(node_type)
        for row in self.relations(REPORTS, (SOURCE.label, node_type.label)):
            if row["end_"] in touched:
                retrieved = self._retrieved.get(row["source"], "")
                reports[row["end_"]].append(NodeReport(row["source"], row["key"], retrieved, decode(row["claims"])))
        for id in touched:
            yield id, {"id": id, **values(node_type, reports[id])} if id in reports else None

    def _reported_otherwise(self, node_type: NodeType) -> set[str]:
        """Ids of nodes with other reports now, or with a report of a source that was retrieved another day."""
        labels = (SOURCE.label, node_type.label)
        before = self._before[REPORTS.name, *labels]
        now = self._now.relations(REPORTS, labels)
        redated = {id for id, day in _retrieved(self._now).items() if self._retrieved.get(id, "") != day}
        return {row["end_"] for row in before.values() if row} | {
            row["end_"] for row in now if row["run"] in self._runs or row["key"] in before or row["source"] in redated
        }

    @cached_property
    def _retrieved(self) -> dict[str, str]:
        return _retrieved(self)


def _retrieved(graph: Graph) -> dict[str, str]:
    """When each source was fetched, as text; empty where nobody says."""
    return {row["id"]: row["retrieved"] or "" for row in graph.nodes(SOURCE)}
