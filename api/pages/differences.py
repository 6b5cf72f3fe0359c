"""A difference as people read it: what is new, what changed, what went away, by what it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

Item = Mapping[str, Any]

# What people ask about first.
_ORDER: Final = (
    "Project",
    "Actor",
    "PARTICIPATES_IN",
    "FUNDS",
    "COLLABORATES_WITH",
    "NEEDS",
    "OFFERS",
    "ABOUT",
    "LOCATED_IN",
    "PART_OF",
    "FOLLOWS",
    "Theme",
    "Place",
    "Source",
    "Dataset",
    "Verdict",
    "View",
    "Story",
    "Share",
)
_CHANGES: Final = ("new", "changed", "withdrawn")


def counted(counts: Mapping[str, Mapping[str, int]]) -> list[Item]:
    """One row a type."""
    empty = {"new": 0, "changed": 0, "unchanged": 0, "withdrawn": 0}
    return [{"type": type, **empty, **counts[type]} for type in sorted(counts, key=_place)]


def sectioned(changes: Iterable[Item]) -> list[tuple[str, list[tuple[str, list[Item]]]]]:
    """Change → type → entries."""
    sections: dict[str, dict[str, list[Item]]] = {change: {} for change in _CHANGES}
    for entry in changes:
        sections[entry["change"]].setdefault(entry["type"], []).append(entry)
    return [
        (change, [(type, types[type]) for type in sorted(types, key=_place)])
        for change, types in sections.items()
        if types
    ]


def _place(type: str) -> tuple[int, str]:
    return (_ORDER.index(type) if type in _ORDER else len(_ORDER), type)
