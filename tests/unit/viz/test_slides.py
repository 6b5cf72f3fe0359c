"""Slides are native shapes that stay together, inside the slide, in the template of whoever shows them."""

from __future__ import annotations

import io
import math
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn

from graph.errors import InputError
from tests.availability import unavailable
from tests.unit.viz.networks import HOSTILE, demo, demo_brokerage, hostile, synthetic
from tests.unit.viz.slides_of import as_potx, opened, template
from viz.drawing.drawing import Circle, Drawing
from viz.drawing.layout import draw
from viz.exports import pdf, pptx
from viz.view.build import network_view

NETWORKS = {"demo": demo(), "hostile": hostile(), "hundred": synthetic(100)}


def drawing(name: str = "demo", language: str = "sv") -> Drawing:
    brokerage = demo_brokerage() if name == "demo" else None
    return draw(network_view(NETWORKS[name], brokerage=brokerage, language=language, date="2026-11-29"))


@pytest.fixture(scope="module", params=sorted(NETWORKS))
def presentation(request: pytest.FixtureRequest) -> Any:
    return opened(pptx.render(drawing(request.param)))


def connectors(slide: Any) -> list[Any]:
    """The ties of a map: the lines of its legend are decoration."""
    return [
        shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.LINE and "decorative" not in _xml(shape)
    ]


def _xml(shape: Any) -> str:
    from lxml import etree

    return etree.tostring(shape._element).decode()


def test_every_tie_is_a_connector_attached_at_both_ends_where_its_sites_are(presentation: Any) -> None:
    slide = presentation.slides[0]
    shapes = {shape.shape_id: shape for shape in slide.shapes}
    assert connectors(slide)
    for tie in connectors(slide):
        ends = tie._element.nvCxnSpPr.cNvCxnSpPr
        for tag, x, y in (("a:stCxn", tie.begin_x, tie.begin_y), ("a:endCxn", tie.end_x, tie.end_y)):
            end = ends.find(qn(tag))
            node = shapes[int(end.get("id"))]
            middle = node.left + node.width / 2, node.top + node.height / 2
            outer = math.hypot(node.width, node.height) / 2
            assert math.dist((x, y), middle) <= outer + 1
            assert math.dist((x, y), middle) >= min(node.width, node.height) / 2 - 1  # on its outline, not within


def test_everything_lies_inside_its_slide(presentation: Any) -> None:
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.left >= -1, shape.name
            assert shape.top >= -1, shape.name
            assert shape.left + shape.width <= presentation.slide_width + 1, shape.name
            assert shape.top + shape.height <= presentation.slide_height + 1, shape.name


def test_names_are_twelve_points_and_lie_on_no_other() -> None:
    (slide, *_) = opened(pptx.render(drawing())).slides
    names = [shape for shape in slide.shapes if shape.name.startswith("Namn: ")]
    assert len(names) == 31  # 37 nodes, of which 6 projects have theirs inside
    assert {run.font.size.pt for shape in names for run in shape.text_frame.paragraphs[0].runs} == {12}


def test_shapes_are_native_and_described() -> None:
    (slide, *_) = opened(pptx.render(drawing())).slides
    described = {
        shape._element.nvSpPr.cNvPr.get("descr"): shape for shape in slide.shapes if hasattr(shape._element, "nvSpPr")
    }
    assert described["SORESS-MMI, Projekt"].auto_shape_type.name == "ROUNDED_RECTANGLE"
    assert described["Vinnova, Finansiär · Region, myndighet"].auto_shape_type.name == "HEXAGON"
    assert described["Skellefteå kommun, Aktör · Kommun, Deltar och finansierar"].auto_shape_type.name == "OVAL"
    assert not [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    silent = [
        shape.name
        for shape in slide.shapes
        if not shape.has_text_frame or not shape.text_frame.text
        if 'descr="' not in _xml(shape) and "decorative" not in _xml(shape)
    ]
    assert silent == []


def test_a_slide_says_what_it_shows_in_its_title_notes_and_tables() -> None:
    made = opened(pptx.render(drawing()))
    first, *tables = made.slides
    assert first.shapes.title.text == "Två aktörer binder ihop SORESS-MMI och North Sweden Green Deal"
    notes = first.notes_slide.notes_text_frame.text
    assert "Projektstöd: North Sweden Green Deal: https://example.org/green-deal" in notes
    assert "Vinnova – finansierar – SORESS-MMI: ”Finansiär: Vinnova” (Projekt SORESS-MMI, uppgift)" in notes
    rows = [
        tuple(cell.text for cell in row.cells)
        for slide in tables
        for shape in slide.shapes
        if shape.has_table
        for row in list(shape.table.rows)[1:]
    ]
    assert len(rows) == len(drawing().view.edges)
    assert ("Vinnova", "finansierar", "SORESS-MMI", "Projekt SORESS-MMI") in rows


def test_text_has_the_language_of_the_map() -> None:
    for language, code in (("sv", "sv-SE"), ("en", "en-GB")):
        (slide, *_) = opened(pptx.render(drawing(language=language))).slides
        runs = [run for shape in slide.shapes if shape.has_text_frame for run in shape.text_frame.paragraphs[0].runs]
        assert {run._r.rPr.get("lang") for run in runs} == {code}


def test_of_a_large_map_forty_are_shown_and_the_rest_is_counted() -> None:
    whole = drawing("hundred")
    (slide, *_) = opened(pptx.render(whole)).slides
    nodes = [shape for shape in slide.shapes if 'descr="' in _xml(shape) and shape.shape_type != MSO_SHAPE_TYPE.LINE]
    assert 16 <= len(nodes) <= 40
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert f"+\u00a0{len(whole.view.nodes) - len(nodes)}\u00a0till" in texts


def test_communities_are_cut_into_native_slices_of_all_that_is_known() -> None:
    whole = draw(network_view(synthetic(1200), date="2026-11-29"))
    (slide, *_) = opened(pptx.render(whole)).slides
    node = max(whole.view.nodes, key=lambda node: node.stands_for)
    circle = next(shape for shape in whole.shapes if shape.node == node.id)
    assert isinstance(circle, Circle)
    slices = [shape for shape in slide.shapes if shape.name == node.name and 'prst="pie"' in _xml(shape)]
    assert len(slices) == len(circle.slices) > 2
    # from the top round to the right: the end of each is where the next begins, in sixty thousandths of a degree
    turns = [[int(guide.get("fmla")[4:]) for guide in shape._element.iter(qn("a:gd"))] for shape in slices]
    assert turns[0][0] == 270 * 60_000
    assert [end for _, end in turns] == pytest.approx([begin for begin, _ in turns[1:] + turns[:1]], abs=1)


def test_names_are_data() -> None:
    content = pptx.render(drawing("hostile"))
    (slide, *_) = opened(content).slides
    assert any(HOSTILE[:20] in shape.name for shape in slide.shapes)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if "oleObject" in name or "vba" in name.lower()]
        assert not [name for name in parts.namelist() if b"hlinkClick" in parts.read(name)]


