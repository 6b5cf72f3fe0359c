"""Verdicts: what a person decided about two actors, two projects, or one of each. A verdict wins over proposals."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Final

from graph.decisions.history import Changed, change, digest_added, with_verdicts
from graph.errors import InputError
from graph.ingest.decided import read_all
from graph.ingest.replaced import Replaced
from graph.ingest.revisions import serialized, write_revision
from graph.ingest.write import upsert
from graph.messages import Message
from graph.model.vocabulary import VERDICT
from graph.network.facts import Verdict
from graph.network.network import StakeholderNetwork
from graph.store import cypher, state
from graph.store.protocol import GraphStore, Transaction

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "overlap": ("duplicate", "continuation", "part_of", "overlapping", "complementary", "look_alike", "none"),
    "collaboration": ("no_collaboration",),
    "partner": ("in_contact", "not_relevant"),
    "identity": ("same", "different", "related"),
    "project_identity": ("same", "different", "related"),
}


def fingerprint(network: StakeholderNetwork, pair: tuple[str, str]) -> str:
    """A digest of what the whole network says of the two: it changes when a fact of the pair does."""
    said = [repr(network.projects.get(id) or network.actors.get(id)) for id in sorted(pair)]
    said += [
        repr((fact.type, fact.start, fact.end, fact.discriminator, fact.amount, fact.status))
        for fact in network.facts_at(*pair)
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def decide(
    store: GraphStore,
    question: str,
    pair: tuple[str, str],
    verdict: str,
    *,
    decided_by: str,
    digest: str,
    reason: str | None = None,
    also: Mapping[tuple[str, str], str] | None = None,
) -> Verdict:
    """Store a verdict in place of an earlier one on the same pair; the same decision again changes nothing.

    `digest` is the fingerprint of the pair; `also` are other pairs with theirs, which get the same in one revision.

    Raises:
        InputError: an unknown question or verdict, no name, or a pair of one.
    """
    if question not in CHOICES or verdict not in CHOICES[question]:
        raise InputError(Message("errors.verdict", verdict=verdict, known=CHOICES.get(question, ())))
    if not decided_by.strip():
        raise InputError(Message("errors.decided_by"))
    # To the microsecond: what was decided together can be withdrawn together, and nothing else.
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    given = []
    for ends, seen in ({pair: digest} | dict(also or {})).items():
        first, second = sorted(ends)
        if first == second:
            raise InputError(Message("errors.pair_of_one"))
        id = _id(question, first, second)
        given.append(Verdict(id, question, first, second, verdict, reason, decided_by, at, seen))
    return store.write(lambda transaction: _write(transaction, given))[0]


def withdraw(
    store: GraphStore, question: str, pair: tuple[str, str], made_by: str | None = None, *, together: bool = False
) -> bool:
    """Withdraw a verdict, which `made_by` does; False when there was none.

    `together`: with those that were decided with it in one go, as one revision.
    """
    id = _id(question, *sorted(pair))

    def work(transaction: Transaction) -> bool:
        run = uuid.uuid4().hex
        number = state.lock(transaction, run)
        stored = read_all(transaction)
        found = [verdict for verdict in stored if verdict.id == id]
        if found and together:
            found = decided_with(found[0], stored)
        if found:
            transaction.rows(cypher.delete_nodes(VERDICT), {"ids": [verdict.id for verdict in found]})
            _record(transaction, number + 1, run, [(verdict, None) for verdict in found], made_by)
        return bool(found)

    return store.write(work)


def decided_with(verdict: Verdict, verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Those that were decided in one go with one of them, itself among them."""
    told = (verdict.question, verdict.decided_at, verdict.decided_by)
    return [other for other in verdicts if (other.question, other.decided_at, other.decided_by) == told]


def _id(question: str, first: str, second: str) -> str:
    return f"{question}│{first}│{second}"


def _write(transaction: Transaction, given: Sequence[Verdict]) -> list[Verdict]:
    """What holds afterwards for each pair: the new verdict, or the one that said the same already."""
    run = uuid.uuid4().hex
    number = state.lock(transaction, run)
    stored = {verdict.id: verdict for verdict in read_all(transaction)}
    changed = [(stored.get(new.id), new) for new in given if _said(stored.get(new.id)) != _said(new)]
    if changed:
        upsert(transaction, VERDICT, [asdict(new) for _, new in changed])
        _record(transaction, number + 1, run, changed, given[0].decided_by)
    written = {new.id: new for _, new in changed}
    return [written.get(new.id) or stored[new.id] for new in given]


def _said(verdict: Verdict | None) -> tuple[str | None, ...] | None:
    return (verdict.verdict, verdict.reason, verdict.decided_by, verdict.fingerprint) if verdict else None


def _record(transaction: Transaction, number: int, run: str, changed: Sequence[Changed], made_by: str | None) -> None:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    entries = [change(*verdicts) for verdicts in changed]
    counts = {VERDICT.label: Counter(entry.change for entry in entries)}
    replaced, added = with_verdicts(Replaced(), changed), digest_added(changed)
    content = serialized(counts, [entry.as_dict() for entry in entries], replaced, added)
    write_revision(transaction, number, at, "verdict", None, run, content, made_by)
