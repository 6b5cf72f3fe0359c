"""What a page about partners asks for, what it is answered, and which of the answer it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from api.pages.choosing import Choice, all_chosen, chosen
from api.pages.routes.questions import ask
from api.pages.visit import Visit
from graph.messages import message
from queries.questions.introductions import Introduction, introduction
from queries.wording.names import country_name

Item = Mapping[str, Any]

WANTED: Final = ("theme", "place", "sector")
FILTERS: Final = ("slag", "plats", "land")
EVERY_COUNTRY: Final = "alla"


@dataclass(frozen=True)
class PartnerSearch:
    """One search: the project or brief, who is in already, and the answer; None while nothing is asked.

    Theme, place and sector are what is wanted and not the view.
    """

    visit: Visit
    choice: Choice
    wanted: Mapping[str, Any]
    members: Sequence[Choice]
    answer: Mapping[str, Any] | None

    @classmethod
    def of(cls, visit: Visit) -> PartnerSearch:
        """The search that an address asks for."""
        choice = chosen(visit, "projects", visit.given("project"))
        members = all_chosen(visit, "actors", "actors")
        wanted = visit.asked(*WANTED)
        is_asked = choice.item or (wanted and not choice.written)
        found = all(member.item for member in members)
        answer = _ask(visit, choice, members, wanted) if is_asked and found else None
        return cls(visit, choice, wanted, members, answer)

    @property
    def items(self) -> Sequence[Item]:
        """All that are suggested."""
        return self.answer["items"] if self.answer else ()

    @property
    def shown(self) -> Sequence[Item]:
        """Those of the kind, place and country that the address names."""
        return [item for item in self.items if self._fits(item)]

    def offered(self, name: str) -> list[tuple[str, str, int]]:
        """What the filter `slag`, `plats` or `land` can be set to: value, words, and how many the others leave it."""
        left = [item for item in self.items if self._fits(item, but=name)]
        counted = Counter(value for item in left for value in self._values(name, item) if value)
        named = [(value, self._words(name, value), count) for value, count in counted.items()]
        return sorted(named, key=lambda option: (-option[2], option[1]))

    def ways(self, item: Item) -> list[Introduction]:
        """Every door to an actor as a way with its evidence."""
        network, language = self.visit.network, self.visit.language
        doors = [tuple(actor["id"] for actor in door) for door in item["doors"]]
        return [introduction(network, (*door, item["actor"]["id"]), language) for door in doors]

    @property
    def saved(self) -> Sequence[str]:
        """The ids of the actors that the reader keeps in mind, in the order of the address."""
        return list(dict.fromkeys(self.visit.request.query_params.getlist("valda")))

    @property
    def asked_abroad(self) -> str:
        """What the question is asked about those in other countries; empty when nothing."""
        return _abroad(self.visit)

    @property
    def abroad(self) -> int:
        """How many are left out since they sit in another country."""
        left_out = self.answer["left_out"] if self.answer else ()
        return sum(reason["count"] for reason in left_out if reason["reason"] == "abroad")

    @cached_property
    def _filters(self) -> Mapping[str, str]:
        """The filters that are set, by name."""
        given = {name: self.visit.given(name) for name in FILTERS}
        return {name: value for name, value in given.items() if value not in ("", EVERY_COUNTRY)}

    def _fits(self, item: Item, but: str = "") -> bool:
        return all(value in self._values(name, item) for name, value in self._filters.items() if name != but)

    def _values(self, name: str, item: Item) -> Collection[str]:
        """The values of a filter that an actor has."""
        if name == "slag":
            return (item["actor"]["kind"] or "unknown",)
        network, id = self.visit.network, item["actor"]["id"]
        if name == "land":
            return (network.actors[id].country or "",)
        return [
            area for area in network.areas_of(id) if area in network.places and network.places[area].level == "county"
        ]

    def _words(self, name: str, value: str) -> str:
        if name == "slag":
            return message(f"model.kind_{value}", self.visit.language)
        return country_name(value, self.visit.language) if name == "land" else self.visit.network.places[value].name


def _ask(visit: Visit, choice: Choice, members: Sequence[Choice], wanted: Mapping[str, Any]) -> Mapping[str, Any]:
    return ask(
        visit,
        "partners",
        None,
        project=choice.item["id"] if choice.item else None,
        actors=[member.item["id"] for member in members if member.item],
        not_relevant=visit.given("not_relevant") if choice.item else None,
        abroad=_abroad(visit),
        **wanted,
    )


def _abroad(visit: Visit) -> str:
    return "include" if visit.given("land") else visit.given("abroad")
