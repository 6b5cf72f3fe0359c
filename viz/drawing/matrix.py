"""Who takes part in what: actors as rows, projects as columns, and every tie between them a cell."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from viz.drawing.block_order import block_order
from viz.drawing.drawing import (
    BACKDROP,
    RULE,
    Anchor,
    Band,
    Box,
    Cell,
    Circle,
    Drawing,
    Hexagon,
    Point,
    Rectangle,
    Shape,
    Text,
)
from viz.drawing.text_width import Wrapped, shorten, text_width, wrap
from viz.drawing.wording import LEAST_LETTERS
from viz.view.colours import COLOURS
from viz.view.important import by_importance
from viz.view.network_view import EdgeView, NetworkView, NodeView

SCREEN: Final = Rectangle(0, 0, 1030, 660)
"""What a map has of the screen of a small laptop, in pixels."""
_READABLE: Final = 11.2
"""Pixels of the names there, below which a matrix is not offered."""
ON_PAGE: Final = 14.0
"""The same on a page: seven points on a slide."""
_LARGEST_LETTER: Final = 24.0
_MOST_PANELS: Final = 3
_MARGIN: Final = 8.0  # beyond the room that is measured for
_SMALLER: Final = 0.7  # letters against those in more panels, or beside names that are cut shorter
# In letter sizes
_ROW_NAMES: Final = (30.0, 24.0, 19.0, 14.0)  # wide at most, where there is room the longest: 57 letters, at least 24
_COLUMN_NAME: Final = 14.5  # about 25 bold ones
_MARK: Final = 0.9  # diameter,
_MARK_ROOM: Final = 1.7  # and the place it takes between a name and the cells
_ROWS: Final = (1.25, 1.7)  # height of a row, where there is room the larger
_COLUMNS: Final = (1.65, 3.4)  # width of a column: slanted names need the smaller
_BETWEEN: Final = 1.5  # panels
_SLANT: Final = -45.0  # degrees
_LEAN: Final = math.sqrt(0.5)  # its sine and cosine
_MOST_ROWS: Final = _MOST_PANELS * SCREEN.height / (_ROWS[0] * _READABLE)  # were there no names above them,
_MOST_COLUMNS: Final = SCREEN.width / (_COLUMNS[0] * _READABLE)  # and none beside them
_INSET: Final = 0.08  # left free on each side of a cell
_HAIRLINE: Final = 0.06
# Of each kind of tie the height of its cell in that of its place, and the width of its rim, when it is hollow, in that
# height: kinds are told apart without their colours
_FORMS: Final[Mapping[str, tuple[float, float]]] = {"leads": (1.0, 0.38), "reference": (1.0, 0.12), "funds": (0.45, 0)}
_FILLED: Final = (1.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Heading:
    """The node of a row or column, and what it is called in letters of size 1."""

    node: NodeView
    name: Wrapped


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where rows and columns lie: panels of `per_panel` rows stand side by side, each with all columns.

    `corner` is that of the first cell, `row` and `column` are the height and width of a place, `names` the room
    that the names of rows take and `aside` how far from one panel to the next.
    """

    rows: Sequence[_Heading]
    columns: Sequence[_Heading]
    per_panel: int
    letter: float
    row: float
    column: float
    names: float
    aside: float
    corner: Point

    @property
    def panels(self) -> range:
        return range(max(1, math.ceil(len(self.rows) / self.per_panel)))

    def place(self, row: int, column: int) -> Rectangle:
        """The place of a cell."""
        panel, line = divmod(row, self.per_panel)
        left = self.corner.x + panel * self.aside + column * self.column
        top = self.corner.y + line * self.row
        return Rectangle(left, top, left + self.column, top + self.row)

    def before_row(self, row: int) -> Point:
        """The middle of the mark of a row."""
        place = self.place(row, 0)
        return Point(place.left - _MARK_ROOM / 2 * self.letter, place.centre.y)

    def above_column(self, column: int, panel: int = 0) -> Point:
        """The middle of the mark of a column."""
        place = self.place(panel * self.per_panel, column)
        return Point(place.centre.x, place.top - _MARK_ROOM / 2 * self.letter)


