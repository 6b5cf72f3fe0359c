"""What revisions remember of verdicts: one that replaced another tells both, so that the other can hold again."""

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
    """A verdict that is new, gone, or in place of another; at least one of the two is there."""
    stands = after or before
    assert stands is not None
    if before is None or after is None:
        return Change("new" if after else "withdrawn", VERDICT.label, stands.id, stands.verdict)
    old, new = asdict(before), asdict(after)
    names = [name for name in old if old[name] != new[name]]
    values = ({name: row[name] for name in names} for row in (old, new))
    return Change("changed", VERDICT.label, stands.id, stands.verdict, *values)


def replaced(transaction: Transaction, held: Iterable[Verdict]) -> dict[str, Verdict]:
    """By id, the verdicts that these were put in place of; one that replaced none is not in it."""
    found: dict[str, Verdict] = {}
    by_time: dict[str, dict[str, Verdict]] = {}
    for each in held:
        by_time.setdefault(each.decided_at, {})[each.id] = each
    for at, verdicts in by_time.items():
        for row in transaction.rows(_TELLING, {"at": at}):
            for entry in json.loads(row["difference"]):
                verdict, before = verdicts.get(entry["id"]), entry["before"]
                # Taking a later verdict back is told too, with this one after it.
                if verdict and entry["after"].get("decided_at") == at > before.get("decided_at", at):
                    found[verdict.id] = replace(verdict, **before)
    return found
