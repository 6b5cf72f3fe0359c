"""Comparing a load with the graph: what the dataset has, what it should have, and what that moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from graph.identity import Resolution
from graph.ingest.change_set import ChangeSet, NodeChanges
from graph.ingest.citations import described
from graph.ingest.decided import read_all
from graph.ingest.load import Load
from graph.ingest.load_state import Others, stored_ties
from graph.ingest.mentions import Mentioned
from graph.ingest.parts import added
from graph.ingest.renamed_file import as_stored
from graph.ingest.reports import ALL_TIES, Resolutions, Tie, Ties, reports_of
from graph.model.claims import NodeReport, values
from graph.model.records import DatasetRecord
from graph.model.vocabulary import ACTOR, DATASET, FACT_NODES, PROJECT, REPORTS, SOURCE, NodeType
from graph.store import cypher
from graph.store.protocol import Row, Transaction, batches

Reports = Mapping[str, Sequence[Tie]]
"""What others report of nodes, by label."""


def compare(transaction: Transaction, load: Load, run: str, said: Iterable[Tie] | None = None) -> ChangeSet:
    """What `load` would change in the graph as `transaction` sees it; `said` are its reports where they are known."""
    dataset = load.dataset.id
    # Asking a graph for what it cannot have takes as long as asking for what it has.
    datasets = {row["id"] for row in transaction.rows(cypher.read_nodes(DATASET))}
    own = stored_ties(
        transaction, ALL_TIES if dataset in datasets else (), "r.dataset = $dataset", {"dataset": dataset}
    )
    old_ties = _by_identity(own)
    if old_ties and said is None:
        load = as_stored(transaction, load, old_ties)
    new_ties = _by_identity(reports_of(load, run) if said is None else said)
    if not load.prune:
        new_ties = added(old_ties, new_ties)
    others = Others(transaction, dataset, exist=bool(datasets - {dataset}))
    mentioned = Mentioned.read(others, new_ties.values())
    resolutions = mentioned.resolutions(read_all(transaction))
    new_ties = {key: tie.resolved(resolutions) for key, tie in new_ties.items()}
    moved = list(_moved(others, mentioned.reports, resolutions))
    sources = _source_changes(transaction, load, old_ties, new_ties)
    return ChangeSet(
        old_ties=old_ties,
        new_ties=new_ties,
        moved=moved,
        nodes=_node_changes(others, mentioned.reports, old_ties, new_ties, moved, sources),
        sources=sources,
        dataset=_dataset_changes(transaction, load, bool(new_ties)),
        split=_split([*mentioned.reports[ACTOR.label], *old_ties.values()], resolutions[ACTOR.label]),
    )


def compare_identities(transaction: Transaction, nodes: Resolutions, resolutions: Resolutions) -> ChangeSet:
    """What changes when mentions that mean these `nodes` in the graph come to mean others.

    Where reports point, and what nodes say; only reports of the nodes that are left or reached are read.
    """
    others = Others.everyone(transaction)
    reports: dict[str, Sequence[Tie]] = {}
    for node_type in (ACTOR, PROJECT):
        before, after = nodes[node_type.label], resolutions[node_type.label]
        moving = [key for key, node in before.items() if after[key] != node]
        ids = {before[key] for key in moving} | {after[key] for key in moving}
        reports[node_type.label] = list(others.reports_of(node_type, sorted(ids)))
    moved = list(_moved(others, reports, resolutions))
    sources = NodeChanges(SOURCE)
    changes = _node_changes(others, reports, {}, {}, moved, sources)
    return ChangeSet({}, {}, moved, changes, sources, NodeChanges(DATASET))


def compare_nodes(
    transaction: Transaction, node_type: NodeType, old: Iterable[Tie], new: Iterable[Tie], sources: NodeChanges
) -> NodeChanges:
    """How nodes of a label change when `new` are all there is reported of them, and `old` was."""
    labels = (SOURCE.label, node_type.label)
    reports = [tie for tie in new if tie.labels == labels]
    ids = {tie.row["end_"] for tie in (*old, *reports) if tie.labels == labels}
    return _valued(transaction, node_type, sorted(ids), reports, _retrieved(transaction, sources))


def _by_identity(ties: Iterable[Tie]) -> Ties:
    return {tie.identity: tie for tie in ties}


def _moved(others: Others, reports: Reports, resolutions: Resolutions) -> Iterator[tuple[Tie, Tie]]:
    """Reports of other datasets whose actors or projects are others now, before and after."""
    moving: dict[str, list[str]] = {}
    for label, stored in reports.items():
        before_and_after = [(tie, tie.resolved(resolutions)) for tie in stored]
        moved = [(tie, after) for tie, after in before_and_after if after.row["end_"] != tie.row["end_"]]
        moving[label] = sorted({tie.row["end_"] for tie, _ in moved})
        yield from moved
    for relation, labels in ALL_TIES:
        ends = [(end, label) for end, label in zip("ab", labels, strict=True) if moving.get(label)]
        if relation == REPORTS or not ends:
            continue
        touched = [f"{end}.id IN ${label}" for end, label in ends]
        touched += [f"r.{relation.third} IN ${ACTOR.label}"] if relation.third and moving.get(ACTOR.label) else []
        where = f"r.dataset <> $dataset AND ({' OR '.join(touched)})"
        parameters = {"dataset": others.dataset, **{label: moving[label] for _, label in ends}}
        for tie in stored_ties(others.transaction, [(relation, labels)], where, parameters):
            after = tie.resolved(resolutions)
            if not after.says_the_same(tie):
                yield tie, after


def _split(before: Iterable[Tie], resolution: Resolution) -> int:
    """How many actors of the graph the mentions that meant one come to mean several of."""
    meaning: dict[str, set[str]] = defaultdict(set)
    for tie in before:
        if tie.labels == (SOURCE.label, ACTOR.label):
            row = tie.row
            if after := resolution.get((row["dataset"], row["given_end"])):
                meaning[row["end_"]].add(after)
    return sum(len(actors) > 1 for actors in meaning.values())


def _source_changes(transaction: Transaction, load: Load, old_ties: Ties, new_ties: Ties) -> NodeChanges:
    """Sources the dataset cited or cites; one that another dataset still cites stays, by what others say of it."""
    cited = {tie.row["source"] for tie in new_ties.values()}
    dropped = {tie.row["source"] for tie in old_ties.values()} - cited
    stored = {row["id"]: row for row in transaction.rows(cypher.read_nodes(SOURCE))}
    # Of a source that is there a part says nothing: it was not fetched whole.
    records = {record.id: record for record in load.sources if not (load.part and record.id in stored)}
    changes = NodeChanges(SOURCE, {id: row for id, row in stored.items() if id in cited | dropped})
    uncovered = set() if load.prune else cited.intersection(stored).difference(records)
    for id in sorted(cited | _cited_elsewhere(transaction, load.dataset.id, sorted(dropped))):
        known = stored.get(id)
        changes.after[id] = stored[id] if id in uncovered else described(id, known, load.dataset.id, records.get(id))
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


def _dataset_changes(transaction: Transaction, load: Load, stays: bool) -> NodeChanges:
    """What is said of the dataset; a part of one that is there changes nothing of that."""
    id = load.dataset.id
    stored = {row["id"]: row for row in transaction.rows(cypher.read_nodes(DATASET, by_id=True), {"ids": [id]})}
    after = dict(stored[id]) if load.part and id in stored else _row(load.dataset)
    return NodeChanges(DATASET, stored, {id: after} if stays else {})


def _node_changes(
    others: Others,
    reports: Reports,
    old_ties: Ties,
    new_ties: Ties,
    moved: list[tuple[Tie, Tie]],
    sources: NodeChanges,
) -> list[NodeChanges]:
    """Nodes of every label that the dataset reports or reported, or that a moved report left or reached."""
    transaction = others.transaction
    retrieved = _retrieved(transaction, sources)
    redated = [id for id in sources.after if id in sources.before and _date(sources.before[id]) != retrieved[id]]
    moved_to = {before.identity: after for before, after in moved}
    changes = []
    for node_type in FACT_NODES:
        labels = (SOURCE.label, node_type.label)
        ours = [tie for tie in new_ties.values() if tie.type == REPORTS and tie.labels == labels]
        touched = {tie.row["end_"] for tie in ours}
        touched |= {tie.row["end_"] for tie in old_ties.values() if tie.type == REPORTS and tie.labels == labels}
        if redated:
            touched |= {tie.row["end_"] for tie in others.reports_by(redated, node_type)}
        if (known := reports.get(node_type.label)) is not None:
            touched |= {tie.row["end_"] for pair in moved for tie in pair if tie.labels == labels}
            after = (moved_to.get(tie.identity, tie) for tie in known)
            theirs: Iterable[Tie] = (tie for tie in after if tie.row["end_"] in touched)
        else:
            theirs = others.reports_of(node_type, sorted(touched))
        changes.append(_valued(transaction, node_type, sorted(touched), [*ours, *theirs], retrieved))
    return changes


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


def _retrieved(transaction: Transaction, sources: NodeChanges) -> dict[str, str]:
    """When each source was fetched, once these have changed."""
    retrieved = {row["id"]: _date(row) for row in transaction.rows(cypher.read_nodes(SOURCE))}
    return retrieved | {id: _date(row) for id, row in sources.after.items()}


def _date(source: Row) -> str:
    return source["retrieved"] or ""


def _row(record: DatasetRecord) -> Row:
    stated: dict[str, Any] = asdict(record)
    return _plain({"id": record.id, **{property.name: stated.get(property.name) for property in DATASET.properties}})


def _plain(row: Row) -> Row:
    """Lists as lists and empty ones as null, so that rows compare equal on every engine."""
    return {key: (list(value) or None) if isinstance(value, list | tuple) else value for key, value in row.items()}
