"""Maps of the real data: communities each named by itself, none cut off, and no mark on another."""

from itertools import combinations

from graph.network.network import StakeholderNetwork
from graph.network.view import View
from viz.drawing.drawing import Box, Rectangle
from viz.drawing.layout import draw
from viz.view.build import network_view
from viz.view.small_communities import OTHERS


def test_communities_of_the_real_data_can_be_told_apart(whole: StakeholderNetwork) -> None:
    view = network_view(whole)
    names = [node.short.rsplit(" (", 1)[0] for node in view.nodes]
    assert len(set(names)) == len(names) <= 96
    assert not [name for name in names if "…" in name or len(name) > 80]
    nameless = sum(node.stands_for for node in view.nodes if node.id == f"aggregate:{OTHERS}")
    assert nameless < 0.02 * view.total


def test_no_mark_lies_on_another_where_the_page_is_full_of_names(whole: StakeholderNetwork) -> None:
    drawing = draw(network_view(whole.of(View(dataset=("projektbanken",)))), layout="communities")
    assert len(drawing.shapes) > 500
    marks = [
        shape.box if isinstance(shape, Box) else Rectangle.around(shape.at, 2 * shape.radius, 2 * shape.radius)
        for shape in drawing.shapes
    ]
    assert not [pair for pair in combinations(marks, 2) if pair[0].overlaps(pair[1])]
