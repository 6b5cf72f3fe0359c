"""Geometry of the drawings: nothing on top of anything else, equal input gives an equal drawing, the old stays put."""

from __future__ import annotations

from cProfile import Profile
from dataclasses import replace
from itertools import combinations

import pytest

from tests.unit.viz.networks import demo, demo_brokerage, synthetic
from viz.drawing.drawing import Box, Drawing, Line, Point, Rectangle, Shape
from viz.drawing.labels import covered
from viz.drawing.layout import draw
from viz.view.network_view import network_view


def outline(shape: Shape) -> Rectangle:
    return shape.box if isinstance(shape, Box) else Rectangle.around(shape.at, 2 * shape.radius, 2 * shape.radius)


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    return draw(network_view(demo(), brokerage=demo_brokerage()))


def test_demo_is_drawn_as_bubbles_with_every_name(drawing: Drawing) -> None:
    assert drawing.layout == "bubbles"
    assert drawing.hidden_labels == drawing.unlabelled == 0


def test_no_name_lies_on_another_or_on_a_node(drawing: Drawing) -> None:
    assert not [1 for a, b in combinations(drawing.texts, 2) if a.box.overlaps(b.box)]
    shapes = [(shape.node, outline(shape)) for shape in drawing.shapes]
    # its own node it may touch at the corner of the square round a circle
    assert not [
        (text.node, node)
        for text in drawing.texts
        for node, box in shapes
        if node != text.node and text.box.overlaps(box)
    ]


def test_no_node_lies_on_another(drawing: Drawing) -> None:
    assert not [1 for a, b in combinations(drawing.shapes, 2) if outline(a).overlaps(outline(b))]


def test_all_lies_within_the_bounds(drawing: Drawing) -> None:
    bounds = drawing.bounds
    for box in [*(text.box for text in drawing.texts), *map(outline, drawing.shapes)]:
        assert bounds.left <= box.left
        assert box.right <= bounds.right
        assert bounds.top <= box.top
        assert box.bottom <= bounds.bottom


@pytest.mark.parametrize("size", [60, 500])
def test_many_nodes_are_packed_without_overlapping_names(size: int) -> None:
    drawn = draw(network_view(synthetic(size)))
    assert drawn.layout == "communities"
    boxes = sorted((text.box for text in drawn.texts), key=lambda box: box.left)
    assert not [1 for a, b in combinations(boxes, 2) if a.overlaps(b)]
    assert drawn.unlabelled <= size * 0.05


def test_equal_input_gives_an_equal_drawing() -> None:
    view = network_view(synthetic(200))
    assert draw(view) == draw(view)


def test_what_did_not_change_does_not_move(drawing: Drawing) -> None:
    network = demo()
    fewer = tuple(fact for fact in network.facts if "boliden" not in fact.start)
    before = draw(network_view(replace(network, facts=fewer), brokerage=demo_brokerage()))
    after = draw(drawing.view, before.positions)
    assert {id: after.positions[id] for id in before.positions} == before.positions
    assert "boliden-ab" in after.positions
    assert not [1 for a, b in combinations(after.shapes, 2) if outline(a).overlaps(outline(b))]


def test_a_map_of_something_else_starts_afresh(drawing: Drawing) -> None:
    assert draw(drawing.view, {"somebody": Point(0, 0)}).positions == drawing.positions


def test_shared_actors_lie_outside_the_bubbles(drawing: Drawing) -> None:
    for bubble in drawing.bubbles:
        at = drawing.positions["luleå-tekniska-universitet"]
        assert (at.x - bubble.at.x) ** 2 + (at.y - bubble.at.y) ** 2 > bubble.radius_x**2


def calls(size: int) -> int:
    """How many calls a drawing of so many nodes takes."""
    view = network_view(synthetic(size))
    with Profile() as profile:
        draw(view)
    return sum(entry.callcount for entry in profile.getstats())


def test_work_grows_with_the_nodes_and_not_with_their_pairs() -> None:
    calls(60)  # what is imported and remembered once
    few, twice = calls(500), calls(1000)
    assert twice < 3.2 * few


def test_an_empty_network_can_be_drawn() -> None:
    network = replace(demo(), actors={}, projects={}, facts=())
    assert draw(network_view(network)).shapes == ()


@pytest.mark.parametrize("count", range(1, 13))
def test_any_number_of_projects_up_to_a_dozen(count: int) -> None:
    network = synthetic(count * 4)
    projects = dict(list(network.projects.items())[:count])
    facts = tuple(fact for fact in network.facts if fact.end in projects or fact.start in projects)
    drawn = draw(network_view(replace(network, projects=projects, facts=facts)))
    assert not [1 for a, b in combinations(drawn.texts, 2) if a.box.overlaps(b.box)]


def test_length_of_a_line_inside_a_box() -> None:
    # a diagonal through the unit square scaled by ten, and one that misses it
    square = Rectangle(0, 0, 10, 10)
    assert covered(square, Line(Point(-5, -5), Point(15, 15), "funds", "", "", "")) == pytest.approx(200**0.5)
    assert covered(square, Line(Point(-5, 20), Point(15, 20), "funds", "", "", "")) == 0
