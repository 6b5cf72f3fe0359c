"""How many records the graph has of each type, kept with every revision so that damage is noticed."""

from __future__ import annotations

import json
from typing import Final

from graph.model.vocabulary import NODE_TYPES, RELATION_TYPES, REVISION, STATE
from graph.store.protocol import Transaction

_KEPT: Final = f"MATCH (r:{REVISION.label} {{id: $id}}) RETURN r.counts AS counts"
# Nobody's facts: the one node of the state, and what forgetting takes out of revisions.
_COUNTED: Final = tuple(node for node in NODE_TYPES if node not in (STATE, REVISION))


def count_records(transaction: Transaction) -> dict[str, int]:
    """The number of nodes of each label and of relations of each name, those there are none of left out."""
    statements = {node.label: f"MATCH (n:{node.label}) RETURN count(*) AS n" for node in _COUNTED}
    statements |= {
        relation.name: f"MATCH ()-[r:{relation.name}]->() RETURN count(*) AS n" for relation in RELATION_TYPES
    }
    found = {name: int(transaction.rows(statement)[0]["n"]) for name, statement in statements.items()}
    return {name: count for name, count in found.items() if count}


def kept_counts(transaction: Transaction, revision: int) -> dict[str, int] | None:
    """What `count_records` gave when the revision was made; None where it was not kept, nothing where it is damaged."""
    found = transaction.rows(_KEPT, {"id": str(revision)})
    if not found or found[0]["counts"] is None:
        return None
    try:
        counts = json.loads(found[0]["counts"])
    except ValueError:
        return {}
    return counts if isinstance(counts, dict) else {}


def differing(kept: dict[str, int], found: dict[str, int]) -> tuple[str, ...]:
    """The types of which there are other numbers than were kept, as `Actor 51 → 50`."""
    names = sorted({*kept, *found})
    return tuple(
        f"{name} {kept.get(name, 0)} → {found.get(name, 0)}" for name in names if kept.get(name) != found.get(name)
    )
