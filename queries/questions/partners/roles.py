"""The roles that a consortium needs played, told by kind and place, and which of them its members leave open."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from typing_extensions import TypedDict

from graph.messages import message
from graph.model.vocabulary import sector_of
from graph.network.facts import Actor
from graph.network.network import StakeholderNetwork
from queries.answer import Named, named
from queries.finding.grouping import at_level

VOCATIONAL_SCHOOL: Final = "vocational_school"
# Who is close to people and jobs must sit in each county; of the others one is enough.
_IN_EACH_COUNTY: Final = ("municipality", "company")
_ONCE: Final = ("region", "agency", "university", "association")
# Where it is about people's skills, those who speak for them and those who train them.
_OF_SKILLS: Final = ("union", VOCATIONAL_SCHOOL)
_THEMES_OF_SKILLS: Final = frozenset({"skills-supply", "social-inclusion"})
# No source has a kind for them: registers call a folk high school a university, others say nothing.
_VOCATIONAL: Final = re.compile(
    r"folkhögskol|yrkeshögskol|yrkesskol|gymnasi(?:um|eskol)|lärcent|utbildning nord|vocational|folk high school",
    re.IGNORECASE,
)


class NamedRole(TypedDict):
    """A role as an answer has it: an actor kind or `vocational_school`, and the county where it is played, if any."""

    kind: str
    place: Named | None


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of actor, in a county or anywhere (None)."""

    kind: str
    county: str | None = None

    def named(self, network: StakeholderNetwork) -> NamedRole:
        """As an answer has it."""
        return {"kind": self.kind, "place": named(network.places[self.county]) if self.county else None}


def plays(network: StakeholderNetwork, actor: str, role: Role) -> bool:
    """Whether the actor is of that kind and sits there."""
    return kind_of(network, actor) == role.kind and (role.county is None or role.county in network.areas_of(actor))


def kind_of(network: StakeholderNetwork, actor: str) -> str | None:
    """The kind of an actor; a school for a vocation by its name, whatever its kind."""
    return network.cached("kinds", lambda: {id: _kind(known) for id, known in network.actors.items()})[actor]


def _kind(actor: Actor) -> str | None:
    return VOCATIONAL_SCHOOL if any(map(_VOCATIONAL.search, (actor.name, *actor.aliases))) else actor.kind


def lacking(
    network: StakeholderNetwork,
    members: Collection[str],
    themes: Iterable[str],
    places: Iterable[str],
    but: Collection[str],
) -> tuple[Role, ...]:
    """The roles that none of these members plays, without those of the sectors `but`, which are missing as such."""
    counties = sorted({county for place in places if (county := at_level(network.places, place, "county"))})
    anywhere: list[str | None] = [None]
    needed = [Role(kind, county) for kind in _IN_EACH_COUNTY for county in counties or anywhere]
    needed += [Role(kind) for kind in _ONCE]
    needed += [] if _THEMES_OF_SKILLS.isdisjoint(themes) else [Role(kind) for kind in _OF_SKILLS]
    return tuple(
        role
        for role in needed
        if sector_of(role.kind) not in but and not any(plays(network, member, role) for member in members)
    )


def role_words(role: NamedRole, language: str) -> str:
    """`kommun i Norrbottens län`, `fackförbund`."""
    kind = message(f"questions.role_{role['kind']}", language)
    return message("questions.role_in", language, role=kind, place=role["place"]["name"]) if role["place"] else kind
