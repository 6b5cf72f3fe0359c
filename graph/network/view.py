"""A View: the filter over the network for which a question is answered."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal

from graph.errors import InputError
from graph.messages import Message
from graph.model.dates import check_date, first_day, last_day
from graph.model.vocabulary import ACTOR_KINDS, COUNTING_STATUSES, SECTORS, STATUSES

TIES: Final = ("exclude", "include")
AS_OF: Final = "as-of"
OF_VIEW: Final = "view-"
"""Before the name of an option beside a question that has a parameter of that name."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that a view can be told, under its public name.

    Of `names` and `choices` several can be given and any of them will do; of the others one. `choices` lists the
    allowed values when they are a closed set. A `revision` is a number or a date, a `count` at least 1.
    """

    name: str
    description: str
    kind: Literal["date", "names", "choices", "choice", "revision", "name", "count"]
    choices: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def repeats(self) -> bool:
        """Whether several values can be given."""
        return self.kind in ("names", "choices")

    @property
    def value(self) -> Any:
        """The type of one value."""
        return Literal[self.choices] if self.choices else int if self.kind == "count" else str

    @property
    def field(self) -> str:
        """The field of a View: `from` is a word of Python."""
        return {"from": "start", "to": "end", AS_OF: "as_of"}.get(self.name, self.name)

    def read(self, given: Any) -> Any:
        """What was given as the field has it; several may be one text, and a number too."""
        if self.kind == "count" and str(given).isdecimal():
            return int(given)
        return given if not self.repeats else (given,) if isinstance(given, str) else tuple(given)

    def check(self, value: Any) -> None:
        """Raises InputError for what is no date, no number or none of the choices."""
        is_number = self.kind == "revision" and value is not None and value.isdecimal()
        if self.kind in ("date", "revision") and value is not None and not is_number:
            try:
                check_date(value)
            except ValueError as error:
                raise InputError(Message("errors.view_date", reason=error.args[0])) from error
        if self.kind == "count" and not (isinstance(value, int) and value > 0):
            raise InputError(Message("errors.view_count", option=self.name, value=str(value)))
        values = value if self.repeats else (value,)
        if self.choices and (unknown := set(values) - set(self.choices)):
            raise InputError(
                Message("errors.view_value", option=self.name, values=tuple(sorted(unknown)), known=self.choices)
            )


VIEW_OPTIONS: Final = (
    Option("from", "Projects active from this date on", "date", examples=("2025", "2025-07", "2025-07-01")),
    Option("to", "Projects active until this date", "date", examples=("2027",)),
    Option("theme", "Theme, id or name", "names", examples=("skills-supply",)),
    Option("place", "Place, id or name, with what lies below it", "names", examples=("se:25",)),
    Option("sector", "List only actors of this sector; the network stays whole", "choices", SECTORS),
    Option("kind", "List only actors of this kind; the network stays whole", "choices", ACTOR_KINDS),
    Option("dataset", "Only what this dataset says, id or title", "names", examples=("demo",)),
    Option("status", "Status of facts", "choices", STATUSES),
    Option("funding", "Whether funding makes ties", "choice", TIES),
    Option("expanded", "Whether members of a group phrase make ties", "choice", TIES),
    Option(
        AS_OF, "The graph as it was: a revision, or a day: its last revision", "revision", examples=("2026-05-01", "12")
    ),
    Option("around", "What lies around this actor, id or name", "name", examples=("Boliden AB",)),
    Option("steps", "How many ties away from that actor; 1 when not given", "count", examples=("2",)),
)
"""Every option of a view, declared here alone: HTTP, its description, the command line and the pages read this."""
OPTIONS: Final = tuple(option.name for option in VIEW_OPTIONS)


def beside(option: str, own: Container[str]) -> str:
    """What an option is called beside parameters with these names: `view-theme` where `theme` is what is sought."""
    return OF_VIEW + option if option in own else option


@dataclass(frozen=True, slots=True)
class View:
    """A filter; the default is all time and every status that counts, without funding ties or group ties.

    `start` and `end` are the options `from` and `to`: a project is in the view when its period overlaps them, a
    missing bound being open. Themes, places, sectors, kinds and datasets: any of those listed; empty means all. A place
    includes what lies below it. Sector and kind cut nobody out of the network: they choose who is listed and drawn
    (see `graph.network.choosing`). `funding="include"` adds funders to the two-mode network, `expanded="include"`
    lets participations expanded from a group phrase make ties in the collaboration network. `as_of` names the
    revision that is looked at (whoever holds the revisions opens it), None the newest. `around` an actor is the part
    of the rest within `steps` ties of it (see `graph.network.around`).
    """

    start: str | None = None
    end: str | None = None
    theme: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    dataset: tuple[str, ...] = ()
    status: tuple[str, ...] = COUNTING_STATUSES
    funding: Literal["exclude", "include"] = "exclude"
    expanded: Literal["exclude", "include"] = "exclude"
    as_of: str | None = None
    around: str | None = None
    steps: int = 1

    def __post_init__(self) -> None:
        for option in VIEW_OPTIONS:
            option.check(getattr(self, option.field))
        if self.first and self.last and self.last < self.first:
            raise InputError(Message("errors.view_period", start=self.start, end=self.end))

    @property
    def first(self) -> date | None:
        """First day of the window; None when it is open."""
        return first_day(self.start) if self.start else None

    @property
    def last(self) -> date | None:
        """Last day of the window; None when it is open."""
        return last_day(self.end) if self.end else None

    @property
    def chooses(self) -> bool:
        """Whether it chooses some actors to be listed, by sector or kind."""
        return bool(self.sector or self.kind)

    @property
    def of_everybody(self) -> View:
        """The same view without sector and kind: the network that is looked at."""
        return replace(self, sector=(), kind=()) if self.chooses else self

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> View:
        """Build a view from its public option names; a list option may be one text.

        Raises:
            InputError: for an unknown option or value.
        """
        if unknown := set(options) - set(OPTIONS):
            raise InputError(Message("errors.view_option", options=tuple(sorted(unknown)), known=OPTIONS))
        values = [(option, options.get(option.name)) for option in VIEW_OPTIONS]
        return cls(**{option.field: option.read(value) for option, value in values if value not in (None, "", (), [])})

    def options(self) -> dict[str, Any]:
        """The view under its public option names, as every answer states it."""
        values = {option.name: getattr(self, option.field) for option in VIEW_OPTIONS}
        values["steps"] = self.steps if self.around else None
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


EVERYTHING: Final = View(status=STATUSES)
