"""One transaction per dataset run: compare, write the difference, prune, and record the revision."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

from graph import gc_pause
from graph.errors import absent
from graph.ingest.change_set import ChangeSet
from graph.ingest.compare import compare
from graph.ingest.load import Load, LoadReport
from graph.ingest.namesakes import namesakes
from graph.ingest.replaced import clear
from graph.ingest.revisions import FORGET, LOAD, PART, serialized_difference, write_revision
from graph.ingest.write import Progress, write_change_set
from graph.messages import Message
from graph.model.records import DatasetRecord
from graph.store import state
from graph.store.protocol import GraphStore, Transaction, rows


def ingest(
    store: GraphStore,
    load: Load,
    *,
    apply: bool = True,
    progress: Progress | None = None,
) -> LoadReport:
    """Make the graph say what `load` says, and nothing else, of its dataset.

    Only what differs is written, in one transaction; a load that changes nothing makes no revision. With
    `apply=False` nothing is written and the report tells what would be. `progress(step, done, total)` is called
    on the way. The cost grows with the dataset and with the number of actor mentions in the graph.

    Raises:
        RecordError: a relation's end is described by no node record.
        StoreError: the store failed; the graph is as it was.
    """
    return _ingested(store, load, PART if load.part else LOAD, apply, progress)


def _ingested(
    store: GraphStore, load: Load, action: str, apply: bool = True, progress: Progress | None = None
) -> LoadReport:
    run = uuid.uuid4().hex

    def work(transaction: Transaction) -> LoadReport:
        before = state.lock(transaction, run) if apply else state.revision(transaction)
        difference = compare(transaction, load, run)
        changed = not difference.is_empty
        after = before
        if changed and apply:
            after = before + 1
            write_difference(transaction, difference, after, action, load.dataset.id, run, progress=progress)
            if action == FORGET:
                clear(transaction, load.dataset.id)
        report = report_of(load, difference, revision=after, applied=apply, changed=changed)
        # Nobody can say any more what was meant once it is written.
        return report if apply else replace(report, notes=(*report.notes, *namesakes(transaction, report.difference)))

    with gc_pause.paused():
        return store.write(work) if apply else store.read(work)


def forget(store: GraphStore, dataset: str) -> LoadReport:
    """Withdraw everything a dataset reported, and the dataset; earlier revisions forget it too.

    Raises:
        NotFoundError: there is no such dataset.
    """
    known = rows(
        store,
        "MATCH (d:Dataset) RETURN d.id AS id, d.loader AS loader, d.title AS title ORDER BY id",
    )
    found = next((row for row in known if row["id"] == dataset), None)
    if found is None:
        raise absent("dataset", dataset, known=[row["id"] for row in known])
    nothing = Load(DatasetRecord(dataset, found["loader"], found["title"]), (), (), ())
    return _ingested(store, nothing, FORGET)


def write_difference(
    transaction: Transaction,
    difference: ChangeSet,
    number: int,
    action: str,
    dataset: str,
    run: str,
    *,
    loaded: str | None = None,
    progress: Progress | None = None,
) -> None:
    """Write what differs and the revision that says so; the dataset counts as `loaded` then, now when None."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    difference.date(loaded or at)
    with ThreadPoolExecutor(1) as beside:
        # Python words the difference while the engine writes it.
        serializing = beside.submit(serialized_difference, difference)
        write_change_set(transaction, difference, progress)
        write_revision(transaction, number, at, action, dataset, run, serializing.result())


def report_of(load: Load, difference: ChangeSet, *, revision: int, applied: bool, changed: bool) -> LoadReport:
    """What a load did, or would do."""
    return LoadReport(
        dataset=load.dataset.id,
        revision=revision,
        applied=applied,
        changed=changed,
        counts=difference.counts(),
        difference=difference.changes,
        rejected=load.rejected,
        notes=(*load.notes, *([Message("identity.split", count=difference.split)] if difference.split else [])),
        part=load.part,
        rows_left_out=load.rows_left_out,
        rows_with_fields_left_out=load.rows_with_fields_left_out,
    )
