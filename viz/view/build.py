"""From a StakeholderNetwork to what its map shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from graph.errors import NotFoundError
from graph.messages import Message
from graph.model.names import theme_name
from graph.network.facts import Actor, Fact, Project
from graph.network.network import CONTACT, REFERENCE, StakeholderNetwork
from queries.finding.grouping import communities_of as actors_communities
from viz.view.aggregation import Community, aggregated, communities_of, community_of, drawn_as
from viz.view.by_county import counties_of
from viz.view.colours import COLOUR_OF_KIND
from viz.view.community_name import Naming
from viz.view.headlines import finding, source_line, subtitle
from viz.view.network_view import EdgeKind, EdgeView, Evidence, NetworkView, NodeKind, NodeView, SourceText
from viz.view.panel import actor_facts, evidence_of, funding_stated, project_facts
from viz.view.scope import scope
from viz.view.short_name import short_name
from viz.view.words import is_known, say

MOST_NODES: Final = 1000  # so many a browser without a graphics card draws at sixteen pictures a second
_DRAWN = ("PARTICIPATES_IN", "FUNDS", "COLLABORATES_WITH")
_SAID = ("ABOUT", "LOCATED_IN", "NEEDS", "OFFERS")
_LEADS = ("coordinator", "owner")


def network_view(
    network: StakeholderNetwork,
    *,
    brokerage: Mapping[str, float] | None = None,
    language: str = "sv",
    date: str | None = None,
    of: StakeholderNetwork | None = None,
    part: str = "",
    by_county: bool = False,
) -> NetworkView:
    """What a map of the network shows.

    `brokerage` (actor id → any non-negative measure) sizes the actors. More than a thousand nodes are shown as one
    aggregated node a community; communities are those of the network that it is a part `of`. Actors without a tie are
    left out and counted. `part` is what it is called as a part of its view. With `by_county` more than a thousand are
    shown as one node a county, where that can be said.
    """
    builder = _Builder(network, brokerage or {}, language)
    nodes, edges = builder.nodes(), builder.edges()
    drawn = _tied(nodes, edges)
    alone = len(nodes) - len(drawn)
    inside = sum(len(members) for members in builder.hidden_members.values())
    members = {actor for hidden in builder.hidden_members.values() for actor in hidden}
    shown = sum(node.type != "group" for node in drawn)
    total = shown + len(members) + alone
    evidence = [*(node.evidence for node in drawn), *(edge.evidence for edge in edges)]
    cited = {piece.source for pieces in evidence for piece in pieces}
    sources = {source: _cited(network, source) for source in sorted(cited)}
    named = sum(node.type in ("actor", "funder") for node in drawn)
    communities = _Communities(of or network, tuple(drawn), tuple(edges))
    if len(drawn) > MOST_NODES:
        parts = counties_of(drawn, edges, network.places, language) if by_county else []
        drawn, edges = (
            drawn_as(parts, edges, language)
            if parts
            else aggregated(drawn, edges, communities(), Naming.of(network, drawn, language))
        )
        shown, inside = 0, total - alone
    reasons = [_reason(reason, count, language) for reason, count in network.left_out.items() if count]
    if alone:
        reasons.append(say("without_tie", language, count=alone))
    return NetworkView(
        nodes=tuple(drawn),
        edges=tuple(edges),
        title=finding(network, language) or say("title", language, projects=len(network.projects), actors=named),
        subtitle=" · ".join(part for part in (scope(network, language, part), subtitle(network, language)) if part),
        source_line=source_line(sources, language),
        language=language,
        shown=shown,
        grouped=len(members) if shown else inside,
        total=total,
        left_out=tuple(reasons),
        sources=sources,
        themes=_theme_names(network, drawn, language),
        places={id: network.places[id].name for node in drawn for id in node.places if id in network.places},
        communities=communities,
        revision=network.revision,
        options=network.view.options(),
        date=date,
    )


def community_part(
    network: StakeholderNetwork, group: str, language: str = "sv", of: StakeholderNetwork | None = None
) -> tuple[StakeholderNetwork, str]:
    """The part of the network that one node of its map of communities stands for, and what it is called there.

    `group` is the id of that node or of one in it; communities are those of the network that it is a part `of`.

    Raises:
        NotFoundError: no such node is on the map.
    """
    builder = _Builder(network, {}, language)
    nodes, edges = builder.nodes(), builder.edges()
    drawn = _tied(nodes, edges)
    communities = _Communities(of or network, tuple(drawn), tuple(edges))()
    opened = community_of(group, drawn, edges, communities, Naming.of(network, drawn, language))
    if opened is None:
        raise NotFoundError(Message("errors.group_absent", group=group))
    return _restricted(network, builder, opened), opened.names[1]


def _tied(nodes: Iterable[NodeView], edges: Iterable[EdgeView]) -> list[NodeView]:
    """Whoever has a tie, and all projects."""
    tied = {end for edge in edges for end in (edge.source, edge.target)}
    return [node for node in nodes if node.id in tied or node.type == "project"]


def _restricted(network: StakeholderNetwork, builder: _Builder, part: Community) -> StakeholderNetwork:
    found = {node.id for node in part.members}
    found |= {member for id in found & builder.groups.keys() for member in builder.groups[id][1]}
    actors = {id: actor for id, actor in network.actors.items() if id in found}
    projects = {id: project for id, project in network.projects.items() if id in found}
    hidden = (network.actors.keys() | network.projects.keys()) - found
    return replace(
        network,
        actors=actors,
        projects=projects,
        facts=tuple(fact for fact in network.facts if hidden.isdisjoint((fact.start, fact.end))),
        left_out={**network.left_out, "outside_group": len(hidden)},
    )


@dataclass(frozen=True, slots=True)
class _Communities:
    """The communities of the nodes, computed on demand: a small map is drawn without them."""

    network: StakeholderNetwork
    nodes: tuple[NodeView, ...]
    edges: tuple[EdgeView, ...]

    def __call__(self) -> Mapping[str, int]:
        return communities_of(self.nodes, self.edges, actors_communities(self.network))


def _reason(reason: str, count: int, language: str) -> str:
    key = f"left_{reason}"
    return say(key, language, count=count) if is_known(key) else f"{count} {reason.replace('_', ' ')}"


def _cited(network: StakeholderNetwork, id: str) -> SourceText:
    source = network.sources.get(id)
    return SourceText(source.title or source.url or id, source.url) if source else SourceText(id)


def _theme_names(network: StakeholderNetwork, nodes: Iterable[NodeView], language: str) -> Mapping[str, str]:
    used = {theme for node in nodes for theme in node.themes}
    themes = [network.themes[theme] for theme in sorted(used) if theme in network.themes]
    return {theme.id: theme_name(theme, language) for theme in themes}


class _Builder:
    """The nodes and edges of one network, before anything is aggregated."""

    def __init__(self, network: StakeholderNetwork, brokerage: Mapping[str, float], language: str) -> None:
        self.network, self.language = network, language
        most = max(brokerage.values(), default=0.0)
        self.size = {actor: value / most for actor, value in brokerage.items()} if most > 0 else {}
        self.groups = _groups(network)
        ties = network.of_type(*_DRAWN)
        named = {end for fact in ties if fact.expanded_from is None for end in (fact.start, fact.end)}
        self.hidden_members = {
            group: [member for member in members if member not in named] for group, (_, members) in self.groups.items()
        }
        hidden = {actor for members in self.hidden_members.values() for actor in members}
        self.shown_actors = [actor for id, actor in network.actors.items() if id not in hidden]
        self.funding = {fact.start for fact in network.fundings}
        self.working = _working(network)

    def nodes(self) -> list[NodeView]:
        """Projects, then actors, then groups."""
        projects = [self._project(project) for project in self.network.projects.values()]
        actors = [self._actor(actor) for actor in self.shown_actors]
        return [*projects, *actors, *(self._group(id) for id in self.groups)]

    def edges(self) -> list[EdgeView]:
        """One edge a fact between two shown nodes; an expanded group has one edge for all its facts."""
        edges: dict[str, EdgeView] = {}
        for fact in self.network.of_type(*_DRAWN):
            edge = self._edge(fact)
            same = edges.get(edge.id)
            edges[edge.id] = edge if same is None else _joined(same, edge)
        shown = {actor.id for actor in self.shown_actors}
        for group, (_, members) in self.groups.items():
            for member in members:
                if member in shown:
                    words = say("member", self.language)
                    edges[f"member|{member}|{group}"] = EdgeView(
                        f"member|{member}|{group}", member, group, "member", words
                    )
        return list(edges.values())

    def _edge(self, fact: Fact) -> EdgeView:
        start = group_id(fact.expanded_from) if fact.expanded_from and fact.type == "PARTICIPATES_IN" else fact.start
        kind, words = self._tie(fact)
        id = f"{kind}|{start}|{fact.end}|{fact.discriminator or ''}"
        return EdgeView(id, start, fact.end, kind, words, evidence_of(fact))

    def _tie(self, fact: Fact) -> tuple[EdgeKind, str]:
        language = self.language
        if fact.type == "FUNDS":
            return "funds", ", ".join([say("funds", language), *funding_stated(fact, language)])
        if fact.type == "COLLABORATES_WITH":
            if fact.discriminator == CONTACT:
                return "reference", say("contact", language)
            return "collaborates", fact.discriminator or say("collaborates", language)
        kind: EdgeKind = (
            "leads"
            if fact.discriminator in _LEADS
            else "reference"
            if fact.discriminator == REFERENCE
            else "takes_part"
        )
        return kind, say(fact.discriminator or "participant", language)

    def _actor(self, actor: Actor) -> NodeView:
        funds, works = actor.id in self.funding, actor.id in self.working
        kind: NodeKind = "funder" if funds and not works else "actor"
        return NodeView(
            id=actor.id,
            type=kind,
            label=actor.name,
            name=actor.name,
            short=short_name(actor.name, actor.aliases),
            sector=actor.sector,
            kind=actor.kind,
            colour=COLOUR_OF_KIND.get(actor.kind or "", "unknown"),
            size=max(0.0, min(1.0, self.size.get(actor.id, 0.0))),
            also_funds=funds and works,
            facts=actor_facts(self.network, actor, self.language),
            evidence=self._node_evidence(actor.id),
            url=actor.website,
            places=self._places(actor.id),
        )

    def _project(self, project: Project) -> NodeView:
        first, last = project.first_day, project.last_day
        return NodeView(
            id=project.id,
            type="project",
            label=project.acronym or project.name,
            name=project.name,
            facts=project_facts(self.network, project, self.language),
            evidence=self._node_evidence(project.id),
            url=project.url,
            themes=self.network.themes_of.get(project.id, ()),
            places=self._places(project.id),
            first=first.year if first else None,
            last=last.year if last else None,
        )

    def _group(self, id: str) -> NodeView:
        phrase, members = self.groups[id]
        actors = [self.network.actors[member] for member in members]
        kinds = {actor.kind for actor in actors}
        kind = next(iter(kinds)) if len(kinds) == 1 else None
        label = f"{phrase[:1].upper()}{phrase[1:]} ({len(members)})"
        names = tuple(actor.name for actor in actors)
        places = dict.fromkeys(place for member in members for place in self._places(member))
        return NodeView(
            id=id,
            type="group",
            label=label,
            name=label,
            kind=kind,
            sector=actors[0].sector if kind else None,
            colour=COLOUR_OF_KIND.get(kind or "", "unknown"),
            members=names,
            stands_for=len(members),
            places=tuple(places),
        )

    def _places(self, id: str) -> tuple[str, ...]:
        """The places of a node and those above them."""
        places: dict[str, None] = {}
        for place in self.network.places_of.get(id, ()):
            registered = self.network.places.get(place)
            places |= dict.fromkeys((place, *(registered.parents if registered else ())))
        return tuple(places)

    def _node_evidence(self, id: str) -> tuple[Evidence, ...]:
        return tuple(
            piece
            for fact in self.network.facts_from(id, *_SAID)
            for piece in evidence_of(fact, _name_of(self.network, fact.end, self.language))
        )


def group_id(phrase: str) -> str:
    """The node id of the group that a phrase names."""
    return f"group:{' '.join(phrase.casefold().split())}"


def _working(network: StakeholderNetwork) -> set[str]:
    """The actors that do something beside giving money."""
    participating = {fact.start for fact in network.participations if fact.expanded_from is None}
    tied = [fact for fact in network.of_type("COLLABORATES_WITH") if fact.discriminator != CONTACT]
    return participating | {end for fact in tied for end in (fact.start, fact.end)}


def _groups(network: StakeholderNetwork) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Group id → its phrase and its members in order of name."""
    phrases: dict[str, str] = {}
    members: dict[str, set[str]] = defaultdict(set)
    for fact in network.participations:
        if fact.expanded_from is not None:
            phrases.setdefault(group_id(fact.expanded_from), fact.expanded_from)
            members[group_id(fact.expanded_from)].add(fact.start)
    actors = network.actors
    return {
        id: (phrase, tuple(sorted(members[id], key=lambda actor: (actors[actor].name, actor))))
        for id, phrase in phrases.items()
    }


def _joined(first: EdgeView, second: EdgeView) -> EdgeView:
    """One edge for the facts of a group: each piece of evidence once."""
    evidence = tuple(dict.fromkeys((*first.evidence, *second.evidence)))
    return replace(first, evidence=evidence, weight=first.weight + second.weight)


def _name_of(network: StakeholderNetwork, id: str, language: str) -> str:
    if theme := network.themes.get(id):
        return theme_name(theme, language)
    place = network.places.get(id)
    return place.name if place else id
