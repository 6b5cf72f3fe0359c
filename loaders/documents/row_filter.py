"""Which rows of a table count: what came to nothing, such as a rejected application, is no project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.model.names import normalised

Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RowFilter:
    """By heading, the values of rows that count (`only`), and of those that do not (`without`); case is nothing."""

    only: Values = field(default_factory=dict)
    without: Values = field(default_factory=dict)

    @classmethod
    def taken(cls, document: dict[str, Any]) -> RowFilter:
        """Take `only` and `except` out of a document; TypeError where they are no lists of values by heading."""
        return cls(*({str(heading): _texts(values) for heading, values in _said(document, key)} for key in _KEYS))

    def to_document(self) -> dict[str, Any]:
        """What `taken` takes; empty where every row counts."""
        both = zip(_KEYS, (self.only, self.without), strict=True)
        return {key: {heading: list(listed) for heading, listed in values.items()} for key, values in both if values}

    @property
    def headings(self) -> tuple[str, ...]:
        """The columns that decide."""
        return tuple(dict.fromkeys((*self.only, *self.without)))

    def counts(self, heading: str, value: str) -> bool:
        """Whether a row with this value under that heading counts."""
        only, without = _of(self.only, heading), _of(self.without, heading)
        return (only is None or normalised(value) in only) and normalised(value) not in (without or ())


_KEYS = ("only", "except")


def _of(values: Values, heading: str) -> frozenset[str] | None:
    wanted = normalised(heading)
    return next(
        (frozenset(map(normalised, listed)) for name, listed in values.items() if normalised(name) == wanted), None
    )


def _said(document: dict[str, Any], key: str) -> Any:
    return (document.pop(key, None) or {}).items()


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str | int | float) for value in values):
        raise TypeError(f"{values!r} is no list of values")
    return tuple(map(str, values))
