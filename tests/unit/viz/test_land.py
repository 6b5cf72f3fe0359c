"""The country behind a geographic map in every picture: as paths, and on a slide as shapes that can be edited."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE

from tests.unit.viz.networks import demo, demo_brokerage
from tests.unit.viz.slides_of import opened
from viz.drawing.drawing import LAND, Drawing
from viz.drawing.layout import draw
from viz.exports import html, pdf, pptx, svg
from viz.view.anonymous import anonymous
from viz.view.build import network_view


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    """The demo network with its actors in Luleå."""
    view = network_view(demo(), brokerage=demo_brokerage())
    nodes = (replace(node, places=node.places or ("se:2580", "se:25", "se")) for node in view.nodes)
    return draw(replace(view, nodes=tuple(nodes)), layout="geographic")


def test_paths_of_svg_are_the_areas(drawing: Drawing) -> None:
    text = svg.render(drawing).decode()
    (land,) = re.findall(r'<g class="land".*?</g>', text)
    assert land.count("<path") == sum(area.shown for area in drawing.backdrop.areas) == 29
    (beside,) = re.findall(r'<g class="land-beside".*?</g>', text)
    assert beside.count("<path") == sum(not area.shown for area in drawing.backdrop.areas)


def test_the_offline_map_has_them_where_a_screen_reader_passes_by(drawing: Drawing) -> None:
    text = html.render(drawing).decode()
    assert re.search(r'<g aria-hidden="true"><g class="land-beside".*?</g><g class="land"', text)
    assert text.count('<g class="l place') == len(drawing.captions) > 0


def test_a_slide_has_a_shape_a_municipality_in_one_group_behind_all_else(drawing: Drawing) -> None:
    slide = opened(pptx.render(drawing)).slides[0]
    (group,) = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    shapes = list(group.shapes)
    assert {shape.shape_type for shape in shapes} == {MSO_SHAPE_TYPE.FREEFORM}
    assert {"Luleå", "Sorsele"} <= {shape.name for shape in shapes}
    assert len(shapes) == len(drawing.backdrop.areas)
    luleå = next(shape for shape in shapes if shape.name == "Luleå")
    assert f"#{luleå.fill.fore_color.rgb}" == LAND
    drawn = [shape for shape in slide.shapes if not shape.is_placeholder]
    assert drawn[0].shape_id == group.shape_id
    assert "decorative" in str(group._element.xml)


def test_a_pdf_draws_them(drawing: Drawing) -> None:
    assert len(pdf.render(drawing)) > len(pdf.render(draw(drawing.view, layout="layered"))) - 20_000


@pytest.mark.parametrize("render", [svg.render, html.render])
def test_no_municipality_is_drawn_or_named_on_a_map_without_names(render: Callable[[Drawing], bytes]) -> None:
    network = demo()
    view = anonymous(network_view(network), network.places)
    text = render(draw(view, layout="geographic")).decode()
    (land,) = re.findall(r'<g class="land".*?</g>', text)
    assert land.count("<path") == 2  # Norrbotten and Västerbotten
    assert "Sorsele" not in text
