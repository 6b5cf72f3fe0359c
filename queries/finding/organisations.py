"""Which actors are one organisation over time and inside: predecessor and successor, parent and department."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import networkx as nx

from graph.identity.evidence import Evidence
from graph.identity.names import NameForm, name_form
from graph.identity.scoring import ASK, Side, judge
from graph.network.facts import Actor
from graph.network.network import StakeholderNetwork

_SHORTEST_BEGINNING: Final = 4


def organisations(network: StakeholderNetwork) -> Mapping[str, str]:
    """Actor → the smallest id of those it is one organisation with; an actor that is alone is not in it.

    As sources say by FOLLOWS and PART_OF, in any number of steps. What a programme is part of makes no organisation.
    """
    return network.cached("organisations", lambda: _organisations(network))


def is_one_organisation(network: StakeholderNetwork, first: str, second: str) -> bool:
    """Whether the two are one organisation over time and inside, by what sources say or by what their names say.

    By name: when a person would be asked whether they are one (misspelt, an acronym, a department), or every word of
    one name begins a word of the other or is begun by one ("Energikontor Norr", "Norrbottens energikontor").
    """
    known = organisations(network)
    if first in known and known[first] == known.get(second):
        return True
    return _is_one_by_name(network.actors[first], network.actors[second])


@lru_cache(maxsize=50_000)
def _is_one_by_name(first: Actor, second: Actor) -> bool:
    # Remembered, as changes asks it of the same pairs in two revisions, and a view of those of another.
    return any(
        _begins(one, other) or _is_asked_about(first, one, second, other)
        for one in _forms(first)
        for other in _forms(second)
    )


def _is_asked_about(first: Actor, one: NameForm, second: Actor, other: NameForm) -> bool:
    # Names without a word that begins alike are no candidates; nine in ten are none, and judging takes its time.
    if not (one.is_acronym or other.is_acronym) and _beginnings(one).isdisjoint(_beginnings(other)):
        return False
    return judge(_side(first, one), _side(second, other)).score >= ASK


def _beginnings(form: NameForm) -> set[str]:
    return {word[:_SHORTEST_BEGINNING] for word in form.words}


def _forms(actor: Actor) -> list[NameForm]:
    return [name_form(name) for name in (actor.name, *actor.aliases)]


def _side(actor: Actor, form: NameForm) -> Side:
    return Side(form, Evidence({"org_number": {actor.org_number}} if actor.org_number else {}))


def _begins(one: NameForm, other: NameForm) -> bool:
    fewer, more = sorted((one.words, other.words), key=len)
    return bool(fewer) and all(any(_is_beginning(word, whole) for whole in more) for word in fewer)


def _is_beginning(one: str, other: str) -> bool:
    """Whether the shorter, or a longer one but for a last letter that bends it, begins the longer ("norr", "norra")."""
    shorter, longer = sorted((one, other), key=len)
    bent = shorter[:-1] if len(shorter) > _SHORTEST_BEGINNING else shorter
    return one == other or (len(bent) >= _SHORTEST_BEGINNING and longer.startswith(bent))


def _organisations(network: StakeholderNetwork) -> Mapping[str, str]:
    ties: nx.Graph[str] = nx.Graph()
    for fact in network.of_type("FOLLOWS", "PART_OF"):
        ends = [network.actors.get(id) for id in (fact.start, fact.end)]
        if all(actor and actor.kind != "programme" for actor in ends):
            ties.add_edge(fact.start, fact.end)
    return {actor: min(members) for members in nx.connected_components(ties) for actor in members}
