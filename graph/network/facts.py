"""Actors, projects and the facts between them, as one revision of the graph has them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from graph.model.dates import first_day, last_day
from graph.model.records import KEY_SEPARATOR
from graph.model.vocabulary import TEXT_LOCATORS, sector_of
from graph.network.money import Grant, counting, money_of, sums

_STATUS_PRECEDENCE: Final = ("disputed", "confirmed", "asserted", "read", "expired")


@dataclass(frozen=True, slots=True)
class Actor:
    """An organisation, with the values its remaining claims give it."""

    id: str
    name: str
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    org_number: str | None = None
    ror: str | None = None
    pic: str | None = None
    country: str | None = None
    website: str | None = None
    description: str | None = None

    @property
    def sector(self) -> str | None:
        """The sector of its kind; None for other and unknown kinds."""
        return sector_of(self.kind)

    def is_abroad(self, sought: Collection[str] = ()) -> bool:
        """Whether its country is known and none of the sought places (`se:25`) lies there; none given, SE is sought."""
        countries = {place.partition(":")[0].upper() for place in sought} or {"SE"}
        return self.country is not None and self.country not in countries


@dataclass(frozen=True, slots=True)
class Project:
    """A project, with the values its remaining claims give it."""

    id: str
    name: str
    acronym: str | None = None
    aliases: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    summary: str | None = None
    url: str | None = None
    starts: str | None = None
    ends: str | None = None
    budget: float | None = None
    currency: str | None = None
    unnamed_participants: tuple[str, ...] = ()
    approximate: tuple[str, ...] = ()

    @property
    def first_day(self) -> date | None:
        """First day of the period; None when nobody says."""
        return first_day(self.starts) if self.starts else None

    @property
    def last_day(self) -> date | None:
        """Last day of the period; None when nobody says."""
        return last_day(self.ends) if self.ends else None

    def is_active(self, first: date | None, last: date | None) -> bool:
        """Whether the period overlaps the window; missing bounds on either side are open."""
        begins, ends = self.first_day, self.last_day
        return not ((last and begins and begins > last) or (first and ends and ends < first))


@dataclass(frozen=True, slots=True)
class Theme:
    """A field of work of our own list; `neighbours` are those that projects are often about together."""

    id: str
    name_sv: str
    name_en: str
    neighbours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A country, county, municipality or village; `parents` from the nearest upwards, `neighbours` of its level."""

    id: str
    name: str
    level: str | None = None
    nuts: str | None = None
    parents: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A document that facts cite."""

    id: str
    title: str | None = None
    url: str | None = None
    licence: str | None = None
    retrieved: str | None = None
    checksum: str | None = None


@dataclass(frozen=True, slots=True)
class Dataset:
    """The unit a load replaces.

    `shows_collaboration` (`yes`, `no`) says whether it names those who take part together; None when nobody has said.
    `covers_*` say within what it claims to show every collaboration. `part` says that it was never loaded whole.
    """

    id: str
    loader: str | None = None
    title: str | None = None
    shows_collaboration: str | None = None
    covers_places: tuple[str, ...] = ()
    covers_from: str | None = None
    covers_to: str | None = None
    covers_kinds: tuple[str, ...] = ()
    loaded: str | None = None
    checksum: str | None = None
    part: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision about the pair (first, second), first being the smaller id; `question` says which question."""

    id: str
    question: str
    first: str
    second: str
    verdict: str
    reason: str | None
    decided_by: str
    decided_at: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Report:
    """One source's report of a fact; `grant` is what it states of the money that a funder gives."""

    key: str
    dataset: str
    source: str
    quote: str | None
    locator: str | None
    status: str
    grant: Grant | None = None

    @property
    def record(self) -> tuple[str, str]:
        """The dataset and the id it gave the second end: the record behind the report."""
        return self.dataset, self.key.split(KEY_SEPARATOR)[3]


@dataclass(frozen=True, slots=True)
class Fact:
    """A tie between two nodes: the reports of the same relation grouped. It stands until its last report goes.

    `discriminator` distinguishes parallel facts: a role, kind or phrase. `expanded_from` names the group phrase when
    every report was expanded from one. `since`, `until` and the amount of a place are the first that a report
    gives, in order of key. The money that a funder gives is what the reports state together (see `money_of`): `parts`
    are what each recipient gets, `amount` is null where they are in several currencies.
    """

    type: str
    start: str
    end: str
    reports: tuple[Report, ...]
    discriminator: str | None = None
    expanded_from: str | None = None
    amount: float | None = None
    currency: str | None = None
    share: float | None = None
    since: str | None = None
    until: str | None = None
    parts: tuple[Grant, ...] = ()
    approximate: tuple[str, ...] = ()

    def by(self, reports: tuple[Report, ...]) -> Fact:
        """The same as these of its reports tell it."""
        fact = replace(self, reports=reports)
        return fact.with_money() if any(report.grant for report in self.reports) else fact

    def with_money(self) -> Fact:
        """The same with the money that its reports state together."""
        money = money_of(self.reports)
        return replace(
            self,
            amount=money.amount,
            currency=money.currency,
            share=money.share,
            parts=money.parts,
            approximate=money.approximate,
        )

    @property
    def counting(self) -> tuple[Report, ...]:
        """The reports whose amounts the money that a funder gives is the sum of."""
        return counting(self.reports)

    @property
    def sums(self) -> Mapping[str, float]:
        """Currency → how much is given in it."""
        return sums(self.parts or (Grant(self.amount, self.currency),))

    @property
    def status(self) -> str:
        """Disputed by a person beats all, then confirmed, asserted, read, expired."""
        return self.reports[0].status if len(self.reports) == 1 else status_of(report.status for report in self.reports)

    @property
    def is_theme_of_text(self) -> bool:
        """Whether it is a theme that nobody states, but a title or summary names."""
        return self.status == "read" and all(report.locator in TEXT_LOCATORS for report in self.reports)


def status_of(statuses: Iterable[str]) -> str:
    """The status of a fact with reports of these statuses."""
    present = set(statuses)
    return next(status for status in _STATUS_PRECEDENCE if status in present)
