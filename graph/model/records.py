"""What loaders emit: sources, datasets, nodes and relations with their evidence, checked against the model."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from graph.model.dates import check_date
from graph.model.names import normalised
from graph.model.vocabulary import ACTOR, NODE_BY_LABEL, RELATION_BY_NAME, STATUSES, NodeType, Property, RelationType

Value = str | float | int | tuple[str, ...] | None

QUOTE_LIMIT: Final = 300
KEY_SEPARATOR: Final = "│"


class RecordError(ValueError):
    """A record does not fit the model; the message names the type, the property and the value."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a report comes from: the source's id, a fragment of it and where that fragment stands."""

    source: str
    quote: str | None = None
    locator: str | None = None
    status: str = "asserted"

    def __post_init__(self) -> None:
        if not self.source:
            raise RecordError("evidence without a source")
        if self.status not in STATUSES:
            raise RecordError(f"status {self.status!r} is none of {', '.join(STATUSES)}")
        _compose(self, "source", "quote", "locator")
        if self.quote is not None and len(self.quote) > QUOTE_LIMIT:
            object.__setattr__(self, "quote", self.quote[: QUOTE_LIMIT - 1].rstrip() + "…")


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A document that facts cite."""

    id: str
    title: str | None = None
    url: str | None = None
    licence: str | None = None
    retrieved: str | None = None
    checksum: str | None = None

    def __post_init__(self) -> None:
        if self.retrieved is not None:
            check_date(self.retrieved)
        _compose(self, "id", "title", "url", "licence")


@dataclass(frozen=True, slots=True)
class DatasetRecord:
    """The unit a load replaces.

    `shows_collaboration` (`yes`, `no`) says whether it names those who take part together, `covers_*` within what it
    claims to show every collaboration.
    """

    id: str
    loader: str
    title: str
    shows_collaboration: str | None = None
    covers_places: tuple[str, ...] = ()
    covers_from: str | None = None
    covers_to: str | None = None
    covers_kinds: tuple[str, ...] = ()
    checksum: str | None = None

    def __post_init__(self) -> None:
        _compose(self, "id", "title")


@dataclass(frozen=True, slots=True)
class Node:
    """What one source says of one node.

    `id` is the id the record has by itself (see `actor_id`); identity is resolved later. `evidence` stands for
    the whole record, `property_evidence` for single properties.
    """

    label: str
    id: str
    properties: Mapping[str, Value]
    evidence: Evidence
    property_evidence: Mapping[str, Evidence] = field(default_factory=dict)

    def __post_init__(self) -> None:
        node_type = NODE_BY_LABEL.get(self.label)
        if node_type is None:
            raise RecordError(f"unknown node type {self.label!r}")
        if not self.id:
            raise RecordError(f"{self.label} without an id")
        _compose(self, "id")
        object.__setattr__(self, "properties", _checked(node_type, node_type.label, self.properties))
        if unknown := [name for name in self.property_evidence if node_type.property(name) is None]:
            raise RecordError(f"evidence for unknown properties of {self.label}: {', '.join(sorted(unknown))}")


@dataclass(frozen=True, slots=True)
class Relation:
    """What one source says of a tie between two nodes, named by the ids the source gave.

    `labels` must be given where the relation type joins several pairs of labels. `ordinal` tells apart reports
    that are otherwise the same (a source that lists two grants by one funder).
    """

    name: str
    start: str
    end: str
    evidence: Evidence
    properties: Mapping[str, Value] = field(default_factory=dict)
    labels: tuple[str, str] | None = None
    ordinal: int = 0

    def __post_init__(self) -> None:
        relation_type = RELATION_BY_NAME.get(self.name)
        if relation_type is None:
            raise RecordError(f"unknown relation type {self.name!r}")
        if not self.start or not self.end:
            raise RecordError(f"{self.name} without both ends")
        _compose(self, "start", "end")
        pairs = relation_type.labels
        labels = self.labels or (pairs[0] if len(pairs) == 1 else None)
        if labels not in pairs:
            raise RecordError(f"{self.name} cannot join {labels}; it joins {[*pairs]}")
        object.__setattr__(self, "labels", labels)
        object.__setattr__(self, "properties", _checked(relation_type, self.name, self.properties))
        if not relation_type.directed and self.end < self.start:
            start, end = self.start, self.end
            object.__setattr__(self, "start", end)
            object.__setattr__(self, "end", start)

    @property
    def ends(self) -> tuple[str, str]:
        """The labels of the two ends."""
        assert self.labels is not None
        return self.labels

    @property
    def third(self) -> str | None:
        """The actor that it names beside its ends."""
        name = RELATION_BY_NAME[self.name].third
        actor = self.properties.get(name) if name else None
        return str(actor) if actor else None

    @property
    def nodes(self) -> Iterator[tuple[str, str]]:
        """The label and the id of each node that the tie is of."""
        yield from zip(self.ends, (self.start, self.end), strict=True)
        if self.third:
            yield ACTOR.label, self.third

    def naming(self, third: str | None) -> Relation:
        """The same with another actor beside its ends, or none."""
        name = RELATION_BY_NAME[self.name].third
        return replace(self, properties={**self.properties, name: third}) if name and third != self.third else self

    def key(self, dataset: str) -> str:
        """The report's identity within the graph: dataset│source│from│to│role, kind or recipient│ordinal."""
        relation_type = RELATION_BY_NAME[self.name]
        if distinguishing := relation_type.discriminator or relation_type.third:
            distinguished = str(self.properties.get(distinguishing) or "")
        else:
            # Ids are unique within a label only.
            distinguished = "-".join(self.ends) if len(relation_type.ends) > 1 else ""
        return report_key(dataset, self.evidence.source, self.start, self.end, distinguished, self.ordinal)

    def numbered(self, ordinal: int) -> Relation:
        """The same relation with another ordinal."""
        return self if ordinal == self.ordinal else replace(self, ordinal=ordinal)


