"""Presentations to read back: our own, and templates as a municipality has them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from pptx import Presentation
from pptx.util import Emu, Pt

_MAIN = "application/vnd.openxmlformats-officedocument.presentationml."
_SECTIONS = (
    '<p:ext xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
    'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="Exempel" '
    'id="{6F0B5B5E-1111-4222-8333-444455556666}"><p14:sldIdLst><p14:sldId id="256"/></p14:sldIdLst></p14:section>'
    "</p14:sectionLst></p:ext>"
)


def template(*, potx: bool, width: float = 10.0, height: float = 7.5) -> bytes:
    """A template with two sample slides in a section, a logo at the foot and its title in red to the right."""
    from lxml import etree
    from pptx.oxml.ns import qn

    presentation: Any = Presentation()
    presentation.slide_width, presentation.slide_height = Emu(int(width * 914400)), Emu(int(height * 914400))
    layout = presentation.slide_layouts.get_by_name("Title Only")
    title = layout.placeholders[0]
    title.left, title.top, title.width, title.height = (Emu(int(inch * 914400)) for inch in (1, 0.4, width - 1.5, 0.9))
    master = presentation.slide_master
    logo = master.shapes._spTree
    logo.append(_logo(width, height))
    for _ in range(2):
        slide = presentation.slides.add_slide(presentation.slide_layouts[0])
        slide.shapes.title.text = "Exempelbild"
        slide.notes_slide.notes_text_frame.text = "Hemlig anteckning"
    root = presentation.part._element
    root.append(etree.SubElement(root, qn("p:extLst")))
    root.find(qn("p:extLst")).append(etree.fromstring(_SECTIONS))
    out = io.BytesIO()
    presentation.save(out)
    return as_potx(out.getvalue()) if potx else out.getvalue()


def _logo(width: float, height: float) -> Any:
    """A text at the foot, as a logo would stand."""
    other = Presentation()
    slide = other.slides.add_slide(other.slide_layouts[6])
    box = slide.shapes.add_textbox(*(Emu(int(inch * 914400)) for inch in (width - 2, height - 0.6, 1.8, 0.5)))
    box.text_frame.text = "KOMMUNEN"
    box.text_frame.paragraphs[0].runs[0].font.size = Pt(18)
    return box._element


def as_potx(file: bytes) -> bytes:
    """The presentation with the content type that PowerPoint gives a template."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(f"{_MAIN}presentation.main".encode(), f"{_MAIN}template.main".encode())
            target.writestr(name, content)
    return out.getvalue()


def opened(file: bytes) -> Any:
    """The presentation as python-pptx reads it."""
    return Presentation(io.BytesIO(file))
