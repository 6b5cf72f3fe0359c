"""What a dataset says of a project, as far as it tells which project it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from graph.identity.mentions import MentionKey, digest_of
from graph.model.claims import Claim
from graph.model.dates import first_day, last_day
from graph.model.names import normalised, own_page

Timing = Literal["same", "overlapping", "apart", "unknown"]

_SAME_PERIOD = 0.75
_SAME_START = 31  # days


@dataclass(slots=True)
class ProjectMention:
    """All that one dataset says of one project, under the id the dataset gave it.

    `titles` and `acronyms` are as written, `pages` addresses of its own page; `starts` and `ends` as precise as they
    were given.
    """

    dataset: str
    given: str
    titles: set[str] = field(default_factory=set)
    acronyms: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)
    starts: set[str] = field(default_factory=set)
    ends: set[str] = field(default_factory=set)

    @property
    def key(self) -> MentionKey:
        """The mention's place in a resolution."""
        return self.dataset, self.given

    def add(self, claims: Mapping[str, Claim]) -> None:
        """Take up what a report of this mention claims."""
        for name, texts in (
            ("name", self.titles),
            ("aliases", self.titles),
            ("acronym", self.acronyms),
            ("numbers", self.numbers),
            ("starts", self.starts),
            ("ends", self.ends),
        ):
            if (claim := claims.get(name)) and claim.status != "disputed":
                texts.update(text for text in _values(claim) if text.strip())
        if (claim := claims.get("url")) and (page := own_page(_values(claim)[0])):
            self.pages.add(page)

    @property
    def first(self) -> date | None:
        """The first day; None when nobody says."""
        return min(map(first_day, self.starts), default=None)

    @property
    def last(self) -> date | None:
        """The last day; None when nobody says."""
        return max(map(last_day, self.ends), default=None)

    @property
    def comparable_numbers(self) -> frozenset[str]:
        """Its numbers, without what differs between spellings of one."""
        return frozenset(map(compact, self.numbers))

    @property
    def digest(self) -> str:
        """Changes when what tells the project apart does: what was decided of it may then be asked anew."""
        properties = (self.titles, self.acronyms, self.numbers, self.pages, self.starts, self.ends)
        return digest_of([sorted(values) for values in properties])


def compact(text: str) -> str:
    """The letters and digits of a title, acronym or number."""
    return normalised(text).replace(" ", "")


def timing(one: ProjectMention, other: ProjectMention) -> Timing:
    """How the periods of two lie to each other; `unknown` where too little is said to tell."""
    mine, theirs = (one.first, one.last), (other.first, other.last)
    if mine[0] is None or theirs[0] is None:
        return "unknown"
    if mine[1] is None or theirs[1] is None:
        ended = mine[1] or theirs[1]
        if ended and ended < max(mine[0], theirs[0]):
            return "apart"
        return "same" if _start_together(one, other) else "unknown"
    common = (min(mine[1], theirs[1]) - max(mine[0], theirs[0])).days + 1
    whole = (max(mine[1], theirs[1]) - min(mine[0], theirs[0])).days + 1
    if common <= 0:
        return "apart"
    return "same" if common / whole >= _SAME_PERIOD else "overlapping"


def _start_together(one: ProjectMention, other: ProjectMention) -> bool:
    """Whether the starts are less than a month apart, a year or month reaching to its end."""
    latest = [max(map(last_day, mention.starts)) for mention in (one, other)]
    gap = max(start for start in (one.first, other.first) if start) - min(latest)
    return gap.days <= _SAME_START


def _values(claim: Claim) -> tuple[str, ...]:
    return claim.value if isinstance(claim.value, tuple) else (str(claim.value),)
