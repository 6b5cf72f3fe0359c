"""Verdicts in the history: a revision records a replaced verdict too, so that it can be restored."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any, Final

from graph.ingest.digest import rows_digest
from graph.ingest.load import Change
from graph.ingest.replaced import Replaced
from graph.model.vocabulary import VERDICT
from graph.network.facts import Verdict
from graph.store.protocol import Transaction

_SAID: Final = ("verdict", "reason", "decided_by", "decided_at")
_TELLING: Final = (
    "MATCH (r:Revision) WHERE r.action = 'identity' AND r.difference CONTAINS $at RETURN r.difference AS difference"
)


Changed = tuple[Verdict | None, Verdict | None]
"""A verdict before and after; one of the two is there."""


def with_verdicts(replaced: Replaced, changed: Iterable[Changed]) -> Replaced:
    """What a revision replaced, with the verdicts that it changed."""
    changed = list(changed)
    rows = [asdict(before) for before, _ in changed if before]
    return replaced.and_nodes(VERDICT.label, rows, [after.id for before, after in changed if after and not before])


def digest_added(changed: Iterable[Changed]) -> int:
    """What these verdicts add to the digest of the graph."""
    before, after = zip(*changed, strict=True)
    gone, new = ([asdict(verdict) for verdict in verdicts if verdict] for verdicts in (before, after))
    return rows_digest((VERDICT.label,), new) - rows_digest((VERDICT.label,), gone)


def change(before: Verdict | None, after: Verdict | None) -> Change:
    """The entry for a verdict that is new, withdrawn or replaced: what was decided before and after, by whom and why.

    At least one of the two must be given. Of a replaced one, what differs.
    """
    current = after or before
    assert current is not None
    old, new = ({} if verdict is None else asdict(verdict) for verdict in (before, after))
    if before is None or after is None:
        kind = "new" if after else "withdrawn"
        return Change(kind, VERDICT.label, current.id, current.verdict, _told(old), _told(new))
    names = [name for name in old if old[name] != new[name]]
    values = ({name: row[name] for name in names} for row in (old, new))
    return Change("changed", VERDICT.label, current.id, current.verdict, *values)


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _SAID if row.get(name) is not None}


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
