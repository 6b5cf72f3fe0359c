"""What forms offer to choose from, and what a person meant who wrote a name by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rapidfuzz import process

from api.pages.visit import Visit
from graph.errors import InputError, NotFoundError
from graph.model.names import normalised
from queries.finding.lookup import find_actor, find_project

Item = Mapping[str, Any]

_OFFERED: Final = 12
_NEAR: Final = 70
_LEVELS: Final = ("country", "county", "municipality")


@dataclass(frozen=True, slots=True)
class Choice:
    """What was written, the item it means, and, where it means none or several, those it may mean."""

    written: str
    item: Item | None = None
    candidates: Sequence[Item] = ()


def chosen(visit: Visit, name: str, written: str) -> Choice:
    """The actor or project (`name` is the list) of the whole graph that the text means."""
    if not written:
        return Choice("")
    find = find_project if name == "projects" else find_actor
    try:
        found = find(visit.moment.whole, written)
        return Choice(written, visit.whole.item(name, visit.language, found.id))
    except (NotFoundError, InputError):
        hits = visit.whole.page(name, visit.language, q=written, limit=_OFFERED).items
        return Choice(written, None, hits or nearest(visit, name, written))


def nearest(visit: Visit, name: str, written: str) -> list[Item]:
    """Those of a list whose names are written most like the text: `Lulea` finds Luleå."""
    items = visit.whole.items(name, visit.language)
    names = [normalised(each["name"]) for each in items]
    found = process.extract(normalised(written), names, limit=5, score_cutoff=_NEAR)
    return [items[position] for _, _, position in found]


def offered_themes(visit: Visit) -> list[Item]:
    """Every theme that something in the graph is about, and those chosen."""
    items = visit.whole.items("themes", visit.language)
    return [each for each in items if _is_used(each) or each["id"] in visit.view.theme]


def offered_places(visit: Visit) -> list[str]:
    """Names of countries, counties and municipalities that something in the graph lies in."""
    items = visit.whole.items("places", visit.language)
    return [each["name"] for each in items if each["level"] in _LEVELS and (each["n_projects"] or each["n_actors"])]


def _is_used(theme: Item) -> bool:
    return bool(theme["n_projects"] or theme["n_needs"] or theme["n_offers"])
