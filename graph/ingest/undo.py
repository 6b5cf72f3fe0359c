"""Undoing a load: what its dataset said before is said again, as a revision of its own."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from graph import gc_pause
from graph.errors import ConflictError, absent
from graph.ingest.change_set import ChangeSet
from graph.ingest.compare import compare
from graph.ingest.decided import IDENTITY, pair_of, read_all
from graph.ingest.earlier import earlier
from graph.ingest.ingest import report_of, write_difference
from graph.ingest.load import Load, LoadReport
from graph.ingest.reports import ALL_TIES, Tie
from graph.ingest.revisions import LOAD, PART, UNDO, read_revision
from graph.messages import Message
from graph.model.records import DatasetRecord, SourceRecord
from graph.model.vocabulary import DATASET, REPORTS, SOURCE
from graph.network.facts import Verdict
from graph.network.reading import Graph
from graph.store import state
from graph.store.protocol import GraphStore, Row, Transaction

UNDOABLE: Final = (LOAD, PART, UNDO)
"""The actions that can be undone; undoing an undoing brings the load back."""
_LATER: Final = "MATCH (r:Revision) WHERE r.number > $number AND r.dataset = $dataset RETURN min(r.number) AS number"


@dataclass(frozen=True, slots=True)
class _Before:
    """What a dataset said at an earlier revision; `row` is that of the dataset, None when it was not there."""

    ties: list[Tie]
    sources: tuple[SourceRecord, ...]
    row: Row | None


def undo(store: GraphStore, number: int) -> LoadReport:
    """Let the dataset of a load say again what it said before the load, as one more revision.

    Loads of other datasets and decisions since then stay, and are resolved anew with what is left.

    Raises:
        NotFoundError: there is no such revision.
        ConflictError: it was no load, the dataset has been loaded or removed since, somebody has decided about what it
            brought, or it was made before revisions kept what they replaced.
    """
    run = uuid.uuid4().hex

    def work(transaction: Transaction) -> LoadReport:
        before = state.lock(transaction, run)
        dataset = _dataset(transaction, number)
        was = _said(earlier(transaction, number - 1), dataset) if number > 1 else _Before([], (), None)
        load = _load(transaction, dataset, was)
        difference = compare(transaction, load, run, [_written_by(run, tie) for tie in was.ties])
        if decided := _decided(transaction, dataset, difference):
            raise ConflictError(Message("errors.undo_decided", number=str(number), count=decided))
        changed, loaded = not difference.is_empty, was.row["loaded"] if was.row else None
        if changed:
            write_difference(transaction, difference, before + 1, UNDO, dataset, run, loaded=loaded)
        return report_of(load, difference, revision=before + changed, applied=True, changed=changed)

    with gc_pause.paused():
        return store.write(work)


def _dataset(transaction: Transaction, number: int) -> str:
    """The dataset of a load that can be undone."""
    revision = read_revision(transaction, number)
    if revision is None:
        raise absent("revision", str(number))
    if revision["action"] not in UNDOABLE:
        raise ConflictError(Message("errors.undo_no_load", number=str(number)))
    found = transaction.rows(_LATER, {"number": number, "dataset": revision["dataset"]})[0]["number"]
    if found is not None:
        raise ConflictError(Message("errors.undo_later", number=str(number), later=str(found)))
    return str(revision["dataset"])


def _said(graph: Graph, dataset: str) -> _Before:
    ties = [
        Tie(relation, labels, row)
        for relation, labels in ALL_TIES
        for row in graph.relations(relation, labels)
        if row["dataset"] == dataset
    ]
    cited = {tie.row["source"] for tie in ties}
    sources = tuple(
        record for row in graph.nodes(SOURCE) if row["id"] in cited and (record := _described(row, dataset)) is not None
    )
    return _Before(ties, sources, next((row for row in graph.nodes(DATASET) if row["id"] == dataset), None))


def _described(row: Row, dataset: str) -> SourceRecord | None:
    """What the dataset said of a source."""
    said = json.loads(row["claims"] or "{}").get(dataset)
    return None if said is None else SourceRecord(row["id"], checksum=row["checksum"], **said)


def _load(transaction: Transaction, dataset: str, was: _Before) -> Load:
    """The dataset as a load; its reports are handed over beside it."""
    row = (
        was.row
        or transaction.rows(
            "MATCH (d:Dataset {id: $id}) RETURN d.id AS id, d.loader AS loader, d.title AS title", {"id": dataset}
        )[0]
    )
    return Load(_record(row), was.sources, (), ())


def _record(row: Row) -> DatasetRecord:
    names = {field.name for field in fields(DatasetRecord)}
    return DatasetRecord(**{name: _given(value) for name, value in row.items() if name in names and value is not None})


def _given(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _written_by(run: str, tie: Tie) -> Tie:
    return replace(tie, row={**tie.row, "run": run})


def _decided(transaction: Transaction, dataset: str, difference: ChangeSet) -> int:
    """How many verdicts are about actors, projects or mentions that undoing would take away."""
    nodes = {id for nodes in difference.nodes for id in nodes.deletions()}
    left = _mentions(difference.new_ties.values())
    mentions = _mentions(difference.old_ties.values()) - left
    return sum(_is_about(verdict, nodes, {(dataset, id) for id in mentions}) for verdict in read_all(transaction))


def _mentions(ties: Iterable[Tie]) -> set[str]:
    return {tie.row["given_end"] for tie in ties if tie.type == REPORTS}


def _is_about(verdict: Verdict, nodes: set[str], mentions: set[tuple[str, str]]) -> bool:
    if verdict.question in IDENTITY.values():
        pair = pair_of(verdict)
        return pair.one in mentions or pair.other in mentions
    return not nodes.isdisjoint((verdict.first, verdict.second))
