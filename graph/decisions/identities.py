"""Who is who in the graph, actors and projects: what a steward should decide, the decisions, and what they change."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

from graph import gc_pause, identity
from graph.decisions import history
from graph.decisions.verdicts import CHOICES, key_text
from graph.errors import InputError, absent
from graph.identity import Candidate, Mention, MentionKey, ProjectMention
from graph.identity.scoring import with_places
from graph.ingest.clusters import ClusterCache, Clusters
from graph.ingest.compare import compare_identities
from graph.ingest.decided import IDENTITY, of_identities, read_all
from graph.ingest.load import Change
from graph.ingest.revisions import told, write_revision
from graph.ingest.write import upsert, write_difference
from graph.messages import Message
from graph.model.vocabulary import ACTOR, PLACE, VERDICT, NodeType
from graph.network.facts import Verdict
from graph.store import cypher, state
from graph.store.protocol import GraphStore, Transaction

Mentions = Mapping[MentionKey, Mention | ProjectMention]


@dataclass(frozen=True, slots=True)
class Side:
    """One mention of a doubtful pair; `node` is the id of the actor or project it is part of now.

    Kinds, places (their names) and identifiers are those of an actor, the rest those of a project.
    """

    dataset: str
    id: str
    node: str
    names: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    acronyms: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    starts: str | None = None
    ends: str | None = None

    @property
    def key(self) -> MentionKey:
        """The mention's key."""
        return self.dataset, self.id


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair that may be one: 0–100, why, and what the two say differently."""

    one: Side
    other: Side
    score: float
    reasons: tuple[Message, ...]
    differs: tuple[str, ...]

    @property
    def pair(self) -> str:
        """The two as one text, the same in either order."""
        return _pair(self.one.key, self.other.key)


@dataclass(frozen=True, slots=True)
class Queue:
    """Everything that waits for a decision, the most likely first, and how many decisions have been made.

    `taken` are the doubts decided since these were looked for.
    """

    revision: int
    doubts: tuple[Doubt, ...]
    decided: int
    taken: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """`same`, `different` or `related` about two mentions."""

    one: MentionKey
    other: MentionKey
    verdict: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What decisions changed: the revision they made, and the difference."""

    revision: int
    difference: tuple[Change, ...]


def open_doubts(store: GraphStore, node_type: NodeType = ACTOR, cache: ClusterCache | None = None) -> Queue:
    """What a steward should look at, of actors or of projects; `cache` saves reading and resolving all mentions.

    A decision whose mentions have changed since counts as none and is asked again.
    """
    cache = cache or ClusterCache()

    def work(transaction: Transaction) -> Queue:
        number = state.revision(transaction)
        clusters = cache.at(transaction, number)
        mentions, nodes = clusters.mentions(node_type), clusters.nodes[node_type.label]
        made = [each for each in read_all(transaction) if each.question == IDENTITY[node_type]]
        fresh = [each for each in made if each.fingerprint == _fingerprint(mentions, node_type, each)]
        found = clusters.questions(transaction, node_type, fresh)
        places = {row["id"]: row["name"] for row in transaction.rows(cypher.read_nodes(PLACE))}
        doubts = tuple(_doubt(each, mentions, nodes, places) for each in found)
        return Queue(number, doubts, len(made))

    with gc_pause.resting():
        return store.read(work)


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
        if each.verdict not in CHOICES[IDENTITY[node_type]]:
            raise InputError(Message("errors.verdict", verdict=each.verdict, known=CHOICES[IDENTITY[node_type]]))
        if each.one == each.other:
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
    pairs: Iterable[tuple[MentionKey, MentionKey]],
    node_type: NodeType = ACTOR,
    cache: ClusterCache | None = None,
) -> Decided:
    """Take decisions back, with the merges or splits they made; pairs without a decision change nothing.

    Where a decision replaced an earlier one on the same pair, the earlier one holds again. `cache` as for `decide`.
    """
    ids = {_id(node_type, *pair) for pair in pairs}
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


def without(queue: Queue, made: Sequence[Decision], decided: Decided) -> Queue:
    """The queue after these decisions, if nothing else was changed before them: the rest keeps its order.

    A pair that a decision on another one has joined too stays in it until the queue is looked for anew.
    """
    if decided.revision > queue.revision + 1:
        return queue
    pairs = {_pair(each.one, each.other) for each in made}
    rest = tuple(each for each in queue.doubts if each.pair not in pairs)
    taken = tuple(each for each in queue.doubts if each.pair in pairs)
    number = queue.decided + len(_changed(decided, "new"))
    return Queue(decided.revision, rest, number, (*queue.taken, *taken))


