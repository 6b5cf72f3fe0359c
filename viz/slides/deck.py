"""A presentation of maps: a slide a map, its ties as tables on the slides after it, its sources in the notes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from pptx.enum.dml import MSO_LINE
from pptx.enum.text import PP_ALIGN
from pptx.util import Emu, Pt

from graph.messages import clean
from viz.drawing.drawing import INK, PLACE_NAME, RULE, Cell, Drawing, Line, Rectangle, Ring, Shape
from viz.drawing.legend import Mark, moved, words_after
from viz.drawing.page import Page, page_below, paragraph_box
from viz.drawing.tables import LETTER, PAD, Row, laid_out, pages_of
from viz.drawing.text_width import text_width, wrap
from viz.slides.shapes import Canvas, Stroke, language_id, style, turn
from viz.slides.template import EMU, Template, opened, title_of
from viz.svg.markup import LEADER, TIES, bundle_width
from viz.view.evidence_text import COLUMNS, described, quotes, sources, tie_rows
from viz.view.network_view import EdgeView, NetworkView, NodeView
from viz.view.words import say

_MOST_QUOTES: Final = 80
_TITLE: Final = 42.0
_INSET: Final = 30.0  # between the edges of a placeholder and its text, both sides
_DASHES: Final = {
    "2 5": MSO_LINE.ROUND_DOT,
    "12 6": MSO_LINE.DASH,
    "14 5 3 5": MSO_LINE.DASH_DOT,
    "3 8": MSO_LINE.SQUARE_DOT,
}


class Deck:
    """A presentation in the user's template, or in ours, to which slides are added."""

    def __init__(self, language: str, template: bytes | None = None) -> None:
        """Open the template.

        Raises:
            InputError: it is no presentation.
        """
        self.language = language
        self._template: Template = opened(template)

    def page(self, drawing: Drawing, *, more: int = 0) -> Page:
        """The drawing fitted to what the template leaves free; `more` nodes are not on it."""
        return page_below(drawing, self._template.room, self._template.height, more=more)

    def add_map(self, page: Page, notes: Iterable[str] | None = None) -> None:
        """A slide with the map as native shapes; without `notes` they are its sources."""
        view = page.drawing.view
        slide = self._slide(view.title)
        _draw(Canvas(slide, self._template.width, self.language), page)
        slide.notes_slide.notes_text_frame.text = clean("\n".join(_notes(view) if notes is None else notes))

    def add_tables(self, view: NetworkView) -> None:
        """Its ties as native tables on as many slides as they need."""
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
        """A native table on as many slides as it needs; `shares` are those of its columns in the width."""
        room = self._template.room
        widths = [share * room.width for share in shares]
        heading = laid_out(headings, widths, bold=True)
        pages = pages_of(rows, widths, room.height - heading.height)
        for number, page in enumerate(pages, start=1):
            words = say(heading_key, self.language, title=title, number=number, of=len(pages))
            self._table(self._slide(words), [heading, *page], widths, words)

    def save(self, title: str) -> bytes:
        """The file."""
        presentation = self._template.presentation
        properties = presentation.core_properties
        properties.title, properties.language = clean(title), "sv-SE" if self.language == "sv" else "en-GB"
        properties.author = properties.last_modified_by = "HUR"
        properties.created = properties.modified = datetime(2000, 1, 1)  # equal maps make equal files
        out = io.BytesIO()
        presentation.save(out)
        return out.getvalue()

    def _slide(self, title: str) -> Any:
        slide = self._template.presentation.slides.add_slide(self._template.layout)
        heading = title_of(slide)
        for shape in list(slide.placeholders):
            if heading is None or shape.shape_id != heading.shape_id:
                shape._element.getparent().remove(shape._element)
        box = self._template.title
        if heading is None:
            Canvas(slide, self._template.width, self.language).text(
                (title,), box, _fitting(title, box, _TITLE), "", bold=True
            )
        else:
            self._write_title(heading, title, box)
        return slide

    def _write_title(self, heading: Any, title: str, box: Rectangle) -> None:
        """The title in its own place, moved there when it would leave no room; in our own deck at our size."""
        if heading.top is None or abs(heading.top / EMU - box.top) > 1:
            heading.left, heading.top, heading.width, heading.height = (
                Emu(round(length * EMU)) for length in (box.left, box.top, box.width, box.height)
            )
        heading.text_frame.text = clean(title)
        if self._template.is_own:
            heading.text_frame.word_wrap = True
            paragraph = heading.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.LEFT
            heading.text_frame.margin_left = 0
            run = paragraph.runs[0]
            style(run.font, _fitting(title, box, _TITLE), INK, self.language, bold=True)
            return
        size = _fitting(title, box, self._template.title_size)
        for run in heading.text_frame.paragraphs[0].runs:
            run.font.language_id = language_id(self.language)
            if size < self._template.title_size:
                run.font.size = Pt(size * EMU / 12700)

    def _table(self, slide: Any, rows: Sequence[Row], widths: Sequence[float], title: str) -> None:
        room = self._template.room
        box = (room.left, room.top, sum(widths), sum(row.height for row in rows))
        frame = slide.shapes.add_table(len(rows), len(widths), *(Emu(round(length * EMU)) for length in box))
        frame.name = clean(title)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(title))
        for column, width in zip(frame.table.columns, widths, strict=True):
            column.width = Emu(round(width * EMU))
        for number, row in enumerate(rows):
            frame.table.rows[number].height = Emu(round(row.height * EMU))
            for cell, lines in zip(frame.table.rows[number].cells, row.cells, strict=True):
                cell.margin_left = cell.margin_right = Emu(round(PAD * EMU))
                cell.margin_top = cell.margin_bottom = Emu(round(PAD / 2 * EMU))
                cell.text_frame.text = clean(" ".join(lines))
                for run in cell.text_frame.paragraphs[0].runs:
                    style(run.font, LETTER, "#FFFFFF" if number == 0 else INK, self.language, bold=number == 0)


