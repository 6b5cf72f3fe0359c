"""The sentences above and below a map: they claim no more than the named actors in the data support."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

import networkx as nx

from graph.network.facts import Project
from graph.network.network import REFERENCE, StakeholderNetwork
from viz.view.network_view import SourceText
from viz.view.words import listed, number, say, spelled

_NAMED_AT_MOST: Final = 3
_BRIDGES_AT_MOST: Final = 6
_SOURCES_AT_MOST: Final = 3

Memberships = Mapping[str, frozenset[str]]


def finding(network: StakeholderNetwork, language: str) -> str:
    """What the map shows first of all, in a sentence: who binds projects together, else who takes part in most.

    Where no named actor takes part in two projects it says so; without projects or named actors it is empty. Actors
    expanded from a phrase and reference groups do not count.
    """
    of, projects = memberships(network), network.projects
    several = {actor: joined for actor, joined in of.items() if len(joined) > 1}
    if not projects or not of:
        return ""
    if len(projects) == 1:
        name = project_name(next(iter(projects.values())))
        return say("found_one_project", language, project=name, count=spelled(len(of), language)) if len(of) > 1 else ""
    if not several:
        return say("found_none", language)
    joined = _joined(several)
    if len(several) <= _BRIDGES_AT_MOST and joined:
        return _bridging(network, several, joined, language)
    return _taking_part(network, several, language)


def subtitle(network: StakeholderNetwork, language: str) -> str:
    """Who of the named actors takes part in more than one project; groups expanded from a phrase do not count."""
    if len(network.projects) < 2:
        return ""
    of = memberships(network)
    several = sorted((network.actors[actor].name for actor, joined in of.items() if len(joined) > 1), key=str.casefold)
    if not several:
        return say("sub_none", language)
    if len(several) == 1:
        return say("sub_one", language, names=several[0])
    if len(several) <= _NAMED_AT_MOST:
        return say("sub_some", language, names=listed(several, language))
    return say("sub_many", language, count=len(several))


def memberships(network: StakeholderNetwork) -> Memberships:
    """Named actor → the projects that it takes part in."""
    projects: dict[str, set[str]] = {}
    for fact in network.participations:
        if fact.discriminator != REFERENCE and fact.expanded_from is None:
            projects.setdefault(fact.start, set()).add(fact.end)
    return {actor: frozenset(joined) for actor, joined in projects.items()}


def project_name(project: Project) -> str:
    """What a project is called on a map."""
    return project.acronym or project.name


def _joined(several: Memberships) -> list[str]:
    """The projects that the actors hold together; none when they fall apart into several lots."""
    ties: nx.Graph[tuple[str, str]] = nx.Graph()
    ties.add_edges_from((("actor", actor), ("project", id)) for actor, of in several.items() for id in of)
    return sorted(id for kind, id in ties if kind == "project") if nx.is_connected(ties) else []


def _bridging(network: StakeholderNetwork, several: Memberships, joined: Sequence[str], language: str) -> str:
    """The one pair of projects that shares most actors, if it shares more than one; else all of them."""
    pair, bridges = _closest(several)
    if len(joined) > 2 and len(bridges) < 2:
        pair, bridges = (), sorted(several)
    one = len(bridges) == 1
    actors = say("found_actors", language, count=spelled(len(bridges), language).capitalize())
    who, binds = network.actors[bridges[0]].name if one else actors, say("binds_one" if one else "binds", language)
    if pair:
        names = sorted((project_name(network.projects[id]) for id in pair), key=lambda name: (len(name), name))
        return say("found_bridge", language, who=who, binds=binds, projects=listed(names, language))
    some, all = (spelled(count, language) for count in (len(joined), len(network.projects)))
    if some == all:
        return say("found_bridge_all", language, who=who, binds=binds, all=all)
    return say("found_bridge_some", language, who=who, binds=binds, some=some, all=all)


def _closest(several: Memberships) -> tuple[tuple[str, ...], list[str]]:
    """The pair of projects that share most actors, with those; none where two pairs share as many."""
    shared: dict[tuple[str, ...], list[str]] = {}
    for actor in sorted(several):
        for pair in combinations(sorted(several[actor]), 2):
            shared.setdefault(pair, []).append(actor)
    ranked = sorted(shared.items(), key=lambda item: -len(item[1]))
    if len(ranked) > 1 and len(ranked[0][1]) == len(ranked[1][1]):
        return (), []
    return ranked[0]


def _taking_part(network: StakeholderNetwork, several: Memberships, language: str) -> str:
    """Who takes part in most projects; beside one that is in all of them, which says little, also the next."""
    ranked = sorted(several, key=lambda actor: (-len(several[actor]), network.actors[actor].name, actor))
    counts = [len(several[actor]) for actor in ranked]
    all, names = number(len(network.projects), language), [network.actors[actor].name for actor in ranked]
    alone = len(counts) == 1 or counts[0] > counts[1]
    if alone and counts[0] == len(network.projects) and len(counts) > 1:
        return say("found_next", language, name=names[0], all=all, next=names[1], some=number(counts[1], language))
    if alone:
        return say("found_most", language, name=names[0], some=number(counts[0], language), all=all)
    if counts.count(counts[0]) == 2:
        both = listed(names[:2], language)
        return say("found_two", language, names=both, some=number(counts[0], language), all=all)
    return say("found_many", language, count=number(len(ranked), language), all=all)


def source_line(sources: Mapping[str, SourceText], language: str) -> str:
    """The titles of the sources that are cited, the first few of many."""
    titles = list(dict.fromkeys(source.title for source in sources.values()))
    if not titles:
        return say("sources_none", language)
    if len(titles) <= _SOURCES_AT_MOST + 2:
        return say("sources_few", language, names="; ".join(titles))
    return say("sources_many", language, names="; ".join(titles[:_SOURCES_AT_MOST]), count=len(titles))
