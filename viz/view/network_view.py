"""NetworkView: the nodes and edges of a map with everything that it shows of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

NodeKind = Literal["actor", "project", "funder", "group", "aggregate"]
EdgeKind = Literal["leads", "takes_part", "reference", "funds", "collaborates", "member", "bundle"]


@dataclass(frozen=True, slots=True)
class SourceText:
    """How a source is cited: its title and, when it has one, its address."""

    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one source says for a fact; `about` names the fact when it is not a tie."""

    quote: str | None
    source: str
    locator: str | None
    status: str
    dataset: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class NodeView:
    """A node of the map.

    `short` is a short name that it is known by, empty when there is none. `colour` is a key of COLOURS, `size` 0 to 1
    how much it brokers among those shown, `members` the names behind a group or aggregate and `stands_for` how many
    nodes it stands for; `mix` is how many actors of each colour an aggregate has, most first and those of
    unknown kind last. `places` includes those above. `first` and `last` are the years of a project's period.
    """

    id: str
    type: NodeKind
    label: str
    name: str
    sector: str | None = None
    kind: str | None = None
    colour: str = "unknown"
    short: str = ""
    mix: tuple[tuple[str, int], ...] = ()
    size: float = 0.0
    also_funds: bool = False
    facts: tuple[tuple[str, str], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    members: tuple[str, ...] = ()
    stands_for: int = 1
    url: str | None = None
    themes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class EdgeView:
    """A tie of the map; `words` says what it is, `weight` how many ties it stands for."""

    id: str
    source: str
    target: str
    type: EdgeKind
    words: str
    evidence: tuple[Evidence, ...] = ()
    weight: int = 1


@dataclass(frozen=True, slots=True)
class NetworkView:
    """What a map shows, and what it leaves out.

    `shown` of `total` nodes are drawn by themselves, `grouped` more lie behind a group or aggregate; `left_out`
    counts the rest by reason in words. `hidden` says in words which sorts of actors a reader hid. `communities` finds
    node → number: what belongs together where many are drawn.
    """

    nodes: tuple[NodeView, ...]
    edges: tuple[EdgeView, ...]
    title: str
    subtitle: str
    source_line: str
    language: str
    shown: int
    grouped: int
    total: int
    left_out: tuple[str, ...]
    sources: Mapping[str, SourceText]
    themes: Mapping[str, str]
    places: Mapping[str, str]
    communities: Callable[[], Mapping[str, int]]
    revision: int
    options: Mapping[str, object]
    date: str | None = None
    hidden: tuple[str, ...] = ()

    @property
    def is_aggregated(self) -> bool:
        """Whether communities are drawn instead of single nodes."""
        return any(node.type == "aggregate" for node in self.nodes)

    @property
    def kinds_known(self) -> tuple[int, int]:
        """Of how many actors of the communities the kind is known, and how many there are."""
        mixed = [share for node in self.nodes for share in node.mix]
        return sum(count for colour, count in mixed if colour != "unknown"), sum(count for _, count in mixed)

    @property
    def unreviewed(self) -> int:
        """How many ties rest on nothing but what a machine read and nobody has reviewed."""
        return sum(
            bool(edge.evidence) and all(piece.status == "read" for piece in edge.evidence) for edge in self.edges
        )


def neighbours(edges: Iterable[EdgeView]) -> Mapping[str, list[str]]:
    """Every node → the other ends of its ties; nobody of a node without any."""
    near: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        near[edge.source].append(edge.target)
        near[edge.target].append(edge.source)
    return near
