"""Native shapes on a slide: circles, boxes, hexagons, connectors glued to both of their ends, and texts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from graph.messages import clean
from viz.drawing.drawing import (
    BACKDROP,
    BORDER_WIDTH,
    INK,
    MONEY,
    PROJECT,
    RIM,
    Anchor,
    Area,
    Box,
    Bubble,
    Circle,
    Hexagon,
    Line,
    Point,
    Rectangle,
    Ring,
    Shape,
)
from viz.slides.template import EMU

_ALIGNED: Final = {"start": PP_ALIGN.LEFT, "middle": PP_ALIGN.CENTER, "end": PP_ALIGN.RIGHT}
_LANGUAGES: Final = {"sv": MSO_LANGUAGE_ID.SWEDISH, "en": MSO_LANGUAGE_ID.ENGLISH_UK}
_DEGREE: Final = 0.6  # of an adjustment, which is in 100,000ths: a degree is 60,000 units
_FLAT: Final = math.sqrt(3) / 2  # height of a regular hexagon against its width
_CORNER: Final = 0.5 / (2 * _FLAT)  # of its corners, as PowerPoint measures them: against its shorter side
_SLACK: Final = 0.15  # of the width of a text,
_LEAST_SLACK: Final = 40.0  # and at least
_ROUNDED: Final = 14.0  # radius of the corners of a box
_HALO: Final = 38_100  # EMU of white round a name, so that a line behind it can be crossed
_DECORATIVE: Final = (
    '<a:ext xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'
)
# Sites in the order of presetShapeDefinitions (ECMA-376), as shares of half the width and height
_SITES: Final[Mapping[type, Sequence[tuple[float, float]]]] = {
    Circle: [(math.sin(-turn * math.pi / 4), -math.cos(turn * math.pi / 4)) for turn in range(8)],
    Box: [(0, -1), (-1, 0), (0, 1), (1, 0)],
    Hexagon: [(1, 0), (0.5, 1), (-0.5, 1), (-1, 0), (-0.5, -1), (0.5, -1)],
}


@dataclass(frozen=True)
class Stroke:
    """How a line is drawn; its width is in units of a page."""

    colour: str
    width: float
    dash: MSO_LINE | None = None


@dataclass(frozen=True)
class Canvas:
    """A slide that is drawn on, so wide in units of a page; what is said on it is in `language`."""

    slide: Any
    width: float
    language: str
    _parallel: Counter[frozenset[int]] = field(default_factory=Counter)

    def land(self, areas: Sequence[Area], name: str) -> None:
        """The areas behind the map as one group of shapes; it says nothing by itself."""
        group = self.slide.shapes.add_group_shape()
        group.name = name
        for area in areas:
            first, *others = area.rings
            path = group.shapes.build_freeform(*first[0], scale=EMU)
            path.add_line_segments(first[1:])
            for ring in others:
                path.move_to(*ring[0])
                path.add_line_segments(ring[1:])
            made = path.convert_to_shape()
            self._dressed(made, area.fill, Stroke(area.border, BORDER_WIDTH))
            made.name = clean(area.name)
        self._decorative(group, group._element.nvGrpSpPr)

    def backdrop(self, disc: Bubble, name: str) -> None:
        """The pale disc behind a project or community; it says nothing by itself."""
        box = Rectangle.around(disc.at, 2 * disc.radius_x, 2 * disc.radius_y)
        self._decorative(self._shape(MSO_SHAPE.OVAL, box, BACKDROP, None, name))

    def ring(self, ring: Ring, name: str) -> None:
        """The dotted ring round an actor that also pays."""
        box = Rectangle.around(ring.at, 2 * ring.radius, 2 * ring.radius)
        self._decorative(self._shape(MSO_SHAPE.OVAL, box, "#FFFFFF", Stroke(MONEY, 3, MSO_LINE.ROUND_DOT), name))

    def node(self, shape: Shape, name: str, described: str = "") -> Any:
        """A circle, box or hexagon; one that is not described is decoration."""
        made = self._node(shape, name)
        if described:
            made._element.nvSpPr.cNvPr.set("descr", clean(described))
        else:
            self._decorative(made)
        return made

    def _node(self, shape: Shape, name: str) -> Any:
        if isinstance(shape, Circle):
            box = Rectangle.around(shape.at, 2 * shape.radius, 2 * shape.radius)
            if shape.known is not None:
                made = self._shape(MSO_SHAPE.OVAL, box, RIM, Stroke(INK, 2), name)
                self._slices(shape, name)
                return made
            dash = MSO_LINE.ROUND_DOT if shape.dotted else None
            return self._shape(
                MSO_SHAPE.OVAL, box, shape.fill, Stroke(INK, 4 if dash else max(2, shape.stroke), dash), name
            )
        if isinstance(shape, Hexagon):
            box = Rectangle.around(shape.at, 2 * shape.radius, 2 * shape.radius * _FLAT)
            made = self._shape(MSO_SHAPE.HEXAGON, box, shape.fill, Stroke(INK, 2), name)
            made.adjustments[0] = _CORNER
            return made
        made = self._shape(MSO_SHAPE.ROUNDED_RECTANGLE, shape.box, PROJECT, None, name)
        made.adjustments[0] = min(0.25, _ROUNDED / min(shape.box.width, shape.box.height))
        if shape.lines:
            self._write(made.text_frame, shape.lines, shape.size, "middle", bold=True, fill="#FFFFFF")
        return made

    def _slices(self, circle: Circle, name: str) -> None:
        """The core of a community, cut from the top round to the right as on the map."""
        box, turned = Rectangle.around(circle.at, 2 * circle.core, 2 * circle.core), -90.0
        for share, fill in circle.slices:
            kind = MSO_SHAPE.PIE if share < 1 else MSO_SHAPE.OVAL
            slice = self._shape(kind, box, fill, None, name)
            if share < 1:
                for position, turn in enumerate((turned, turned + 360 * share)):
                    slice.adjustments[position] = turn % 360 * _DEGREE
            turned += 360 * share
            self._decorative(slice)

    def rectangle(self, box: Rectangle, fill: str, rim: float = 0.0, described: str = "") -> None:
        """A cell of a matrix, filled or only a rim so wide; one that is not described is decoration."""
        made = self._shape(MSO_SHAPE.FRAME if rim else MSO_SHAPE.RECTANGLE, box, fill, None, described)
        if rim:
            made.adjustments[0] = rim / min(box.width, box.height)
        if described:
            made._element.nvSpPr.cNvPr.set("descr", made.name)
        else:
            self._decorative(made)

    def connector(self, line: Line, ends: tuple[tuple[Shape, Any], tuple[Shape, Any]], stroke: Stroke) -> Any:
        """A straight line glued to a site of each end, which goes along when somebody moves one."""
        (first, began), (second, ended) = ends
        pair = frozenset((began.shape_id, ended.shape_id))
        aside = self._parallel[pair]
        self._parallel[pair] += 1
        start, finish = _site(first, middle(second), aside), _site(second, middle(first), aside)
        made = self._line(start[1], finish[1], stroke)
        joined = made._element.nvCxnSpPr.cNvCxnSpPr
        for tag, shape, (site, _) in (("a:stCxn", began, start), ("a:endCxn", ended, finish)):
            etree.SubElement(joined, qn(tag), id=str(shape.shape_id), idx=str(site))
        made.name = clean(line.edge)
        return made

    def loose_line(self, start: Point, end: Point, stroke: Stroke, name: str) -> None:
        """A line of the legend."""
        made = self._line(start, end, stroke)
        made.name = name
        self._decorative(made, made._element.nvCxnSpPr)

    def text(
        self,
        lines: Sequence[str],
        box: Rectangle,
        size: float,
        name: str,
        *,
        anchor: Anchor = "start",
        bold: bool = False,
        fill: str = INK,
    ) -> Any:
        """A text in its box, with some room away from where it is anchored: the template may have a wider font."""
        made = self.slide.shapes.add_textbox(*_emu(self._with_slack(box, anchor)))
        made.name = clean(name)
        self._write(made.text_frame, lines, size, anchor, bold=bold, fill=fill, halo=True)
        return made

    def _with_slack(self, box: Rectangle, anchor: Anchor) -> Rectangle:
        slack = max(_SLACK * box.width, _LEAST_SLACK)
        left = box.left - {"start": 0.0, "middle": slack / 2, "end": slack}[anchor]
        right = box.right + {"start": slack, "middle": slack / 2, "end": 0.0}[anchor]
        return box._replace(left=max(0.0, left), right=min(self.width, right))

    def _write(
        self,
        frame: Any,
        lines: Sequence[str],
        size: float,
        anchor: Anchor,
        *,
        bold: bool,
        fill: str,
        halo: bool = False,
    ) -> None:
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.word_wrap, frame.vertical_anchor = anchor != "middle", MSO_ANCHOR.MIDDLE
        frame.text = "\v".join(clean(line) for line in lines)
        paragraph = frame.paragraphs[0]
        paragraph.alignment = _ALIGNED[anchor]
        for run in paragraph.runs:
            style(run.font, size, fill, self.language, bold=bold)
            if halo:
                _with_halo(run._r.get_or_add_rPr())

    def _line(self, start: Point, end: Point, stroke: Stroke) -> Any:
        ends = (Emu(round(length * EMU)) for length in (*start, *end))
        made = self.slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
        _without_style(made)
        _stroked(made.line, stroke)
        return made

    def _shape(self, kind: MSO_SHAPE, box: Rectangle, fill: str, stroke: Stroke | None, name: str) -> Any:
        made = self.slide.shapes.add_shape(kind, *_emu(box))
        made.name = clean(name)
        return self._dressed(made, fill, stroke)

    @staticmethod
    def _dressed(made: Any, fill: str, stroke: Stroke | None) -> Any:
        _without_style(made)
        made.fill.solid()
        made.fill.fore_color.rgb = colour(fill)
        if stroke:
            _stroked(made.line, stroke)
        else:
            made.line.fill.background()
        return made

    @staticmethod
    def _decorative(made: Any, properties: Any = None) -> None:
        """Tell screen readers to pass it by."""
        of = (properties if properties is not None else made._element.nvSpPr).cNvPr
        etree.SubElement(of, qn("a:extLst")).append(etree.fromstring(_DECORATIVE))


def turn(made: Any, degrees: float, pivot: Point) -> None:
    """Turn a shape clockwise round a point; PowerPoint turns it round its own middle, which is moved for that."""
    angle = math.radians(degrees)
    across, down = made.left + made.width / 2 - pivot.x * EMU, made.top + made.height / 2 - pivot.y * EMU
    x = pivot.x * EMU + across * math.cos(angle) - down * math.sin(angle)
    y = pivot.y * EMU + across * math.sin(angle) + down * math.cos(angle)
    made.left, made.top, made.rotation = Emu(round(x - made.width / 2)), Emu(round(y - made.height / 2)), degrees


def style(font: Any, size: float, fill: str, language: str, *, bold: bool = False) -> None:
    """Set the letters of a run; the face is that of the template."""
    font.size, font.bold = Pt(size * EMU / 12700), bold
    font.color.rgb = colour(fill)
    font.language_id = language_id(language)


def language_id(language: str) -> MSO_LANGUAGE_ID:
    """Swedish or English as PowerPoint has it, by which it checks the spelling."""
    return _LANGUAGES[language]


def colour(code: str) -> RGBColor:
    """`#fff` or `#RRGGBB` as python-pptx has it."""
    digits = code.lstrip("#")
    whole = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    colour_of: Any = RGBColor  # it is not annotated
    return cast(RGBColor, colour_of(*bytes.fromhex(whole)))


def outline(shape: Shape) -> Rectangle:
    """The rectangle of the native shape."""
    if isinstance(shape, Box):
        return shape.box
    flat = _FLAT if isinstance(shape, Hexagon) else 1.0
    return Rectangle.around(shape.at, 2 * shape.radius, 2 * shape.radius * flat)


def _site(shape: Shape, towards: Point, aside: int) -> tuple[int, Point]:
    """The site on the side where the line comes from; for a further line between the same two one beside it.

    A box has one in the middle of each side only, and there all lines of a pair end.
    """
    box = outline(shape)
    across, down = box.width / 2, box.height / 2
    way = (towards.x - box.centre.x) / across, (towards.y - box.centre.y) / down
    numbered = sorted(enumerate(_SITES[type(shape)]), key=lambda site: -(site[1][0] * way[0] + site[1][1] * way[1]))
    number, (x, y) = numbered[0 if isinstance(shape, Box) else min(aside, len(numbered) - 1)]
    return number, Point(box.centre.x + x * across, box.centre.y + y * down)


def middle(shape: Shape) -> Point:
    """Its middle."""
    return outline(shape).centre


def _emu(box: Rectangle) -> tuple[Emu, Emu, Emu, Emu]:
    left, top, width, height = (Emu(round(length * EMU)) for length in (box.left, box.top, box.width, box.height))
    return left, top, width, height


def _stroked(line: Any, stroke: Stroke) -> None:
    line.color.rgb = colour(stroke.colour)
    line.width = Emu(round(stroke.width * EMU))
    if stroke.dash is not None:
        line.dash_style = stroke.dash


def _without_style(made: Any) -> None:
    """Take away the style that the theme would give it: a shadow in some programs."""
    found = made._element.find(qn("p:style"))
    if found is not None:
        made._element.remove(found)


def _with_halo(properties: Any) -> None:
    effects = etree.Element(qn("a:effectLst"))
    glow = etree.SubElement(effects, qn("a:glow"), rad=str(_HALO))
    etree.SubElement(glow, qn("a:srgbClr"), val="FFFFFF")
    properties.find(qn("a:solidFill")).addnext(effects)
