"""What a steward should decide about who is who, actors or projects, and what is left of it after decisions."""

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
    """Everything that waits for a decision, the most likely first, and how many decisions have been made.

    `taken` are the candidates decided since these were looked for.
    """

    revision: int
    of: NodeType
    candidates: tuple[Candidate, ...]
    decided: int
    taken: tuple[Candidate, ...] = ()


def open_candidates(store: GraphStore, node_type: NodeType = ACTOR, cache: ClusterCache | None = None) -> Queue:
    """What a steward should look at, of actors or of projects; `cache` saves reading and resolving all mentions.

    A decision whose mentions have changed since counts as none and is asked again.
    """
    cache = cache or ClusterCache()

    def work(transaction: Transaction) -> Queue:
        number = state.revision(transaction)
        clusters = cache.at(transaction, number)
        mentions, nodes = clusters.mentions(node_type), clusters.nodes[node_type.label]
        made = [each for each in read_all(transaction) if each.question == IDENTITY[node_type]]
        fresh = [each for each in made if each.fingerprint == fingerprint(mentions, pair_of(each))]
        found = clusters.questions(transaction, node_type, fresh)
        places = {row["id"]: row["name"] for row in transaction.rows(cypher.read_nodes(PLACE))}
        candidates = tuple(_candidate(each, mentions, nodes, places) for each in found)
        return Queue(number, node_type, candidates, len(made))

    with gc_pause.paused():
        return store.read(work)


def without(queue: Queue, made: Sequence[Decision], decided: Decided) -> Queue:
    """The queue after these decisions, if nothing else was changed before them: the rest keeps its order.

    As it is when it was looked for after them. A pair that a decision on another one has joined too stays in it until
    the queue is looked for anew.
    """
    if decided.revision != queue.revision + 1:
        return queue
    pairs = {each.pair for each in made}
    rest = tuple(each for each in queue.candidates if each.pair not in pairs)
    taken = tuple(each for each in queue.candidates if each.pair in pairs)
    number = queue.decided + len(_changed(decided, "new"))
    return Queue(decided.revision, queue.of, rest, number, (*queue.taken, *taken))


def again(queue: Queue, withdrawn: Decided) -> Queue:
    """The queue after decisions were taken back: their pairs stand where they stood.

    As it was, and so of an earlier revision, when something else was changed before, an earlier decision holds again,
    or a pair was not taken from this queue: then it has to be looked for anew.
    """
    ids = _changed(withdrawn, "withdrawn")
    back = [each for each in queue.taken if decision_id(each.pair, queue.of) in ids]
    if withdrawn.revision > queue.revision + 1 or len(back) < len(ids) or _changed(withdrawn, "changed"):
        return queue
    candidates = sorted((*queue.candidates, *back), key=lambda each: (-each.score, each.one.key, each.other.key))
    taken = tuple(each for each in queue.taken if each not in back)
    return Queue(withdrawn.revision, queue.of, tuple(candidates), queue.decided - len(ids), taken)


def _changed(decided: Decided, change: str) -> set[str]:
    """The ids of the decisions that are new, changed or withdrawn."""
    return {each.id for each in decided.difference if (each.type, each.change) == (VERDICT.label, change)}


def _candidate(
    found: identity.Candidate, mentions: Mentions, nodes: Mapping[MentionKey, str], places: Mapping[str, str]
) -> Candidate:
    one, other = (_side(mentions[key], nodes[key], places) for key in (found.one, found.other))
    reasons = tuple(with_places(each, places) for each in found.reasons)
    return Candidate(one, other, found.score, reasons, found.differs)


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
