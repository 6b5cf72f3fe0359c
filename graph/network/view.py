"""A View: the filter over the network for which a question is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from graph.errors import InputError
from graph.messages import Message
from graph.model.dates import check_date, first_day, last_day
from graph.model.vocabulary import COUNTING_STATUSES, SECTORS, STATUSES

FUNDING: Final = ("exclude", "include")
EXPANDED: Final = ("exclude", "include")
OPTIONS: Final = (
    "from",
    "to",
    "theme",
    "place",
    "sector",
    "dataset",
    "status",
    "funding",
    "expanded",
)


@dataclass(frozen=True, slots=True)
class View:
    """A filter; the default is all time and every status that counts, without funding ties or group ties.

    `start` and `end` are the options `from` and `to`: a project is in the view when its period overlaps them, a
    missing bound being open. Themes, places, sectors and datasets: any of those listed; empty means all. A place
    includes what lies below it. `funding="include"` adds funders to the two-mode network, `expanded="include"`
    lets participations expanded from a group phrase make ties in the collaboration network.
    """

    start: str | None = None
    end: str | None = None
    theme: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    dataset: tuple[str, ...] = ()
    status: tuple[str, ...] = COUNTING_STATUSES
    funding: Literal["exclude", "include"] = "exclude"
    expanded: Literal["exclude", "include"] = "exclude"

    def __post_init__(self) -> None:
        try:
            if self.start is not None:
                check_date(self.start)
            if self.end is not None:
                check_date(self.end)
        except ValueError as error:
            raise InputError(Message("errors.view_date", reason=error.args[0])) from error
        if self.first and self.last and self.last < self.first:
            raise InputError(Message("errors.view_period", start=self.start, end=self.end))
        for name, values, allowed in (
            ("sector", self.sector, SECTORS),
            ("status", self.status, STATUSES),
            ("funding", (self.funding,), FUNDING),
            ("expanded", (self.expanded,), EXPANDED),
        ):
            if unknown := set(values) - set(allowed):
                raise InputError(
                    Message("errors.view_value", option=name, values=tuple(sorted(unknown)), known=allowed)
                )

    @property
    def first(self) -> date | None:
        """First day of the window; None when it is open."""
        return first_day(self.start) if self.start else None

    @property
    def last(self) -> date | None:
        """Last day of the window; None when it is open."""
        return last_day(self.end) if self.end else None

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> View:
        """Build a view from its public option names; a list option may be one text.

        Raises:
            InputError: for an unknown option or value.
        """
        if unknown := set(options) - set(OPTIONS):
            raise InputError(Message("errors.view_option", options=tuple(sorted(unknown)), known=OPTIONS))
        given = {key: value for key, value in options.items() if value not in (None, "", (), [])}
        arguments: dict[str, Any] = {
            "start": given.pop("from", None),
            "end": given.pop("to", None),
            **{key: given.pop(key) for key in ("funding", "expanded") if key in given},
            **{key: (value,) if isinstance(value, str) else tuple(value) for key, value in given.items()},
        }
        return cls(**arguments)

    def options(self) -> dict[str, Any]:
        """The view under its public option names, as every answer states it."""
        return {
            "from": self.start,
            "to": self.end,
            "theme": list(self.theme),
            "place": list(self.place),
            "sector": list(self.sector),
            "dataset": list(self.dataset),
            "status": list(self.status),
            "funding": self.funding,
            "expanded": self.expanded,
        }


EVERYTHING: Final = View(status=STATUSES)
