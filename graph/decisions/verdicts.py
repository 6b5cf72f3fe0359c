"""Verdicts: what a person decided about two actors, two projects, or one of each. A verdict wins over proposals."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Final

from graph.decisions.history import change, digest_added, with_verdicts
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
) -> Verdict:
    """Store a verdict in place of an earlier one on the same pair; the same decision again changes nothing.

    Raises:
        InputError: an unknown question or verdict, no name, or a pair of one.
    """
    if question not in CHOICES or verdict not in CHOICES[question]:
        raise InputError(Message("errors.verdict", verdict=verdict, known=CHOICES.get(question, ())))
    if not decided_by.strip():
        raise InputError(Message("errors.decided_by"))
    first, second = sorted(pair)
    if first == second:
        raise InputError(Message("errors.pair_of_one"))
    at = datetime.now(UTC).isoformat(timespec="seconds")
    new = Verdict(f"{question}│{first}│{second}", question, first, second, verdict, reason, decided_by, at, digest)
    return store.write(lambda transaction: _write(transaction, new))


def withdraw(store: GraphStore, question: str, pair: tuple[str, str], made_by: str | None = None) -> bool:
    """Withdraw a verdict, which `made_by` does; False when there was none."""
    first, second = sorted(pair)
    id = f"{question}│{first}│{second}"

    def work(transaction: Transaction) -> bool:
        run = uuid.uuid4().hex
        number = state.lock(transaction, run)
        found = [verdict for verdict in read_all(transaction) if verdict.id == id]
        if found:
            transaction.rows(cypher.delete_nodes(VERDICT), {"ids": [id]})
            _record(transaction, number + 1, run, found[0], None, made_by)
        return bool(found)

    return store.write(work)


def _write(transaction: Transaction, new: Verdict) -> Verdict:
    run = uuid.uuid4().hex
    number = state.lock(transaction, run)
    old = next((verdict for verdict in read_all(transaction) if verdict.id == new.id), None)
    if old and (old.verdict, old.reason, old.decided_by, old.fingerprint) == (
        new.verdict,
        new.reason,
        new.decided_by,
        new.fingerprint,
    ):
        return old
    upsert(transaction, VERDICT, [asdict(new)])
    _record(transaction, number + 1, run, old, new, new.decided_by)
    return new


def _record(
    transaction: Transaction,
    number: int,
    run: str,
    before: Verdict | None,
    after: Verdict | None,
    made_by: str | None,
) -> None:
    replaced = with_verdicts(Replaced(), [(before, after)])
    at = datetime.now(UTC).isoformat(timespec="seconds")
    entry = change(before, after)
    added = digest_added([(before, after)])
    content = serialized({VERDICT.label: {entry.change: 1}}, [entry.as_dict()], replaced, added)
    write_revision(transaction, number, at, "verdict", None, run, content, made_by)
