"""Drawing: shapes and texts in one coordinate system, from which every format is written."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple, get_args

from viz.view.network_view import NetworkView

INK: Final = "#1B2733"
MUTED: Final = "#44515F"
TIE: Final = "#66737F"
PROJECT: Final = "#1F2F46"
MONEY: Final = "#7A5C00"
BACKDROP: Final = "#EEF2F6"
RIM: Final = "#E9EDF1"
"""Of a community, for the actors of unknown kind."""
RULE: Final = "#C9D1DA"
LAND: Final = "#D9E2EA"
LAND_BESIDE: Final = "#F4F6F8"
BORDER: Final = "#FFFFFF"
BORDER_WIDTH: Final = 1.2
PLACE_NAME: Final = "#55636F"

Anchor = Literal["start", "middle", "end"]
Layout = Literal["bubbles", "communities", "layered", "matrix", "geographic"]
LAYOUTS: Final[tuple[Layout, ...]] = get_args(Layout)


class Point(NamedTuple):
    """A place in the drawing; y grows downwards."""

    x: float
    y: float

    def away_from(self, other: Point) -> Point:
        """The direction from the other to here, of length 1; none from a place to itself."""
        length = math.dist(self, other) or 1.0
        return Point((self.x - other.x) / length, (self.y - other.y) / length)

    @classmethod
    def mean(cls, points: Sequence[Point]) -> Point:
        """The middle of one point or more."""
        return cls(sum(at.x for at in points) / len(points), sum(at.y for at in points) / len(points))


class Rectangle(NamedTuple):
    """An upright rectangle by its left upper and right lower corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Extent along x."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Extent along y."""
        return self.bottom - self.top

    @property
    def centre(self) -> Point:
        """The middle."""
        return Point((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    def grown(self, by: float) -> Rectangle:
        """The rectangle with `by` added on every side."""
        return Rectangle(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def joined(self, other: Rectangle) -> Rectangle:
        """The smallest rectangle that holds both."""
        return Rectangle(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def overlaps(self, other: Rectangle) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: Rectangle) -> bool:
        """Whether no part of the other lies outside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    @classmethod
    def around(cls, at: Point, width: float, height: float) -> Rectangle:
        """The rectangle of this size with its middle at `at`."""
        return cls(at.x - width / 2, at.y - height / 2, at.x + width / 2, at.y + height / 2)


@dataclass(frozen=True, slots=True)
class Circle:
    """An actor; a community has slices: the shares and colours of its actors whose kind is `known`, a share of all.

    They fill its core, which is as large a part of its area; the rim round that is for those of unknown kind.
    """

    at: Point
    radius: float
    fill: str
    node: str
    dotted: bool = False
    stroke: float = 2.0
    slices: tuple[tuple[float, str], ...] = ()
    known: float | None = None

    @property
    def core(self) -> float:
        """Radius of the core of a community."""
        return self.radius * math.sqrt(self.known or 0.0)


@dataclass(frozen=True, slots=True)
class Hexagon:
    """A funder."""

    at: Point
    radius: float
    fill: str
    node: str


@dataclass(frozen=True, slots=True)
class Ring:
    """The dotted ring round an actor that takes part and funds."""

    at: Point
    radius: float
    node: str


@dataclass(frozen=True, slots=True)
class Box:
    """A project, with its name inside in the bubble layout."""

    box: Rectangle
    node: str
    lines: tuple[str, ...] = ()
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Bubble:
    """The pale disc behind a project or a community; `node` is the project."""

    at: Point
    radius_x: float
    radius_y: float
    node: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A tie; `weight` widens a bundle, and one that is `faint` leads away from what is shown."""

    start: Point
    end: Point
    kind: str
    edge: str
    source: str
    target: str
    weight: int = 1
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A tie in a matrix; a hollow one has a rim so wide, else `rim` is 0."""

    box: Rectangle
    rim: float
    kind: str
    edge: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Band:
    """A rectangle behind a matrix that leads the eye along a row or column."""

    box: Rectangle
    fill: str


@dataclass(frozen=True, slots=True)
class Text:
    """A label outside its shape.

    `size` is the largest letter, in units of the drawing, at which it has room; at smaller ones (a nearer look, or a
    larger screen) it shrinks from `box` towards `pivot`, and at letters of `until` and below a fuller text of the same
    node stands in its place. `leader` is where a line from `pivot` ends at a mark that it stands apart from. One that
    is not `is_whole` is a known short name, or cut. `box` is where it lies before it is turned round `pivot` by `turn`
    degrees, clockwise.
    """

    lines: tuple[str, ...]
    box: Rectangle
    pivot: Point
    anchor: Anchor
    size: float
    bold: bool
    node: str
    until: float = 0.0
    leader: Point | None = None
    is_whole: bool = True
    turn: float = 0.0

    def is_shown_at(self, letter: float) -> bool:
        """Whether it is the one to show, and has room, where a letter is so large."""
        return self.until < letter <= self.size

    def at_letter(self, letter: float) -> Text:
        """The same text with letters of another size."""
        by, pivot, box = letter / self.size, self.pivot, self.box
        left, top = pivot.x + (box.left - pivot.x) * by, pivot.y + (box.top - pivot.y) * by
        return replace(self, size=letter, box=Rectangle(left, top, left + box.width * by, top + box.height * by))


@dataclass(frozen=True, slots=True)
class Area:
    """A place behind the map by its rings; one that is not `shown` lies beside what the view concerns."""

    rings: tuple[tuple[Point, ...], ...]
    name: str
    shown: bool

    @property
    def fill(self) -> str:
        """The colour of the land."""
        return LAND if self.shown else LAND_BESIDE

    @property
    def border(self) -> str:
        """The colour of the line round it, which is BORDER_WIDTH wide."""
        return BORDER if self.shown else LAND


@dataclass(frozen=True, slots=True)
class Caption:
    """What a part of the map is called: words at the rim of this radius round `at`; headings come before all names."""

    id: str
    words: str
    at: Point
    radius: float = 0.0
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Backdrop:
    """What lies behind a map on which nodes are at their places: nothing on another."""

    areas: tuple[Area, ...] = ()
    captions: tuple[Caption, ...] = ()


NO_BACKDROP: Final = Backdrop()
Shape = Circle | Hexagon | Box


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The positions of a drawing, from which the next drawing of the same view begins."""

    layout: Layout
    points: Mapping[str, Point]
    bubbles: tuple[Bubble, ...]
    bounds: Rectangle


@dataclass(frozen=True)
class Drawing:
    """The map of a view: what to draw, back to front, and where everything lies.

    `arrangement` handed to the next drawing keeps what did not change in place. `letter` is the size of
    the names in a picture of all of it, in its units; `unlabelled` counts the nodes that have no name at any zoom.
    `note` says why it has another layout than was asked for.
    `captions` are the names of what is in the `backdrop`, those that have room.
    """

    view: NetworkView
    layout: Layout
    bounds: Rectangle
    bubbles: tuple[Bubble, ...]
    lines: tuple[Line, ...]
    rings: tuple[Ring, ...]
    shapes: tuple[Shape, ...]
    texts: tuple[Text, ...]
    positions: Mapping[str, Point]
    letter: float
    unlabelled: int
    backdrop: Backdrop = NO_BACKDROP
    captions: tuple[Text, ...] = ()
    bands: tuple[Band, ...] = ()
    cells: tuple[Cell, ...] = ()
    note: str = ""

    @property
    def ties(self) -> tuple[Line | Cell, ...]:
        """The ties as they are drawn; an edge of the view that has none is not drawn in this layout."""
        return (*self.lines, *self.cells)

    @property
    def hidden_labels(self) -> int:
        """How many nodes have no name in the picture of the whole map."""
        inside = sum(isinstance(shape, Box) and bool(shape.lines) for shape in self.shapes)
        return len(self.shapes) - len({text.node for text in self.names_at(self.letter)}) - inside

    def names_at(self, letter: float) -> tuple[Text, ...]:
        """The names that have room beside their marks when a letter is so large, in units of the drawing."""
        return _readable(self.texts, letter)

    def captions_at(self, letter: float) -> tuple[Text, ...]:
        """The captions that have room at this letter."""
        return _readable(self.captions, letter)

    @property
    def arrangement(self) -> Arrangement:
        """The positions alone."""
        return Arrangement(self.layout, self.positions, self.bubbles, self.bounds)


def _readable(texts: tuple[Text, ...], letter: float) -> tuple[Text, ...]:
    return tuple(text.at_letter(letter) for text in texts if text.is_shown_at(letter))
