"""The rows a load wants the graph to have: facts and reports with their ends resolved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from graph.identity import Mention, MentionKey, ProjectMention, Resolution
from graph.ingest.load import Load
from graph.model.claims import REGISTER_PREFIX, Claim, claims_by_evidence, decode, encode, merged
from graph.model.records import KEY_SEPARATOR, Evidence, Node, RecordError, Relation, Value, report_key
from graph.model.vocabulary import (
    ACTOR,
    COLLABORATES_WITH,
    FACT_RELATIONS,
    FUNDS,
    PLACE,
    PROJECT,
    RELATION_BY_NAME,
    REPORTS,
    SOURCE,
    RelationType,
    end_pairs,
)
from graph.store.protocol import Row

ACTOR_PLACE: Final = (ACTOR.label, PLACE.label)
# `run` is when a row was written, not part of its content.
_NOT_COMPARED: Final = frozenset({"run"})


@dataclass(frozen=True, slots=True)
class Tie:
    """One report as a row of the store; `row` has every property of the type, and `start` and `end_`.

    `read` holds the claims of a report of a node when they have been read already.
    """

    type: RelationType
    labels: tuple[str, str]
    row: Row
    read: Mapping[str, Claim] | None = field(default=None, compare=False, repr=False)

    @property
    def identity(self) -> tuple[str, str]:
        """Type and key: what makes it the same report as before."""
        return self.type.name, self.row["key"]

    @property
    def claims(self) -> Mapping[str, Claim]:
        """What a report of a node claims of it."""
        return decode(self.row["claims"]) if self.read is None else self.read

    def says_the_same(self, other: Tie) -> bool:
        """Whether both have the same ends and properties."""
        return {key: value for key, value in self.row.items() if key not in _NOT_COMPARED} == {
            key: value for key, value in other.row.items() if key not in _NOT_COMPARED
        }

    def resolved(self, resolutions: Resolutions) -> Tie:
        """The same report pointing at the actors and projects that the given ids mean."""
        before, (start_label, end_label) = self.row, self.labels
        start = _meant(resolutions, start_label, before["dataset"], before["given_start"])
        end = _meant(resolutions, end_label, before["dataset"], before["given_end"])
        third = self._third(resolutions)
        if self.type.directed and third.items() <= before.items() and (start, end) == (before["start"], before["end_"]):
            return self
        row = {**before, "start": start, "end_": end, **third}
        # The given ids decide between two names of one actor, else the history of merges would.
        if not self.type.directed and (end, before["given_end"]) < (start, before["given_start"]):
            row |= {"start": end, "end_": start}
            row |= {"given_start": before["given_end"], "given_end": before["given_start"]}
        return replace(self, row=row)

    def _third(self, resolutions: Resolutions) -> Row:
        """The actor that it names beside its ends, if any; its key has the id that the source gave."""
        name = self.type.third
        if name is None or self.row[name] is None:
            return {}
        given = self.row["key"].rsplit(KEY_SEPARATOR, 2)[1]
        return {name: _meant(resolutions, ACTOR.label, self.row["dataset"], given)}


def _meant(resolutions: Resolutions, label: str, dataset: str, given: str) -> str:
    """The node that a given id means; one of a label that is not resolved means itself."""
    resolution = resolutions.get(label)
    return given if resolution is None else resolution[dataset, given]


Resolutions = Mapping[str, Resolution]
"""By the label of what was resolved."""

Ties = dict[tuple[str, str], Tie]
"""Reports by their identity."""

NodeReportKey = tuple[str, str, str]
"""Label and id of a node, and the source that speaks of it."""


def reports_of(load: Load, run: str) -> list[Tie]:
    """Every report of the load, its ends still the ids the sources gave.

    Raises:
        RecordError: a relation has an end that no node record of the load describes.
    """
    _check_ends(load)
    dataset = load.dataset.id
    facts = [_fact(relation, key, dataset, run) for relation, key in _keyed(load.relations, dataset)]
    return [*facts, *_node_reports(load, run)]


def node_claims(nodes: Iterable[Node]) -> tuple[dict[NodeReportKey, dict[str, Claim]], dict[NodeReportKey, Evidence]]:
    """What each source claims of each node, and where it speaks of it first; by label, id and source."""
    claims: dict[NodeReportKey, dict[str, Claim]] = {}
    evidences: dict[NodeReportKey, Evidence] = {}
    for node in nodes:
        for evidence, claimed in claims_by_evidence(node):
            key = (node.label, node.id, evidence.source)
            claims[key] = merged(claims[key], claimed) if key in claims else claimed
            evidences.setdefault(key, evidence)
    return claims, evidences


def mentions(ties: Iterable[Tie]) -> list[Mention]:
    """The actors that reports speak of, gathered by dataset and given id, with their places and who works with them.

    Where a register says an actor lies is left out: it is no more than that the register knows the name.
    """
    found: dict[MentionKey, Mention] = {}
    located: dict[MentionKey, set[str]] = defaultdict(set)
    tied: dict[MentionKey, set[str]] = defaultdict(set)
    for tie in ties:
        row = tie.row
        if tie.labels == (SOURCE.label, ACTOR.label):
            key = (row["dataset"], row["given_end"])
            found.setdefault(key, Mention(*key)).add(tie.claims, row["source"])
        elif tie.labels == ACTOR_PLACE and not row["source"].startswith(REGISTER_PREFIX):
            located[row["dataset"], row["given_start"]].add(row["given_end"])
        elif tie.type == COLLABORATES_WITH and row["given_start"] != row["given_end"]:
            tied[row["dataset"], row["given_start"]].add(row["given_end"])
            tied[row["dataset"], row["given_end"]].add(row["given_start"])
    for key, mention in found.items():
        mention.places |= located[key]
        mention.tied |= tied[key]
    return list(found.values())


def project_mentions(ties: Iterable[Tie]) -> list[ProjectMention]:
    """The projects that reports speak of, gathered by dataset and given id."""
    found: dict[MentionKey, ProjectMention] = {}
    for tie in ties:
        if tie.labels == (SOURCE.label, PROJECT.label):
            key = (tie.row["dataset"], tie.row["given_end"])
            found.setdefault(key, ProjectMention(*key)).add(tie.claims)
    return list(found.values())


def _check_ends(load: Load) -> None:
    described = {(node.label, node.id) for node in load.nodes}
    for relation in load.relations:
        for label, end in relation.nodes:
            if (label, end) not in described:
                raise RecordError(f"{relation.name} {relation.start} → {relation.end}: nothing describes {label} {end}")


def _keyed(relations: Iterable[Relation], dataset: str) -> Iterator[tuple[Relation, str]]:
    """Number reports that share a key; one that says exactly the same as an earlier one is dropped, unless it is money.

    Two equal grants are two: whoever lists a grant once more without meaning another has to say so to its loader.
    """
    seen: dict[tuple[str, str], list[Relation]] = defaultdict(list)
    for relation in relations:
        key = relation.numbered(0).key(dataset)
        same_key = seen[relation.name, key]
        if relation not in same_key or (relation.name == FUNDS.name and relation.properties.get("amount") is not None):
            same_key.append(relation)
            ordinal = len(same_key) - 1
            yield relation, relation.numbered(ordinal).key(dataset) if ordinal else key


def _fact(relation: Relation, key: str, dataset: str, run: str) -> Tie:
    relation_type = RELATION_BY_NAME[relation.name]
    properties = {property.name: _stored(relation.properties.get(property.name)) for property in relation_type.own}
    common = _common(key, dataset, relation.start, relation.end, relation.evidence, run)
    return Tie(relation_type, relation.ends, {**properties, **common})


def _stored(value: Value) -> Any:
    """Lists as lists and empty ones as null, as a store gives them back."""
    return (list(value) or None) if isinstance(value, tuple) else value


def _node_reports(load: Load, run: str) -> Iterator[Tie]:
    dataset = load.dataset.id
    claims, evidences = node_claims(load.nodes)
    for relation in load.relations:
        for label, end in relation.nodes:
            key = (label, end, relation.evidence.source)
            if key not in claims:
                claims[key] = {}
                evidences[key] = relation.evidence
    for (label, given, source), claimed in claims.items():
        labels = SOURCE.label, label
        own = report_key(dataset, source, source, given, "-".join(labels))
        common = _common(own, dataset, source, given, evidences[label, given, source], run)
        yield Tie(REPORTS, labels, {"claims": encode(claimed), **common}, claimed)


def _common(key: str, dataset: str, start: str, end: str, evidence: Evidence, run: str) -> Mapping[str, Any]:
    return {
        "key": key,
        "dataset": dataset,
        "source": evidence.source,
        "given_start": start,
        "given_end": end,
        "quote": evidence.quote,
        "locator": evidence.locator,
        "status": evidence.status,
        "run": run,
        "start": start,
        "end_": end,
    }


ALL_TIES: Final = tuple((relation, pair) for relation in (*FACT_RELATIONS, REPORTS) for pair in end_pairs(relation))
