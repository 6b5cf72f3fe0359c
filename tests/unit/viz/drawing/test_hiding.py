"""What a reader hid is left out and told, and nothing else moves."""

from __future__ import annotations

import pytest

from tests.unit.viz.networks import demo, synthetic
from viz.drawing.drawing import Drawing
from viz.drawing.hiding import hiding
from viz.drawing.layout import draw
from viz.drawing.page import counts, page_of
from viz.view.build import network_view


@pytest.fixture(scope="module")
def whole() -> Drawing:
    return draw(network_view(demo()))


def test_nobody_of_a_hidden_sort_is_left_and_nothing_else_moves(whole: Drawing) -> None:
    drawing = hiding(whole, ["company", "municipality"])
    gone = {node.id for node in whole.view.nodes} - {node.id for node in drawing.view.nodes}
    assert {node.colour for node in whole.view.nodes if node.id in gone} == {"company", "municipality"}
    assert not [node for node in drawing.view.nodes if node.type != "project" and node.colour == "company"]
    assert drawing.shapes == tuple(shape for shape in whole.shapes if shape.node not in gone)
    assert drawing.bounds == whole.bounds
    assert not gone & {end for line in drawing.lines for end in (line.source, line.target)}
    assert not gone & {text.node for text in drawing.texts}


def test_a_matrix_loses_the_cells_of_the_rows_that_go() -> None:
    matrix = draw(network_view(demo()), layout="matrix")
    drawing = hiding(matrix, ["company"])
    rows = {node.id for node in matrix.view.nodes if node.colour == "company"}
    assert [cell for cell in matrix.cells if cell.source in rows]
    assert drawing.cells == tuple(cell for cell in matrix.cells if cell.source not in rows)
    assert {cell.edge for cell in drawing.cells} <= {edge.id for edge in drawing.view.edges}


def test_the_foot_says_what_is_hidden_and_counts_what_is_left(whole: Drawing) -> None:
    # The demo draws 35 of 55 (tests/browser/test_map.py), of whom Boliden AB is a company and four are clusters.
    assert counts(whole).startswith("35 av 55 noder visas · ")
    told = counts(hiding(whole, ["company", "cluster"]))
    assert told.startswith("30 av 55 noder visas · utan: företag och science parks och kluster · ")
    assert any("utan: företag" in line for text in page_of(hiding(whole, ["company"])).around for line in text.lines)


def test_a_hidden_group_takes_those_behind_it_along(whole: Drawing) -> None:
    # Fourteen municipalities of Norrbotten and ten of Region 10, of whom some are named elsewhere.
    assert whole.view.grouped > 0
    assert hiding(whole, ["municipality"]).view.grouped == 0


def test_what_is_not_there_or_of_many_colours_is_not_hidden(whole: Drawing) -> None:
    assert hiding(whole, []) is whole
    communities = draw(network_view(synthetic(1400)))
    assert hiding(communities, ["municipality", "unknown"]) is communities
