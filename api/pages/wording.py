"""Figures, periods, views and sources in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import fsum
from typing import Any, Final

from api.pages.visit import Visit
from graph.messages import Message, catalogue, message
from graph.model.vocabulary import ACTOR_KINDS, SECTORS
from graph.network.view import VIEW_OPTIONS, Option, View
from queries.answer import referred
from queries.questions.partners.roles import NamedRole, role_words
from queries.wording.money import about, currency_name, rounded_money
from queries.wording.names import place_heading

Item = Mapping[str, Any]

_SAID_WITH_ANOTHER: Final = ("start", "end", "steps")


class Wording:
    """Says things in the language of one visit."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit

    def money(self, amount: float | None, currency: str | None) -> str:
        """`3 800 000 kr`; a dash when nobody says."""
        if amount is None:
            return "–"
        unit = currency_name(currency or "", self._visit.language)
        return f"{self._visit.number(amount)}\N{NO-BREAK SPACE}{unit}".rstrip()

    def sums(self, parts: Iterable[Item]) -> list[tuple[str, float]]:
        """What parts are together, by currency."""
        amounts: dict[str, list[float]] = defaultdict(list)
        for part in parts:
            amounts[part["currency"] or ""].append(part["amount"])
        return [(currency, fsum(found)) for currency, found in sorted(amounts.items())]

    def rounded_money(self, amount: float, currency: str, is_about: bool) -> str:
        """`12 mn kr`, or `ca 12 mn kr`."""
        return about(rounded_money(amount, currency, self._visit.language), self._visit.language, is_about)

    def place_heading(self, name: str, wider: bool) -> str:
        """What a column of coverage is called."""
        return place_heading(name, wider, self._visit.language)

    def period(self, starts: str | None, ends: str | None) -> str:
        """As precise as the source gave it; what is missing is not made up."""
        if starts and ends:
            return f"{starts} – {ends}"
        if starts:
            return self._visit.say("period_from", date=starts)
        return self._visit.say("period_to", date=ends) if ends else self._visit.say("not_stated")

    def view(self) -> list[str]:
        """The filters of the view in words; empty when it shows everything."""
        view, usual = self._visit.view, View()
        parts = [self.period(view.start, view.end)] if view.start or view.end else []
        for option in VIEW_OPTIONS:
            value = getattr(view, option.field)
            if option.field not in _SAID_WITH_ANOTHER and value != getattr(usual, option.field):
                names = ", ".join(self._named(option, item) for item in (value if option.repeats else (value,)))
                parts.append(self._visit.say(f"view_{option.field}", names=names, steps=view.steps))
        return parts

    def left_out(self, reasons: Mapping[str, int]) -> list[str]:
        """What the view leaves out, one sentence a reason."""
        language = self._visit.language
        return [
            message(f"questions.left_out_{reason}", language, count=count)
            for reason, count in reasons.items()
            if count and f"questions.left_out_{reason}" in catalogue()
        ]

    def source(self, id: str) -> Item:
        """Title and address of a document; its id when the graph does not know it (any more)."""
        found = self._visit.moment.whole.sources.get(id)
        return {"title": (found.title if found else None) or id, "url": found.url if found else None}

    def group(self, id: str | None) -> str:
        """A group of actors: a sector, a kind, a county, or a circle that was computed."""
        if id is None:
            return "–"
        if id in SECTORS:
            return self._visit.word("sector", id)
        if id in ACTOR_KINDS:
            return self._visit.word("kind", id)
        whole = self._visit.moment.whole
        if id in whole.places:
            return whole.places[id].name
        if id in whole.actors:
            return self._visit.say("group_around", name=whole.actors[id].name)
        return id

    def sectors(self, ids: Iterable[str]) -> list[str]:
        """Sectors by name."""
        return [self._visit.word("sector", id) for id in ids]

    def roles(self, roles: Iterable[NamedRole]) -> list[str]:
        """Roles of a consortium by name, with the county where they are played."""
        return [role_words(role, self._visit.language) for role in roles]

    def reason(self, text: str) -> tuple[str, str]:
        """Why something was refused, and the language it is said in: English when nobody translated it."""
        return spoken(text, self._visit.language)

    def joined(self, reasons: Iterable[Message]) -> str:
        """Several reasons as one."""
        return "; ".join(reason.say(self._visit.language) for reason in reasons)

    def property(self, name: str) -> str:
        """A property's name, such as `budget`."""
        key = f"property_{name}"
        return self._visit.say(key) if f"pages.{key}" in catalogue() else name

    def type(self, name: str) -> str:
        """What nodes or facts of a type are called in a report."""
        key = f"type_{name.lower()}"
        return self._visit.say(key) if f"pages.{key}" in catalogue() else name

    def value(self, value: Any) -> str:
        """A property's value."""
        if isinstance(value, list | tuple):
            return ", ".join(map(str, value))
        if isinstance(value, float):
            return self._visit.number(value, 0 if value.is_integer() else 2)
        return "–" if value is None else str(value)

    def places(self, ids: Iterable[str]) -> str:
        """Places by name, as a form field takes them."""
        known = self._visit.moment.whole.places
        return ", ".join(known[id].name if id in known else id for id in ids)

    def action(self, revision: Item) -> str:
        """What made a revision."""
        return self._visit.say(f"action_{revision['action']}", dataset=self._dataset(revision["dataset"] or ""))

    def summary(self, counts: Mapping[str, Mapping[str, int]]) -> str:
        """`6 nya projekt, 51 nya aktörer`, the types people ask about first."""
        parts = []
        for change in ("new", "changed", "withdrawn"):
            number = sum(by_change.get(change, 0) for by_change in counts.values())
            if number:
                parts.append(self._visit.say(f"summary_{change}", count=self._visit.number(number)))
        return ", ".join(parts) or "–"

    def moment(self, text: str | None) -> str:
        """`2026-11-22 23:15` of an ISO time."""
        return (text or "")[:16].replace("T", " ")

    def _named(self, option: Option, value: str) -> str:
        """What one value of a view option is called; its id where the view knows no name."""
        if option.choices:
            return self._visit.word(option.name, value) if option.repeats else value
        if option.kind == "revision":
            return self._visit.say("revision_number", number=value).lower() if value.isdecimal() else value
        if option.name == "dataset":
            return self._dataset(value)
        return str(referred(value, self._visit.network, self._visit.language)["name"])

    def _dataset(self, id: str) -> str:
        found = self._visit.moment.whole.datasets.get(id)
        return (found.title if found else None) or id


def spoken(text: str, language: str) -> tuple[str, str]:
    """A text in the reader's language where the catalogue has it, else unchanged; and the language it is in."""
    return (text.say(language), language) if isinstance(text, Message) else (text, "en")