def is_readable(view: NetworkView) -> bool:
    """Whether there are projects, and the names of this view as a matrix can be read on a small screen."""
    rows = [node for node in view.nodes if node.type != "project"]
    columns = [node for node in view.nodes if node.type == "project"]
    is_small = len(rows) <= _MOST_ROWS and 0 < len(columns) <= _MOST_COLUMNS
    return is_small and _grid(rows, columns, SCREEN, _READABLE).letter >= _READABLE


def matrix(view: NetworkView, room: Rectangle = SCREEN, letter: float = _READABLE) -> Drawing:
    """The matrix of a view as large as the room lets it be; for letters of that size many rows are parted into panels.

    Actors that share projects stand together (`block_order`). Ties between actors are no cells of it.
    """
    grid = _grid(*_order(view), room, letter)
    positions = {heading.node.id: grid.before_row(row) for row, heading in enumerate(grid.rows)}
    positions |= {heading.node.id: grid.above_column(column) for column, heading in enumerate(grid.columns)}
    return Drawing(
        view=view,
        layout="matrix",
        letter=grid.letter,
        bounds=room.grown(_MARGIN),
        bubbles=(),
        lines=(),
        rings=(),
        shapes=tuple(_mark(node, positions[node.id], grid.letter) for node in view.nodes),
        texts=(*_row_names(grid), *_column_names(grid)),
        positions=positions,
        unlabelled=0,
        bands=tuple(_bands(grid)),
        cells=tuple(_cells(view, grid)),
    )


def cell(kind: str, place: Rectangle) -> tuple[Rectangle, float]:
    """The rectangle of a tie of this kind in its place, and the width of its rim: 0 when it is filled."""
    height, rim = _FORMS.get(kind, _FILLED)
    box = Rectangle.around(place.centre, place.width, height * place.height)
    return box, rim * box.height


def _grid(rows: Sequence[NodeView], columns: Sequence[NodeView], room: Rectangle, letter: float) -> _Grid:
    """The grid in few panels and with long names, while letters are of this size and not much below the largest."""
    headings = [_heading(node, _COLUMN_NAME) for node in columns]
    named = [[_heading(node, most) for node in rows] for most in _ROW_NAMES]
    parted = [_parted(names, headings, panels, room) for panels in range(1, _MOST_PANELS + 1) for names in named]
    largest = max(grid.letter for grid in parted)
    enough = max(_SMALLER * largest, min(letter, largest))
    return next(grid for grid in parted if grid.letter >= enough)


def _order(view: NetworkView) -> tuple[list[NodeView], list[NodeView]]:
    """Rows and columns; those who only pay, mostly for all, stand below the others."""
    nodes = {node.id: node for node in by_importance(view)}
    funders = [node for node in nodes.values() if node.type == "funder"]
    rows, columns = block_order(
        [id for id, node in nodes.items() if node.type not in ("project", "funder")],
        [id for id, node in nodes.items() if node.type == "project"],
        [(row, column) for row, column in _ties(view) if nodes[row].type != "funder"],
    )
    return [nodes[id] for id in rows] + funders, [nodes[id] for id in columns]


def _heading(node: NodeView, most: float) -> _Heading:
    """Its name where that is not wider than `most`, else its short name, else 24 letters or more of it."""
    is_project, name = node.type == "project", node.label
    most = max(most, text_width(name[: LEAST_LETTERS + 1], 1, is_project))
    if text_width(name, 1, is_project) > most:
        name = node.short or shorten(name, most, 1, is_project)
    return _Heading(node, wrap(name, text_width(name, 1, is_project) + 1, 1, is_project, most=1))


def _parted(rows: Sequence[_Heading], columns: Sequence[_Heading], panels: int, room: Rectangle) -> _Grid:
    """The grid in so many panels."""
    names = max((heading.name.width for heading in rows), default=0.0) + _MARK_ROOM
    slanted = max((heading.name.width + heading.name.height / 2 for heading in columns), default=0.0) * _LEAN
    above = slanted + _MARK_ROOM
    per_panel, wide = max(1, math.ceil(len(rows) / panels)), max(1, len(columns))
    between = max(_BETWEEN, slanted - names)
    fixed = panels * names + (panels - 1) * between + slanted
    letter = min(
        _LARGEST_LETTER,
        room.width / (fixed + panels * wide * _COLUMNS[0]),
        room.height / (above + per_panel * _ROWS[0]),
    )
    row = min(_ROWS[1], (room.height / letter - above) / per_panel)
    column = min(_COLUMNS[1], (room.width / letter - fixed) / (panels * wide))
    return _Grid(
        rows,
        columns,
        per_panel,
        letter,
        row=row * letter,
        column=column * letter,
        names=names * letter,
        aside=(names + wide * column + between) * letter,
        corner=Point(room.left + names * letter, room.top + above * letter),
    )


