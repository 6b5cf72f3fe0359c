"""Comparing a load with the graph: what the dataset has, what it should have, and what that moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from graph import cypher, identity
from graph.cited import described
from graph.claims import NodeReport, values
from graph.difference import Difference, NodeChanges
from graph.identity import Mention, Resolution
from graph.load import Load
from graph.model import (
    ACTOR,
    DATASET,
    FACT_NODES,
    LOCATED_IN,
    REPORTS,
    SOURCE,
    NodeType,
    RelationType,
)
from graph.records import DatasetRecord
from graph.store import Parameters, Row, Transaction, batches
from graph.ties import ACTOR_PLACE, ALL_TIES, Tie, Ties, mentions, wanted
from graph.verdicts import of_identities, read_all

_THEIRS: Final = "r.dataset <> $dataset"


def compare(transaction: Transaction, load: Load, run: str) -> Difference:
    """What `load` would change in the graph as `transaction` sees it."""
    dataset = load.dataset.id
    # Asking a graph for what it cannot have takes as long as asking for what it has.
    datasets = {row["id"] for row in transaction.rows(cypher.read_nodes(DATASET))}
    own = _stored(transaction, ALL_TIES if dataset in datasets else (), "r.dataset = $dataset", {"dataset": dataset})
    old_ties = _by_identity(own)
    new_ties = _by_identity(wanted(load, run))
    if not load.prune:
        new_ties = old_ties | new_ties
    others = _Others(transaction, dataset, are_there=bool(datasets - {dataset}))
    their_actors = list(others.reports(ACTOR))
    decided = of_identities(read_all(transaction))
    resolution = identity.resolve(mentions([*their_actors, *others.actor_places(), *new_ties.values()]), decided)
    new_ties = {key: tie.resolved(resolution) for key, tie in new_ties.items()}
    moved = list(_moved(transaction, dataset, their_actors, resolution))
    sources = _source_changes(transaction, load, old_ties, new_ties)
    return Difference(
        old_ties=old_ties,
        new_ties=new_ties,
        moved=moved,
        nodes=_node_changes(transaction, others, old_ties, new_ties, _after(their_actors, moved), moved, sources),
        sources=sources,
        dataset=_dataset_changes(transaction, load.dataset, bool(new_ties)),
    )


@dataclass(frozen=True, slots=True)
class Actors:
    """Every report of an actor, and the mentions that they and the places of actors make."""

    reports: Sequence[Tie]
    mentions: Sequence[Mention]


def read_actors(transaction: Transaction) -> Actors:
    """What all datasets say of actors."""
    everybody = _Others(transaction, "", are_there=True)
    reports = list(everybody.reports(ACTOR))
    return Actors(reports, mentions([*reports, *everybody.actor_places()]))


def compare_identities(transaction: Transaction, actors: Actors, verdicts: Iterable[identity.Verdict]) -> Difference:
    """What would change if actors were told apart by these verdicts: where reports point, and what nodes say."""
    resolution = identity.resolve(actors.mentions, verdicts)
    moved = list(_moved(transaction, "", actors.reports, resolution))
    everybody = _Others(transaction, "", are_there=True)
    sources = NodeChanges(SOURCE)
    nodes = _node_changes(transaction, everybody, {}, {}, _after(actors.reports, moved), moved, sources)
    return Difference({}, {}, moved, nodes, sources, NodeChanges(DATASET))


def _by_identity(ties: Iterable[Tie]) -> Ties:
    return {tie.identity: tie for tie in ties}


def _stored(
    transaction: Transaction,
    ties: Iterable[tuple[RelationType, tuple[str, str]]],
    where: str,
    parameters: Parameters,
) -> Iterator[Tie]:
    for relation, labels in ties:
        for row in transaction.rows(cypher.read_relations(relation, *labels, where), parameters):
            yield Tie(relation, labels, row)


@dataclass(frozen=True, slots=True)
class _Others:
    """What the other datasets report of nodes; nothing is asked where there are none."""

    transaction: Transaction
    dataset: str
    are_there: bool

    def reports(self, node_type: NodeType) -> Iterator[Tie]:
        """Their reports of all nodes of a label."""
        return self._stored(REPORTS, (SOURCE.label, node_type.label), _THEIRS, {"dataset": self.dataset})

    def actor_places(self) -> Iterator[Tie]:
        """Where they say that actors lie."""
        return self._stored(LOCATED_IN, ACTOR_PLACE, _THEIRS, {"dataset": self.dataset})

    def reports_of(self, node_type: NodeType, ids: list[str]) -> Iterator[Tie]:
        """Their reports of these nodes."""
        for batch in batches(ids):
            where = f"b.id IN $ids AND {_THEIRS}"
            parameters = {"ids": batch, "dataset": self.dataset}
            yield from self._stored(REPORTS, (SOURCE.label, node_type.label), where, parameters)

    def reports_by(self, sources: list[str], node_type: NodeType) -> Iterator[Tie]:
        """Their reports by these sources."""
        where, parameters = f"a.id IN $ids AND {_THEIRS}", {"ids": sources, "dataset": self.dataset}
        return self._stored(REPORTS, (SOURCE.label, node_type.label), where, parameters)

    def _stored(
        self, relation: RelationType, labels: tuple[str, str], where: str, parameters: Parameters
    ) -> Iterator[Tie]:
        return _stored(self.transaction, [(relation, labels)] if self.are_there else [], where, parameters)


def _moved(
    transaction: Transaction,
    dataset: str,
    others: Iterable[Tie],
    resolution: Resolution,
) -> Iterator[tuple[Tie, Tie]]:
    """Reports of other datasets whose actors are somebody else now, before and after."""
    moving = [tie for tie in others if tie.resolved(resolution).row["end_"] != tie.row["end_"]]
    if not moving:
        return
    for tie in moving:
        yield tie, tie.resolved(resolution)
    ids = sorted({tie.row["end_"] for tie in moving})
    for relation, labels in ALL_TIES:
        ends = [end for end, label in zip("ab", labels, strict=True) if label == ACTOR.label]
        if relation == REPORTS or not ends:
            continue
        where = f"r.dataset <> $dataset AND ({' OR '.join(f'{end}.id IN $ids' for end in ends)})"
        for tie in _stored(transaction, [(relation, labels)], where, {"dataset": dataset, "ids": ids}):
            after = tie.resolved(resolution)
            if not after.says_the_same(tie):
                yield tie, after


def _after(others: Iterable[Tie], moved: Iterable[tuple[Tie, Tie]]) -> list[Tie]:
    moved_to = {before.identity: after for before, after in moved}
    return [moved_to.get(tie.identity, tie) for tie in others]


def _source_changes(transaction: Transaction, load: Load, old_ties: Ties, new_ties: Ties) -> NodeChanges:
    """Sources the dataset cited or cites; one that another dataset still cites stays, by what others say of it."""
    cited = {tie.row["source"] for tie in new_ties.values()}
    dropped = {tie.row["source"] for tie in old_ties.values()} - cited
    records = {record.id: record for record in load.sources}
    stored = {row["id"]: row for row in transaction.rows(cypher.read_nodes(SOURCE))}
    changes = NodeChanges(SOURCE, {id: row for id, row in stored.items() if id in cited | dropped})
    untold = set() if load.prune else cited.intersection(stored).difference(records)
    for id in sorted(cited | _cited_elsewhere(transaction, load.dataset.id, sorted(dropped))):
        known = stored.get(id)
        changes.after[id] = stored[id] if id in untold else described(id, known, load.dataset.id, records.get(id))
    return changes


def _cited_elsewhere(transaction: Transaction, dataset: str, sources: list[str]) -> set[str]:
    if not sources:
        return set()
    return {
        row["id"]
        for label in FACT_NODES
        for row in transaction.rows(
            f"MATCH (s:Source)-[r:REPORTS]->(n:{label.label}) "
            "WHERE s.id IN $ids AND r.dataset <> $dataset RETURN DISTINCT s.id AS id ORDER BY id",
            {"ids": sources, "dataset": dataset},
        )
    }


def _dataset_changes(transaction: Transaction, record: DatasetRecord, stays: bool) -> NodeChanges:
    stored = transaction.rows(cypher.read_nodes(DATASET, by_id=True), {"ids": [record.id]})
    return NodeChanges(
        DATASET,
        {row["id"]: row for row in stored},
        {record.id: _row(record)} if stays else {},
    )


def _node_changes(
    transaction: Transaction,
    others: _Others,
    old_ties: Ties,
    new_ties: Ties,
    other_actors: list[Tie],
    moved: list[tuple[Tie, Tie]],
    sources: NodeChanges,
) -> list[NodeChanges]:
    """Nodes of every label that the dataset reports or reported, or that a moved report left or reached."""
    retrieved = {row["id"]: _date(row) for row in transaction.rows(cypher.read_nodes(SOURCE))}
    retrieved |= {id: _date(row) for id, row in sources.after.items()}
    redated = [id for id in sources.after if id in sources.before and _date(sources.before[id]) != retrieved[id]]
    found = []
    for node_type in FACT_NODES:
        labels = (SOURCE.label, node_type.label)
        ours = [tie for tie in new_ties.values() if tie.type == REPORTS and tie.labels == labels]
        touched = {tie.row["end_"] for tie in ours}
        touched |= {tie.row["end_"] for tie in old_ties.values() if tie.type == REPORTS and tie.labels == labels}
        if redated:
            touched |= {tie.row["end_"] for tie in others.reports_by(redated, node_type)}
        if node_type == ACTOR:
            touched |= {each.row["end_"] for pair in moved for each in pair if each.type == REPORTS}
            theirs: Iterable[Tie] = (tie for tie in other_actors if tie.row["end_"] in touched)
        else:
            theirs = others.reports_of(node_type, sorted(touched))
        found.append(_valued(transaction, node_type, sorted(touched), [*ours, *theirs], retrieved))
    return found


def _valued(
    transaction: Transaction,
    node_type: NodeType,
    ids: list[str],
    reports: list[Tie],
    retrieved: dict[str, str],
) -> NodeChanges:
    changes = NodeChanges(node_type)
    for batch in batches(ids):
        for row in transaction.rows(cypher.read_nodes(node_type, by_id=True), {"ids": batch}):
            changes.before[row["id"]] = _plain(row)
    by_node: dict[str, list[NodeReport]] = defaultdict(list)
    for tie in reports:
        row = tie.row
        by_node[row["end_"]].append(
            NodeReport(
                row["source"],
                row["key"],
                retrieved.get(row["source"], ""),
                tie.claims,
            )
        )
    for id in sorted(by_node):
        changes.after[id] = _plain({"id": id, **values(node_type, by_node[id])})
    return changes


def _date(source: Row) -> str:
    return source["retrieved"] or ""


def _row(record: DatasetRecord) -> Row:
    given: dict[str, Any] = asdict(record)
    return _plain({"id": record.id, **{each.name: given.get(each.name) for each in DATASET.properties}})


def _plain(row: Row) -> Row:
    """Lists as lists and empty ones as null, so that rows compare equal on every engine."""
    return {key: (list(value) or None) if isinstance(value, list | tuple) else value for key, value in row.items()}
