"""Who is who in the graph: what a steward should decide, the decisions made, and what they change."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from graph import collector, cypher, identity, state
from graph.comparing import Actors, compare_identities, read_actors
from graph.errors import InputError, absent
from graph.facts import Verdict
from graph.identity import Candidate, Mention, MentionKey
from graph.load import Change
from graph.messages import Message
from graph.model import VERDICT
from graph.revisions import told, write_revision
from graph.store import GraphStore, Transaction
from graph.verdicts import CHOICES, IDENTITY, key_text, of_identities, read_all
from graph.writing import upsert, write_difference


@dataclass(frozen=True, slots=True)
class Side:
    """One mention of a doubtful pair; `actor` is the id of the actor it is part of now."""

    dataset: str
    id: str
    actor: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    places: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]

    @property
    def key(self) -> MentionKey:
        """The mention's key."""
        return self.dataset, self.id


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair that may be one actor: 0–100, why, and what the two say differently."""

    one: Side
    other: Side
    score: float
    reasons: tuple[Message, ...]
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """Everything that waits for a decision, the most likely first, and how many decisions have been made."""

    revision: int
    doubts: tuple[Doubt, ...]
    decided: int


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


def open_doubts(store: GraphStore) -> Queue:
    """What a steward should look at. A decision whose mentions have changed since counts as none and is asked again."""

    def work(transaction: Transaction) -> Queue:
        actors = read_actors(transaction)
        mentions = {mention.key: mention for mention in actors.mentions}
        verdicts = [each for each in read_all(transaction) if each.question == IDENTITY]
        fresh = [each for each in verdicts if each.fingerprint == _fingerprint(mentions, each)]
        resolution = identity.resolve(actors.mentions, of_identities(verdicts))
        found = identity.open_questions(actors.mentions, of_identities(fresh))
        doubts = tuple(_doubt(each, mentions, resolution) for each in found)
        return Queue(state.revision(transaction), doubts, len(verdicts))

    with collector.resting():
        return store.read(work)


def decide(store: GraphStore, decisions: Sequence[Decision], *, decided_by: str, reason: str | None = None) -> Decided:
    """Store decisions in place of earlier ones on the same pairs, and point every report at who it means now.

    All in one transaction. Reports keep the ids their sources gave, so that `withdraw` puts everything back.

    Raises:
        InputError: an unknown verdict, nobody decides, or both are the same mention.
        NotFoundError: no dataset speaks of such a mention.
    """
    if not decided_by.strip():
        raise InputError(Message("errors.decided_by"))
    for each in decisions:
        if each.verdict not in CHOICES[IDENTITY]:
            raise InputError(Message("errors.verdict", verdict=each.verdict, known=CHOICES[IDENTITY]))
        if each.one == each.other:
            raise InputError(Message("errors.pair_of_one"))

    def work(transaction: Transaction) -> Decided:
        number = state.lock(transaction, run)
        actors = read_actors(transaction)
        mentions = {mention.key: mention for mention in actors.mentions}
        # To the microsecond: what was decided together is taken back together, and nothing else.
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        known = {_content(each) for each in read_all(transaction)}
        asked = (_verdict(each, mentions, decided_by.strip(), reason, at) for each in decisions)
        new = [each for each in asked if _content(each) not in known]
        if new:
            upsert(transaction, VERDICT, [asdict(each) for each in new])
        return _repoint(transaction, number, run, "new", new, actors)

    run = uuid.uuid4().hex
    with collector.resting():
        return store.write(work)


def withdraw(store: GraphStore, pairs: Iterable[tuple[MentionKey, MentionKey]]) -> Decided:
    """Take decisions back, with the merges or splits they made; pairs without a decision change nothing."""
    ids = {_id(*pair) for pair in pairs}

    def work(transaction: Transaction) -> Decided:
        number = state.lock(transaction, run)
        gone = [each for each in read_all(transaction) if each.id in ids]
        transaction.rows(cypher.delete_nodes(VERDICT), {"ids": [each.id for each in gone]})
        return _repoint(transaction, number, run, "withdrawn", gone, read_actors(transaction))

    run = uuid.uuid4().hex
    with collector.resting():
        return store.write(work)


def without(queue: Queue, made: Sequence[Decision], decided: Decided) -> Queue:
    """The queue after these decisions, if nothing else was changed before them: the rest keeps its order.

    A pair that a decision on another one has joined too stays in it until the queue is looked for anew.
    """
    if decided.revision > queue.revision + 1:
        return queue
    pairs = {frozenset((each.one, each.other)) for each in made}
    rest = tuple(each for each in queue.doubts if frozenset((each.one.key, each.other.key)) not in pairs)
    return Queue(decided.revision, rest, queue.decided + len(queue.doubts) - len(rest))


def decisions(store: GraphStore) -> list[Verdict]:
    """Every decision about identities, the newest first."""
    found = [each for each in store.read(read_all) if each.question == IDENTITY]
    return sorted(found, key=lambda each: (each.decided_at, each.id), reverse=True)


def _repoint(
    transaction: Transaction, number: int, run: str, change: str, verdicts: Sequence[Verdict], actors: Actors
) -> Decided:
    """Let every report point at who it means now that verdicts have changed; one revision tells both."""
    if not verdicts:
        return Decided(number, ())
    difference = compare_identities(transaction, actors, of_identities(read_all(transaction)))
    write_difference(transaction, difference)
    entries = (*(Change(change, VERDICT.label, each.id, each.verdict) for each in verdicts), *difference.changes)
    counts = {name: asdict(each) for name, each in difference.counts().items()}
    content = told(counts | {VERDICT.label: {change: len(verdicts)}}, (each.as_dict() for each in entries))
    at = datetime.now(UTC).isoformat(timespec="seconds")
    write_revision(transaction, number + 1, at, "identity", None, run, content)
    return Decided(number + 1, entries)


def _verdict(
    decision: Decision, mentions: dict[MentionKey, Mention], decided_by: str, reason: str | None, at: str
) -> Verdict:
    for key in (decision.one, decision.other):
        if key not in mentions:
            raise absent("actor", key_text(key))
    first, second = sorted((key_text(decision.one), key_text(decision.other)))
    id = _id(decision.one, decision.other)
    new = Verdict(id, IDENTITY, first, second, decision.verdict, reason, decided_by, at, "")
    return Verdict(**{**asdict(new), "fingerprint": _fingerprint(mentions, new)})


def _content(verdict: Verdict) -> tuple[str | None, ...]:
    """What makes it the same decision: everything but when it was made."""
    return verdict.id, verdict.verdict, verdict.reason, verdict.decided_by, verdict.fingerprint


def _id(one: MentionKey, other: MentionKey) -> str:
    return "│".join((IDENTITY, *sorted((key_text(one), key_text(other)))))


def _fingerprint(mentions: dict[MentionKey, Mention], verdict: Verdict) -> str:
    """What the two said: it changes when a name or an identifier of one does."""
    (decided,) = of_identities([verdict])
    return "".join(mentions[key].digest for key in (decided.one, decided.other) if key in mentions)


def _doubt(candidate: Candidate, mentions: dict[MentionKey, Mention], resolution: identity.Resolution) -> Doubt:
    one, other = (_side(mentions[key], resolution[key]) for key in (candidate.one, candidate.other))
    return Doubt(one, other, candidate.score, candidate.reasons, candidate.differs)


def _side(mention: Mention, actor: str) -> Side:
    return Side(
        mention.dataset,
        mention.given,
        actor,
        tuple(sorted(mention.written or mention.names)) + tuple(sorted(mention.aliases)),
        tuple(sorted(mention.kinds)),
        tuple(sorted(mention.places)),
        tuple(sorted((name, value) for name, value in mention.identifiers if name in identity.IDENTIFIERS)),
    )
