"""Taking a text out of everything that is kept: facts and their ids, revisions and what they replaced, verdicts."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.errors import InputError
from graph.ingest.backup import read_records
from graph.ingest.compressed import compress, compress_long, decompress
from graph.ingest.digest import add_to_digest, digest_of
from graph.ingest.write import create, create_nodes, upsert
from graph.messages import Message
from graph.model.records import slug
from graph.model.vocabulary import NODE_BY_LABEL, RELATION_BY_NAME
from graph.store import cypher
from graph.store.protocol import GraphStore, Row, Transaction, batches

LEAST: Final = 4  # characters; shorter texts stand in too many words
ERASED: Final = "[borttaget]"  # stands where the text was, in the language of most texts
ERASED_ID: Final = "borttaget"
_COMPRESSED: Final = {"replaced": compress, "difference": compress_long}
_ENDS: Final = ("start", "end_")
_IDS: Final = frozenset({"id", "key", *_ENDS, "given_start", "given_end", "recipient", "first", "second"})
_WHAT: Final = frozenset({"node", "relation", "labels"})


@dataclass(frozen=True, slots=True)
class Eraser:
    """A text to be taken out wherever it stands as words of its own, in capitals or not, and as ids write it."""

    text: re.Pattern[str]
    id: re.Pattern[str] | None

    @classmethod
    def of(cls, text: str) -> Eraser:
        """InputError for a text of fewer than four characters."""
        bare, told = text.strip(), slug(text)
        if len(bare) < LEAST:
            raise InputError(Message("errors.erase_short", least=LEAST))
        return cls(_word(bare), _word(told) if len(told) >= LEAST and told != bare.casefold() else None)

    def without(self, value: Any, name: str = "") -> Any:
        """A value of a property called `name`, or a part of one, without the text."""
        if isinstance(value, list | tuple):
            return [self.without(part) for part in value]
        if isinstance(value, dict):
            return {self.without(key): self.without(part, key) for key, part in value.items()}
        if not isinstance(value, str):
            return value
        if name in _IDS:
            return self._plain(value).replace(ERASED, ERASED_ID)
        if packed := _COMPRESSED.get(name):
            content = decompress(value)
            return value if (left := self.without(content)) == content else packed(left)
        if value[:1] in ("{", "["):
            try:
                content = json.loads(value)
            except ValueError:
                return self._plain(value)
            left = self.without(content)
            return value if left == content else json.dumps(left, ensure_ascii=False)
        return self._plain(value)

    def _plain(self, text: str) -> str:
        text = self.text.sub(ERASED, text)
        return self.id.sub(ERASED_ID, text) if self.id else text

    def record(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """A record of the graph, or of a backup, without the text."""
        return {name: value if name in _WHAT else self.without(value, name) for name, value in record.items()}


def erase(store: GraphStore, text: str, *, apply: bool = True) -> Counter[str]:
    """Take a text out of the graph in one transaction, or with `apply` False look for it; the records by type.

    Raises:
        InputError: it is too short, or two nodes would have one id without it; nothing is changed.
    """
    eraser = Eraser.of(text)

    def work(transaction: Transaction) -> Counter[str]:
        _, records = read_records(transaction)
        changed = [(record, left) for record in records if (left := eraser.record(record)) != record]
        _check_ids(records, changed)
        if apply:
            _rewrite(transaction, changed, records)
            add_to_digest(transaction, digest_of(left for _, left in changed) - digest_of(were for were, _ in changed))
        return Counter(record.get("node") or record["relation"] for record, _ in changed)

    return store.write(work) if apply else store.read(work)


def holds(records: Iterable[Mapping[str, Any]], text: str) -> bool:
    """Whether any record of a backup has the text."""
    eraser = Eraser.of(text)
    return any(eraser.record(record) != record for record in records)


def _word(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)", re.IGNORECASE)


def _check_ids(records: Iterable[Row], changed: list[tuple[Row, Row]]) -> None:
    taken = {(record["node"], record["id"]) for record in records if "node" in record}
    for record, left in changed:
        if "node" not in record or record["id"] == left["id"]:
            continue
        if (left["node"], left["id"]) in taken:
            raise InputError(Message("errors.erase_same_id", id=left["id"]))
        taken.add((left["node"], left["id"]))


def _rewrite(transaction: Transaction, changed: list[tuple[Row, Row]], records: list[Row]) -> None:
    """Write changed records anew: nodes before the ties that hang on them."""
    renamed = {record["id"] for record, left in changed if "node" in record and record["id"] != left["id"]}
    nodes: dict[str, list[tuple[Row, Row]]] = defaultdict(list)
    for record, left in changed:
        if "node" in record:
            nodes[record["node"]].append((record, left))
    ties = [(record, left) for record, left in changed if "relation" in record]
    known = {id(record) for record, _ in ties}
    ties += [
        (record, record)
        for record in records
        if "relation" in record and id(record) not in known and renamed.intersection(record[end] for end in _ENDS)
    ]
    _replace(transaction, nodes, ties)


def _replace(transaction: Transaction, nodes: Mapping[str, list[tuple[Row, Row]]], ties: list[tuple[Row, Row]]) -> None:
    by_type: dict[tuple[str, str, str], list[tuple[Row, Row]]] = defaultdict(list)
    for record, left in ties:
        by_type[record["relation"], record["labels"][0], record["labels"][1]].append((record, left))
    for (name, start, end), pairs in by_type.items():
        for keys in batches([record["key"] for record, _ in pairs]):
            transaction.rows(cypher.delete_relations(RELATION_BY_NAME[name], start, end), {"keys": keys})
    for label, found in nodes.items():
        node = NODE_BY_LABEL[label]
        for ids in batches([record["id"] for record, left in found if record["id"] != left["id"]]):
            transaction.rows(cypher.delete_nodes(node), {"ids": ids})
        for batch in batches([left for record, left in found if record["id"] != left["id"]]):
            create_nodes(transaction, node, batch)
        for batch in batches([left for record, left in found if record["id"] == left["id"]]):
            upsert(transaction, node, batch)
    for (name, start, end), pairs in by_type.items():
        for batch in batches([left for _, left in pairs]):
            create(transaction, RELATION_BY_NAME[name], (start, end), batch)
