"""Who does what where: every theme in every place, the fields with a stated need and no project first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import product
from typing import Any

from typing_extensions import TypedDict

from graph.messages import message
from graph.network.facts import Place
from graph.network.money import Grant, sums
from graph.network.network import StakeholderNetwork
from queries.answer import Answer, Named, Reference, answered, named, reference
from queries.finding.grouping import at_level
from queries.question import Moment
from queries.wording.money import about, rounded_money
from queries.wording.names import counted, listed, place_heading, theme_in_sentence

Cells = Mapping[tuple[str, str], set[str]]


class Field(TypedDict):
    """A theme in a place. `amount` is null where nobody says or currencies mix; `amounts` has each currency.

    `approximate` says that some of it is said with *about*.
    `wider` says that the place is wider than those compared, and has what names no place below it.
    """

    theme: Named
    place: Named
    wider: bool
    n_projects: int
    n_actors: int
    amount: float | None
    currency: str | None
    amounts: dict[str, float]
    approximate: bool
    needs: list[Reference]


class CoverageOfField(Field):
    """A theme in a place with who works there on what, and who has stated a need."""

    sentence: str


class CoverageMethod(TypedDict):
    """`places` is the level that projects are counted at."""

    exact: bool
    places: str
    several_themes: str


def answer(moment: Moment, parameters: Mapping[str, Any], language: str) -> Answer:  # noqa: ARG001
    """One cell for each theme and place of the view: projects, actors, money and who has stated a need.

    Places are counties; where the view asks for a county or a municipality, its municipalities. What lies lower counts
    at its county or municipality; what is only known of a wider place counts there, and is said to be so. `amount` is
    the part of a budget for the place, else the whole budget of a project in no other place; null where nobody says or
    currencies mix (`amounts` has each). A project of several themes counts in each, so cells must not be added up.
    """
    network = moment.network
    level = _level(network)
    projects = _projects(network, level)
    needs = _needs(network, level)
    fields = [
        field
        for field in product(_themes(network, projects, needs), _places(projects, needs))
        if field in projects or field in needs or _is_at(network, field[1], level)
    ]
    items = [_item(network, level, field, projects, needs, language) for field in fields]
    items.sort(key=_urgency)
    left_out = {
        "project_without_theme": sum(not network.themes_of.get(id) for id in network.projects),
        "project_without_place": sum(not network.places_of.get(id) for id in network.projects),
        "no_field": int(not items),
    }
    method = CoverageMethod(
        exact=True, places=level, several_themes="a project counts in each of its themes and places"
    )
    return answered("gaps", network, language, items, method=method, left_out=left_out)


def _urgency(item: Field) -> tuple[bool, bool, int, str, str]:
    return (not (item["needs"] and not item["n_projects"]), not item["needs"], item["n_projects"], *_ids(item))


def _ids(item: Field) -> tuple[str, str]:
    return item["place"]["id"], item["theme"]["id"]


def _level(network: StakeholderNetwork) -> str:
    """Municipality when the view asks for no place wider than a county, else county."""
    levels = [network.places[place].level for place in network.view.place if place in network.places]
    return "municipality" if levels and "country" not in levels else "county"


def _at(network: StakeholderNetwork, id: str, level: str) -> set[str]:
    """The places of an actor or project at this level, or wider where it is unknown; within the view's only."""
    places = _everywhere(network, id, level)
    shown = set(network.view.place)
    registered = network.places
    if not shown:
        return places
    return {
        place
        for place in places
        if place in shown or (place in registered and not shown.isdisjoint(registered[place].parents))
    }


def _projects(network: StakeholderNetwork, level: str) -> Cells:
    cells: dict[tuple[str, str], set[str]] = defaultdict(set)
    for project in network.projects:
        for place in _at(network, project, level):
            for theme in network.themes_of.get(project, ()):
                cells[theme, place].add(project)
    return cells


def _needs(network: StakeholderNetwork, level: str) -> Cells:
    cells: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in network.of_type("NEEDS"):
        for place in _at(network, fact.start, level):
            cells[fact.end, place].add(fact.start)
    return cells


def _is_at(network: StakeholderNetwork, place: str, level: str) -> bool:
    """Whether an empty field there is a gap; a wider place is only shown with what it has."""
    return place in network.places and network.places[place].level == level


def _themes(network: StakeholderNetwork, projects: Cells, needs: Cells) -> list[str]:
    themes = {theme for theme, _ in (*projects, *needs)}
    return sorted(themes.intersection(network.view.theme) if network.view.theme else themes)


def _places(projects: Cells, needs: Cells) -> list[str]:
    return sorted({place for _, place in (*projects, *needs)})


def _item(
    network: StakeholderNetwork,
    level: str,
    field: tuple[str, str],
    projects: Cells,
    needs: Cells,
    language: str,
) -> CoverageOfField:
    theme, place = field
    ids = sorted(projects.get(field, ()))
    actors = {actor for project in ids for actor in network.participants.get(project, ())}
    money = [part for project in ids for part in _money(network, level, place, project)]
    amounts = sums(money)
    needing = sorted(needs.get(field, ()), key=lambda id: (network.actors[id].name, id))
    currency, amount = next(iter(amounts.items())) if len(amounts) == 1 else (None, None)
    item: Field = {
        "theme": named(network.themes[theme], language),
        "place": named(network.places.get(place) or Place(place, place)),
        "wider": place in network.places and not _is_at(network, place, level),
        "n_projects": len(ids),
        "n_actors": len(actors),
        "amount": amount,
        "currency": currency,
        "amounts": dict(amounts),
        "approximate": any(part.approximate for part in money),
        "needs": [reference(network.actors[id]) for id in needing],
    }
    return {**item, "sentence": _sentence(network, item, theme, language)}


def _money(network: StakeholderNetwork, level: str, place: str, id: str) -> list[Grant]:
    """The sums that a project has for the place."""
    parts = [
        Grant(fact.amount, fact.currency)
        for fact in network.facts_from(id, "LOCATED_IN")
        if (at_level(network.places, fact.end, level) or fact.end) == place
    ]
    stated = [part for part in parts if part.currency and part.amount is not None]
    project = network.projects[id]
    if stated or project.budget is None or not project.currency or len(_everywhere(network, id, level)) != 1:
        return stated
    about = tuple(name for name in project.approximate if name == "budget")
    return [Grant(project.budget, project.currency, approximate=about)]


def _everywhere(network: StakeholderNetwork, id: str, level: str) -> set[str]:
    """Its places at this level; a wider one only where nothing below it is named."""
    places = {at_level(network.places, place, level) or place for place in network.places_of.get(id, ())}
    return places.difference(*(network.places[place].parents for place in places if place in network.places))


def _sentence(network: StakeholderNetwork, item: Field, theme: str, language: str) -> str:
    values = {
        "theme": theme_in_sentence(network.themes[theme], language),
        "place": place_heading(item["place"]["name"], item["wider"], language),
        "projects": counted("projects", item["n_projects"], language),
        "actors": counted("actors", item["n_actors"], language),
        "needing": listed((actor["name"] for actor in item["needs"]), language),
    }
    key = "coverage" if item["n_projects"] else "coverage_none"
    text = message(f"questions.{key}{'_needed' if item['needs'] else ''}", language, **values)
    if item["amount"] is not None and item["currency"]:
        amount = about(rounded_money(item["amount"], item["currency"], language), language, item["approximate"])
        text += " " + message("questions.coverage_amount", language, amount=amount)
    return text
