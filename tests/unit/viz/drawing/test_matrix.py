"""Actors as rows, projects as columns: the order in which blocks show, a cell for every tie, in every format."""

import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx.enum.shapes import MSO_SHAPE

from tests.unit.viz.networks import demo, demo_brokerage
from tests.unit.viz.slides_of import opened
from viz.drawing.block_order import block_order
from viz.drawing.drawing import Drawing, Rectangle, Text
from viz.drawing.hiding import hiding
from viz.drawing.layout import draw
from viz.drawing.layouts import unfit
from viz.drawing.matrix import SCREEN, is_readable, matrix
from viz.drawing.page import counts, page_of
from viz.exports import exports
from viz.view.build import network_view
from viz.view.network_view import EdgeKind, EdgeView, NetworkView, NodeView

PROJECTS = demo().projects
KINDS: tuple[EdgeKind, ...] = ("leads", "takes_part", "reference", "funds")
_HIGHER = 1.5  # the box of a line of letters is so much higher than the row it stands in
DEMO = network_view(demo(), brokerage=demo_brokerage())


def view(actors: int, projects: int, ties: list[tuple[int, int, EdgeKind]]) -> NetworkView:
    nodes = [NodeView(f"a{i}", "actor", f"Aktör {i}", f"Aktör {i}") for i in range(actors)]
    nodes += [NodeView(f"p{i}", "project", f"Projekt {i}", f"Projekt {i}") for i in range(projects)]
    edges = [EdgeView(f"{kind}|a{a}|p{p}", f"a{a}", f"p{p}", kind, "deltar") for a, p, kind in ties]
    return replace(DEMO, nodes=tuple(nodes), edges=tuple(edges), options={}, communities=dict)


def numbered(ids: list[str], kind: str) -> list[int]:
    return [int(id[1:].split("-")[0]) for id in ids if id.startswith(kind)]


def outline(text: Text) -> Rectangle:
    """The upright rectangle round a name, one that is slanted by 45 degrees included."""
    if not text.turn:
        return text.box
    out = (text.box.width + text.box.height / 2) * 0.5**0.5
    half = text.box.height / 2 * 0.5**0.5
    return Rectangle(text.pivot.x - half, text.pivot.y - out, text.pivot.x + out, text.pivot.y + half)


def test_the_order_of_a_small_matrix_is_that_worked_out_by_hand() -> None:
    """Jaccard distances: {p1, p2} to {p2} 1/2, {p2} to {p2, p3} 1/2, {p1, p2} to {p2, p3} 2/3, so {p2} stands between.

    The most important row, a, is above; p2 is before p1 since it also has the third row.
    """
    ties = {"a": ("p1", "p2"), "b": ("p2", "p3"), "c": ("p2",), "d": ("p1", "p2"), "e": ()}
    pairs = [(row, column) for row, columns in ties.items() for column in columns]
    assert block_order(list("abcde"), ["p1", "p2", "p3", "p4"], pairs) == (list("adcbe"), ["p2", "p1", "p3", "p4"])


@pytest.mark.parametrize("seed", range(5))
def test_planted_blocks_come_out_contiguous(seed: int) -> None:
    blocks = range(5)
    rows, columns = ([f"{block}-{i}" for block in blocks for i in range(count)] for count in (6, 3))
    for ids in (rows, columns):
        random.Random(seed).shuffle(ids)
    pairs = [(row, column) for row in rows for column in columns if row[0] == column[0]]
    pairs += [("broker", column) for column in columns]
    ordered, across = block_order(["broker", *rows], columns, pairs)
    ordered.remove("broker")
    for ids, size in ((ordered, 6), (across, 3)):
        assert [{id[0] for id in ids[start : start + size]} for start in range(0, len(ids), size)] == [
            {ids[start][0]} for start in range(0, len(ids), size)
        ]


@given(
    st.sets(st.tuples(st.integers(0, 11), st.integers(0, 5), st.sampled_from(KINDS)), max_size=60),
    st.integers(1, 12),
    st.integers(1, 6),
)
def test_every_tie_is_one_cell_in_its_row_and_column(
    ties: set[tuple[int, int, EdgeKind]], actors: int, projects: int
) -> None:
    kept = sorted((a, p, kind) for a, p, kind in ties if a < actors and p < projects)
    shown = view(actors, projects, kept)
    drawing = matrix(shown)
    assert sorted(cell.edge for cell in drawing.cells) == sorted(edge.id for edge in shown.edges)
    for cell in drawing.cells:
        row, column = drawing.positions[cell.source], drawing.positions[cell.target]
        assert cell.box.top < row.y < cell.box.bottom
        assert abs(cell.box.centre.x - column.x) < drawing.letter * 1.7  # beside others of the same place
    boxes = [cell.box.grown(-1e-6) for cell in drawing.cells]  # those of one place share an edge
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_names_lie_within_the_room_and_not_on_one_another() -> None:
    drawing = matrix(DEMO)
    assert {text.node for text in drawing.texts} == {node.id for node in DEMO.nodes}
    assert all(SCREEN.grown(_HIGHER).holds(outline(text)) for text in drawing.texts)
    upright = [text.box.grown(-_HIGHER) for text in drawing.texts if not text.turn]
    assert not any(one.overlaps(other) for one, other in combinations(upright, 2))
    assert drawing.hidden_labels == drawing.unlabelled == 0
    assert drawing == matrix(DEMO)