def _fitting(title: str, box: Rectangle, size: float) -> float:
    """The largest letters up to `size` at which the title lies within its box, down to a third."""
    letters = [size * share / 20 for share in range(20, 6, -1)]
    return next((letter for letter in letters if _lies_within(title, box, letter)), letters[-1])


def _lies_within(title: str, box: Rectangle, letter: float) -> bool:
    text = wrap(title, box.width - _INSET, letter, bold=True, most=9)
    return text.height <= box.height and text.width <= box.width - _INSET


def _notes(view: NetworkView) -> list[str]:
    """What is shown, its sources, and what they say."""
    said = list(quotes(view))
    more = [say("more", view.language, count=len(said) - _MOST_QUOTES)] if len(said) > _MOST_QUOTES else []
    named = list(sources(view))
    cited = [say("table_sources", view.language), *named, ""] if named else [view.source_line]
    return [view.subtitle, "", *cited, *said[:_MOST_QUOTES], *more]


def _draw(canvas: Canvas, page: Page) -> None:
    """Back to front: discs, ties, rings, nodes, names, and what stands round the map."""
    drawing = page.drawing
    names = {node.id: node for node in drawing.view.nodes}
    if drawing.backdrop.areas:
        canvas.land(drawing.backdrop.areas, say("backdrop", canvas.language))
    for disc in drawing.bubbles:
        canvas.backdrop(disc, names[disc.node].name if disc.node in names else "")
    for band in drawing.bands:
        canvas.rectangle(band.box, band.fill)
    behind = len(canvas.slide.shapes._spTree)
    for ring in drawing.rings:
        canvas.ring(ring, say("legend_both", canvas.language))
    made: dict[str, tuple[Shape, Any]] = {}
    for shape in drawing.shapes:
        node = names[shape.node]
        made[shape.node] = shape, canvas.node(shape, node.name, described(node, canvas.language))
    told = {edge.id: _words(edge, names) for edge in drawing.view.edges}
    for cell in drawing.cells:
        canvas.rectangle(cell.box, TIES[cell.kind][1], cell.rim, told[cell.edge])
    ties = [_tie(canvas, line, made, told[line.edge]) for line in drawing.lines]
    tree = canvas.slide.shapes._spTree
    for position, tie in enumerate(ties):
        tree.insert(behind + position, tie._element)
    for text in drawing.captions:
        words = " ".join(text.lines)
        canvas.text(text.lines, text.box, text.size, words, anchor=text.anchor, bold=text.bold, fill=PLACE_NAME)
    for text in drawing.texts:
        if text.leader:
            canvas.loose_line(text.pivot, text.leader, Stroke(INK, text.size * LEADER), names[text.node].name)
        name = f"{say('name', canvas.language)}: {names[text.node].name}"
        made_text = canvas.text(text.lines, text.box, text.size, name, anchor=text.anchor, bold=text.bold)
        if text.turn:
            turn(made_text, text.turn, text.pivot)
    _frame(canvas, page)


def _words(edge: EdgeView, names: Mapping[str, NodeView]) -> str:
    return clean(" – ".join((names[edge.source].name, edge.words, names[edge.target].name)))


def _tie(canvas: Canvas, line: Line, made: dict[str, tuple[Shape, Any]], words: str) -> Any:
    tie = canvas.connector(line, (made[line.source], made[line.target]), _stroke(line))
    tie.name = words
    tie._element.nvCxnSpPr.cNvPr.set("descr", words)
    return tie


def _stroke(line: Line) -> Stroke:
    width, colour, dashes = TIES[line.kind]
    colour = RULE if line.faint else colour
    return Stroke(colour, bundle_width(line) if line.kind == "bundle" else width, _DASHES[dashes] if dashes else None)


def _frame(canvas: Canvas, page: Page) -> None:
    for row, y in zip(page.legend.rows, page.legend_tops, strict=True):
        size = page.legend.size
        for x, item in page.legend.places(row):
            left = page.room.left + x
            for mark in item.marks:
                _sign(canvas, moved(mark, left, y), item.words)
            words = Rectangle(left + words_after(item, size), y - size * 0.7, 0, y + size * 0.7)
            words = words._replace(right=words.left + text_width(item.words, size))
            canvas.text((item.words,), words, size, item.words)
    for text in page.around:
        canvas.text(text.lines, paragraph_box(text), text.size, "", anchor=text.anchor, bold=text.bold, fill=text.fill)


def _sign(canvas: Canvas, mark: Mark, words: str) -> None:
    if isinstance(mark, Line):
        canvas.loose_line(mark.start, mark.end, _stroke(mark), words)
    elif isinstance(mark, Cell):
        canvas.rectangle(mark.box, TIES[mark.kind][1], mark.rim)
    elif isinstance(mark, Ring):
        canvas.ring(mark, words)
    else:
        canvas.node(mark, words)
