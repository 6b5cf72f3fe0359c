"""What forms offer to choose from, and which node a typed name refers to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.pages.visit import Visit
from graph.errors import InputError, NotFoundError
from queries.finding.lookup import find_actor, find_project

Item = Mapping[str, Any]

_OFFERED: Final = 12
_LONGEST: Final = 200
_LEVELS: Final = ("country", "county", "municipality")


@dataclass(frozen=True, slots=True)
class Choice:
    """What was typed, the item it refers to, and the candidates where it refers to none or several."""

    written: str
    item: Item | None = None
    candidates: Sequence[Item] = ()


def chosen(visit: Visit, name: str, written: str) -> Choice:
    """The actor or project (`name` is the list) of the whole graph that the text refers to."""
    if not written:
        return Choice("")
    find = find_project if name == "projects" else find_actor
    try:
        node = find(visit.moment.whole, written)
        return Choice(written, visit.whole.item(name, visit.language, node.id))
    except (NotFoundError, InputError):
        return Choice(written, None, visit.whole.page(name, visit.language, q=written, limit=_OFFERED).items)


def all_chosen(visit: Visit, name: str, parameter: str) -> list[Choice]:
    """What each value of a repeated field refers to; an empty one is none."""
    texts = [text.strip() for text in visit.request.query_params.getlist(parameter)]
    return [chosen(visit, name, text[:_LONGEST]) for text in texts if text]


def offered_themes(visit: Visit) -> list[Item]:
    """Every theme that something in the graph is about, and those chosen."""
    items = visit.whole.items("themes", visit.language)
    return [theme for theme in items if _is_used(theme) or theme["id"] in visit.view.theme]


def offered_places(visit: Visit) -> list[str]:
    """Names of countries, counties and municipalities that something in the graph lies in."""
    items = visit.whole.items("places", visit.language)
    return [
        place["name"] for place in items if place["level"] in _LEVELS and (place["n_projects"] or place["n_actors"])
    ]


def _is_used(theme: Item) -> bool:
    return bool(theme["n_projects"] or theme["n_needs"] or theme["n_offers"])
