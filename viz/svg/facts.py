"""What a script knows of nodes and ties that the drawing does not show; a text that several need is there once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from viz.drawing.drawing import Drawing
from viz.svg.markup import safe_url
from viz.view.network_view import EdgeView, Evidence, NetworkView, NodeView
from viz.view.words import say

_MEMBERS: Final = 200  # of a group that a file names; the service's page can search them all


class Facts:
    """Nodes and ties as rows for the script; what several of them say is collected once."""

    def __init__(self, view: NetworkView, is_linked: bool) -> None:
        self.texts, self.kinds, self.evidence = _Texts(), list[tuple[str, str, str]](), list[list[int]]()
        self._language, self._is_linked = view.language, is_linked
        self._theme_at = {id: i for i, id in enumerate(view.themes)}
        self._place_at = {id: i for i, id in enumerate(view.places)}
        self._source_at = {id: i for i, id in enumerate(view.sources)}
        self._evidence_at: dict[tuple[int, ...], int] = {}

    def node(self, node: NodeView, drawing: Drawing) -> list[Any]:
        """Name, kind, place and what else there is."""
        at, text = drawing.positions[node.id], self.texts.at
        members = [text(member) for member in node.members[: None if self._is_linked else _MEMBERS]]
        more = {
            "id": node.id if self._is_linked else None,
            "label": node.label if node.label != node.name else None,
            "facts": [[text(label), text(value)] for label, value in node.facts],
            "evidence": self._pieces(node.evidence),
            "url": safe_url(node.url),
            "members": members,
            "count": len(node.members) if members else None,
            "themes": [self._theme_at[id] for id in node.themes if id in self._theme_at],
            "places": [self._place_at[id] for id in node.places if id in self._place_at],
            "group": self._group(node),
            "first": node.first,
            "last": node.last,
        }
        stated = {key: value for key, value in more.items() if value not in (None, [])}
        return [node.name, self._kind(node), round(at.x, 1), round(at.y, 1), *([stated] if stated else [])]

    def _group(self, node: NodeView) -> str | None:
        """What opens the map of those that a node stands for."""
        return node.id.removeprefix("aggregate:") or None if node.type == "aggregate" and self._is_linked else None

    def tie(self, edge: EdgeView) -> list[Any]:
        """Words and evidence."""
        pieces = self._pieces(edge.evidence)
        return [self.texts.at(edge.words), *([pieces] if pieces else [])]

    def _kind(self, node: NodeView) -> int:
        kind = (node.type, node.colour, kind_words(node, self._language))
        if kind not in self.kinds:
            self.kinds.append(kind)
        return self.kinds.index(kind)

    def _pieces(self, evidence: Sequence[Evidence]) -> list[int]:
        return list(dict.fromkeys(self._piece(piece) for piece in evidence))

    def _piece(self, piece: Evidence) -> int:
        """Source, status, quote, locator and about; what several datasets say in the same words is one."""
        text = self.texts.at
        row = [text(say(piece.status, self._language)), text(piece.quote), text(piece.locator), text(piece.about)]
        while not row[-1]:
            row.pop()
        key = (self._source_at[piece.source], *row)
        if key not in self._evidence_at:
            self._evidence_at[key] = len(self.evidence)
            self.evidence.append(list(key))
        return self._evidence_at[key]


class _Texts:
    """Texts that are needed several times, by number; 0 is no text."""

    def __init__(self) -> None:
        self.all: list[str] = [""]
        self._at: dict[str, int] = {"": 0}

    def at(self, text: str | None) -> int:
        text = text or ""
        if text not in self._at:
            self._at[text] = len(self.all)
            self.all.append(text)
        return self._at[text]


def kind_words(node: NodeView, language: str) -> str:
    """What a node is, and what kind of actor."""
    words = say(node.type, language)
    if node.type in ("actor", "funder"):
        words += f" · {say(node.colour, language)}"
    return words
