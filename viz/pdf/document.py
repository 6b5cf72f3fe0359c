"""A PDF of maps: a page a map as large as a slide, its ties as tables on the pages after it."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from graph.messages import clean
from viz.drawing.drawing import (
    BACKDROP,
    BORDER_WIDTH,
    INK,
    MONEY,
    PLACE_NAME,
    PROJECT,
    RIM,
    RULE,
    Area,
    Box,
    Cell,
    Circle,
    Hexagon,
    Line,
    Point,
    Rectangle,
    Ring,
    Shape,
    Text,
)
from viz.drawing.legend import Mark, moved, words_after
from viz.drawing.page import HEIGHT, WIDTH, Page, Paragraph, described
from viz.drawing.tables import LETTER, PAD, Row, laid_out, pages_of
from viz.drawing.text_width import ASCENT, LINE_HEIGHT, shorten
from viz.svg.markup import FAINT, LEADER, TIES, bundle_width
from viz.svg.page import tie_scale
from viz.view.evidence_text import COLUMNS, tie_rows
from viz.view.network_view import NetworkView
from viz.view.words import say

_POINT: Final = 0.5  # points in a unit of a page: 13.33 inches are 960
_EDGE: Final = 56.0
_ROOM: Final = Rectangle(_EDGE, 110, WIDTH - _EDGE, HEIGHT - 30)
_REGULAR: Final = "OpenSans-Regular"
_BOLD: Final = "OpenSans-Bold"
_HALO: Final = 5.0


class Document:
    """A PDF to which pages are added."""

    def __init__(self, title: str, language: str) -> None:
        """Begin it; equal pages make equal files."""
        _register_fonts()
        self.language = language
        self._out = io.BytesIO()
        size = (WIDTH * _POINT, HEIGHT * _POINT)
        locale = "sv-SE" if language == "sv" else "en-GB"
        self._canvas: Any = Canvas(self._out, pagesize=size, invariant=1, lang=locale, initialFontName=_REGULAR)
        self._canvas.setTitle(clean(title))
        self._canvas.setAuthor("HUR")

    def add_map(self, page: Page) -> None:
        """A page with the map and what stands round it."""
        drawing = page.drawing
        self._canvas.setSubject(clean(described(drawing, zooms=False)))
        self._canvas.bookmarkPage(title := clean(drawing.view.title))
        self._canvas.addOutlineEntry(title, title)
        for area in drawing.backdrop.areas:
            self._area(area)
        for disc in drawing.bubbles:
            self._ellipse(disc.at, disc.radius_x, disc.radius_y, BACKDROP, None, 0)
        for band in drawing.bands:
            self._rectangle(band.box, band.fill)
        scale = max(0.35, tie_scale(drawing))
        for kind in TIES:
            for line in drawing.lines:
                if line.kind == kind:
                    self._mark(line, scale)
        for mark in (*drawing.cells, *drawing.rings, *drawing.shapes):
            self._mark(mark)
        for text in drawing.captions:
            self._label(text, PLACE_NAME)
        for text in drawing.texts:
            self._label(text)
        for paragraph in (page.title, *page.around):
            if paragraph:
                self._paragraph(paragraph)
        self._legend(page)
        self._canvas.showPage()

    def add_tables(self, view: NetworkView) -> None:
        """Its ties as tables on as many pages as they need."""
        headings = [say(key, self.language) for key in ("from", "role", "to", "source")]
        self.add_table(view.title, headings, tie_rows(view), COLUMNS)

    def add_table(
        self,
        title: str,
        headings: Sequence[str],
        rows: Iterable[Sequence[str]],
        shares: Sequence[float],
        heading_key: str = "table_page",
    ) -> None:
        """A table on as many pages as it needs; `shares` are those of its columns in the width."""
        widths = [share * _ROOM.width for share in shares]
        heading = laid_out(headings, widths, bold=True)
        pages = pages_of(rows, widths, _ROOM.height - heading.height)
        for number, page in enumerate(pages, start=1):
            words = say(heading_key, self.language, title=title, number=number, of=len(pages))
            fitted = shorten(clean(words), _ROOM.width, 32, bold=True)
            self._paragraph(Paragraph((fitted,), Point(_EDGE, 72), 32, bold=True))
            top = self._row(heading, widths, _ROOM.top, bold=True)
            for row in page:
                top = self._row(row, widths, top)
            self._canvas.showPage()

    def save(self) -> bytes:
        """The file."""
        self._canvas.save()
        return self._out.getvalue()

    def _row(self, row: Row, widths: Sequence[float], top: float, *, bold: bool = False) -> float:
        left = _ROOM.left
        for lines, width in zip(row.cells, widths, strict=True):
            if lines:
                at = Point(left + PAD, top + PAD / 2 + LETTER)
                self._paragraph(Paragraph(lines, at, LETTER, bold=bold))
            left += width
        bottom = top + row.height
        self._stroke(RULE, 1.5)
        self._canvas.line(_ROOM.left * _POINT, _y(bottom), left * _POINT, _y(bottom))
        return bottom

    def _legend(self, page: Page) -> None:
        self._stroke(RULE, 1.5)
        self._canvas.line(page.room.left * _POINT, _y(page.rule), page.room.right * _POINT, _y(page.rule))
        for row, y in zip(page.legend.rows, page.legend_tops, strict=True):
            size = page.legend.size
            for x, item in page.legend.places(row):
                left = page.room.left + x
                for mark in item.marks:
                    self._mark(moved(mark, left, y))
                at = Point(left + words_after(item, size), y + size * 0.35)
                self._paragraph(Paragraph((item.words,), at, size))

    def _mark(self, mark: Mark, scale: float = 1.0) -> None:
        if isinstance(mark, Line):
            width, colour, dashes = TIES[mark.kind]
            self._stroke(colour, bundle_width(mark) if mark.kind == "bundle" else width * scale, dashes)
            self._canvas.setStrokeAlpha(FAINT if mark.faint else 1)
            self._canvas.line(mark.start.x * _POINT, _y(mark.start.y), mark.end.x * _POINT, _y(mark.end.y))
            self._canvas.setStrokeAlpha(1)
        elif isinstance(mark, Cell):
            self._rectangle(mark.box, TIES[mark.kind][1], mark.rim)
        elif isinstance(mark, Ring):
            self._ellipse(mark.at, mark.radius, mark.radius, "#FFFFFF", MONEY, min(3.0, mark.radius / 7), "3 4")
        else:
            self._shape(mark)

    def _shape(self, shape: Shape) -> None:
        if isinstance(shape, Circle):
            self._circle(shape)
        elif isinstance(shape, Hexagon):
            self._hexagon(shape)
        else:
            self._box(shape)

    def _circle(self, shape: Circle) -> None:
        radius = shape.radius
        if shape.known is not None:
            self._pie(shape)
            return
        if shape.dotted:
            dashes = f"{shape.stroke} {shape.stroke * 1.8}"
            self._ellipse(shape.at, radius, radius, "#FFFFFF", INK, shape.stroke * 1.1, dashes)
            radius *= 0.72
        self._ellipse(shape.at, radius, radius, shape.fill, INK, shape.stroke)

    def _pie(self, shape: Circle) -> None:
        """A community, its core cut from the top round to the right as on the map."""
        self._ellipse(shape.at, shape.radius, shape.radius, RIM, INK, shape.stroke)
        left, right = (shape.at.x - shape.core) * _POINT, (shape.at.x + shape.core) * _POINT
        bottom, top = _y(shape.at.y + shape.core), _y(shape.at.y - shape.core)
        turned = 0.0
        for share, fill in shape.slices:
            self._canvas.setFillColor(_colour(fill))
            self._canvas.wedge(left, bottom, right, top, 90 - 360 * turned, -360 * share, stroke=0, fill=1)
            turned += share

    def _area(self, area: Area) -> None:
        self._stroke(area.border, BORDER_WIDTH)
        self._canvas.setFillColor(_colour(area.fill))
        path = self._canvas.beginPath()
        for ring in area.rings:
            for number, point in enumerate(ring):
                (path.lineTo if number else path.moveTo)(point.x * _POINT, _y(point.y))
            path.close()
        self._canvas.drawPath(path, stroke=1, fill=1)

    def _hexagon(self, shape: Hexagon) -> None:
        self._stroke(INK, min(2.2, shape.radius / 6))
        self._canvas.setFillColor(_colour(shape.fill))
        path = self._canvas.beginPath()
        for corner in range(6):
            turn = corner * math.pi / 3
            x, y = shape.at.x + shape.radius * math.cos(turn), shape.at.y + shape.radius * math.sin(turn)
            (path.lineTo if corner else path.moveTo)(x * _POINT, _y(y))
        path.close()
        self._canvas.drawPath(path, stroke=1, fill=1)

    def _box(self, shape: Box) -> None:
        box = shape.box
        self._stroke(PROJECT, 1)
        self._canvas.setFillColor(_colour(PROJECT))
        corner = min(14.0, box.height / 4) * _POINT
        size = (box.width * _POINT, box.height * _POINT)
        self._canvas.roundRect(box.left * _POINT, _y(box.bottom), *size, corner, stroke=1, fill=1)
        if shape.lines:
            top = box.centre.y - (len(shape.lines) - 1) / 2 * shape.size * LINE_HEIGHT + shape.size * 0.35
            at = Point(box.centre.x, top)
            self._paragraph(Paragraph(shape.lines, at, shape.size, bold=True, fill="#FFFFFF", anchor="middle"))

    def _rectangle(self, box: Rectangle, fill: str, rim: float = 0.0) -> None:
        """Filled, or only a rim so wide."""
        path = self._canvas.beginPath()
        for outline in (box, box.grown(-rim))[: 2 if rim else 1]:
            path.rect(outline.left * _POINT, _y(outline.bottom), outline.width * _POINT, outline.height * _POINT)
        self._canvas.setFillColor(_colour(fill))
        self._canvas.drawPath(path, stroke=0, fill=1, fillMode=0)

    def _label(self, text: Text, fill: str = INK) -> None:
        if text.leader:
            self._stroke(INK, text.size * LEADER)
            self._canvas.line(text.pivot.x * _POINT, _y(text.pivot.y), text.leader.x * _POINT, _y(text.leader.y))
        x = {"start": text.box.left, "middle": text.box.centre.x, "end": text.box.right}[text.anchor]
        at = Point(x, text.box.top + text.size * ASCENT)
        with self._turned(text):
            self._paragraph(Paragraph(text.lines, at, text.size, text.bold, fill, text.anchor), halo=True)

    @contextmanager
    def _turned(self, text: Text) -> Iterator[None]:
        """What is written meanwhile is turned round the pivot of the text; PDF turns the other way."""
        if not text.turn:
            yield
            return
        self._canvas.saveState()
        x, y = text.pivot.x * _POINT, _y(text.pivot.y)
        self._canvas.translate(x, y)
        self._canvas.rotate(-text.turn)
        self._canvas.translate(-x, -y)
        yield
        self._canvas.restoreState()

    def _paragraph(self, text: Paragraph, *, halo: bool = False) -> None:
        """Lines of text; a halo under them is marked as decoration, so that nobody is read the words twice."""
        font = _BOLD if text.bold else _REGULAR
        self._canvas.setFont(font, text.size * _POINT)
        for number, line in enumerate(text.lines):
            words, y = clean(line), _y(text.at.y + number * text.size * LINE_HEIGHT)
            width = pdfmetrics.stringWidth(words, font, text.size * _POINT)
            x = text.at.x * _POINT - {"start": 0.0, "middle": width / 2, "end": width}[text.anchor]
            if halo:
                self._stroke("#FFFFFF", _HALO)
                self._canvas.setLineJoin(1)
                self._canvas.addLiteral("/Artifact BMC")
                self._canvas.drawString(x, y, words, mode=1)
                self._canvas.addLiteral("EMC")
            self._canvas.setFillColor(_colour(text.fill))
            self._canvas.drawString(x, y, words, mode=0)

    def _ellipse(
        self,
        at: Point,
        across: float,
        down: float,
        fill: str,
        stroke: str | None,
        width: float,
        dashes: str | None = None,
    ) -> None:
        if stroke:
            self._stroke(stroke, width, dashes)
        self._canvas.setFillColor(_colour(fill))
        corners = (at.x - across) * _POINT, _y(at.y + down), (at.x + across) * _POINT, _y(at.y - down)
        self._canvas.ellipse(*corners, stroke=int(stroke is not None), fill=1)

    def _stroke(self, colour: str, width: float, dashes: str | None = None) -> None:
        self._canvas.setStrokeColor(_colour(colour))
        self._canvas.setLineWidth(width * _POINT)
        self._canvas.setDash([float(length) * _POINT for length in dashes.split()] if dashes else [])


def _y(y: float) -> float:
    """PDF counts upwards."""
    return (HEIGHT - y) * _POINT


@cache
def _colour(code: str) -> Any:
    digits = code.lstrip("#")
    return HexColor(f"#{digits if len(digits) == 6 else ''.join(2 * digit for digit in digits)}")


@cache
def _register_fonts() -> None:
    """Open Sans, which we ship: only the letters that are used come into the file."""
    for name in (_REGULAR, _BOLD):
        content = files("viz.drawing.fonts").joinpath(f"{name}.ttf").read_bytes()
        pdfmetrics.registerFont(TTFont(name, io.BytesIO(content)))
