"""What stands on a page: names of one size within the frame, a legend of one row, the most important of a large map."""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.unit.viz.networks import demo, demo_brokerage, synthetic
from viz.drawing.drawing import Drawing
from viz.drawing.framed import extent
from viz.drawing.layout import draw
from viz.drawing.page import HEIGHT, NAME, WIDTH, Page, page_of, paragraph_box
from viz.view.build import network_view
from viz.view.important import most_important


def pages() -> dict[str, Page]:
    views = {"demo": network_view(demo(), brokerage=demo_brokerage(), date="2026-11-29")}
    views |= {str(count): network_view(synthetic(count)) for count in (20, 60, 300)}
    return {name: page_of(draw(view)) for name, view in views.items()}


PAGES = pages()


@pytest.mark.parametrize("name", PAGES)
def test_names_have_one_size_and_lie_within_the_frame_on_nothing(name: str) -> None:
    page = PAGES[name]
    drawing: Drawing = page.drawing
    assert drawing.texts
    for text in drawing.texts:
        assert text.size == NAME
        assert page.frame.grown(0.01).joined(text.box) == page.frame.grown(0.01)
    for first, second in combinations(drawing.texts, 2):
        assert not first.box.overlaps(second.box)
    for text in drawing.texts:
        assert not [shape for shape in drawing.shapes if shape.node != text.node and extent(shape).overlaps(text.box)]


@pytest.mark.parametrize("name", PAGES)
def test_ties_end_at_their_nodes(name: str) -> None:
    drawing = PAGES[name].drawing
    at = {shape.node: extent(shape).grown(12) for shape in drawing.shapes}
    for line in drawing.lines:
        ends = {line.source, line.target}
        for end in (line.start, line.end):
            assert any(
                at[node].left <= end.x <= at[node].right and at[node].top <= end.y <= at[node].bottom for node in ends
            )


@pytest.mark.parametrize("name", PAGES)
def test_what_stands_round_the_map_is_on_the_page_and_in_one_row(name: str) -> None:
    page = PAGES[name]
    assert len(page.legend.rows) == 1
    for paragraph in (page.title, *page.around):
        assert paragraph
        box = paragraph_box(paragraph)
        assert box.left >= 0
        assert box.right <= WIDTH
        assert box.bottom <= HEIGHT
    assert page.frame.bottom < page.rule < page.legend_tops[0]


def test_the_most_important_are_tied_and_counted() -> None:
    view = network_view(synthetic(300))
    part = most_important(view, 40)
    assert len(part.nodes) == 40
    tied = {end for edge in part.edges for end in (edge.source, edge.target)}
    assert {node.id for node in part.nodes if node.type != "project"} <= tied
    assert part.shown == sum(node.type != "group" for node in part.nodes)
    assert part.total == view.total
    assert most_important(part, 40) is part
