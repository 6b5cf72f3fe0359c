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
from graph.ingest.digest import digest_added
from graph.ingest.load import Change
from graph.ingest.replaced import Replaced
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
    """The revision that decisions made, and its difference."""

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
    for decision in decisions:
        if decision.judgement not in CHOICES[IDENTITY[node_type]]:
            raise InputError(Message("errors.verdict", verdict=decision.judgement, known=CHOICES[IDENTITY[node_type]]))
        if decision.pair.one == decision.pair.other:
            raise InputError(Message("errors.pair_of_one"))

    cache = cache or ClusterCache()

    def work(transaction: Transaction) -> tuple[Decided, Clusters]:
        number = state.lock(transaction, run)
        clusters = cache.at(transaction, number)
        mentions = clusters.mentions(node_type)
        # To the microsecond: what was decided together can be withdrawn together, and nothing else.
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        stored = {verdict.id: verdict for verdict in read_all(transaction)}
        verdicts = (_verdict(decision, mentions, node_type, decided_by.strip(), reason, at) for decision in decisions)
        given = {verdict.id: verdict for verdict in verdicts}.values()  # of several about one pair the last holds
        new = [new for new in given if new.id not in stored or _content(new) != _content(stored[new.id])]
        if new:
            upsert(transaction, VERDICT, [asdict(verdict) for verdict in new])
        changed = [(stored.get(verdict.id), verdict) for verdict in new]
        return _repoint(transaction, clusters, number, run, changed, decided_by.strip())

    run = uuid.uuid4().hex
    return _written(store, work, cache)


def withdraw(
    store: GraphStore,
    pairs: Iterable[Pair],
    node_type: NodeType = ACTOR,
    cache: ClusterCache | None = None,
    made_by: str | None = None,
    only_by: str | None = None,
) -> Decided:
    """Withdraw decisions, with the merges or splits they made; pairs without a decision change nothing.

    A decision that was replaced by one of these is in force again. `cache` as for `decide`. With `only_by`, those of
    this person alone: what somebody else has decided since stays. `made_by` is who withdraws.
    """
    ids = {decision_id(pair, node_type) for pair in pairs}
    cache = cache or ClusterCache()

    def work(transaction: Transaction) -> tuple[Decided, Clusters]:
        number = state.lock(transaction, run)
        clusters = cache.at(transaction, number)
        found = [verdict for verdict in read_all(transaction) if verdict.id in ids]
        withdrawn = [verdict for verdict in found if only_by in (None, verdict.decided_by)]
        earlier = history.replaced(transaction, withdrawn)
        if earlier:
            upsert(transaction, VERDICT, [asdict(verdict) for verdict in earlier.values()])
        deleted = [verdict.id for verdict in withdrawn if verdict.id not in earlier]
        transaction.rows(cypher.delete_nodes(VERDICT), {"ids": deleted})
        changed = [(verdict, earlier.get(verdict.id)) for verdict in withdrawn]
        return _repoint(transaction, clusters, number, run, changed, made_by)

    run = uuid.uuid4().hex
    return _written(store, work, cache)


def decisions(store: GraphStore, node_type: NodeType = ACTOR) -> list[Verdict]:
    """Every decision about who is who among actors, or among projects, the newest first."""
    verdicts = [verdict for verdict in store.read(read_all) if verdict.question == IDENTITY[node_type]]
    return sorted(verdicts, key=lambda verdict: (verdict.decided_at, verdict.id), reverse=True)


def _written(
    store: GraphStore, work: Callable[[Transaction], tuple[Decided, Clusters]], cache: ClusterCache
) -> Decided:
    with gc_pause.paused():
        decided, clusters = store.write(work)
    cache.take(clusters)
    return decided


def _repoint(
    transaction: Transaction,
    before: Clusters,
    number: int,
    run: str,
    changed: Sequence[history.Changed],
    made_by: str | None,
) -> tuple[Decided, Clusters]:
    """Move the ends of reports to what they mean after the verdicts, and record both changes as one revision."""
    if not changed:
        return Decided(number, ()), before
    changes = [history.change(*verdicts) for verdicts in changed]
    after = before.under(transaction, read_all(transaction))
    difference = compare_identities(transaction, before.nodes, after.resolutions)
    write_change_set(transaction, difference)
    entries = (*changes, *difference.changes)
    counts = {name: asdict(count) for name, count in difference.counts().items()}
    decided = {VERDICT.label: Counter(change.change for change in changes)}
    replaced = history.with_verdicts(Replaced.by(difference), changed)
    added = digest_added(difference) + history.digest_added(changed)
    content = serialized(counts | decided, (entry.as_dict() for entry in entries), replaced, added)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    write_revision(transaction, number + 1, at, "identity", None, run, content, made_by)
    return Decided(number + 1, entries), after.written(number + 1, run)


def decision_id(pair: Pair, node_type: NodeType) -> str:
    """The id under which a decision on this pair of actors or projects is stored."""
    return f"{IDENTITY[node_type]}│{pair.text}"


def fingerprint(mentions: Mentions, pair: Pair) -> str:
    """A digest of the two mentions: it changes when a name or an identifier of one does."""
    return "".join(mentions[key].digest for key in pair.keys if key in mentions)


def _verdict(
    decision: Decision, mentions: Mentions, node_type: NodeType, decided_by: str, reason: str | None, at: str
) -> Verdict:
    pair = decision.pair
    for key, end in zip(pair.keys, pair.ends, strict=True):
        if key not in mentions:
            raise absent(node_type.label.lower(), end)
    id, about = decision_id(pair, node_type), IDENTITY[node_type]
    return Verdict(id, about, *pair.ends, decision.judgement, reason, decided_by, at, fingerprint(mentions, pair))


def _content(verdict: Verdict) -> tuple[str | None, ...]:
    """Everything of a decision but when it was made."""
    return verdict.id, verdict.verdict, verdict.reason, verdict.decided_by, verdict.fingerprint
