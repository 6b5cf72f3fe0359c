"""Backup and restore as JSON Lines that no engine owns: the way from the embedded store to Neo4j."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any, Final

import orjson

from graph.errors import ConflictError, InputError, Problem
from graph.ingest.digest import as_text, digest_of, keep_digest
from graph.ingest.record_checks import RecordChecks, is_node, joins
from graph.ingest.reports import ALL_TIES
from graph.ingest.write import create, create_nodes
from graph.messages import Message
from graph.model.vocabulary import NODE_BY_LABEL, NODE_TYPES, RELATION_BY_NAME, REVISION, SCHEMA_VERSION, STATE
from graph.store import cypher, state
from graph.store.protocol import BATCH, GraphStore, Row, Transaction

FORMAT: Final = "hur-backup"
SUM: Final = "crc32"
GZIP: Final = b"\x1f\x8b"
# The first schema version whose backups have checksums.
_WITH_SUMS: Final = 7


def write_backup(store: GraphStore, file: Path) -> int:
    """Write the whole graph, workspace and revisions included, to `file`; returns the number of records.

    Compressed when the name ends in `.gz`. The file appears only when it is complete.

    Raises:
        InputError: it cannot be written; nothing is left of it.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("wb") as out:
            header, *lines = _lines(store)
            with gzip.GzipFile("", "wb", 3, out, 0) if file.suffix == ".gz" else nullcontext(out) as text:
                text.writelines((header, *lines))
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except OSError as error:
        raise InputError(Message("errors.file_failed", file=file, reason=error.strerror or str(error))) from error
    finally:
        part.unlink(missing_ok=True)
    return len(lines)


class Restored(int):
    """The number of records that were restored."""

    has_checksums: bool
    """Whether the backup could say that it was undamaged: those of an older HUR cannot."""
    is_as_written: bool
    """Whether the graph said what had been written to it when the backup was taken."""


def restore_backup(store: GraphStore, file: Path) -> Restored:
    """Fill an empty graph from `file`, in one transaction; returns the number of records.

    Raises:
        ConflictError: the graph is not empty.
        InputError: the file is no backup, is cut off or damaged, holds what the model does not know, or a newer HUR
            wrote it; nothing is written.
    """
    header, records = read_backup(file)
    digest = digest_of(records)

    def work(transaction: Transaction) -> int:
        if state.lock(transaction, "restore") != 0:
            raise ConflictError(Message("errors.not_empty"))
        _write(transaction, records)
        state.advance(transaction, header["revision"])
        keep_digest(transaction, digest)  # what was restored is what there is from now on
        return len(records)

    restored = Restored(store.write(work))
    restored.has_checksums = has_checksums(header)
    restored.is_as_written = _is_as_written(header, records)
    return restored


