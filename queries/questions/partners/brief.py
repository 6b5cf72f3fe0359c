"""What a consortium works on, where, who is in it, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from typing_extensions import TypedDict

from graph.errors import InputError
from graph.messages import Message, message
from graph.network.network import StakeholderNetwork
from queries.answer import Named, collaborators, named
from queries.finding.lookup import find_actor, find_place, find_project, find_theme
from queries.questions.partners.roles import NamedRole, Role, lacking, role_words
from queries.wording.names import theme_in_sentence

CONSORTIUM_SECTORS: Final = ("public", "academia", "business", "civil_society")


class Wanted(TypedDict):
    """Themes, places, sectors and roles as an answer has them."""

    sectors: list[str]
    themes: list[Named]
    places: list[Named]
    roles: list[NamedRole]


@dataclass(frozen=True, slots=True)
class Wants:
    """Themes, places and sectors by id, sorted, and roles."""

    themes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()

    def __len__(self) -> int:
        return len(self.themes) + len(self.places) + len(self.sectors) + len(self.roles)

    def named(self, network: StakeholderNetwork, language: str) -> Wanted:
        """As references, for an answer."""
        return {
            "sectors": list(self.sectors),
            "themes": [named(network.themes[id], language) for id in self.themes],
            "places": [named(network.places[id]) for id in self.places],
            "roles": [role.named(network) for role in self.roles],
        }

    def words(self, network: StakeholderNetwork, language: str) -> list[str]:
        """As words, for a sentence."""
        return [
            *(role_words(role.named(network), language) for role in self.roles),
            *(message(f"questions.group_sector_{sector}", language) for sector in self.sectors),
            *(theme_in_sentence(network.themes[id], language) for id in self.themes),
            *(network.places[id].name for id in self.places),
        ]


@dataclass(frozen=True, slots=True)
class Brief:
    """Wanted themes and places, the consortium and what it lacks; `reference` is the day recency counts from.

    `asked` is what was asked for by option. Beside a project it is a filter: an actor with nothing of it does not fit.
    """

    project: str | None
    asked: Wants
    themes: frozenset[str]
    places: frozenset[str]
    consortium: frozenset[str]
    missing: Wants
    reference: date | None

    def wanted(self, network: StakeholderNetwork, language: str) -> Wanted:
        """What is sought, for an answer."""
        wanted = Wants(tuple(sorted(self.themes)), tuple(sorted(self.places)), self.asked.sectors)
        return wanted.named(network, language)

    def lacks(self, network: StakeholderNetwork, language: str) -> Wanted:
        """What the consortium lacks, for an answer."""
        return self.missing.named(network, language)


def possible(network: StakeholderNetwork) -> frozenset[str]:
    """Whom one could ask: everyone that takes part, collaborates, needs or offers something, and still is there."""
    return _known_to_do_something(network) - network.cached("succeeded", lambda: _succeeded(network))


def succeeded(network: StakeholderNetwork) -> frozenset[str]:
    """Whom one can no longer ask, for others have taken over from them."""
    return _known_to_do_something(network) - possible(network)


def _known_to_do_something(network: StakeholderNetwork) -> frozenset[str]:
    stated = {fact.start for fact in network.of_type("NEEDS", "OFFERS")}
    return collaborators(network) | (stated & network.actors.keys())


def _succeeded(network: StakeholderNetwork) -> frozenset[str]:
    return frozenset(fact.end for fact in network.of_type("FOLLOWS") if fact.start in network.actors)


def read_brief(network: StakeholderNetwork, parameters: Mapping[str, Any]) -> Brief:
    """The brief of a project, or of what was asked for; see `queries.questions.partners.answer`."""
    named = {find_actor(network, text).id for text in parameters.get("actors") or ()}
    asked = Wants(
        themes=tuple(sorted({find_theme(network, text).id for text in parameters.get("theme") or ()})),
        places=tuple(sorted({find_place(network, text).id for text in parameters.get("place") or ()})),
        sectors=tuple(sorted(set(parameters.get("sector") or ()))),
    )
    if parameters.get("project"):
        return _of_project(network, find_project(network, parameters["project"]).id, asked, named)
    if not asked:
        raise InputError(Message("errors.no_brief"))
    return _brief(network, None, asked, asked, named, _latest(network))


def _of_project(network: StakeholderNetwork, id: str, asked: Wants, named: Iterable[str]) -> Brief:
    """What the project is about and where, narrowed to what was asked for, and what its consortium lacks."""
    wanted = Wants(
        themes=asked.themes or network.themes_of.get(id, ()),
        places=asked.places or network.places_of.get(id, ()),
        sectors=CONSORTIUM_SECTORS,
    )
    consortium = {*named, *network.participants.get(id, ())}
    reference = network.projects[id].first_day or _latest(network)
    return _brief(network, id, asked, wanted, consortium, reference)


def _brief(
    network: StakeholderNetwork,
    project: str | None,
    asked: Wants,
    wanted: Wants,
    consortium: Iterable[str],
    reference: date | None,
) -> Brief:
    members = frozenset(consortium)
    # Of nobody everything is missing, which says nothing.
    missing = _missing(network, project, wanted, members) if members else Wants(sectors=asked.sectors)
    return Brief(project, asked, frozenset(wanted.themes), frozenset(wanted.places), members, missing, reference)


def _missing(network: StakeholderNetwork, project: str | None, wanted: Wants, members: frozenset[str]) -> Wants:
    """What is wanted and none of the members has; roles only for a project."""
    present = {network.actors[id].sector for id in members}
    done = {theme for id in members for theme in themes_done(network, id, but=project)}
    covered = {place for id in members for place in network.areas_of(id)}
    missing = Wants(
        themes=tuple(sorted(set(wanted.themes) - done)),
        places=tuple(sorted(set(wanted.places) - covered)),
        sectors=tuple(sorted(set(wanted.sectors) - present)),
    )
    if project is None:
        return missing
    return replace(missing, roles=lacking(network, members, wanted.themes, wanted.places, but=missing.sectors))


def own_projects(network: StakeholderNetwork, actor: str) -> list[str]:
    """The projects it takes part in by its own name, not only as one of a group."""
    return [id for id in network.projects_of.get(actor, ()) if actor in network.tied_participants.get(id, ())]


def themes_done(network: StakeholderNetwork, actor: str, but: str | None = None) -> set[str]:
    """The themes of the actor's own projects, save one project, and those it offers."""
    projects = [id for id in own_projects(network, actor) if id != but]
    return themes_of(network, projects).union(fact.end for fact in network.facts_from(actor, "OFFERS"))


def themes_of(network: StakeholderNetwork, projects: Iterable[str]) -> set[str]:
    """All themes of these projects."""
    return {theme for id in projects for theme in network.themes_of.get(id, ())}


def areas_worked_in(network: StakeholderNetwork, actor: str) -> frozenset[str]:
    """The places of an actor and of its projects, with those above."""
    return network.areas_of(actor).union(*(network.areas_of(id) for id in network.projects_of.get(actor, ())))


def _latest(network: StakeholderNetwork) -> date | None:
    return network.view.last or max(
        (day for project in network.projects.values() if (day := project.first_day)), default=None
    )
