"""A map as text: its ties as rows of a table, and its sources with what they say, for who cannot see the picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from viz.view.network_view import Evidence, NetworkView, NodeView
from viz.view.words import say

COLUMNS: Final = (0.28, 0.17, 0.28, 0.27)
"""Of the width of a table of ties: from, role, to, source."""


class TieRow(NamedTuple):
    """A tie in words; one of a node without ties has only that node."""

    source: str
    words: str
    target: str
    cited: str


def tie_rows(view: NetworkView) -> list[TieRow]:
    """Every tie of the map, by the name of its first end; then what has no tie."""
    nodes = {node.id: node for node in view.nodes}
    rows = [
        TieRow(nodes[edge.source].name, edge.words, nodes[edge.target].name, _cited(edge.evidence, view))
        for edge in view.edges
    ]
    tied = {end for edge in view.edges for end in (edge.source, edge.target)}
    alone = [
        TieRow(node.name, kind_of(node, view.language), "", _cited(node.evidence, view))
        for node in view.nodes
        if node.id not in tied
    ]
    return sorted(rows, key=lambda row: (row.source.casefold(), row.target.casefold(), row.words)) + alone


def quotes(view: NetworkView) -> Iterator[str]:
    """What the sources say for each tie: `Boliden AB – partner – SORESS-MMI: ”Boliden AB” (Projektet, sid. 2)`."""
    names = {node.id: node.name for node in view.nodes}
    for edge in view.edges:
        for piece in edge.evidence:
            tie = " – ".join((names[edge.source], edge.words, names[edge.target]))
            quoted = f" ”{piece.quote}”" if piece.quote else ""
            said = [view.sources[piece.source].title, piece.locator or "", say(piece.status, view.language)]
            yield f"{tie}:{quoted} ({', '.join(part for part in said if part)})"


def sources(view: NetworkView) -> Iterator[str]:
    """The sources with their addresses, those that are cited on the map."""
    evidence = [*(node.evidence for node in view.nodes), *(edge.evidence for edge in view.edges)]
    cited = {piece.source for pieces in evidence for piece in pieces}
    for id, source in view.sources.items():
        if id in cited:
            yield f"{source.title}: {source.url}" if source.url else source.title


def kind_of(node: NodeView, language: str) -> str:
    """What a node is, and what kind of actor."""
    words = say(node.type, language)
    return f"{words} · {say(node.colour, language)}" if node.type in ("actor", "funder") else words


def described(node: NodeView, language: str) -> str:
    """A node in words: its name and what it is."""
    return ", ".join(
        part for part in (node.name, kind_of(node, language), node.also_funds and say("legend_both", language)) if part
    )


def _cited(evidence: tuple[Evidence, ...], view: NetworkView) -> str:
    titles = dict.fromkeys(view.sources[piece.source].title for piece in evidence)
    return "; ".join(titles)
