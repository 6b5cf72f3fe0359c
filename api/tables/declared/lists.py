"""Actors, projects and sources, as their pages list them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from api.service.lists import Lists
from api.tables.columns import Column, Row
from api.tables.shapes import KIND, many, names
from api.tables.table import Asked, Found, Table
from graph.messages import catalogue, message
from graph.network.network import StakeholderNetwork
from queries.finding.grouping import county_of

_PROJECT: Final = (
    Column("project", at="name", link="."),
    Column("acronym"),
    Column("period"),
    Column("first_day", "date", shown=False),
    Column("last_day", "date", shown=False),
    names("themes", "themes", "theme", shown=True),
    names("places", "places", "place", shown=True),
    Column("n_actors", "whole"),
    Column("n_funders", "whole", shown=False),
    Column("budget", "money"),
    Column("currency", filtered=True, shown=False),
    Column("budget_approximate", "flag", shown=False),
    many("numbers", "numbers", (Column("number", at="."),)),
    many("other_names", "aliases", (Column("other_name", at="."),)),
    Column("summary", shown=False),
    Column("url", link="url", shown=False),
    Column("project_id", at="id", shown=False),
)
_ACTOR: Final = (
    Column("actor", at="name", link="."),
    Column("kind", "code", words=KIND, filtered=True),
    Column("sector", "code", words=("model.sector_",), shown=False),
    names("places", "places", "place", shown=True),
    Column("county", filtered=True, shown=False),
    Column("country", "country", filtered=True),
    Column("n_projects", "whole"),
    Column("n_funded", "whole"),
    Column("org_number", shown=False),
    Column("ror", shown=False),
    Column("pic", shown=False),
    many("other_names", "aliases", (Column("other_name", at="."),)),
    Column("description", shown=False),
    Column("website", link="website", shown=False),
    Column("actor_id", at="id", shown=False),
)
_SOURCE: Final = (
    Column("source", at="name", link="url"),
    Column("licence", filtered=True),
    Column("retrieved", "date"),
    Column("n_facts", "whole"),
    Column("source_url", at="url", shown=False),
    Column("source_id", at="id", shown=False),
)


def view_left_out(network: StakeholderNetwork, language: str) -> tuple[str, ...]:
    """What the view leaves out, in sentences."""
    return tuple(
        message(f"questions.left_out_{reason}", language, count=count)
        for reason, count in network.left_out.items()
        if count and f"questions.left_out_{reason}" in catalogue()
    )


def _of_list(name: str, more: Callable[[Row, StakeholderNetwork], Mapping[str, Any]]) -> Callable[[Asked], Found]:
    def find(asked: Asked) -> Found:
        lists: Lists = asked.moment.lists(asked.moment.view(asked.options))
        rows = [{**item, **more(item, lists.network)} for item in lists.items(name, asked.language)]
        return Found(rows, view_left_out(lists.network, asked.language))

    return find


def _search(name: str) -> Callable[[Asked, str], Sequence[str]]:
    return lambda asked, text: asked.moment.lists(asked.moment.view(asked.options)).meant(name, text)


def _actor(item: Row, network: StakeholderNetwork) -> Mapping[str, Any]:
    county = county_of(network, item["id"])
    return {"county": network.places[county].name if county else None, "org_number": _org_number(item["org_number"])}


def _org_number(number: str | None) -> str | None:
    """As Swedes write it, which no spreadsheet takes for a number."""
    return (
        f"{number[:6]}-{number[6:]}" if number and len(number) == len("2021002841") and number.isdecimal() else number
    )


def _project(item: Row, network: StakeholderNetwork) -> Mapping[str, Any]:
    project = network.projects[item["id"]]
    return {
        "acronym": project.acronym if project.acronym != project.name else None,
        "first_day": project.first_day,
        "last_day": project.last_day,
        "period": f"{project.starts or ''} – {project.ends or ''}".strip() if project.starts or project.ends else None,
        "budget_approximate": "budget" in project.approximate if project.budget is not None else None,
    }


TABLES: Final = (
    Table(
        "actors",
        _ACTOR,
        _of_list("actors", _actor),
        key=("actor", "actor_id"),
        order="-n_projects",
        search=_search("actors"),
    ),
    Table(
        "projects",
        _PROJECT,
        _of_list("projects", _project),
        key=("project", "project_id"),
        search=_search("projects"),
    ),
    Table("sources", _SOURCE, _of_list("sources", lambda _item, _network: {}), key=("source", "source_id")),
)
