"""A digest of all that the graph says, kept with every revision, so that a change that HUR did not make is found.

It is the sum, modulo 2^128, of the digests of all records, whatever their order: so a write, which knows the rows
before and after, brings it up to date without reading the graph. Revisions and the state of the store are not part of
it. It finds accidents; who may write to the store can make records that add up to the same.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

import orjson

from graph.ingest.change_set import ChangeSet
from graph.ingest.replaced import Type
from graph.model.vocabulary import NODE_BY_LABEL, RELATION_BY_NAME, REVISION
from graph.store import state
from graph.store.protocol import Row, Transaction

_MODULUS: Final = 2**128
_BYTES: Final = 16
_WRITTEN: Final = re.compile("[0-9a-f]{32}")
_READ: Final = f"MATCH (r:{REVISION.label} {{id: $id}}) RETURN r.digest AS digest"
_KEEP: Final = f"MATCH (r:{REVISION.label} {{id: $id}}) SET r.digest = $digest"


def rows_digest(type: Type, rows: Iterable[Row]) -> int:
    """The sum of the digests of rows of a label, or of a relation between two labels, not reduced.

    The same for both engines: of what is said, by name, with whole amounts as the numbers they are, and no empty lists.
    """
    names, amounts = _names(type)
    total = 0
    for row in rows:
        said = {name: value for name in names if (value := row.get(name)) is not None and value != []}
        for name in amounts.intersection(said):
            if isinstance(said[name], int):
                said[name] = float(said[name])
        record = orjson.dumps([type, said], default=repr)
        total += int.from_bytes(hashlib.blake2b(record, digest_size=_BYTES).digest())
    return total


def digest_of(records: Iterable[Mapping[str, Any]]) -> int:
    """The digest of all that the records of a graph, or of a backup, say."""
    rows: dict[Type, list[Row]] = defaultdict(list)
    for record in records:
        rows[type_of(record)].append(dict(record))
    return sum(rows_digest(type, found) for type, found in rows.items() if type != (REVISION.label,)) % _MODULUS


def type_of(record: Mapping[str, Any]) -> Type:
    """The label of a record, or its relation with the labels of its ends."""
    return (record["node"],) if "node" in record else (record["relation"], *record["labels"])


def digest_added(difference: ChangeSet) -> int:
    """What writing a change set adds to the digest."""
    total = 0
    for ties, sign in ((difference.created(), 1), (difference.deleted(), -1)):
        rows: dict[Type, list[Row]] = defaultdict(list)
        for tie in ties:
            rows[tie.type.name, *tie.labels].append(tie.row)
        total += sign * sum(rows_digest(type, found) for type, found in rows.items())
    for nodes in (*difference.nodes, difference.sources, difference.dataset):
        updated = nodes.updated()
        gone = [nodes.before[id] for id in (*nodes.deletions(), *(row["id"] for row in updated))]
        total += rows_digest((nodes.type.label,), (*nodes.created(), *updated))
        total -= rows_digest((nodes.type.label,), gone)
    return total


def kept_digest(transaction: Transaction, revision: int) -> int | None:
    """The digest that a revision kept, 0 for the empty graph; None where it kept none, as in an older HUR.

    One that cannot be read any more is -1, which no graph has.
    """
    if revision == 0:
        return 0
    found = transaction.rows(_READ, {"id": str(revision)})
    if not found or found[0]["digest"] is None:
        return None
    return int(found[0]["digest"], 16) if _WRITTEN.fullmatch(found[0]["digest"]) else -1


def as_text(digest: int) -> str:
    """The digest as revisions keep it: 32 digits of base 16."""
    return f"{digest % _MODULUS:032x}"


def keep_digest(transaction: Transaction, digest: int) -> None:
    """Let the newest revision keep this digest."""
    transaction.rows(_KEEP, {"id": str(state.revision(transaction)), "digest": as_text(digest)})


def add_to_digest(transaction: Transaction, added: int) -> None:
    """Bring the newest revision's digest up to date with what was written without a revision."""
    kept = kept_digest(transaction, state.revision(transaction))
    if kept is not None:
        keep_digest(transaction, kept + added)


def _names(type: Type) -> tuple[list[str], frozenset[str]]:
    """What a row of the type may say, in an order of its own, and which of it are amounts."""
    properties = NODE_BY_LABEL[type[0]].properties if len(type) == 1 else RELATION_BY_NAME[type[0]].properties
    known = ["id"] if len(type) == 1 else ["start", "end_"]
    names = sorted([*known, *(property.name for property in properties)])
    return names, frozenset(property.name for property in properties if property.type == "number")
