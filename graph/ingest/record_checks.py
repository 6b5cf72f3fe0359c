"""What a record of a backup, or of a store, must be like: as the model says, so that no page breaks on it."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Mapping
from typing import Any, Final

from graph.ingest.compressed import decompress
from graph.messages import Message
from graph.model.dates import check_date
from graph.model.declarations import NodeType, Property, RelationType
from graph.model.vocabulary import (
    ACTOR,
    NODE_BY_LABEL,
    RELATION_BY_NAME,
    REPORTS,
    REVISION,
    SHARE,
    SOURCE,
    STORY,
    VERDICT,
    VIEW,
    end_pairs,
)

_FURTHER: Final = {"node", "relation", "labels", "id", "start", "end_"}
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    VERDICT.label: ("question", "first", "second", "verdict", "decided_by", "decided_at"),
    VIEW.label: ("title", "options"),
    STORY.label: ("title", "content"),
    SHARE.label: ("title", "names"),
    REVISION.label: ("number", "at", "action"),
}
_JSON: Final = frozenset(
    {(REVISION.label, name) for name in ("summary", "difference", "replaced", "counts")}
    | {(REPORTS.name, "claims"), (SOURCE.label, "claims"), (VIEW.label, "options"), (SHARE.label, "options")}
)
_INTEGERS: Final = 2**63


class RecordChecks:
    """Checks one record after the other; ties come after the nodes that they join.

    `is_older` lets be what this HUR does not know: records of an older one may have it.
    """

    def __init__(self, *, is_older: bool = False) -> None:
        self._is_older = is_older
        self._nodes: set[tuple[str, str]] = set()
        self._keys: set[tuple[str, str]] = set()

    def problem(self, record: Mapping[str, Any]) -> Message | None:
        """What is wrong with a record; None when nothing is."""
        try:
            if "node" in record:
                self._check_node(NODE_BY_LABEL[record["node"]], record)
            else:
                self._check_relation(RELATION_BY_NAME[record["relation"]], record)
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError, zlib.error) as error:
            reason = error.args[0] if error.args and isinstance(error.args[0], Message) else str(error)
            return Message("errors.record_wrong", reason=reason)
        return None

    def _check_node(self, node: NodeType, record: Mapping[str, Any]) -> None:
        id = _text("id", record.get("id"))
        if not id or (node.label, id) in self._nodes:
            raise ValueError(Message("errors.record_id", id=id))
        self._nodes.add((node.label, id))
        self._check_properties(node.label, node.property, record)

    def _check_relation(self, relation: RelationType, record: Mapping[str, Any]) -> None:
        for label, end in zip(record["labels"], ("start", "end_"), strict=True):
            if (label, _text(end, record.get(end))) not in self._nodes:
                raise ValueError(Message("errors.record_end", id=str(record.get(end))))
        third = record.get(relation.third) if relation.third else None
        if third is not None and (ACTOR.label, _text(str(relation.third), third)) not in self._nodes:
            raise ValueError(Message("errors.record_end", id=str(third)))
        key = _text("key", record.get("key"))
        if not key or (relation.name, key) in self._keys:
            raise ValueError(Message("errors.record_id", id=key))
        self._keys.add((relation.name, key))
        declared = {property.name: property for property in relation.properties}
        self._check_properties(relation.name, declared.get, record)

    def _check_properties(
        self, type: str, declared: Callable[[str], Property | None], record: Mapping[str, Any]
    ) -> None:
        for name, value in record.items():
            if name in _FURTHER or value is None:
                continue
            property = declared(name)
            if property is not None:
                _check(property, value)
                if (type, name) in _JSON:
                    decompress(value)
            elif not self._is_older:
                raise ValueError(Message("errors.record_property", name=name))
        for name in _NEEDED.get(type, ()):
            if record.get(name) is None:
                raise ValueError(Message("errors.record_lacks", name=name))


def joins(record: Mapping[str, Any]) -> bool:
    """Whether it is a relation between two labels that it may join."""
    name, labels = record.get("relation"), record.get("labels")
    relation = RELATION_BY_NAME.get(name) if isinstance(name, str) else None
    return relation is not None and isinstance(labels, list) and tuple(map(str, labels)) in end_pairs(relation)


def is_node(record: Mapping[str, Any]) -> bool:
    """Whether it is a node of a label there is."""
    return isinstance(label := record.get("node"), str) and label in NODE_BY_LABEL


def _check(declared: Property, value: object) -> None:
    name = declared.name
    if declared.type == "texts":
        if not isinstance(value, list):
            raise ValueError(Message("errors.record_type", name=name, value=_shown(value)))
        for part in value:
            _text(name, part)
    elif declared.type in ("number", "integer"):
        _check_number(declared, value)
    else:
        _check_text(declared, _text(name, value))


def _check_number(declared: Property, value: object) -> None:
    wanted = int if declared.type == "integer" else (int, float)
    is_number = isinstance(value, wanted) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value) or (abs(value) >= _INTEGERS and declared.type == "integer"):  # type: ignore[arg-type]
        raise ValueError(Message("errors.record_type", name=declared.name, value=_shown(value)))


def _check_text(declared: Property, text: str) -> None:
    if declared.choices and text not in declared.choices:
        raise ValueError(Message("errors.record_type", name=declared.name, value=_shown(text)))
    if declared.type == "date":
        check_date(text)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError(Message("errors.record_type", name=name, value=_shown(value)))
    value.encode()  # half a character is none
    return value


def _shown(value: object) -> str:
    return repr(value)[:60]
