"""Verdicts in the history: a revision records a replaced verdict too, so that it can be restored."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Final

from graph.ingest.load import Change
from graph.model.vocabulary import VERDICT
from graph.network.facts import Verdict
from graph.store.protocol import Transaction

_TELLING: Final = (
    "MATCH (r:Revision) WHERE r.action = 'identity' AND r.difference CONTAINS $at RETURN r.difference AS difference"
)


def change(before: Verdict | None, after: Verdict | None) -> Change:
    """The entry for a verdict that is new, withdrawn or replaced; at least one of the two must be given."""
    current = after or before
    assert current is not None
    if before is None or after is None:
        return Change("new" if after else "withdrawn", VERDICT.label, current.id, current.verdict)
    old, new = asdict(before), asdict(after)
    names = [name for name in old if old[name] != new[name]]
    values = ({name: row[name] for name in names} for row in (old, new))
    return Change("changed", VERDICT.label, current.id, current.verdict, *values)


def replaced(transaction: Transaction, replacements: Iterable[Verdict]) -> dict[str, Verdict]:
    """The verdicts that these replaced, by id; one that replaced none is left out."""
    found: dict[str, Verdict] = {}
    by_time: dict[str, dict[str, Verdict]] = {}
    for replacement in replacements:
        by_time.setdefault(replacement.decided_at, {})[replacement.id] = replacement
    for at, verdicts in by_time.items():
        for row in transaction.rows(_TELLING, {"at": at}):
            for entry in json.loads(row["difference"]):
                verdict, before = verdicts.get(entry["id"]), entry["before"]
                # Withdrawing a later verdict is recorded too, with this one as the one after it.
                if verdict and entry["after"].get("decided_at") == at > before.get("decided_at", at):
                    found[verdict.id] = replace(verdict, **before)
    return found
