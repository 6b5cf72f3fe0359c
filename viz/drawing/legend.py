"""What the signs and colours of a map mean: the signs that are on it, drawn as on it, with their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from viz.drawing.drawing import Box, Cell, Circle, Drawing, Hexagon, Line, Point, Rectangle, Ring, Shape
from viz.drawing.matrix import cell
from viz.drawing.text_width import text_width
from viz.view.colours import COLOURS
from viz.view.network_view import NetworkView
from viz.view.words import say

Mark = Shape | Ring | Line | Cell
_SIZES: Final = (20.0, 18.0, 16.0)  # of the letters: smaller ones are taken when that makes it one row
_AFTER_SIGN: Final = 0.5  # in letter sizes
_BETWEEN: Final = 1.2
_HALF: Final = 0.5  # of a community as a sign: of known kind, in two colours
_CUT: Final = ((0.6, COLOURS["municipality"]), (0.4, COLOURS["company"]))
_LINES: Final = {
    "leads": "legend_leads",
    "funds": "legend_funds",
    "takes_part": "legend_takes_part",
    "reference": "legend_reference",
    "collaborates": "legend_collaborates",
    "member": "legend_member",
}
_TIE: Final = 38.0  # the width of the sign of a tie
_RANKS: Final = {"takes_part": 2, "member": 1, "reference": 1, "collaborates": 1}


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign drawn from its left middle at 0,0 and `width` wide.

    `brief` are its words on a page, where nothing opens and there is one row; of a higher `rank` it goes sooner when
    that is too short.
    """

    marks: tuple[Mark, ...]
    width: float
    words: str
    brief: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Legend:
    """Rows of signs whose words have letters of `size`."""

    rows: tuple[tuple[Sign, ...], ...]
    size: float

    def places(self, row: Sequence[Sign]) -> Iterable[tuple[float, Sign]]:
        """How far from the left each sign of a row begins."""
        x = 0.0
        for sign in row:
            yield x, sign
            x += _width(sign, self.size) + _BETWEEN * self.size


def legend(drawing: Drawing, width: float) -> Legend:
    """The signs of a map in one row of that width; in several where even the smallest letters need more.

    Before a second row is begun, what a reader knows anyway goes: that a circle is an actor and a thin line a tie, then
    the signs of what is seldom there.
    """
    signs = tuple(
        replace(sign, words=sign.brief or sign.words) for sign in (*colour_signs(drawing.view), *signs_of(drawing))
    )
    for rank in (2, 1, 0):
        told = tuple(sign for sign in signs if sign.rank <= rank)
        for size in _SIZES:
            if _row_width(told, size) <= width:
                return Legend((told,), size)
    return Legend(tuple(_rows(signs, width, _SIZES[1])), _SIZES[1])


def colours_used(view: NetworkView) -> list[str]:
    """The colours on the map in the order of the legend."""
    used = {node.colour for node in view.nodes if node.type not in ("project", "aggregate")}
    used |= {colour for node in view.nodes for colour, _ in node.mix if colour != "unknown"}
    return [colour for colour in COLOURS if colour in used]


def colour_signs(view: NetworkView) -> list[Sign]:
    """A dot a colour on the map."""
    return [
        Sign((_dot(11, 10, COLOURS[colour]),), 22, say(colour, view.language), say(f"brief_{colour}", view.language))
        for colour in colours_used(view)
    ]


def signs_of(drawing: Drawing) -> list[Sign]:
    """The signs that are on the map: shapes, then ties."""
    view, is_matrix = drawing.view, drawing.layout == "matrix"

    def words(key: str) -> str:
        return say(key, view.language)

    types = {node.type for node in view.nodes}
    ties = {tie.kind for tie in drawing.ties}
    signs: list[Sign] = []
    if "project" in types:
        signs.append(Sign((Box(Rectangle(0, -12, 34, 12), ""),), 34, words("project")))
    if "actor" in types:
        signs.append(Sign((_dot(11, 10, "#fff"),), 22, words("actor"), rank=2))
    if "funder" in types:
        signs.append(Sign((Hexagon(Point(13, 0), 12, "#fff", ""),), 26, words("funder")))
    if drawing.rings:
        both = (Ring(Point(14, 0), 13, ""), _dot(14, 7, "#fff"))
        signs.append(Sign(both, 28, words("legend_both"), words("brief_both")))
    for type in ("group", "aggregate"):
        if type in types:
            dotted = Circle(Point(14, 0), 13, COLOURS["unknown"], "", dotted=True)
            if type == "aggregate":
                dotted = replace(dotted, slices=_CUT, known=_HALF)
            signs.append(Sign((dotted,), 28, words(f"legend_{type}"), words(type), rank=int(type == "group")))
    for kind, key in _LINES.items():
        if kind in ties:
            tie = _cell(kind) if is_matrix else Line(Point(0, 0), Point(_TIE, 0), kind, "", "", "")
            signs.append(Sign((tie,), _TIE, words(key), words(f"brief_{kind}"), _RANKS.get(kind, 0)))
    if any(node.size > 0 for node in view.nodes) and not is_matrix:
        signs.append(Sign((_dot(6, 6, "#fff"), _dot(29, 13, "#fff")), 42, words("legend_size"), words("brief_size")))
    return signs


def _cell(kind: str) -> Cell:
    box, rim = cell(kind, Rectangle(0, -9, _TIE, 9))
    return Cell(box, rim, kind, "", "", "")


def _dot(x: float, radius: float, fill: str) -> Circle:
    return Circle(Point(x, 0), radius, fill, "")


def _rows(signs: Iterable[Sign], width: float, size: float) -> list[tuple[Sign, ...]]:
    rows: list[tuple[Sign, ...]] = [()]
    for sign in signs:
        if rows[-1] and _row_width((*rows[-1], sign), size) > width:
            rows.append(())
        rows[-1] += (sign,)
    return [row for row in rows if row]


def _row_width(signs: Sequence[Sign], size: float) -> float:
    return sum(_width(sign, size) + _BETWEEN * size for sign in signs) - _BETWEEN * size if signs else 0.0


def _width(sign: Sign, size: float) -> float:
    return sign.width + _AFTER_SIGN * size + text_width(sign.words, size)


def words_after(sign: Sign, size: float) -> float:
    """Where the words of a sign begin."""
    return sign.width + _AFTER_SIGN * size


def moved(mark: Mark, x: float, y: float) -> Mark:
    """The mark of a sign where it stands on the page."""
    if isinstance(mark, Line):
        start, end = (Point(at.x + x, at.y + y) for at in (mark.start, mark.end))
        return replace(mark, start=start, end=end)
    if isinstance(mark, Box | Cell):
        box = mark.box
        return replace(mark, box=Rectangle(box.left + x, box.top + y, box.right + x, box.bottom + y))
    return replace(mark, at=Point(mark.at.x + x, mark.at.y + y))
