"""The presentation that slides are put into: the user's own template or a plain one of ours, 13.33 inches wide."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import nsmap, qn
from pptx.util import Emu

from graph.errors import InputError
from graph.messages import Message
from viz.drawing.drawing import Rectangle

EMU: Final = 6350
"""EMU in a unit of a page: 1920 are 13.33 inches, and 24 are 12 points on a slide of any size."""
_WIDE: Final = (12_192_000, 6_858_000)
_LARGEST: Final = 300_000_000  # bytes of an unpacked template
_MAIN: Final = b"application/vnd.openxmlformats-officedocument.presentationml."
_TITLES: Final = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_FEET: Final = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_NAMESPACES: Final = nsmap("a", "p")
_TITLE_SIZE: Final = 42.0
_EDGE: Final = 56.0
_GAP: Final = 12.0
_FOOT: Final = 0.8  # what begins below this share of the height belongs to the foot of the template
_HIGHEST: Final = 0.4  # the least share of the height at which a title leaves room for a map


@dataclass(frozen=True)
class Template:
    """A presentation without slides, the layout for ours, and what that leaves free on one, in units of a page."""

    presentation: Any
    layout: Any
    title: Rectangle
    room: Rectangle
    width: float
    height: float
    title_size: float
    is_own: bool


def opened(file: bytes | None) -> Template:
    """The template in `file`, a .potx or .pptx, without its slides; ours when there is none.

    Raises:
        InputError: the file is no presentation, or has no layout.
    """
    presentation = _presentation(file) if file else _plain()
    _without_slides(presentation)
    layouts = [layout for master in presentation.slide_masters for layout in master.slide_layouts]
    if not layouts:
        raise InputError(Message("map.template_without_layout"))
    layout = min(layouts, key=_unfit)
    width, height = presentation.slide_width / EMU, presentation.slide_height / EMU
    title = _title(layout, width, height)
    feet = _feet(layout, height) if file else ()
    bottom = min([height - 20, *(top - _GAP for top in feet)])
    return Template(
        presentation,
        layout,
        title,
        Rectangle(title.left, title.bottom + _GAP, title.right, bottom),
        width,
        height,
        _title_size(layout),
        is_own=not file,
    )


def placeholders(of: Any, *types: PP_PLACEHOLDER) -> list[Any]:
    """The placeholders of these types on a slide or layout."""
    return [shape for shape in of.placeholders if shape.placeholder_format.type in types]


def title_of(slide: Any) -> Any:
    """The placeholder of the title; None where the template has none."""
    return next(iter(placeholders(slide, *_TITLES)), None)


def _presentation(file: bytes) -> Any:
    try:
        return Presentation(io.BytesIO(_as_presentation(file)))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise InputError(Message("map.no_template")) from error


def _as_presentation(file: bytes) -> bytes:
    """The package with the type of a presentation where it has that of a template, which python-pptx refuses."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        if sum(part.file_size for part in source.infolist()) > _LARGEST:
            raise ValueError("too large")
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "[Content_Types].xml":
                content = content.replace(_MAIN + b"template.main+xml", _MAIN + b"presentation.main+xml")
            target.writestr(part.filename, content)
    return out.getvalue()


def _plain() -> Any:
    """The presentation that python-pptx brings, made wide and set in Arial, in which our widths are measured."""
    presentation = Presentation()
    factor = _WIDE[0] / presentation.slide_width
    presentation.slide_width, presentation.slide_height = (Emu(length) for length in _WIDE)
    for master in presentation.slide_masters:
        theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        theme._blob = theme.blob.replace(b'typeface="Calibri"', b'typeface="Arial"')
        for of in (master, *master.slide_layouts):
            for shape in of.placeholders:
                if shape._element.spPr.find(qn("a:xfrm")) is not None:
                    shape.left, shape.width = Emu(round(shape.left * factor)), Emu(round(shape.width * factor))
            for shape in placeholders(of, *_TITLES):
                box = Rectangle(_EDGE, 30, 1920 - _EDGE, 100)
                shape.left, shape.top, shape.width, shape.height = (
                    Emu(round(length * EMU)) for length in (box.left, box.top, box.width, box.height)
                )
    return presentation


def _without_slides(presentation: Any) -> None:
    """Drop the slides, and what names them: the sections and shows of the sample."""
    root = presentation.part._element
    slides = presentation.slides._sldIdLst
    for slide in list(slides):
        presentation.part.drop_rel(slide.rId)
        slides.remove(slide)
    for tag in ("p:custShowLst", "p:extLst"):
        for element in root.findall(qn(tag)):
            root.remove(element)


def _unfit(layout: Any) -> tuple[bool, bool, int]:
    """How badly a layout suits a map: one with a title and nothing else does best."""
    others = [shape for shape in layout.placeholders if shape.placeholder_format.type not in (*_TITLES, *_FEET)]
    has_title = bool(placeholders(layout, PP_PLACEHOLDER.TITLE))
    return not has_title, layout._element.get("type") != "titleOnly", len(others)


def _title(layout: Any, width: float, height: float) -> Rectangle:
    """Where the title stands; at the top where the layout has none, or one in the middle of the slide."""
    plain = Rectangle(_EDGE, 30, width - _EDGE, 100)
    shape = title_of(layout)
    if shape is None or shape.width is None:
        return plain
    left, top = shape.left / EMU, shape.top / EMU
    box = Rectangle(left, top, left + shape.width / EMU, top + shape.height / EMU)
    return box if box.bottom < _HIGHEST * height and box.width > width / 2 else plain


def _title_size(layout: Any) -> float:
    """Letters of the title as the layout, else its master has them; in units of a page."""
    shape = title_of(layout)
    master = layout.slide_master._element
    for root, path in (
        (shape._element if shape is not None else None, ".//a:lstStyle/a:lvl1pPr/a:defRPr"),
        (master, "./p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr"),
    ):
        found = root.find(path, _NAMESPACES) if root is not None else None
        if found is not None and found.get("sz"):
            return int(found.get("sz")) / 100 * 12_700 / EMU
    return _TITLE_SIZE


def _feet(layout: Any, height: float) -> Iterator[float]:
    """The tops of what the template has at the foot of its slides: footers, logos and bands."""
    for of in (layout, layout.slide_master):
        for shape in of.shapes:
            is_foot = not shape.is_placeholder or shape.placeholder_format.type in _FEET
            if is_foot and shape.top is not None and shape.top / EMU > _FOOT * height:
                yield shape.top / EMU
