"""Figures, periods, views and sources in words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from math import fsum
from typing import Any, Final
from zoneinfo import ZoneInfo

from api.pages.visit import Visit
from graph.messages import Message, catalogue, message
from graph.model.vocabulary import ACTOR_KINDS, PARTICIPATES_IN, ROLES, SECTORS
from graph.network.view import VIEW_OPTIONS, Option, View
from queries.answer import referred
from queries.questions.partners.roles import NamedRole, role_words
from queries.wording.money import about, currency_name, rounded_money
from queries.wording.names import country_name, place_heading

Item = Mapping[str, Any]

REVIEWED: Final = ("confirmed",)
"""The status of a view of what somebody has reviewed."""
_SAID_WITH_ANOTHER: Final = ("start", "end", "steps")
_CLOCKS: Final = ZoneInfo("Europe/Stockholm")
_DAY: Final = len("2026-11-22")
_ROLE: Final = re.compile(rf" \(({'|'.join(ROLES)})\)$")
_ARROW: Final = " → "
_ENDS: Final = ("start", "end_", "recipient")


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

    def view(self, view: View | None = None) -> list[str]:
        """The filters of a view in words, of the visit's when None; empty when it shows everything."""
        view, usual = view or self._visit.view, View()
        parts = [self.period(view.start, view.end)] if view.start or view.end else []
        changed = (option for option in VIEW_OPTIONS if getattr(view, option.field) != getattr(usual, option.field))
        return parts + [self.option(option, view) for option in changed if option.field not in _SAID_WITH_ANOTHER]

    def drawn(self, wished: Mapping[str, Any]) -> list[str]:
        """What was saved of how a map is drawn, in words."""
        layout, without = wished.get("layout"), wished.get("without", ())
        kinds = ", ".join(message(f"map.many_{colour}", self._visit.language) for colour in without)
        return [
            *([self._visit.say("view_layout", name=self._visit.say(f"map_layout_{layout}"))] if layout else []),
            *([message("map.without", self._visit.language, kinds=kinds)] if kinds else []),
        ]

    def option(self, option: Option, view: View) -> str:
        """What a view says by one option, such as `plats Norrbottens län, Västerbottens län`."""
        value = getattr(view, option.field)
        if option.name == "status" and value == REVIEWED:
            return self._visit.say("view_reviewed_only")
        names = ", ".join(self.value_of(option, item) for item in (value if option.repeats else (value,)))
        return self._visit.say(f"view_{option.field}", names=names, steps=view.steps)

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

    def value(self, value: Any, name: str = "") -> str:
        """A property's value, in words where it is a word of the vocabulary or an id that we know."""
        if isinstance(value, str) and name:
            return self._in_words(value, name)
        if isinstance(value, list | tuple):
            return ", ".join(map(str, value))
        if isinstance(value, float):
            return self._visit.number(value, 0 if value.is_integer() else 2)
        return "–" if value is None else str(value)

    def places(self, ids: Collection[str]) -> str:
        """Places by name, as a form field takes them; of the registers where the graph does not know them."""
        from loaders.registers.registry import load_registry

        known = self._visit.moment.whole.places
        found = (known.get(id) or load_registry().place_by_id(id) for id in ids)
        return ", ".join(place.name if place else id for place, id in zip(found, ids, strict=True))

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
        """`2026-11-22 23:15`, by Swedish clocks, of an ISO time; a day as it is."""
        if not text or len(text) == _DAY:
            return text or ""
        time = datetime.fromisoformat(text)
        return f"{(time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(_CLOCKS):%Y-%m-%d %H:%M}"

    def day(self, text: str | None) -> str:
        """`2026-11-22` of an ISO time, by Swedish clocks."""
        return self.moment(text)[:_DAY]

    def locator(self, text: str) -> str:
        """Where in a source, the kind in words: `Kommun 2482` of `municipality:2482`."""
        kind, colon, rest = text.partition(":")
        return f"{self._visit.word('kind', kind)} {rest}" if colon and kind in ACTOR_KINDS else text

    def changed(self, entry: Item) -> str:
        """What an entry of a difference is about, the role in words: `Boliden AB → SORESS-MMI (partner)`."""
        name = str(entry["name"] or entry["id"])
        role = _ROLE.search(name) if entry["type"] == PARTICIPATES_IN.name else None
        ends = _ARROW.join(self._node(end) for end in name[: role.start() if role else None].split(_ARROW))
        return f"{ends} ({self._visit.word('role', role[1]).lower()})" if role else ends

    def _in_words(self, value: str, name: str) -> str:
        if name == "country":
            return country_name(value, self._visit.language)
        if (key := f"model.{name}_{value}") in catalogue():
            return message(key, self._visit.language)
        return self._node(value) if name in _ENDS else value

    def _node(self, id: str) -> str:
        whole = self._visit.moment.whole
        found = whole.actors.get(id) or whole.projects.get(id) or whole.places.get(id)
        return found.name if found else id

    def value_of(self, option: Option, value: str) -> str:
        """What one value of a view option is called; its id where the view knows no name."""
        if option.choices:
            return self._visit.word(option.name, value) if option.repeats else value
        if option.kind == "revision":
            return self._visit.say("revision_number", number=value).lower() if value.isdecimal() else value
        if option.name == "dataset":
            return self._dataset(value)
        if option.name == "place":
            return self.places((value,))
        return str(referred(value, self._visit.network, self._visit.language)["name"])

    def _dataset(self, id: str) -> str:
        found = self._visit.moment.whole.datasets.get(id)
        return (found.title if found else None) or id


def spoken(text: str, language: str) -> tuple[str, str]:
    """A text in the reader's language where the catalogue has it, else unchanged; and the language it is in."""
    return (text.say(language), language) if isinstance(text, Message) else (text, "en")
