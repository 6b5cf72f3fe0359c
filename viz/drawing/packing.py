"""Community-packed: every community fills a disc, the discs lie close without overlapping; for many nodes."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from viz.drawing.clearing import Room, cleared
from viz.drawing.drawing import Bubble, Point
from viz.drawing.importance import by_importance
from viz.drawing.sizes import Extent, is_bold
from viz.drawing.text_width import Wrapped
from viz.drawing.wording import forms
from viz.view.aggregation import tie_graph
from viz.view.network_view import NetworkView

WIDTH: Final = 1640.0
HEIGHT: Final = 960.0
_SEED: Final = 7
_MOST: Final = 0.8  # share of its members that the disc of a community holds: others stand aside for names
_LEAST_DISC: Final = 5  # members from which on a community has a disc to be seen
_EDGE: Final = 30.0  # of the page, left free for names
# Names: letters, in units of the page, for which the names up to a share of the ranking have room: with the whole map
# in sight on a small and on a large screen, and at three times the small one
_NAMED: Final = ((18.6, 0.36), (12.5, 0.6), (6.2, 1.0), (1.0, 1.0))
_MOST_NAMED: Final = 39_000  # names of letter 1 that have room on the page
_WHOLE_LETTER: Final = 11.0  # for which a name has room that is not shortened
_BESIDE: Final = 0.6  # letters left free round a name
_NAMES_LOOSE: Final = 1.4  # room of a name against what it covers
# Within a disc
_AIR: Final = 6.0  # round a node when the room of its community is reckoned
_LOOSE: Final = 1.9  # radius of a disc against one that its nodes would fill: nearly three quarters of it stay free
_LONE: Final = 0.7  # the same for a node alone, which has no ties within
_EVEN: Final = 0.75  # how far places are evened out over the disc; the rest of the way is left as the forces had it
_RIM: Final = 0.88  # the outermost node against the radius of the disc
_PUSH: Final = 0.52  # of an overlap that each of two nodes gives way: a little over half, so that it is soon over
_PUSHES: Final = 200  # at most: it ends when nothing overlaps
# Between discs
_APART: Final = 1.06  # distance of two discs against the sum of their radii,
_LEAST_APART: Final = 8.0  # and what is added, since small discs need relatively more
_SPREAD: Final = 0.6  # standard deviation of the first places against the radius of all discs as one
_STEPS: Final = 500  # in which the discs are drawn together and pushed apart
_DRAWN_TOGETHER: Final = 400  # of them with both; the rest only push, until less than a unit of overlap is left
_PULL: Final = 0.9955  # a step towards the middle: 400 of them bring a disc to a sixth of its distance
_FLATTER: Final = 1.2  # power of the aspect with which the height is drawn together more than the width
_YIELD: Final = 0.3  # of an overlap that a disc gives way in a step: less than half, for all neighbours push at once
_WIDENED: Final = 1.5  # how far the discs may at most be drawn apart along the page in the end
Floats = NDArray[np.float64]


def packed_layout(
    view: NetworkView, extents: Mapping[str, Extent]
) -> tuple[dict[str, Point], tuple[Bubble, ...], dict[str, Point]]:
    """Positions of all nodes on a page of WIDTH × HEIGHT, the disc of every larger community, and where names go.

    The names that a screen shows with the whole map in sight have room beside their marks, in those directions.
    """
    rooms = _rooms_for_names(view)
    named = {room.node: 4 * room.width * room.height / math.pi for room in rooms}
    graph = tie_graph(view.nodes, view.edges)
    ids = [node.id for node in view.nodes]
    # an aggregate is a disc of its own, with room for its name
    home = {id: i for i, id in enumerate(ids)} if view.is_aggregated else view.communities()
    members: dict[int, list[str]] = defaultdict(list)
    for id in ids:
        members[home.get(id, -1)].append(id)
    discs = sorted(members.values(), key=lambda disc: (-len(disc), disc[0]))
    radii = np.array([_room(disc, extents, named) for disc in discs])
    centres = _disc_centres(graph, discs, radii)
    local = {id: at for disc, radius in zip(discs, radii, strict=True) for id, at in _inside(graph, disc, radius)}
    where = np.array([centres[i] + local[id] for i, disc in enumerate(discs) for id in disc])
    order = [id for disc in discs for id in disc]
    where = _on_page(where, np.array([extents[id].radius for id in order]))
    places = {id: Point(float(x), float(y)) for id, (x, y) in zip(order, where, strict=True)}
    places, outward = cleared(places, extents, rooms, graph.edges, (WIDTH, HEIGHT))
    large = (disc for disc in discs if len(disc) >= _LEAST_DISC and len(discs) > 1)
    discs_round = tuple(_disc_round([(places[id], extents[id].radius) for id in disc]) for disc in large)
    return places, discs_round, outward


def _rooms_for_names(view: NetworkView) -> list[Room]:
    """What the names take beside their marks, the first in their smallest form on a small screen."""
    ranked = by_importance(view)
    rooms = []
    for number, node in enumerate(ranked):
        letter = next(letter for letter, share in _NAMED if number < min(share * len(ranked), _MOST_NAMED / letter**2))
        found = [form for _, form in forms(node.label, node.short, is_bold(node))]
        least = min((_size(form, letter) for form in found), key=math.prod)
        whole = _size(found[0], min(letter, _WHOLE_LETTER))
        rooms.append(Room(node.id, max(least[0], whole[0]) / 2, max(least[1], whole[1]) / 2, letter))
    return rooms


def _size(form: Wrapped, letter: float) -> tuple[float, float]:
    return (form.width + _BESIDE) * letter, (form.height + _BESIDE) * letter


def _disc_round(marks: Sequence[tuple[Point, float]]) -> Bubble:
    """The disc round the middle of these marks that holds most of them, as far as the page goes."""
    middle = Point(*np.mean([at for at, _ in marks], axis=0).tolist())
    reach = [math.dist(middle, at) + reach for at, reach in marks]
    page = min(middle.x, middle.y, WIDTH - middle.x, HEIGHT - middle.y)
    radius = min(float(np.quantile(reach, _MOST)) + _AIR, page)
    return Bubble(middle, radius, radius)


def _room(members: Sequence[str], extents: Mapping[str, Extent], named: Mapping[str, float]) -> float:
    marks = sum((extents[id].radius + _AIR) ** 2 for id in members)
    names = sum(named.get(id, 0.0) for id in members)
    room = math.sqrt(marks * _LOOSE**2 + names * _NAMES_LOOSE)
    return room if len(members) > 1 else room * _LONE


def _disc_centres(graph: nx.Graph[str], discs: Sequence[Sequence[str]], radii: Floats) -> Floats:
    """Centres of the discs: tied ones near each other, none overlapping, drawn together to the shape of the page."""
    count = len(discs)
    if count == 1:
        return np.zeros((1, 2))
    home = {id: i for i, disc in enumerate(discs) for id in disc}
    between = Counter(tuple(sorted((home[a], home[b]))) for a, b in graph.edges if home[a] != home[b])
    coarse: nx.Graph[int] = nx.Graph()
    coarse.add_nodes_from(range(count))
    coarse.add_weighted_edges_from((a, b, math.sqrt(n)) for (a, b), n in between.items())
    layout = nx.spring_layout(coarse, seed=_SEED, iterations=100)
    centres = np.array([layout[i] for i in range(count)], dtype=float)
    centres -= centres.mean(axis=0)
    aspect = WIDTH / HEIGHT
    centres *= np.sqrt((radii**2).sum()) * _SPREAD / (centres.std(axis=0) + 1e-9)
    centres[:, 0] *= math.sqrt(aspect)
    centres[:, 1] /= math.sqrt(aspect)
    need = (radii[:, None] + radii[None]) * _APART + _LEAST_APART
    np.fill_diagonal(need, 0)
    for step in range(_STEPS):
        x, y = centres.T
        a, b = np.nonzero((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2 < need**2)
        apart = centres[a] - centres[b]
        distance = np.hypot(*apart.T) + 1e-9
        overlap = need[a, b] - distance
        np.add.at(centres, a, apart * (overlap / distance * _YIELD)[:, None])
        if step < _DRAWN_TOGETHER:
            centres *= np.array([_PULL, _PULL ** (aspect**_FLATTER)])
        elif overlap.max(initial=0) < 1:
            break
    low, high = (centres - radii[:, None]).min(axis=0), (centres + radii[:, None]).max(axis=0)
    wide, tall = high - low
    centres[:, 0] *= min(
        _WIDENED, max(1.0, aspect * tall / wide)
    )  # the page is wide: use it, which separates the discs
    return centres


def _inside(graph: nx.Graph[str], members: Sequence[str], radius: float) -> list[tuple[str, Floats]]:
    """Places inside a disc round the origin: by forces, then spread so that the disc is evenly filled."""
    if len(members) == 1:
        return [(members[0], np.zeros(2))]
    within: nx.Graph[str] = nx.Graph()
    within.add_nodes_from(sorted(members))  # a subgraph would come in the order of a set, another in every process
    within.add_edges_from(graph.subgraph(members).edges)
    start = _circle(list(within))
    layout = nx.spring_layout(within, pos=start, seed=_SEED, iterations=60)
    where = np.array([layout[id] for id in members], dtype=float)
    where -= where.mean(axis=0)
    far = np.hypot(where[:, 0], where[:, 1])
    rank = np.empty(len(members))
    rank[np.lexsort((np.arange(len(members)), far))] = np.sqrt((np.arange(len(members)) + 0.5) / len(members))
    even = _EVEN * rank + (1 - _EVEN) * far / (far.max() + 1e-9)
    angle = np.arctan2(where[:, 1], where[:, 0])
    spread = np.c_[np.cos(angle), np.sin(angle)] * (even * radius * _RIM)[:, None]
    return list(zip(members, spread, strict=True))


def _circle(ids: Sequence[str]) -> dict[str, Floats]:
    """A start that depends on nothing but the ids."""
    turn = 2 * math.pi / len(ids)
    return {id: np.array([math.cos(turn * i), math.sin(turn * i)]) for i, id in enumerate(ids)}


def _on_page(where: Floats, reach: Floats) -> Floats:
    """Scaled and shifted so that everything lies on the page."""
    low, high = where.min(axis=0), where.max(axis=0)
    room = np.array([WIDTH, HEIGHT]) - 2 * reach.max() - 2 * _EDGE
    scale = room / np.maximum(high - low, 1.0)
    scale = np.minimum(scale, scale.min() * _WIDENED)
    return np.asarray(where * scale + np.array([WIDTH, HEIGHT]) / 2 - (low + high) / 2 * scale)


def apart(where: Floats, reach: Floats, gap: float = 0.0) -> Floats:
    """The same places with nodes less than `gap` from each other pushed apart, neighbours first."""
    where = where.copy()
    widest = float(reach.max()) * 2 + gap
    for _ in range(_PUSHES):
        pairs = cKDTree(where).query_pairs(widest, output_type="ndarray")
        if not len(pairs):
            break
        a, b = pairs[:, 0], pairs[:, 1]
        apart = where[a] - where[b]
        distance = np.hypot(apart[:, 0], apart[:, 1])
        apart[distance < 1e-6] = (1.0, 0.0)
        distance = np.maximum(distance, 1e-6)
        overlap = reach[a] + reach[b] + gap - distance
        hit = overlap > 0.01
        if not hit.any():
            break
        push = (apart / distance[:, None] * (overlap * _PUSH)[:, None])[hit]
        np.add.at(where, a[hit], push)
        np.add.at(where, b[hit], -push)
    return where
