"""The page round a map: what it shows above, legend and source below; the same for SVG, PNG, PDF and slides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from viz.drawing.drawing import INK, MUTED, Anchor, Drawing, Point, Rectangle
from viz.drawing.framed import framed
from viz.drawing.legend import Legend, legend
from viz.drawing.text_width import LINE_HEIGHT, Wrapped, shorten, text_width, wrap
from viz.view import words
from viz.view.network_view import NetworkView
from viz.view.words import say

WIDTH: Final = 1920.0
HEIGHT: Final = 1080.0
NAME: Final = 24.0
"""Letters of the names: 12 points on a slide 13.33 inches wide."""
_EDGE: Final = 56.0
_TITLE: Final = 42.0
_SUBTITLE: Final = 24.0
_FOOT: Final = 18.0
_LEGEND_ROW: Final = 34.0
_GAP: Final = 14.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text; `at` is the end of the first baseline where they are anchored."""

    lines: tuple[str, ...]
    at: Point
    size: float
    bold: bool = False
    fill: str = INK
    anchor: Anchor = "start"


@dataclass(frozen=True)
class Page:
    """A map with all that is said round it, in units of 1/1920 of the width of the page.

    `title` is missing where a slide has a place of its own for it. `legend_tops` are the middles of its rows.
    """

    height: float
    title: Paragraph | None
    around: tuple[Paragraph, ...]
    drawing: Drawing
    frame: Rectangle
    legend: Legend
    legend_tops: tuple[float, ...]
    room: Rectangle

    @property
    def rule(self) -> float:
        """Where the line above the legend runs."""
        return self.legend_tops[0] - _LEGEND_ROW / 2 - 6 if self.legend_tops else self.frame.bottom + 4


def page_of(drawing: Drawing, *, more: int = 0, fitted: bool = True) -> Page:
    """The whole page of 1920 × 1080 with its title; one not `fitted` leaves the drawing as it is beside its frame."""
    title = wrap(drawing.view.title, WIDTH - 2 * _EDGE, _TITLE, bold=True, most=2)
    below = 34 + title.height
    heading = Paragraph(title.lines, Point(_EDGE, 72), _TITLE, bold=True)
    room = Rectangle(_EDGE, below, WIDTH - _EDGE, HEIGHT - 20)
    return page_below(drawing, room, HEIGHT, heading, more=more, fitted=fitted)


def page_below(
    drawing: Drawing,
    room: Rectangle,
    height: float,
    title: Paragraph | None = None,
    *,
    more: int = 0,
    fitted: bool = True,
) -> Page:
    """The page whose title stands above `room`; `more` says how many nodes of the map are not on it."""
    view = drawing.view
    subtitle = wrap(view.subtitle, room.width, _SUBTITLE, most=2)
    signs = legend(drawing, room.width)
    feet = [line for line in (counts(drawing), source_text(view)) if line]
    foot_top = room.bottom - len(feet) * _FOOT * 1.45
    legend_top = foot_top - len(signs.rows) * _LEGEND_ROW - 8
    frame = Rectangle(room.left, room.top + subtitle.height + _GAP, room.right, legend_top - _GAP)
    if more:
        frame = frame._replace(bottom=frame.bottom - NAME * LINE_HEIGHT)
    fitting = framed(drawing, frame, NAME) if fitted else drawing
    feet[0] = counts(fitting, zooms=not fitted)
    around = [
        *_block(subtitle, room, _SUBTITLE),
        *(
            Paragraph((shorten(line, room.width, _FOOT),), _foot_at(room, i, len(feet)), _FOOT, fill=MUTED)
            for i, line in enumerate(feet)
        ),
    ]
    if more:
        beyond = say("beyond", view.language, count=more)
        at = Point(room.right, frame.bottom + NAME)
        around.append(Paragraph((beyond,), at, NAME, bold=True, fill=MUTED, anchor="end"))
    tops = tuple(legend_top + _LEGEND_ROW * (row + 0.5) + 4 for row in range(len(signs.rows)))
    return Page(height, title, tuple(around), fitting, frame, signs, tops, room)


def counts(drawing: Drawing, *, zooms: bool = True) -> str:
    """`x of y shown`, what lies in groups, what nobody reviewed, which names are not there and what is left out.

    Where one `zooms`, names that are not there come with it, and groups open.
    """
    view = drawing.view
    parts = [shown_words(view)]
    if view.hidden:
        parts.append(say("without", view.language, kinds=words.listed(view.hidden, view.language)))
    if view.grouped and not view.is_aggregated:
        parts.append(say("grouped" if zooms else "grouped_still", view.language, count=view.grouped))
    if drawing.note:
        parts.append(say("unfit", view.language, reason=drawing.note))
    if undrawn := len(view.edges) - len(drawing.ties):
        parts.append(say("between_actors", view.language, count=undrawn))
    if view.is_aggregated:
        known, all = (words.number(count, view.language) for count in view.kinds_known)
        parts.append(say("kinds_known_of", view.language, known=known, all=all))
    if view.unreviewed:
        parts.append(say("unreviewed", view.language, count=view.unreviewed))
    if drawing.hidden_labels:
        parts.append(say("labels_later" if zooms else "labels_missing", view.language, count=drawing.hidden_labels))
    if view.left_out:
        parts.append(f"{say('left_out', view.language).lower()}: {', '.join(view.left_out)}")
    return " · ".join(parts)


def shown_words(view: NetworkView) -> str:
    """How much is drawn: `37 av 41 noder visas`, `9 130 noder i 49 grupper`."""
    if view.is_aggregated:
        return say("in_groups", view.language, count=words.number(view.grouped, view.language), groups=len(view.nodes))
    return say("shown", view.language, shown=view.shown, total=view.total)


def described(drawing: Drawing, *, zooms: bool = True) -> str:
    """The map in a sentence, for those who cannot see it."""
    view = drawing.view
    return ". ".join(part for part in (say("map", view.language), view.subtitle, counts(drawing, zooms=zooms)) if part)


def source_text(view: NetworkView) -> str:
    """Sources, date and revision in one line."""
    return " · ".join(
        part for part in (view.source_line, view.date, say("revision", view.language, number=view.revision)) if part
    )


def paragraph_box(text: Paragraph) -> Rectangle:
    """The rectangle that the lines of a paragraph take."""
    width = max((text_width(line, text.size, text.bold) for line in text.lines), default=0.0)
    left = {"start": text.at.x, "middle": text.at.x - width / 2, "end": text.at.x - width}[text.anchor]
    top = text.at.y - text.size
    return Rectangle(left, top, left + width, top + len(text.lines) * text.size * LINE_HEIGHT)


def _block(text: Wrapped, room: Rectangle, size: float) -> list[Paragraph]:
    return [Paragraph(text.lines, Point(room.left, room.top + size), size, fill=MUTED)] if text.lines else []


def _foot_at(room: Rectangle, line: int, of: int) -> Point:
    return Point(room.left, room.bottom - (of - 1 - line) * _FOOT * 1.45 - 6)
