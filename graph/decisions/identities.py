"""Decisions about who is who in the graph, actors and projects, and what they change."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from graph import gc_pause
from graph.decisions import history
from graph.decisions.verdicts import CHOICES
from graph.errors import InputError, absent
from graph.identity import Decision, Mention, MentionKey, Pair, ProjectMention
from graph.ingest.clusters import ClusterCache, Clusters
from graph.ingest.compare import compare_identities
from graph.ingest.decided import IDENTITY, read_all
from graph.ingest.load import Change
from graph.ingest.revisions import serialized, write_revision
from graph.ingest.write import upsert, write_change_set
from graph.messages import Message
from graph.model.vocabulary import ACTOR, VERDICT, NodeType
from graph.network.facts import Verdict
from graph.store import cypher, state
from graph.store.protocol import GraphStore, Transaction

Mentions = Mapping[MentionKey, Mention | ProjectMention]


@dataclass(frozen=True, slots=True)
class Decided:
    """What decisions changed: the revision they made, and the difference."""

    revision: int
    difference: tuple[Change, ...]


def decide(
    store: GraphStore,
    decisions: Sequence[Decision],
    *,
    decided_by: str,
    reason: str | None = None,
    node_type: NodeType = ACTOR,
    cache: ClusterCache | None = None,
) -> Decided:
    """Store decisions in place of earlier ones on the same pairs, and point every report at who it means now.

    All in one transaction. Reports keep the ids their sources gave, so that `withdraw` puts everything back. With a
    `cache` that knows the revision, it costs what depends on the pairs; else as much as reading and resolving all.

    Raises:
        InputError: an unknown verdict, nobody decides, or both are the same mention.
        NotFoundError: no dataset speaks of such a mention.
    """
    if not decided_by.strip():
        raise InputError(Message("errors.decided_by"))
    for each in decisions:
        if each.judgement not in CHOICES[IDENTITY[node_type]]:
            raise InputError(Message("errors.verdict", verdict=each.judgement, known=CHOICES[IDENTITY[node_type]]))
        if each.pair.one == each.pair.other:
            raise InputError(Message("errors.pair_of_one"))

    cache = cache or ClusterCache()

    def work(transaction: Transaction) -> tuple[Decided, Clusters]:
        number = state.lock(transaction, run)
        clusters = cache.at(transaction, number)
        mentions = clusters.mentions(node_type)
        # To the microsecond: what was decided together is taken back together, and nothing else.
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        known = {each.id: each for each in read_all(transaction)}
        asked = (_verdict(each, mentions, node_type, decided_by.strip(), reason, at) for each in decisions)
        new = [each for each in asked if each.id not in known or _content(each) != _content(known[each.id])]
        if new:
            upsert(transaction, VERDICT, [asdict(each) for each in new])
        changes = [history.change(known.get(each.id), each) for each in new]
        return _repoint(transaction, clusters, number, run, changes)

    run = uuid.uuid4().hex
    return _written(store, work, cache)


def withdraw(
    store: GraphStore,
    pairs: Iterable[Pair],
    node_type: NodeType = ACTOR,
    cache: ClusterCache | None = None,
) -> Decided:
    """Take decisions back, with the merges or splits they made; pairs without a decision change nothing.

    Where a decision replaced an earlier one on the same pair, the earlier one holds again. `cache` as for `decide`.
    """
    ids = {decision_id(pair, node_type) for pair in pairs}
    cache = cache or ClusterCache()

    def work(transaction: Transaction) -> tuple[Decided, Clusters]:
        number = state.lock(transaction, run)
        clusters = cache.at(transaction, number)
        held = [each for each in read_all(transaction) if each.id in ids]
        earlier = history.replaced(transaction, held)
        if earlier:
            upsert(transaction, VERDICT, [asdict(each) for each in earlier.values()])
        gone = [each.id for each in held if each.id not in earlier]
        transaction.rows(cypher.delete_nodes(VERDICT), {"ids": gone})
        changes = [history.change(each, earlier.get(each.id)) for each in held]
        return _repoint(transaction, clusters, number, run, changes)

    run = uuid.uuid4().hex
    return _written(store, work, cache)


def decisions(store: GraphStore, node_type: NodeType = ACTOR) -> list[Verdict]:
    """Every decision about who is who among actors, or among projects, the newest first."""
    found = [each for each in store.read(read_all) if each.question == IDENTITY[node_type]]
    return sorted(found, key=lambda each: (each.decided_at, each.id), reverse=True)


def _written(
    store: GraphStore, work: Callable[[Transaction], tuple[Decided, Clusters]], cache: ClusterCache
) -> Decided:
    with gc_pause.paused():
        decided, clusters = store.write(work)
    cache.take(clusters)
    return decided


def _repoint(
    transaction: Transaction, before: Clusters, number: int, run: str, changes: Sequence[Change]
) -> tuple[Decided, Clusters]:
    """Let every report point at who it means now that verdicts have changed; one revision tells both."""
    if not changes:
        return Decided(number, ()), before
    after = before.under(transaction, read_all(transaction))
    difference = compare_identities(transaction, before.nodes, after.resolutions)
    write_change_set(transaction, difference)
    entries = (*changes, *difference.changes)
    counts = {name: asdict(each) for name, each in difference.counts().items()}
    decided = {VERDICT.label: Counter(each.change for each in changes)}
    content = serialized(counts | decided, (each.as_dict() for each in entries))
    at = datetime.now(UTC).isoformat(timespec="seconds")
    write_revision(transaction, number + 1, at, "identity", None, run, content)
    return Decided(number + 1, entries), after.written(number + 1, run)


def decision_id(pair: Pair, node_type: NodeType) -> str:
    """The id under which a decision on this pair of actors or projects is stored."""
    return f"{IDENTITY[node_type]}│{pair.text}"


def fingerprint(mentions: Mentions, pair: Pair) -> str:
    """What the two said: it changes when a name or an identifier of one does."""
    return "".join(mentions[key].digest for key in (pair.one, pair.other) if key in mentions)


def _verdict(
    decision: Decision, mentions: Mentions, node_type: NodeType, decided_by: str, reason: str | None, at: str
) -> Verdict:
    pair = decision.pair
    for key, end in zip((pair.one, pair.other), pair.ends, strict=True):
        if key not in mentions:
            raise absent(node_type.label.lower(), end)
    id, about = decision_id(pair, node_type), IDENTITY[node_type]
    return Verdict(id, about, *pair.ends, decision.judgement, reason, decided_by, at, fingerprint(mentions, pair))


def _content(verdict: Verdict) -> tuple[str | None, ...]:
    """What makes it the same decision: everything but when it was made."""
    return verdict.id, verdict.verdict, verdict.reason, verdict.decided_by, verdict.fingerprint