def again(queue: Queue, withdrawn: Decided) -> Queue:
    """The queue after decisions were taken back: their pairs stand where they stood.

    As it was, and so of an earlier revision, when something else was changed before, an earlier decision holds again,
    or a pair was not taken from this queue: then it has to be looked for anew.
    """
    pairs = _changed(withdrawn, "withdrawn")
    back = [each for each in queue.taken if each.pair in pairs]
    if withdrawn.revision > queue.revision + 1 or len(back) < len(pairs) or _changed(withdrawn, "changed"):
        return queue
    doubts = sorted((*queue.doubts, *back), key=lambda each: (-each.score, each.one.key, each.other.key))
    taken = tuple(each for each in queue.taken if each.pair not in pairs)
    return Queue(withdrawn.revision, tuple(doubts), queue.decided - len(pairs), taken)


def decisions(store: GraphStore, node_type: NodeType = ACTOR) -> list[Verdict]:
    """Every decision about who is who among actors, or among projects, the newest first."""
    found = [each for each in store.read(read_all) if each.question == IDENTITY[node_type]]
    return sorted(found, key=lambda each: (each.decided_at, each.id), reverse=True)


def _written(
    store: GraphStore, work: Callable[[Transaction], tuple[Decided, Clusters]], cache: ClusterCache
) -> Decided:
    with gc_pause.resting():
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
    write_difference(transaction, difference)
    entries = (*changes, *difference.changes)
    counts = {name: asdict(each) for name, each in difference.counts().items()}
    decided = {VERDICT.label: Counter(each.change for each in changes)}
    content = told(counts | decided, (each.as_dict() for each in entries))
    at = datetime.now(UTC).isoformat(timespec="seconds")
    write_revision(transaction, number + 1, at, "identity", None, run, content)
    return Decided(number + 1, entries), after.written(number + 1)


def _changed(decided: Decided, change: str) -> set[str]:
    """The pairs of which a decision is new, changed or withdrawn."""
    found = (each.id for each in decided.difference if (each.type, each.change) == (VERDICT.label, change))
    return {id.partition("│")[2] for id in found}


def _verdict(
    decision: Decision, mentions: Mentions, node_type: NodeType, decided_by: str, reason: str | None, at: str
) -> Verdict:
    for key in (decision.one, decision.other):
        if key not in mentions:
            raise absent(node_type.label.lower(), key_text(key))
    first, second = sorted((key_text(decision.one), key_text(decision.other)))
    id = _id(node_type, decision.one, decision.other)
    new = Verdict(id, IDENTITY[node_type], first, second, decision.verdict, reason, decided_by, at, "")
    return replace(new, fingerprint=_fingerprint(mentions, node_type, new))


def _content(verdict: Verdict) -> tuple[str | None, ...]:
    """What makes it the same decision: everything but when it was made."""
    return verdict.id, verdict.verdict, verdict.reason, verdict.decided_by, verdict.fingerprint


def _id(node_type: NodeType, one: MentionKey, other: MentionKey) -> str:
    return f"{IDENTITY[node_type]}│{_pair(one, other)}"


def _pair(one: MentionKey, other: MentionKey) -> str:
    return "│".join(sorted((key_text(one), key_text(other))))


def _fingerprint(mentions: Mentions, node_type: NodeType, verdict: Verdict) -> str:
    """What the two said: it changes when a name or an identifier of one does."""
    (decided,) = of_identities([verdict], node_type)
    return "".join(mentions[key].digest for key in (decided.one, decided.other) if key in mentions)


def _doubt(
    candidate: Candidate, mentions: Mentions, nodes: Mapping[MentionKey, str], places: Mapping[str, str]
) -> Doubt:
    one, other = (_side(mentions[key], nodes[key], places) for key in (candidate.one, candidate.other))
    reasons = tuple(with_places(each, places) for each in candidate.reasons)
    return Doubt(one, other, candidate.score, reasons, candidate.differs)


def _side(mention: Mention | ProjectMention, node: str, places: Mapping[str, str]) -> Side:
    if isinstance(mention, ProjectMention):
        return Side(
            mention.dataset,
            mention.given,
            node,
            tuple(sorted(mention.titles)),
            acronyms=tuple(sorted(mention.acronyms)),
            numbers=tuple(sorted(mention.numbers)),
            starts=min(mention.starts, default=None),
            ends=max(mention.ends, default=None),
        )
    return Side(
        mention.dataset,
        mention.given,
        node,
        tuple(sorted(mention.written or mention.names)) + tuple(sorted(mention.aliases)),
        tuple(sorted(mention.kinds)),
        tuple(sorted(places.get(each, each) for each in mention.places)),
        tuple(sorted((name, value) for name, value in mention.identifiers if name in identity.IDENTIFIERS)),
    )
