"""Geometry of the drawings: nothing on top of anything else, equal input gives an equal drawing, the old stays put."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections.abc import Callable
from cProfile import Profile
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from benchmarks.house.map import drawn, moves, with_actor, with_project
from graph.network.network import StakeholderNetwork
from tests.unit.viz.networks import Notebook, demo, demo_brokerage, synthetic
from viz.drawing.drawing import Box, Drawing, Line, Point, Rectangle, Shape
from viz.drawing.labels import covered
from viz.drawing.layout import draw
from viz.drawing.layouts import MOST_BUBBLES
from viz.view.build import network_view
from viz.view.network_view import NetworkView

ROOT = Path(__file__).parents[4]
Made = Callable[[], StakeholderNetwork]


def outline(shape: Shape) -> Rectangle:
    return shape.box if isinstance(shape, Box) else Rectangle.around(shape.at, 2 * shape.radius, 2 * shape.radius)


def overlapping(drawing: Drawing, letter: float) -> list[tuple[str, str]]:
    """Names that would lie on each other with letters of this size."""
    texts = drawing.names_at(letter)
    return [(a.node, b.node) for a, b in combinations(texts, 2) if a.box.overlaps(b.box)]


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    return draw(network_view(demo(), brokerage=demo_brokerage()))


def test_demo_is_drawn_as_bubbles_with_every_name(drawing: Drawing) -> None:
    assert drawing.layout == "bubbles"
    assert drawing.hidden_labels == drawing.unlabelled == 0


@pytest.mark.parametrize("letter", [40, 22, 13, 6])
def test_no_name_lies_on_another_or_on_a_node(drawing: Drawing, letter: float) -> None:
    assert not overlapping(drawing, letter)
    shapes = [(shape.node, outline(shape)) for shape in drawing.shapes]
    # its own node it may touch at the corner of the square round a circle
    assert not [
        (text.node, node)
        for text in drawing.names_at(letter)
        for node, box in shapes
        if node != text.node and text.box.overlaps(box)
    ]


def test_no_node_lies_on_another(drawing: Drawing) -> None:
    assert not [1 for a, b in combinations(drawing.shapes, 2) if outline(a).overlaps(outline(b))]


def test_all_lies_within_the_bounds(drawing: Drawing) -> None:
    bounds = drawing.bounds
    for box in [*(text.box for text in drawing.names_at(drawing.letter)), *map(outline, drawing.shapes)]:
        assert bounds.left <= box.left
        assert box.right <= bounds.right
        assert bounds.top <= box.top
        assert box.bottom <= bounds.bottom


@pytest.mark.parametrize("size", [60, 500])
def test_many_nodes_are_packed_without_overlapping_names(size: int) -> None:
    packed = draw(network_view(synthetic(size)))
    assert packed.layout == "communities"
    for letter in (40, 18, 12, 6, 4):
        assert not overlapping(packed, letter)
    assert packed.unlabelled <= size * 0.05


def test_equal_input_gives_an_equal_drawing() -> None:
    view = network_view(synthetic(200))
    assert draw(view) == draw(view)


def test_every_process_draws_the_same() -> None:
    """The order of a set differs from process to process; the drawing must not."""
    code = (
        "from tests.unit.viz.networks import synthetic; from viz.drawing.layout import draw; "
        "from viz.view.build import network_view; print(draw(network_view(synthetic(200))).positions)"
    )
    drawn_by = [
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert drawn_by[0] == drawn_by[1] != b""


def test_what_did_not_change_does_not_move(drawing: Drawing) -> None:
    network = demo()
    fewer = tuple(fact for fact in network.facts if "boliden" not in fact.start)
    before = draw(network_view(replace(network, facts=fewer), brokerage=demo_brokerage()))
    after = draw(drawing.view, before.arrangement)
    assert {id: after.positions[id] for id in before.positions} == before.positions
    assert "boliden-ab" in after.positions
    assert not [1 for a, b in combinations(after.shapes, 2) if outline(a).overlaps(outline(b))]


def test_a_map_of_something_else_starts_afresh(drawing: Drawing) -> None:
    stranger = replace(drawing.arrangement, points={"somebody": Point(0, 0)})
    assert draw(drawing.view, stranger).positions == drawing.positions


@pytest.mark.parametrize("network", [demo, lambda: synthetic(200), lambda: synthetic(500)], ids=["demo", "200", "500"])
@pytest.mark.parametrize("change", [with_actor, with_project])
def test_little_moves_when_little_is_added(network: Made, change: Callable[[Any], Any]) -> None:
    before = drawn(network())
    after = drawn(change(network()), before.arrangement)
    assert after.layout == before.layout
    assert "newcomer-0" in after.positions
    assert max(moves(before, after)) < 0.02
    assert not overlapping(after, after.letter)


@pytest.mark.parametrize("network", [demo, lambda: synthetic(200)], ids=["demo", "200"])
def test_a_drawing_begun_from_itself_is_the_same(network: Made) -> None:
    view = network_view(network())
    assert draw(view, draw(view).arrangement) == draw(view)


def of_projects(count: int) -> NetworkView:
    """Projects that have three actors each and share none."""
    note = Notebook()
    for number in range(count):
        note.project(f"p{number:02}", f"Projekt {number}")
        note.takes_part(f"p{number:02}", "s", "partner", *(f"{name} {number}" for name in ("Ett", "Två", "Tre")))
    return network_view(note.network())


def test_the_thirteenth_project_does_not_turn_bubbles_into_communities() -> None:
    dozen, more = draw(of_projects(12)), of_projects(13)
    assert (dozen.layout, draw(more).layout) == ("bubbles", "communities")
    kept = draw(more, dozen.arrangement)
    assert kept.layout == "bubbles"
    assert {id: kept.positions[id] for id in dozen.positions} == dozen.positions
    assert {bubble.node for bubble in kept.bubbles} == {node.id for node in more.nodes if node.type == "project"}
    assert draw(of_projects(16), dozen.arrangement).layout == "communities"


def test_bubbles_stand_still_while_nine_projects_come_one_by_one(drawing: Drawing) -> None:
    network, before = demo(), drawing
    for number in range(9):
        network = with_project(network, number)
        after = drawn(network, before.arrangement)
        assert after.layout == "bubbles"
        assert not [1 for a, b in combinations(after.shapes, 2) if outline(a).overlaps(outline(b))]
        assert max(moves(before, after)) < 0.02
        before = after


def test_more_projects_than_bubbles_can_be_placed_for_are_drawn_as_communities() -> None:
    layouts = [draw(of_projects(count), layout="bubbles").layout for count in (MOST_BUBBLES, MOST_BUBBLES + 1)]
    assert layouts == ["bubbles", "communities"]


def test_one_project_less_does_not_turn_communities_into_bubbles() -> None:
    more = draw(of_projects(13))
    assert draw(of_projects(12), more.arrangement).layout == "communities"
    assert draw(of_projects(5), more.arrangement).layout == "bubbles", "less than half of the map is left"


def test_what_lies_far_from_its_neighbours_is_drawn_anew() -> None:
    view = network_view(synthetic(200))
    good = draw(view)
    points = dict(zip(good.positions, reversed(list(good.positions.values())), strict=True))
    assert draw(view, replace(good.arrangement, points=points)) == good


def test_a_new_project_takes_its_ring_along(drawing: Drawing) -> None:
    note = Notebook()
    note.project("apart", "För sig")
    note.takes_part("apart", "s", "partner", "Ett", "Två", "Tre")
    network, extra = demo(), note.network()
    more = replace(
        network,
        actors={**network.actors, **extra.actors},
        projects={**network.projects, **extra.projects},
        facts=network.facts + extra.facts,
    )
    after = draw(network_view(more, brokerage=demo_brokerage()), drawing.arrangement)
    (bubble,) = (bubble for bubble in after.bubbles if bubble.node == "apart")
    for other in after.bubbles:
        assert other == bubble or math.dist(other.at, bubble.at) > other.radius_x + bubble.radius_x
    distances = [math.dist(after.positions[actor], bubble.at) for actor in ("ett", "två", "tre")]
    assert max(distances) - min(distances) < 1
    assert max(distances) < bubble.radius_x


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
    shown = draw(network_view(replace(network, projects=projects, facts=facts)))
    assert not overlapping(shown, shown.letter)


def test_length_of_a_line_inside_a_box() -> None:
    # a diagonal through the unit square scaled by ten, and one that misses it
    square = Rectangle(0, 0, 10, 10)
    assert covered(square, Line(Point(-5, -5), Point(15, 15), "funds", "", "", "")) == pytest.approx(200**0.5)
    assert covered(square, Line(Point(-5, 20), Point(15, 20), "funds", "", "", "")) == 0