def test_many_rows_stand_in_panels_under_the_same_columns() -> None:
    shown = view(60, 4, [(a, a % 4, "takes_part") for a in range(60)])
    drawing = matrix(shown)
    columns = [text for text in drawing.texts if text.node == "p0"]
    assert len(columns) == 2
    assert drawing.letter >= 11
    assert len({cell.box.left for cell in drawing.cells}) == 4  # 15 rows a project: two projects a panel
    assert drawing.hidden_labels == 0


def test_ties_between_actors_are_counted_and_no_cells() -> None:
    shown = view(3, 1, [(0, 0, "leads"), (1, 0, "takes_part")])
    between = EdgeView("c|a0|a1", "a0", "a1", "collaborates", "samarbetar")
    drawing = draw(replace(shown, edges=(*shown.edges, between)), layout="matrix")
    assert len(drawing.cells) == 2
    assert "kopplingar mellan aktörer, som en matris inte visar: 1" in counts(drawing)


def test_what_could_not_be_read_is_drawn_as_usual_and_says_why() -> None:
    shown = view(150, 40, [(a, a % 40, "takes_part") for a in range(150)])
    assert not is_readable(shown)
    drawing = draw(shown, layout="matrix")
    assert drawing.layout == "communities"
    assert unfit("matrix", shown) == drawing.note == "150 rader och 40 kolumner är för många för en matris"
    assert drawing.note in counts(drawing)
    assert unfit("matrix", view(3, 0, [])) == "urvalet har inga projekt"


def test_projects_without_anybody_are_columns_all_the_same() -> None:
    drawing = draw(view(0, 2, []), layout="matrix")
    assert {text.node for text in drawing.texts} == {"p0", "p1"}
    assert not drawing.cells


def test_those_who_only_pay_stand_below() -> None:
    funders = {node.id for node in DEMO.nodes if node.type == "funder"}
    rows = [text.node for text in matrix(DEMO).texts if not text.turn]
    assert set(rows[-len(funders) :]) == funders


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    return draw(DEMO, layout="matrix")


def test_on_a_page_names_are_as_large_as_its_frame_lets_them_be(drawing: Drawing) -> None:
    page = page_of(drawing)
    assert len(page.drawing.cells) == len(drawing.cells)
    assert page.drawing.letter >= 11
    assert all(page.frame.grown(_HIGHER).holds(outline(text)) for text in page.drawing.texts)
    assert {"Samordnar", "Finansierar", "Deltar"} <= {sign.words for row in page.legend.rows for sign in row}


@pytest.mark.parametrize("name", ["svg", "html", "pdf", "png", "pptx", "pyvis"])
def test_every_format_writes_it(drawing: Drawing, name: str) -> None:
    assert exports()[name].render(drawing)


@pytest.mark.parametrize("name", ["svg", "html", "pdf", "pptx"])
def test_who_is_hidden_has_no_cell_in_any_format(drawing: Drawing, name: str) -> None:
    left = hiding(drawing, ["municipality"])
    assert 0 < len(left.cells) < len(drawing.cells)
    assert {cell.edge for cell in left.cells} <= {edge.id for edge in left.view.edges}
    assert exports()[name].render(left)
    assert len(page_of(left).drawing.cells) == len(left.cells)


def test_svg_has_a_path_a_cell_and_slanted_names(drawing: Drawing) -> None:
    for text in (exports()[name].render(drawing).decode() for name in ("svg", "html")):
        inside = text[text.index("<path") :]
        assert inside.count("<path") >= len(drawing.cells)
        assert text.count("rotate(-45 ") >= sum(bool(label.turn) for label in drawing.texts)


def test_slides_have_a_described_rectangle_a_cell() -> None:
    nodes = tuple(node for node in DEMO.nodes if node.type != "funder")
    ids = {node.id for node in nodes}
    few = replace(DEMO, nodes=nodes, edges=tuple(edge for edge in DEMO.edges if {edge.source, edge.target} <= ids))
    slide = opened(exports()["pptx"].render(draw(few, layout="matrix"))).slides[0]
    cells = [shape for shape in slide.shapes if " – " in shape.name]
    assert len(cells) == len(matrix(few).cells)
    assert all(cell._element.nvSpPr.cNvPr.get("descr") == cell.name for cell in cells)
    hollow = [cell for cell in cells if cell.auto_shape_type == MSO_SHAPE.FRAME]
    assert len(hollow) == sum(edge.type in ("leads", "reference") for edge in few.edges if edge.target in PROJECTS)
    assert {cell.auto_shape_type for cell in cells} == {MSO_SHAPE.FRAME, MSO_SHAPE.RECTANGLE}
    slanted = [shape for shape in slide.shapes if shape.rotation == 315]
    assert {shape.text_frame.text for shape in slanted} >= {"SORESS-MMI", "SHiMR"}
