"""XLSX: the workbook that the spreadsheet loader reads, so that a network can be edited and loaded again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from graph.network.facts import Fact
from graph.network.money import Grant
from graph.network.network import StakeholderNetwork
from viz.exchange.workbook import Row, Sheet, workbook

NAME: Final = "xlsx"
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIX: Final = ".xlsx"
OF: Final = "network"

_CITED: Final = ("source", "quote", "page")
_FUNDING: Final = "Finansiering"
_SHEETS: Final = {
    "Aktörer": ("name", "kind", "org_number", "aliases", "place", "website"),
    "Projekt": (
        *("name", "acronym", "aliases", "numbers", "summary", "url", "starts", "ends", "budget", "currency"),
        *("places", "themes", "part_of"),
    ),
    "Medverkan": ("project", "actor", "role", *_CITED),
    _FUNDING: ("project", "funder", "recipient", "amount", "currency", "share", *_CITED),
    "Samarbeten": ("actor_a", "actor_b", "kind", "since", "until", *_CITED),
    "Behov och erbjudanden": ("actor", "offers_or_needs", "theme", *_CITED),
    "Källor": ("source", "title", "url", "licence", "retrieved"),
    "Belägg": ("project", "actor", "field", *_CITED),
}


def render(network: StakeholderNetwork) -> bytes:
    """The workbook: a row a report, a group as one row with its phrase. No text is ever a formula.

    Equal rows are one, but for grants: two equal ones are two.
    """
    rows = _Rows(network)
    found: dict[str, Iterable[Row]] = {title: getattr(rows, method)() for title, method in _METHODS.items()}
    unequal = {title: rows if title == _FUNDING else dict.fromkeys(rows) for title, rows in found.items()}
    return workbook({title: Sheet(headings, unequal[title]) for title, headings in _SHEETS.items()})


_METHODS: Final = {
    "Aktörer": "actors",
    "Projekt": "projects",
    "Medverkan": "participations",
    _FUNDING: "fundings",
    "Samarbeten": "collaborations",
    "Behov och erbjudanden": "needs_and_offers",
    "Källor": "sources",
    "Belägg": "evidence",
}


class _Rows:
    """The rows of each sheet."""

    def __init__(self, network: StakeholderNetwork) -> None:
        self.network = network

    def actors(self) -> Iterator[Row]:
        for actor in self.network.actors.values():
            yield (
                actor.name,
                actor.kind,
                actor.org_number,
                _joined(actor.aliases),
                self._places(actor.id),
                actor.website,
            )

    def projects(self) -> Iterator[Row]:
        network = self.network
        above = {
            fact.start: self._name(fact.end) for fact in network.of_type("PART_OF") if fact.start in network.projects
        }
        for project in network.projects.values():
            themes = [fact.discriminator or self._name(fact.end) for fact in network.facts_from(project.id, "ABOUT")]
            yield (
                *(project.name, project.acronym, _joined(project.aliases), _joined(project.numbers)),
                *(project.summary, project.url),
                *(
                    project.starts,
                    project.ends,
                    _sum(project.budget, "budget" in project.approximate),
                    project.currency,
                ),
                *(self._places(project.id), _joined(themes), above.get(project.id)),
            )

    def participations(self) -> Iterator[Row]:
        for fact in self.network.participations:
            yield from self._reports(
                fact, self._name(fact.end), fact.expanded_from or self._name(fact.start), fact.discriminator
            )

    def fundings(self) -> Iterator[Row]:
        """A row a report, with the amount that it states; what another dataset states of the same grant is cited."""
        for fact in self.network.fundings:
            counting = {report.key for report in fact.counting}
            for report in fact.reports:
                grant = report.grant if report.grant and report.key in counting else Grant(share=fact.share)
                recipient = self._name(grant.recipient) if grant.recipient else None
                about = self._name(fact.end), self._name(fact.start), recipient
                cited = report.source, report.quote, report.locator
                amount = _sum(grant.amount, "amount" in grant.approximate)
                yield (*about, amount, grant.currency, grant.share, *cited)

    def collaborations(self) -> Iterator[Row]:
        for fact in self.network.of_type("COLLABORATES_WITH"):
            about = self._name(fact.start), self._name(fact.end), fact.discriminator, fact.since, fact.until
            yield from self._reports(fact, *about)

    def needs_and_offers(self) -> Iterator[Row]:
        for fact in self.network.of_type("NEEDS", "OFFERS"):
            yield from self._reports(fact, self._name(fact.start), fact.type.lower(), self._name(fact.end))

    def sources(self) -> Iterator[Row]:
        for source in self.network.sources.values():
            yield source.id, source.title, source.url, source.licence, source.retrieved

    def evidence(self) -> Iterator[Row]:
        """What the sources say of the themes and places of projects and the places of actors."""
        for fact in self.network.of_type("ABOUT", "LOCATED_IN"):
            project = self._name(fact.start) if fact.start in self.network.projects else None
            actor = None if project else self._name(fact.start)
            field = "themes" if fact.type == "ABOUT" else "places" if project else "place"
            for row in self._reports(fact, project, actor, field):
                if row[4]:  # a quote is what the sheet is for
                    yield row

    def _reports(self, fact: Fact, *about: str | float | None) -> Iterator[Row]:
        for report in fact.reports:
            yield (*about, report.source, report.quote, report.locator)

    def _name(self, id: str) -> str:
        network = self.network
        for things in (network.actors, network.projects, network.places):
            if thing := things.get(id):
                return str(thing.name)
        return network.themes[id].name_sv if id in network.themes else id

    def _places(self, id: str) -> str:
        """Names as the loader reads them: an amount for a place follows an equals sign."""
        return _joined(
            f"{self._name(fact.end)}={fact.amount:.0f}" if fact.amount else self._name(fact.end)
            for fact in self.network.facts_from(id, "LOCATED_IN")
        )


def _sum(amount: float | None, approximate: bool) -> float | str | None:
    """The sum, as a number unless it is meant with "ca", which our own reader understands."""
    return f"ca {amount:.2f}".removesuffix(".00") if amount is not None and approximate else amount


def _joined(values: Iterable[Any]) -> str:
    return "; ".join(dict.fromkeys(str(value).replace(";", ",") for value in values))
