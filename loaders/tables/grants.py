"""What the rows of a list of participations say that a funder gives: each partner's part, or the project's repeated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import fsum
from typing import Final

from graph.errors import OpenQuestion, OpenQuestionsError
from graph.messages import Message, number
from graph.model.records import Evidence, Value
from graph.model.vocabulary import FUNDS
from loaders.base import Reading
from loaders.documents.answers import AMOUNTS_OF

_MEANING: Final = {"partner": "loading.amounts_partner", "project": "loading.amounts_project"}


@dataclass(frozen=True, slots=True)
class RowGrant:
    """What one row says that its funder gives; `recipients` are the actors it names, `called` what its project is."""

    evidence: Evidence
    money: dict[str, Value]
    recipients: tuple[str, ...]
    called: str = ""

    @property
    def stated(self) -> tuple[float, str | None] | None:
        """The amount with its currency; None where the row says none."""
        amount, currency = self.money.get("amount"), self.money.get("currency")
        return (float(amount), currency) if isinstance(amount, int | float) else None  # type: ignore[return-value]


@dataclass
class RowGrants:
    """The grants of a list of participations, until all rows are read.

    Where rows of one funder and project state different amounts, each is its own actors' part. Where all state the
    same, nobody can tell whether it is the project's: that is asked, unless `amounts` says it. `joint` are those that
    several funders of one row give together, of which nobody says who gives what.
    """

    reading: Reading
    amounts: str = ""
    joint: list[RowGrant] = field(default_factory=list)
    _of_ties: dict[tuple[str, str], list[RowGrant]] = field(default_factory=lambda: defaultdict(list))

    def add(self, funder: str, project: str, grant: RowGrant) -> None:
        """Take what a row says."""
        self._of_ties[funder, project].append(grant)

    def report(self) -> None:
        """Put the grants into the reading.

        Raises:
            OpenQuestionsError: nobody has said whose the amounts are.
        """
        if self._repeated and self.amounts not in AMOUNTS_OF:
            raise self._question()
        for (funder, project), grants in self._of_ties.items():
            for grant, money in self._read(grants):
                self.reading.relation(FUNDS.name, funder, project, grant.evidence, money)
        if self.amounts == "project" and self._different:
            self.reading.note(Message("loading.amounts_differ", count=len(self._different)))
        if joint := [grant for grant in self.joint if grant.stated]:
            self.reading.note(Message("loading.amounts_joint", rows=len(joint), total=_total(joint)))

    def _read(self, grants: Sequence[RowGrant]) -> Iterator[tuple[RowGrant, dict[str, Value]]]:
        """The reports of one funder and project; rows that state no amount are one report a source."""
        stating = [grant for grant in grants if grant.stated]
        if _is_repeated(stating) and self.amounts == "project":
            yield stating[0], stating[0].money
            return
        whole = len(stating) == 1 and len(grants) > 1  # the others leave the cell empty: as likely the project's
        for grant in stating:
            recipient = grant.recipients[0] if len(grant.recipients) == 1 and not whole else None
            yield grant, {**grant.money, "recipient": recipient}
        seen = {grant.evidence.source for grant in stating}
        for grant in grants:
            if grant.evidence.source not in seen:
                seen.add(grant.evidence.source)
                yield grant, grant.money

    @property
    def _repeated(self) -> list[list[RowGrant]]:
        """The grants of the ties of which several rows state one and the same amount."""
        return [stating for stating in self._stating() if _is_repeated(stating)]

    @property
    def _different(self) -> list[list[RowGrant]]:
        """The grants of the ties of which rows state different amounts."""
        return [stating for stating in self._stating() if len({grant.stated for grant in stating}) > 1]

    def _stating(self) -> Iterator[list[RowGrant]]:
        return ([grant for grant in grants if grant.stated] for grants in self._of_ties.values())

    def _question(self) -> OpenQuestionsError:
        repeated = self._repeated
        totals = {
            "partner": _total(grant for grants in repeated for grant in grants),
            "project": _total(grants[0] for grants in repeated),
        }
        counts = {"ties": len(repeated), "rows": sum(map(len, repeated))}
        values: dict[str, object] = {**counts, "example": repeated[0][0].called, **totals}
        choices = tuple((answer, Message(_MEANING[answer], total=totals[answer])) for answer in AMOUNTS_OF)
        proposal = "partner" if self._different else "project"
        question = OpenQuestion("amounts", Message("loading.amounts_question", **values), choices, proposal)
        return OpenQuestionsError(Message("loading.amounts_open", **values), (), (question,))


def _is_repeated(stating: Sequence[RowGrant]) -> bool:
    """Whether several rows state one amount, which is not nothing."""
    stated = {grant.stated for grant in stating}
    return len(stating) > 1 and len(stated) == 1 and stated != {None} and bool(next(iter(stated))[0])  # type: ignore[index]


def _total(grants: Iterable[RowGrant]) -> dict[str, str]:
    """The sum of amounts, by currency, in each language."""
    amounts: dict[str, list[float]] = defaultdict(list)
    for grant in grants:
        if grant.stated:
            amounts[grant.stated[1] or ""].append(grant.stated[0])
    return {
        language: " + ".join(
            f"{number(fsum(found), language)} {currency}".strip() for currency, found in sorted(amounts.items())
        )
        for language in ("sv", "en")
    }
