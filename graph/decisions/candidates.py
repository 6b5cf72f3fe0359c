"""The review queue: candidates that wait for a decision about who is who, and the queue after decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph import gc_pause, identity
from graph.decisions.identities import Decided, Mentions, decision_id, fingerprint
from graph.identity import Decision, Mention, MentionKey, Pair, ProjectMention
from graph.identity.scoring import with_places
from graph.ingest.clusters import ClusterCache
from graph.ingest.decided import IDENTITY, pair_of, read_all
from graph.messages import Message
from graph.model.vocabulary import ACTOR, PLACE, VERDICT, NodeType
from graph.store import cypher, state
from graph.store.protocol import GraphStore, Transaction


@dataclass(frozen=True, slots=True)
class Side:
    """One mention of a pair that may be one; `node` is the id of the actor or project it is part of now.

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
class Candidate:
    """A pair that may be one: 0–100, why, and what the two say differently."""

    one: Side
    other: Side
    score: float
    reasons: tuple[Message, ...]
    differs: tuple[str, ...]

    @property
    def pair(self) -> Pair:
        """The two mentions."""
        return Pair(self.one.key, self.other.key)


@dataclass(frozen=True, slots=True)
class Queue:
    """The candidates that wait for a decision, the most likely first, and how many decisions have been made.

    `taken` are the candidates decided since the queue was computed.
    """

    revision: int
    of: NodeType
    candidates: tuple[Candidate, ...]
    decided: int
    taken: tuple[Candidate, ...] = ()


def open_candidates(store: GraphStore, node_type: NodeType = ACTOR, cache: ClusterCache | None = None) -> Queue:
    """The review queue of actors or of projects; `cache` saves reading and resolving all mentions.

    A pair is back in the queue when its mentions have changed since it was decided.
    """
    cache = cache or ClusterCache()

    def work(transaction: Transaction) -> Queue:
        number = state.revision(transaction)
        clusters = cache.at(transaction, number)
        mentions, nodes = clusters.mentions(node_type), clusters.nodes[node_type.label]
        verdicts = [verdict for verdict in read_all(transaction) if verdict.question == IDENTITY[node_type]]
        current = [verdict for verdict in verdicts if verdict.fingerprint == fingerprint(mentions, pair_of(verdict))]
        questions = clusters.questions(transaction, node_type, current)
        places = {row["id"]: row["name"] for row in transaction.rows(cypher.read_nodes(PLACE))}
        candidates = tuple(_candidate(question, mentions, nodes, places) for question in questions)
        return Queue(number, node_type, candidates, len(verdicts))

    with gc_pause.paused():
        return store.read(work)


def without(queue: Queue, decisions: Sequence[Decision], decided: Decided) -> Queue:
    """The queue without the candidates that were decided, in the same order; unchanged if other changes came between.

    A pair that was joined by a decision on another pair stays until the queue is computed again.
    """
    if decided.revision != queue.revision + 1:
        return queue
    pairs = {decision.pair for decision in decisions}
    rest = tuple(candidate for candidate in queue.candidates if candidate.pair not in pairs)
    taken = tuple(candidate for candidate in queue.candidates if candidate.pair in pairs)
    number = queue.decided + len(_changed(decided, "new"))
    return Queue(decided.revision, queue.of, rest, number, (*queue.taken, *taken))


def again(queue: Queue, withdrawn: Decided) -> Queue:
    """The queue after decisions were withdrawn, with their candidates back in their places.

    The same queue, still of its earlier revision, when it has to be computed again: other changes came between, an
    earlier decision is in force again, or a pair was not taken from this queue.
    """
    ids = _changed(withdrawn, "withdrawn")
    reopened = [candidate for candidate in queue.taken if decision_id(candidate.pair, queue.of) in ids]
    if withdrawn.revision > queue.revision + 1 or len(reopened) < len(ids) or _changed(withdrawn, "changed"):
        return queue
    candidates = sorted((*queue.candidates, *reopened), key=_rank)
    taken = tuple(candidate for candidate in queue.taken if candidate not in reopened)
    return Queue(withdrawn.revision, queue.of, tuple(candidates), queue.decided - len(ids), taken)


def _rank(candidate: Candidate) -> tuple[float, MentionKey, MentionKey]:
    return -candidate.score, candidate.one.key, candidate.other.key


def _changed(decided: Decided, kind: str) -> set[str]:
    """The ids of the decisions that are new, changed or withdrawn."""
    return {change.id for change in decided.difference if (change.type, change.change) == (VERDICT.label, kind)}


def _candidate(
    candidate: identity.Candidate, mentions: Mentions, nodes: Mapping[MentionKey, str], places: Mapping[str, str]
) -> Candidate:
    one, other = (_side(mentions[key], nodes[key], places) for key in (candidate.one, candidate.other))
    reasons = tuple(with_places(reason, places) for reason in candidate.reasons)
    return Candidate(one, other, candidate.score, reasons, candidate.differs)


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
        tuple(sorted(places.get(place, place) for place in mention.places)),
        tuple(sorted((name, value) for name, value in mention.identifiers if name in identity.IDENTIFIERS)),
    )
