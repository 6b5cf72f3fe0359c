"""Everybody at their place: within their municipality where it has room, nobody on another, nobody left out."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

import pytest

from graph.network.facts import Fact, Place, Report
from tests.unit.viz.networks import synthetic
from viz.drawing.drawing import Area, Box, Drawing, Point, Rectangle
from viz.drawing.layout import draw
from viz.drawing.layouts import LAYOUT_KINDS
from viz.drawing.outlines import counties, municipalities
from viz.drawing.page import page_of
from viz.view.anonymous import anonymous
from viz.view.build import network_view
from viz.view.network_view import EdgeView, NetworkView, NodeKind, NodeView

LULEÅ, BODEN, KIRUNA, UMEÅ, STOCKHOLM = "se:2580", "se:2582", "se:2584", "se:2480", "se:0180"
PLACES = {
    "luleå": (LULEÅ, "se:25", "se"),
    "boden": (BODEN, "se:25", "se"),
    "kiruna": (KIRUNA, "se:25", "se"),
    "umeå": (UMEÅ, "se:24", "se"),
    "länet": ("se:25", "se"),
    "stockholm": (STOCKHOLM, "se:01", "se"),
    "sverige": ("se",),
    "oulu": (),
}


def view(places: dict[str, tuple[str, ...]], chosen: tuple[str, ...] = (), projects: str = "") -> NetworkView:
    """Actors at their places, all of whom take part in one project that has none, and in those named."""
    named = ["p", *projects.split()]
    actors = [NodeView(id, "actor", id, id, places=own) for id, own in places.items() if id not in named]
    return NetworkView(
        nodes=(*(NodeView(id, "project", id, id, places=places.get(id, ())) for id in named), *actors),
        edges=tuple(EdgeView(f"{a.id}-{p}", a.id, p, "takes_part", "deltar") for a in actors for p in named),
        title="", subtitle="", source_line="", language="sv", shown=len(actors) + 1, grouped=0, total=9, left_out=(),
        sources={}, themes={}, places={}, communities=dict, revision=1, options={"place": list(chosen)},
    )  # fmt: skip


NORTH = view(PLACES, ("se:25", "se:24"))
CROWD = view({f"a{number}": (LULEÅ, "se:25", "se") for number in range(120)} | PLACES, ("se:25",))

PROJECTS = view(
    PLACES | {f"p{number}": PLACES["luleå"] for number in range(30)},
    ("se:25",),
    " ".join(f"p{number}" for number in range(30)),
)


def drawn(of: NetworkView) -> Drawing:
    drawing = draw(of, layout="geographic")
    assert drawing.layout == "geographic"
    return drawing


def is_within(at: Point, area: Area) -> bool:
    """Whether a ray to the right leaves the area an odd number of times."""
    crossings = 0
    for ring in area.rings:
        for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
            crossings += (a.y > at.y) != (b.y > at.y) and at.x < a.x + (at.y - a.y) / (b.y - a.y) * (b.x - a.x)
    return crossings % 2 == 1


def area(drawing: Drawing, id: str) -> Area:
    name = (municipalities() | counties())[id].name
    return next(area for area in drawing.backdrop.areas if area.name == name)


@pytest.mark.parametrize(("actor", "place"), [("luleå", LULEÅ), ("boden", BODEN), ("kiruna", KIRUNA), ("umeå", UMEÅ)])
def test_an_actor_lies_in_its_municipality(actor: str, place: str) -> None:
    drawing = drawn(NORTH)
    assert is_within(drawing.positions[actor], area(drawing, place))


def test_an_actor_of_which_only_the_county_is_known_lies_in_it() -> None:
    drawing = drawn(NORTH)
    in_county = [area(drawing, id) for id in municipalities() if id.startswith("se:25")]
    assert any(is_within(drawing.positions["länet"], part) for part in in_county)


def test_a_project_without_a_place_lies_between_its_partners() -> None:
    found = drawn(view({"luleå": PLACES["luleå"], "kiruna": PLACES["kiruna"]}, ("se:25",)))
    middle = [(a + b) / 2 for a, b in zip(found.positions["luleå"], found.positions["kiruna"], strict=True)]
    assert found.positions["p"] == pytest.approx(middle, abs=1)


@pytest.mark.parametrize("of", [NORTH, CROWD, PROJECTS])
def test_nothing_lies_on_anything_else(of: NetworkView) -> None:
    drawing = drawn(of)
    for a, b in combinations(drawing.shapes, 2):
        first, second = _box(a), _box(b)
        if isinstance(a, Box) or isinstance(b, Box):
            assert not first.overlaps(second)
        else:
            assert math.dist(first.centre, second.centre) >= (first.width + second.width) / 2
    texts = [*drawing.names_at(drawing.letter), *drawing.captions_at(drawing.letter)]
    assert not [(a.lines, b.lines) for a, b in combinations(texts, 2) if a.box.overlaps(b.box)]


def _box(shape: object) -> Rectangle:
    found = getattr(shape, "box", None)
    return found or Rectangle.around(shape.at, 2 * shape.radius, 2 * shape.radius)  # type: ignore[attr-defined]


def test_more_than_a_place_holds_grow_into_a_disc_round_it() -> None:
    drawing = drawn(CROWD)
    (disc, *others) = drawing.bubbles
    assert not others
    inside = [id for id in drawing.positions if math.dist(drawing.positions[id], disc.at) <= disc.radius_x]
    assert {f"a{number}" for number in range(120)} <= set(inside)
    assert is_within(disc.at, area(drawing, LULEÅ))


def test_who_has_no_place_stands_beside_the_map_and_is_counted() -> None:
    drawing = drawn(NORTH)
    assert len(drawing.shapes) == len(NORTH.nodes)
    country = max(point.x for part in drawing.backdrop.areas for ring in part.rings for point in ring)
    beside = {id for id, at in drawing.positions.items() if at.x > country}
    assert beside == {"stockholm", "sverige", "oulu"}
    headings = {" ".join(text.lines) for text in drawing.captions if not text.node.startswith("se:")}
    assert headings == {"Övriga Sverige: 1", "Utan plats i Sverige: 2"}
    assert {line.edge for line in drawing.lines if line.faint} == {"stockholm-p", "sverige-p", "oulu-p"}


def test_only_what_the_view_concerns_is_drawn_in_full() -> None:
    shown = {part.name for part in drawn(NORTH).backdrop.areas if part.shown}
    assert shown == {area.name for id, area in municipalities().items() if id[:5] in ("se:24", "se:25")}
    paler = {part.name for part in drawn(NORTH).backdrop.areas if not part.shown}
    assert "Örnsköldsvik" in paler
    assert "Malmö" not in paler
    of_a_municipality = replace(NORTH, options={"place": [LULEÅ]})
    assert {part.name for part in drawn(of_a_municipality).backdrop.areas if part.shown} == {
        area.name for id, area in municipalities().items() if id.startswith("se:25")
    }
    everywhere = replace(NORTH, options={})
    assert {part.name for part in drawn(everywhere).backdrop.areas if part.shown} >= {"Stockholm", "Kiruna"}


def test_equal_views_give_equal_drawings_and_another_actor_moves_nobody_elsewhere() -> None:
    before = drawn(NORTH)
    assert before == drawn(NORTH)
    more = drawn(view(PLACES | {"en till": PLACES["umeå"]}, ("se:25", "se:24")))
    moved = {id for id, at in before.positions.items() if math.dist(at, more.positions[id]) > 0.02 * 1640}
    assert moved <= {"p"}  # the project between them all


def test_a_page_keeps_the_places() -> None:
    page = page_of(drawn(NORTH)).drawing
    assert is_within(page.positions["luleå"], area(page, LULEÅ))
    assert all(page.bounds.holds(text.box) for text in (*page.texts, *page.captions))


def test_without_any_place_in_sweden_a_view_is_drawn_as_usual() -> None:
    nowhere = view({"oulu": (), "sverige": ("se",)})
    assert not LAYOUT_KINDS["geographic"].shows(nowhere)
    assert draw(nowhere, layout="geographic").layout != "geographic"


def test_an_anonymous_map_knows_counties_only() -> None:
    """Actors of one county lie at its middle, in whatever municipality they are, and no municipality is drawn."""
    known = {
        id: Place(id, id, level, parents=above)
        for id, level, above in (
            (LULEÅ, "municipality", ("se:25", "se")),
            (KIRUNA, "municipality", ("se:25", "se")),
            ("se:25", "county", ("se",)),
            ("se", "country", ()),
        )
    }
    of = replace(
        view({"luleå": PLACES["luleå"], "kiruna": PLACES["kiruna"]}, ("se:2580",)),
        places={id: id for id in (LULEÅ, KIRUNA, "se:25", "se")},
    )
    drawing = drawn(anonymous(of, known))
    assert {part.name for part in drawing.backdrop.areas} <= {county.name for county in counties().values()}
    (both,) = drawing.bubbles
    assert all(math.dist(at, both.at) <= both.radius_x for at in drawing.positions.values())
    assert is_within(both.at, area(drawing, "se:25"))
    names = {" ".join(text.lines) for text in drawing.captions}
    assert names <= {county.name for county in counties().values()}


def test_the_foremost_beside_the_map_stand_at_its_edges_and_are_named() -> None:
    abroad = {f"abroad {number:02}": () for number in range(60)}
    drawing = drawn(view(PLACES | abroad, ("se:25",)))
    column = {round(drawing.positions[id].x) for id in abroad}
    foremost = [id for id in sorted(abroad) if round(drawing.positions[id].x) in (min(column), max(column))]
    assert foremost == sorted(abroad)[: len(foremost)]
    assert set(foremost[:6]) <= {text.node for text in drawing.names_at(drawing.letter)}


def test_a_large_network_is_a_circle_a_county_and_one_for_the_rest() -> None:
    network = synthetic(1500)
    known = {
        id: Place(id, name, "county", parents=("se",))
        for id, name in (("se:25", "Norrbottens län"), ("se:24", "Västerbottens län"))
    }
    located = tuple(
        Fact(
            "LOCATED_IN", id, "se:25" if number % 3 else "se:24", (Report(f"{id}-place", "d", "s", None, None, "read"),)
        )
        for number, id in enumerate(list(network.actors)[:300])
    )
    placed = replace(network, places=known, facts=(*network.facts, *located))
    usual, found = network_view(placed), network_view(placed, by_county=True)
    assert draw(usual, layout="geographic").layout == "communities"
    counted = {node.id.removeprefix("aggregate:"): node.stands_for for node in found.nodes}
    assert counted.keys() == {"se:24", "se:25", ""}
    assert sum(counted.values()) == sum(node.stands_for for node in usual.nodes)
    assert counted["se:24"] >= 100 <= counted["se:25"]
    drawing = drawn(found)
    assert is_within(drawing.positions["aggregate:se:25"], area(drawing, "se:25"))
    hidden = drawn(anonymous(found, known))
    assert sorted(map(tuple, hidden.positions.values())) == sorted(map(tuple, drawing.positions.values()))
    assert len({node.places for node in found.nodes}) == 3


@pytest.mark.parametrize("type", ["actor", "aggregate"])
def test_a_view_of_a_county_where_nobody_is_sets_all_beside_it(type: NodeKind) -> None:
    of = view({"stockholm": ("se:01",)}, ("se:25",))
    drawing = drawn(replace(of, nodes=tuple(replace(node, type=type) for node in of.nodes)))
    assert not drawing.bubbles
    assert all(at.x > 1000 for at in drawing.positions.values())


def test_a_large_network_within_one_county_is_drawn_as_its_communities() -> None:
    assert network_view(synthetic(1500), by_county=True).nodes == network_view(synthetic(1500)).nodes