def report_key(dataset: str, source: str, start: str, end: str, distinguished: str, ordinal: int = 0) -> str:
    """The identity of one report; `distinguished` is its role, kind or recipient, or the labels of its ends."""
    return KEY_SEPARATOR.join((dataset, source, start, end, distinguished, str(ordinal)))


def actor_id(
    name: str,
    *,
    org_number: str | None = None,
    ror: str | None = None,
    pic: str | None = None,
) -> str:
    """The id an actor's record has by itself: organisation number, ROR, PIC, else a slug of the name."""
    if org_number:
        return f"orgnr:{org_number}"
    if ror:
        return f"ror:{ror.rstrip('/').rsplit('/', 1)[-1]}"
    if pic:
        return f"pic:{pic}"
    return slug(name)


@lru_cache(maxsize=1 << 17)
def slug(name: str) -> str:
    """A readable id that keeps å, ä, ö: `Håbo kommun` → `håbo-kommun`. Empty for a name without letter and digit.

    Names are told apart as `normalised` tells them: `C+ AB` and `C AB` have different ids.
    """
    words = normalised(name)
    return words.replace(" ", "-") if any(map(str.isalnum, words)) else ""


def _checked(owner: NodeType | RelationType, name: str, given: Mapping[str, Value]) -> dict[str, Value]:
    checked: dict[str, Value] = {}
    for key, value in given.items():
        declared = owner.property(key)
        if declared is None:
            raise RecordError(f"{name} has no property {key!r}")
        checked[key] = None if value is None else _value(declared, name, value)
    return checked


def _value(declared: Property, owner: str, value: Value) -> Value:
    if isinstance(value, str) and declared.type == "text" and not declared.choices:
        return _text(value) or None
    where = f"{owner}.{declared.name}"
    if declared.type == "texts":
        if not isinstance(value, tuple) or not all(isinstance(text, str) for text in value):
            raise RecordError(f"{where}: {value!r} is not a tuple of texts")
        return tuple(_text(text) for text in value)
    if declared.type in ("number", "integer"):
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise RecordError(f"{where}: {value!r} is not a number")
        if not math.isfinite(value):
            raise RecordError(f"{where}: {value!r} is not a finite number")
        return float(value) if declared.type == "number" else int(value)
    if not isinstance(value, str):
        raise RecordError(f"{where}: {value!r} is not a text")
    text = _text(value)
    if declared.type == "date":
        try:
            check_date(text)
        except ValueError as error:
            raise RecordError(f"{where}: {error}") from error
    if declared.choices and text not in declared.choices:
        raise RecordError(f"{where}: {text!r} is none of {', '.join(declared.choices)}")
    return text or None


def _compose(record: object, *names: str) -> None:
    """Put these texts of a frozen record into NFC."""
    for name in names:
        text = getattr(record, name)
        if text is not None and (composed := _text(text)) is not text:
            object.__setattr__(record, name, composed)


def _text(value: str) -> str:
    if "\x00" in value:
        raise RecordError(f"NUL byte in {value!r}")
    return value.strip() if value.isascii() else unicodedata.normalize("NFC", value).strip()
