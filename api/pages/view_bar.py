"""The bar that every page with a view has: what the view asks for, in words, and what else can be chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from api.pages.remembered import Remembered
from api.pages.visit import Visit
from api.pages.wording import Wording
from api.service.as_drawn import DRAWN, drawn, of_view
from api.service.saved_views import saved_views
from graph.network.network import StakeholderNetwork
from graph.network.view import OPTIONS, VIEW_OPTIONS, Option, View

Item = Mapping[str, Any]

_SHOWN: Final = 4  # values of one option that have a chip each; more share one
_PERIOD: Final = ("from", "to")
_WITH_ANOTHER: Final = {"around": ("around", "steps")}


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that the view asks for, in words, and the address of the page when it does not."""

    text: str
    without: str


@dataclass(frozen=True, slots=True)
class County:
    """A county and those of its municipalities that something lies in, or that the view names."""

    place: Item
    municipalities: Sequence[Item]
    is_open: bool


class ViewBar:
    """The view of one visit, to be shown and changed."""

    def __init__(self, visit: Visit, wording: Wording) -> None:
        self._visit, self._wording = visit, wording

    @cached_property
    def chips(self) -> list[Chip]:
        """What the view asks for; empty when it shows everything."""
        return list(self._chips())

    def _chips(self) -> Iterator[Chip]:
        visit, usual = self._visit, View()
        view = visit.view
        if view.start or view.end:
            yield Chip(self._wording.period(view.start, view.end), visit.viewing(dict.fromkeys(_PERIOD)))
        for option in VIEW_OPTIONS:
            value = getattr(view, option.field)
            if option.name in (*_PERIOD, "steps") or value == getattr(usual, option.field):
                continue
            if option.repeats and option.name != "status" and len(value) <= _SHOWN:
                yield from (self._of_one(option, item, value) for item in value)
            else:
                gone = dict.fromkeys(_WITH_ANOTHER.get(option.name, (option.name,)))
                yield Chip(self._wording.option(option, view), visit.viewing(gone))

    def _of_one(self, option: Option, item: str, among: Sequence[str]) -> Chip:
        rest = [other for other in among if other != item]
        return Chip(self._wording.value_of(option, item), self._visit.viewing({option.name: rest}))

    @cached_property
    def years(self) -> tuple[int, int] | None:
        """The first and last year of a project; None when no project says any."""
        whole = self._visit.moment.whole
        return whole.cached("years", lambda: _years(whole))

    @cached_property
    def counties(self) -> list[County]:
        """The counties to choose from, with their municipalities."""
        chosen = set(self._visit.view.place)
        below: dict[str, list[Item]] = {}
        counties = []
        for place in self._offered(chosen):
            if place["level"] == "county":
                counties.append(place)
            elif place["level"] == "municipality" and place["parents"]:
                below.setdefault(place["parents"][0]["id"], []).append(place)
        found = ((county, below.get(county["id"], [])) for county in counties)
        return [County(county, places, any(place["id"] in chosen for place in places)) for county, places in found]

    @cached_property
    def other_places(self) -> list[str]:
        """Ids of chosen places that are not among those to choose from."""
        known = {place["id"] for county in self.counties for place in (county.place, *county.municipalities)}
        return [id for id in self._visit.view.place if id not in known]

    @cached_property
    def datasets(self) -> Sequence[Item]:
        """What can be told apart by who says it."""
        return self._visit.whole.items("datasets", self._visit.language)

    @cached_property
    def saved(self) -> Sequence[Item]:
        """The views that somebody has named."""
        return saved_views(self._visit.moment)

    @property
    def is_map(self) -> bool:
        """Whether the page is a map, of which is saved too how it is drawn; elsewhere such words mean other things."""
        return self._visit.request.url.path == "/karta"

    def showing(self, saved: Item) -> str:
        """The address of the page with a saved view instead of its own."""
        options = saved["options"]
        as_drawn = {**dict.fromkeys(DRAWN), **drawn(options)} if self.is_map else {}
        return self._visit.viewing({**dict.fromkeys(OPTIONS), **of_view(options)}, **as_drawn)

    @cached_property
    def remembered(self) -> Remembered:
        """What the browser remembers."""
        return Remembered.of(self._visit.request)

    @property
    def organisation(self) -> str:
        """What the remembered organisation is called; its id when the graph does not know it (any more)."""
        found = self._visit.moment.whole.actors.get(self.remembered.organisation)
        return found.name if found else self.remembered.organisation

    def _offered(self, chosen: set[str]) -> Iterator[Item]:
        for place in self._visit.whole.items("places", self._visit.language):
            if place["n_projects"] or place["n_actors"] or place["id"] in chosen:
                yield place


def _years(network: StakeholderNetwork) -> tuple[int, int] | None:
    dates = [date for project in network.projects.values() for date in (project.starts, project.ends) if date]
    years = sorted(int(date[:4]) for date in dates)
    return (years[0], years[-1]) if years else None
