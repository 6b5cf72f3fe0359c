"""A map that says what kind of actors and projects there are and how they hang together, but not who they are.

Everything of the new view is written here, so that what is added to a node later is not told by accident.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from graph.messages import message
from graph.network.facts import Place
from viz.view.network_view import EdgeKind, EdgeView, NetworkView, NodeView
from viz.view.words import listed, say

_WORDS: Final[Mapping[EdgeKind, str]] = {
    "leads": "coordinator",
    "takes_part": "participant",
    "reference": "reference",
    "funds": "funds",
    "collaborates": "collaborates",
    "member": "member",
}
_BRIEF: Final = ("association", "cluster", "programme")
_COUNTIES: Final = ("county", "country")


@dataclass(frozen=True, slots=True)
class _Communities:
    """The communities under the new ids."""

    of: Callable[[], Mapping[str, int]]
    ids: Mapping[str, str]

    def __call__(self) -> Mapping[str, int]:
        return {self.ids[id]: number for id, number in self.of().items() if id in self.ids}


class Pseudonyms:
    """What the nodes of one output are called: `Kommun 3`, `Projekt 2`, numbered within what is called alike.

    The numbers are drawn anew each time, so that two outputs cannot be laid side by side.
    """

    def __init__(self, nodes: Iterable[NodeView], language: str) -> None:
        shuffled = list(nodes)
        random.SystemRandom().shuffle(shuffled)
        self._language = language
        self._count: Counter[str] = Counter()
        self.ids: Final[Mapping[str, str]] = {node.id: f"n{number}" for number, node in enumerate(shuffled)}
        self._names: dict[str, str] = {}
        for node in shuffled:
            self.of(node)

    def of(self, node: NodeView) -> str:
        """The pseudonym of a node, which one that is not on the map is given when it is first asked for."""
        if node.id not in self._names:
            many = f" ({node.stands_for})" if node.type in ("group", "aggregate") else ""
            self._names[node.id] = self.numbered(_word(node, self._language)) + many
        return self._names[node.id]

    def numbered(self, word: str) -> str:
        """The next of what is called so."""
        self._count[word] += 1
        return f"{word} {self._count[word]}"


def anonymous(view: NetworkView, places: Mapping[str, Place], pseudonyms: Pseudonyms | None = None) -> NetworkView:
    """The view without a name, id, number, source, quote, link or place below a county.

    An actor is its kind and a number, a project a number. What is shown and left out is counted as before.
    """
    pseudonyms = pseudonyms or Pseudonyms(view.nodes, view.language)
    ids = pseudonyms.ids
    nodes = sorted(view.nodes, key=lambda node: ids[node.id])
    edges = sorted(view.edges, key=lambda edge: (ids[edge.source], ids[edge.target], edge.type))
    counties = {id: name for id, name in view.places.items() if id in places and places[id].level in _COUNTIES}
    return NetworkView(
        nodes=tuple(_node(node, ids[node.id], pseudonyms.of(node), counties) for node in nodes),
        edges=tuple(_edge(edge, number, ids, view.language) for number, edge in enumerate(edges)),
        title=_title(view),
        subtitle=" · ".join(part for part in (_scope(view, places), say("anonymous", view.language)) if part),
        source_line=say("sources_hidden", view.language),
        language=view.language,
        shown=view.shown,
        grouped=view.grouped,
        total=view.total,
        left_out=view.left_out,
        sources={},
        themes=view.themes,
        places=counties,
        communities=_Communities(view.communities, ids),
        revision=view.revision,
        options={"place": _counties(view, places)},
        date=view.date,
    )


def _title(view: NetworkView) -> str:
    """How much there is, which a map of communities says below."""
    if view.is_aggregated:
        return say("map", view.language)
    actors = sum(node.type in ("actor", "funder") for node in view.nodes)
    projects = sum(node.type == "project" for node in view.nodes)
    return say("title_anonymous", view.language, projects=projects, actors=actors)


def _word(node: NodeView, language: str) -> str:
    """What it is called: the kind, by its short word where it has one."""
    if node.type in ("actor", "funder") and node.kind and node.colour != "unknown":
        return (
            say(f"brief_{node.kind}", language) if node.kind in _BRIEF else message(f"model.kind_{node.kind}", language)
        )
    return say("actor" if node.type == "funder" else node.type, language)


def _node(node: NodeView, id: str, name: str, counties: Mapping[str, str]) -> NodeView:
    return NodeView(
        id=id,
        type=node.type,
        label=name,
        name=name,
        sector=node.sector,
        kind=node.kind,
        colour=node.colour,
        mix=node.mix,
        size=node.size,
        also_funds=node.also_funds,
        stands_for=node.stands_for,
        themes=node.themes,
        places=tuple(place for place in node.places if place in counties),
        first=node.first,
        last=node.last,
    )


def _edge(edge: EdgeView, number: int, ids: Mapping[str, str], language: str) -> EdgeView:
    words = say("bundle", language, count=edge.weight) if edge.type == "bundle" else say(_WORDS[edge.type], language)
    source, target = ids[edge.source], ids[edge.target]
    return EdgeView(f"e{number}", source, target, edge.type, words, weight=edge.weight)


def _scope(view: NetworkView, places: Mapping[str, Place]) -> str:
    """The counties that the view is cut to, or in which its places lie, in words."""
    return listed([places[id].name for id in _counties(view, places)], view.language)


def _counties(view: NetworkView, places: Mapping[str, Place]) -> list[str]:
    """The counties that the view is cut to, or in which its places lie."""
    chosen = view.options.get("place")
    above: dict[str, None] = {}
    for id in chosen if isinstance(chosen, list | tuple) else ():
        place = places.get(id)
        above |= dict.fromkeys(
            near
            for near in (id, *(place.parents if place else ()))
            if near in places and places[near].level == "county"
        )
    return list(above)