def _ties(view: NetworkView) -> Mapping[tuple[str, str], Sequence[EdgeView]]:
    """Row and column → the ties that they have."""
    projects = {node.id for node in view.nodes if node.type == "project"}
    ties: dict[tuple[str, str], list[EdgeView]] = defaultdict(list)
    for edge in view.edges:
        row, column = (edge.target, edge.source) if edge.source in projects else (edge.source, edge.target)
        if column in projects and row not in projects:
            ties[row, column].append(edge)
    return ties


def _cells(view: NetworkView, grid: _Grid) -> Iterator[Cell]:
    """A cell a tie; those of the same place share it, side by side."""
    row_at, column_at = (
        {heading.node.id: number for number, heading in enumerate(headings)} for headings in (grid.rows, grid.columns)
    )
    for (row, column), ties in _ties(view).items():
        place = grid.place(row_at[row], column_at[column]).grown(-_INSET * grid.row)
        share = place.width / len(ties)
        for number, edge in enumerate(ties):
            left = place.left + number * share
            box, rim = cell(edge.type, place._replace(left=left, right=left + share))
            yield Cell(box, rim, edge.type, edge.id, edge.source, edge.target)


def _bands(grid: _Grid) -> Iterator[Band]:
    """Every other row on a pale ground, from its name on, and a hairline beside every column."""
    for row in range(len(grid.rows)):
        if row % grid.per_panel % 2 == 0:
            first, last = grid.place(row, 0), grid.place(row, len(grid.columns))
            yield Band(first._replace(left=first.left - grid.names, right=last.left), BACKDROP)
    thin = _HAIRLINE * grid.letter
    for panel in grid.panels:
        last_row = max(1, min(len(grid.rows), (panel + 1) * grid.per_panel)) - 1
        for column in range(len(grid.columns) + 1):
            first, last = grid.place(panel * grid.per_panel, column), grid.place(last_row, column)
            yield Band(Rectangle(first.left - thin / 2, first.top, first.left + thin / 2, last.bottom), RULE)


def _mark(node: NodeView, at: Point, letter: float) -> Shape:
    size = _MARK * letter
    if node.type == "project":
        return Box(Rectangle.around(at, size, size), node.id)
    if node.type == "funder":
        return Hexagon(at, size / 2, COLOURS[node.colour], node.id)
    return Circle(at, size / 2, COLOURS[node.colour], node.id, dotted=node.type == "group", stroke=size / 10)


def _row_names(grid: _Grid) -> Iterator[Text]:
    for row, heading in enumerate(grid.rows):
        mark = grid.before_row(row)
        pivot = Point(mark.x - _MARK_ROOM / 2 * grid.letter, mark.y)
        yield _text(heading, pivot, grid.letter, "end")


def _column_names(grid: _Grid) -> Iterator[Text]:
    """Slanted, above each panel."""
    for panel in grid.panels:
        for column, heading in enumerate(grid.columns):
            mark = grid.above_column(column, panel)
            pivot = Point(mark.x, mark.y - _MARK_ROOM / 2 * grid.letter)
            yield _text(heading, pivot, grid.letter, "start", _SLANT)


def _text(heading: _Heading, pivot: Point, letter: float, anchor: Anchor, turn: float = 0.0) -> Text:
    node, name = heading.node, heading.name
    width, height = name.width * letter, name.height * letter
    left = pivot.x - (width if anchor == "end" else 0.0)
    box = Rectangle(left, pivot.y - height / 2, left + width, pivot.y + height / 2)
    is_whole = name.lines == (node.label,)
    return Text(name.lines, box, pivot, anchor, letter, node.type == "project", node.id, is_whole=is_whole, turn=turn)