@pytest.mark.parametrize("potx", [False, True], ids=["pptx", "potx"])
@pytest.mark.parametrize("size", [(10.0, 7.5), (13.333, 7.5)], ids=["4:3", "16:9"])
def test_a_template_keeps_its_looks_and_loses_its_samples(potx: bool, size: tuple[float, float]) -> None:
    content = pptx.render(drawing(), template=template(potx=potx, width=size[0], height=size[1]))
    made = opened(content)
    assert (made.slide_width, made.slide_height) == tuple(int(inch * 914400) for inch in size)
    assert {slide.slide_layout.name for slide in made.slides} == {"Title Only"}
    first = made.slides[0]
    assert (first.shapes.title.left, first.shapes.title.top) == (914400, int(0.4 * 914400))
    assert first.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt < 44  # smaller than the template's, to fit
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert b"template.main" not in parts.read("[Content_Types].xml")
        everything = b"".join(parts.read(name) for name in parts.namelist())
    assert b"Exempelbild" not in everything
    assert b"Hemlig anteckning" not in everything
    assert b"sectionLst" not in everything
    below = first.shapes.title.top + first.shapes.title.height
    foot = int((size[1] - 0.6) * 914400)
    others = [shape for shape in first.shapes if shape.shape_id != first.shapes.title.shape_id]
    assert all(shape.top >= below and shape.top + shape.height <= foot for shape in others)


def test_a_title_that_fits_has_the_letters_of_the_template() -> None:
    shown = drawing()
    short = replace(shown, view=replace(shown.view, title="Kort"))
    (slide, *_) = opened(pptx.render(short, template=template(potx=True))).slides
    assert slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size is None


@pytest.mark.parametrize("content", [b"hej", b"PK\x03\x04", as_potx(pptx.render(drawing()))[:2000]])
def test_what_is_no_template_is_refused(content: bytes) -> None:
    with pytest.raises(InputError, match=r"no_template|PowerPoint"):
        pptx.render(drawing(), template=content)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """LibreOffice: a presentation as the texts of its pages."""
    program = shutil.which("soffice")
    if program is None or shutil.which("pdftotext") is None:
        unavailable("no LibreOffice or pdftotext: run scripts/install_system.sh")
    folder = tmp_path_factory.mktemp("office")

    def pages(name: str, content: bytes) -> list[str]:
        source = folder / name
        source.write_bytes(content)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return _pages(source.with_suffix(".pdf"))

    return pages


def _pages(file: Path) -> list[str]:
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True).stdout
    return text.split("\f")[:-1]


@pytest.mark.timeout(240)
def test_libreoffice_opens_the_slides_and_finds_every_name(office: Any) -> None:
    shown = drawing()
    for name, content in (
        ("own.pptx", pptx.render(shown)),
        ("templated.pptx", pptx.render(shown, template=template(potx=True))),
    ):
        first, *tables = office(name, content)
        assert len(tables) >= 2
        assert "North Sweden Green Deal" in " ".join(first.split())
        if name.startswith("templated"):
            assert "KOMMUNEN" in first
        shapes = [shape for shape in opened(content).slides[0].shapes if shape.has_text_frame]
        words = {word for shape in shapes for word in shape.text_frame.text.split()}
        assert sorted(word for word in words if word not in first) == []


def test_pdf_has_its_words_as_text_once(tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        unavailable("no pdftotext: run scripts/install_system.sh")
    file = tmp_path / "karta.pdf"
    file.write_bytes(pdf.render(drawing()))
    first, *tables = _pages(file)
    words = " ".join(first.split())
    assert "Två aktörer binder ihop SORESS-MMI och North Sweden Green Deal" in words
    assert words.count("Samforma") == 1
    assert "Källor: " in words
    assert any("finansierar" in page and "Vinnova" in page for page in tables)
    fonts = subprocess.run(["pdffonts", str(file)], check=True, capture_output=True, text=True).stdout
    assert all(line.split()[-5] == "yes" for line in fonts.splitlines()[2:])  # embedded
