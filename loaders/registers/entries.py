"""What the registers hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation the registers know.

    `register_id` is stable ("university:ltu"); `org_number` has ten digits and is None unless it was confirmed;
    `place` is the id of the county or municipality it serves or sits in; `part_of` is a `register_id`; `source`
    is the id of the register; `country` is an ISO 3166-1 code, None of what several countries share.
    """

    register_id: str
    name: str
    kind: str
    org_number: str | None
    ror: str | None
    aliases: tuple[str, ...]
    place: str | None
    part_of: str | None
    source: str
    country: str | None


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place: ids `se`, `se:25`, `se:2422`, `se:2422:ammarnäs`; `level` country, county, municipality or village.

    `short` is the bare name ("Norrbotten" of "Norrbottens län"); `parent` is the id of the place around it.
    """

    id: str
    name: str
    short: str
    level: str
    nuts: str | None
    parent: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """A phrase that stands for several organisations; `members` are `register_id`s, as of the date `as_of`."""

    register_id: str
    name: str
    aliases: tuple[str, ...]
    members: tuple[str, ...]
    source: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Event:
    """What became of organisations: `who` follows `whom`, or became a part of it (`part_of`); both are `register_id`s.

    `date` is ISO text as precise as it is known; `url` is where it can be read.
    """

    who: str
    kind: str
    whom: str
    date: str
    url: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A field of work, with the words and phrases in Swedish and English that mean it.

    A `*` stands for any beginning or ending. `headings` mean it as a source's heading or code, `titles` in a title,
    `texts` in a title or a summary. `neighbours` are the ids of those that projects are often about together.
    """

    id: str
    name_sv: str
    name_en: str
    headings: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterSource:
    """Where a register's facts come from, under which licence, and when they were fetched (ISO date)."""

    id: str
    title: str
    url: str
    licence: str
    retrieved: str
    method: str
