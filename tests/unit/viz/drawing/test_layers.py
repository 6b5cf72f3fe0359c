"""Actors, projects and funders in three columns, in an order in which few ties cross."""

from dataclasses import replace

import pytest

from viz.drawing.drawing import LAYOUTS
from viz.drawing.layers import crossings, layered_layout
from viz.drawing.layout import draw
from viz.view.network_view import EdgeView, NetworkView, NodeView


def view(nodes: dict[str, str], ties: list[tuple[str, str]]) -> NetworkView:
    return NetworkView(
        nodes=tuple(NodeView(id, type, id, id) for id, type in nodes.items()),  # type: ignore[arg-type]
        edges=tuple(EdgeView(f"{a}-{b}", a, b, "takes_part", "deltar") for a, b in ties),
        title="", subtitle="", source_line="", language="sv", shown=len(nodes), grouped=0, total=6, left_out=(),
        sources={}, themes={}, places={}, communities=dict, revision=1, options={},
    )  # fmt: skip


NODES = {"a1": "actor", "a2": "actor", "p1": "project", "p2": "project", "f1": "funder", "f2": "funder"}
CROSSED = view(NODES, [("a1", "p2"), ("a2", "p1"), ("f1", "p2"), ("f2", "p1")])


def test_crossings_are_those_counted_by_hand() -> None:
    """Two ties between the columns cross when one begins above the other and ends below it."""
    columns = [["a1", "a2"], ["p1", "p2"], ["f1", "f2"]]
    assert crossings(columns, CROSSED.edges) == 2  # a1-p2 with a2-p1, and f1-p2 with f2-p1
    assert crossings([["a1", "a2"], ["p2", "p1"], ["f1", "f2"]], CROSSED.edges) == 0


def test_ties_that_need_not_cross_do_not() -> None:
    places, sides = layered_layout(CROSSED, 1000, 500)
    columns = [sorted((id for id in NODES if id[0] == kind), key=lambda id: places[id].y) for kind in "apf"]
    assert crossings(columns, CROSSED.edges) == 0
    assert places["a1"].x == places["a2"].x < places["p1"].x == places["p2"].x < places["f1"].x == places["f2"].x
    assert sides["a1"].x < 0 < sides["f1"].x


def test_equal_input_gives_an_equal_drawing_and_a_later_one_keeps_the_order() -> None:
    drawing = draw(CROSSED, layout="layered")
    assert drawing == draw(CROSSED, layout="layered")
    assert drawing.layout == "layered"
    more = view({**NODES, "a3": "actor"}, [(edge.source, edge.target) for edge in CROSSED.edges] + [("a3", "p1")])
    later = draw(more, drawing.arrangement, "layered")
    order = [sorted(NODES, key=lambda id: (found.positions[id].x, found.positions[id].y)) for found in (drawing, later)]
    assert order[0] == order[1]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_view_is_drawn_as_it_is_asked_for(layout: str) -> None:
    placed = replace(CROSSED, nodes=tuple(replace(node, places=("se:25", "se")) for node in CROSSED.nodes))
    assert draw(placed, layout=layout).layout == layout  # type: ignore[arg-type]


def test_names_stand_beside_their_columns_and_not_on_one_another() -> None:
    drawing = draw(CROSSED, layout="layered")
    boxes = {text.node: text.box for text in drawing.names_at(drawing.letter)}
    assert set(boxes) == set(NODES)
    assert boxes["a1"].right <= drawing.positions["a1"].x
    assert boxes["f1"].left >= drawing.positions["f1"].x
    assert not any(one.overlaps(other) for a, one in boxes.items() for b, other in boxes.items() if a < b)
