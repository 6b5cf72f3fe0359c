"""How much one funder gives one project, from what each report of it states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final, Protocol, TypeVar

_OVER: Final = "expired"


@dataclass(frozen=True, slots=True)
class Grant:
    """What one report states of the money, or the reports of one recipient together.

    `recipient` is the actor whose part `amount` is; None when it is the whole project's. `approximate` names what is
    given with *about*.
    """

    amount: float | None = None
    currency: str | None = None
    recipient: str | None = None
    share: float | None = None
    approximate: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Money:
    """The money of one funder and project: `amount` is the sum of the `parts`, None where they differ in currency.

    A part is what one recipient gets in one currency. `share` is None where reports of one dataset differ.
    """

    amount: float | None = None
    currency: str | None = None
    share: float | None = None
    parts: tuple[Grant, ...] = ()
    approximate: tuple[str, ...] = ()


class Reported(Protocol):
    """What is looked at of a report."""

    @property
    def dataset(self) -> str:
        """The dataset that it is of."""
        ...

    @property
    def status(self) -> str:
        """How far it has been reviewed."""
        ...

    @property
    def grant(self) -> Grant | None:
        """What it states of the money."""
        ...


Report = TypeVar("Report", bound=Reported)


def money_of(reports: Sequence[Report]) -> Money:
    """What reports of one funder and project say together; reports come ordered by dataset.

    Within a dataset each report is money of its own, and they add up. Datasets tell of the same grant: the one that
    says the most counts, among those in the same currencies as the first. What has expired counts only where nothing
    else is reported.
    """
    said = _said(reports)
    if not said:
        return Money()
    parts = _parts(said.get(_largest(said) or "", ()))
    currencies = {part.currency for part in parts}
    return Money(
        fsum(part.amount or 0.0 for part in parts) if len(currencies) == 1 else None,
        currencies.pop() if len(currencies) == 1 else None,
        _share(said.values()),
        parts,
        tuple(sorted({name for part in parts for name in part.approximate})),
    )


def counting(reports: Sequence[Report]) -> tuple[Report, ...]:
    """The reports whose amounts `money_of` adds up."""
    largest = _largest(_said(reports))
    return tuple(report for report in _standing(reports) if report.dataset == largest and _states(report.grant))


def sums(parts: Iterable[Grant]) -> Mapping[str, float]:
    """Currency → the sum of what is stated in it, by currency; amounts without a currency are in none."""
    amounts: dict[str, list[float]] = defaultdict(list)
    for part in parts:
        if part.amount is not None and part.currency:
            amounts[part.currency].append(part.amount)
    return {currency: fsum(found) for currency, found in sorted(amounts.items())}


def _parts(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """One a recipient and currency, by recipient; what is the whole project's comes first."""
    found: dict[tuple[str, str], list[Grant]] = defaultdict(list)
    for grant in grants:
        if grant.amount is not None:
            found[grant.recipient or "", grant.currency or ""].append(grant)
    return tuple(_added(found[key]) for key in sorted(found))


def _added(grants: Sequence[Grant]) -> Grant:
    if len(grants) == 1:
        return grants[0]
    approximate = sorted({name for grant in grants for name in grant.approximate})
    amount = fsum(grant.amount for grant in grants if grant.amount is not None)
    return Grant(amount, grants[0].currency, grants[0].recipient, approximate=tuple(approximate))


def _standing(reports: Sequence[Report]) -> Sequence[Report]:
    return [report for report in reports if report.status != _OVER] or reports


def _said(reports: Sequence[Report]) -> Mapping[str, list[Grant]]:
    """What each dataset states, in order."""
    said: dict[str, list[Grant]] = defaultdict(list)
    for report in _standing(reports):
        if report.grant is not None:
            said[report.dataset].append(report.grant)
    return said


def _states(grant: Grant | None) -> bool:
    return grant is not None and grant.amount is not None


def _largest(said: Mapping[str, Sequence[Grant]]) -> str | None:
    """The dataset that states the most, of those in the currencies of the first that states any."""
    totals = {
        dataset: ({grant.currency for grant in stating}, fsum(grant.amount or 0.0 for grant in stating))
        for dataset, grants in said.items()
        if (stating := [grant for grant in grants if _states(grant)])
    }
    first = next(iter(totals.values()), None)
    return max(
        (name for name in totals if first and totals[name][0] == first[0]),
        key=lambda name: totals[name][1],
        default=None,
    )


def _share(datasets: Iterable[Iterable[Grant]]) -> float | None:
    """The share that the first dataset to state any gives, None where it gives several."""
    stated = ({grant.share for grant in grants if grant.share is not None} for grants in datasets)
    first = next((shares for shares in stated if shares), set())
    return first.pop() if len(first) == 1 else None
