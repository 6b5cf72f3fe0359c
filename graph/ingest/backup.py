"""Backup and restore as JSON Lines that no engine owns: the way from the embedded store to Neo4j."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from graph.errors import ConflictError, InputError, Problem
from graph.ingest.reports import ALL_TIES
from graph.ingest.write import create, create_nodes
from graph.messages import Message
from graph.model.vocabulary import NODE_BY_LABEL, NODE_TYPES, RELATION_BY_NAME, SCHEMA_VERSION, STATE, end_pairs
from graph.store import cypher, state
from graph.store.protocol import BATCH, GraphStore, Row, Transaction

FORMAT: Final = "hur-backup"


def write_backup(store: GraphStore, file: Path) -> int:
    """Write the whole graph, workspace and revisions included, to `file`; returns the number of records.

    The file appears only when it is complete.
    """
    part = file.with_name(f"{file.name}.part")
    count = 0
    with part.open("w", encoding="utf-8") as out:
        for record in store.read(lambda transaction: list(_records(transaction))):
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
            count += 1
        out.flush()
        os.fsync(out.fileno())
    part.replace(file)
    return count - 1


def restore_backup(store: GraphStore, file: Path) -> int:
    """Fill an empty graph from `file`, in one transaction; returns the number of records.

    Raises:
        ConflictError: the graph is not empty.
        InputError: the file is no backup, is cut off, or a newer HUR wrote it.
    """
    header, records = _read(file)

    def work(transaction: Transaction) -> int:
        if state.lock(transaction, "restore") != 0:
            raise ConflictError(Message("errors.not_empty"))
        _write(transaction, records)
        state.advance(transaction, header["revision"])
        return len(records)

    return store.write(work)


def _records(transaction: Transaction) -> Iterator[dict[str, Any]]:
    nodes = [
        {"node": node.label, **row}
        for node in NODE_TYPES
        if node != STATE
        for row in transaction.rows(cypher.read_nodes(node))
    ]
    relations = [
        {"relation": relation.name, "labels": labels, **row}
        for relation, labels in ALL_TIES
        for row in transaction.rows(cypher.read_relations(relation, *labels))
    ]
    yield {
        "format": FORMAT,
        "schema_version": SCHEMA_VERSION,
        "revision": state.revision(transaction),
        "records": len(nodes) + len(relations),
    }
    for record in (*nodes, *relations):
        yield {key: value for key, value in record.items() if value is not None}


def _read(file: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    with file.open(encoding="utf-8") as lines:
        records = list(_parsed(lines, file.name))
    header = records[0] if records else {}
    if header.get("format") != FORMAT:
        raise InputError(Message("errors.no_backup", file=file.name))
    if header["schema_version"] > SCHEMA_VERSION:
        theirs = header["schema_version"]
        raise InputError(Message("errors.backup_version", file=file.name, theirs=theirs, ours=SCHEMA_VERSION))
    if header["records"] != len(records) - 1:
        found, expected = len(records) - 1, header["records"]
        raise InputError(Message("errors.backup_cut", file=file.name, found=found, expected=expected))
    return header, records[1:]


def _parsed(lines: Iterable[str], name: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, start=1):
        try:
            record = json.loads(line)
        except ValueError as error:
            problem = Problem.of("errors.backup_no_json", file=name, row=number, reason=error)
            raise InputError.of((problem,)) from error
        known = record.get("format") or record.get("node") in NODE_BY_LABEL or _joins(record)
        if not known:
            raise InputError.of((Problem.of("errors.backup_no_record", file=name, row=number),))
        yield record


def _joins(record: dict[str, Any]) -> bool:
    relation = RELATION_BY_NAME.get(record.get("relation", ""))
    return relation is not None and tuple(record.get("labels", ())) in end_pairs(relation)


def _write(transaction: Transaction, records: Iterable[dict[str, Any]]) -> None:
    """Nodes come before relations in a backup, so each batch finds its ends."""
    pending: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for record in records:
        kind = (record["node"],) if "node" in record else (record["relation"], *record["labels"])
        pending[kind].append(record)
    for kind, rows in pending.items():
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            if len(kind) == 1:
                create_nodes(transaction, NODE_BY_LABEL[kind[0]], batch)
            else:
                create(transaction, RELATION_BY_NAME[kind[0]], (kind[1], kind[2]), batch)