def read_backup(file: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The header of a backup and its records, each as the model says; raises as `restore_backup` does."""
    try:
        with file.open("rb") as content:
            is_compressed = content.read(2) == GZIP
            content.seek(0)
            with gzip.GzipFile(fileobj=content) if is_compressed else nullcontext(content) as lines:
                return _read(lines, file.name)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputError(Message("errors.backup_damaged", file=file.name)) from error


def check_backup(file: Path) -> None:
    """Refuse a backup that is damaged, or was taken of a graph that did not say what had been written to it.

    Raises:
        InputError: it is one of these.
    """
    if not _is_as_written(*read_backup(file)):
        raise InputError(Message("errors.backup_of_damaged", file=file.name))


def _is_as_written(header: Mapping[str, Any], records: Iterable[Mapping[str, Any]]) -> bool:
    """Whether the records say what their newest revision kept a digest of; True where it kept none."""
    newest = {"node": REVISION.label, "id": str(header["revision"])}
    found = (record for record in records if newest.items() <= record.items())
    kept = next((record.get("digest") for record in found), None)
    return kept is None or kept == as_text(digest_of(records))


def _lines(store: GraphStore) -> list[bytes]:
    """A backup's lines: the header, with a digest of the others, and each record with a checksum of its own."""
    header, records = store.read(read_records)
    lines = [_summed(record) for record in records]
    return [orjson.dumps(header | {"sha256": _digest(lines)}) + b"\n", *lines]


def _summed(record: dict[str, Any]) -> bytes:
    line = orjson.dumps(record)
    return b'%s,"%s":"%08x"}\n' % (line[:-1], SUM.encode(), zlib.crc32(line))


def _digest(lines: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for line in lines:
        found.update(line.rstrip(b"\r\n") + b"\n")
    return found.hexdigest()


def read_records(transaction: Transaction) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Revision and schema, and everything the graph holds: nodes, then relations, without what is null."""
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
    records = [{key: value for key, value in record.items() if value is not None} for record in (*nodes, *relations)]
    header = {
        "format": FORMAT,
        "schema_version": SCHEMA_VERSION,
        "revision": state.revision(transaction),
        "records": len(records),
    }
    return header, records


def _read(lines: Iterable[bytes], name: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    header: dict[str, Any] | None = None
    digest, records, checks = hashlib.sha256(), [], RecordChecks()
    for number, line in enumerate(lines, start=1):
        record = _parsed(line, number, name)
        if header is None:
            header = _checked_header(record, name)
            checks = RecordChecks(is_older=header["schema_version"] < SCHEMA_VERSION)
            continue
        records.append(_checked(record, line, number, header, checks, name))
        digest.update(line.rstrip(b"\r\n") + b"\n")
    if header is None:
        raise InputError(Message("errors.no_backup", file=name))
    if header["records"] != len(records):
        found, expected = len(records), header["records"]
        raise InputError(Message("errors.backup_cut", file=name, found=found, expected=expected))
    if has_checksums(header) and header["sha256"] != digest.hexdigest():
        raise InputError(Message("errors.backup_damaged", file=name))
    return header, records


def has_checksums(header: Mapping[str, Any]) -> bool:
    """Whether the backup can say that it is undamaged: those of an older HUR cannot."""
    return bool(header["schema_version"] >= _WITH_SUMS)


def _checked_header(record: dict[str, Any], name: str) -> dict[str, Any]:
    numbers = [record.get(key) for key in ("schema_version", "revision", "records")]
    if record.get("format") != FORMAT or not all(type(number) is int and number >= 0 for number in numbers):
        raise InputError(Message("errors.no_backup", file=name))
    if (theirs := record["schema_version"]) > SCHEMA_VERSION:
        raise InputError(Message("errors.backup_version", file=name, theirs=theirs, ours=SCHEMA_VERSION))
    if has_checksums(record) and not isinstance(record.get("sha256"), str):
        raise InputError(Message("errors.no_backup", file=name))
    return record


def _parsed(line: bytes, number: int, name: str) -> dict[str, Any]:
    try:
        record = json.loads(line.decode(), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise _wrong("errors.backup_no_json", name, number, reason=str(error)) from error
    if not isinstance(record, dict):
        raise _wrong("errors.backup_no_record", name, number)
    return record


def _checked(
    record: dict[str, Any], line: bytes, number: int, header: Mapping[str, Any], checks: RecordChecks, name: str
) -> dict[str, Any]:
    if is_node(record) == joins(record):
        raise _wrong("errors.backup_no_record", name, number)
    given = record.pop(SUM, None)
    if has_checksums(header) and given != f"{zlib.crc32(_without_sum(line)):08x}":
        raise _wrong("errors.backup_sum", name, number)
    if problem := checks.problem(record):
        raise _wrong("errors.as_told", name, number, text=problem)
    return record


def _without_sum(line: bytes) -> bytes:
    return line.rstrip(b"\r\n").rpartition(b',"%s"' % SUM.encode())[0] + b"}"


def _wrong(key: str, name: str, number: int, **values: object) -> InputError:
    return InputError.of((Problem(Message(key, **values), file=name, row=number),))


def _refuse(constant: str) -> None:
    raise ValueError(constant)


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
