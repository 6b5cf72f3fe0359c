"""HTML: one file with the map as SVG in it, which opens from disk and asks the network for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from viz.drawing.drawing import Drawing
from viz.svg.markup import FONT, HALO, bubble, card, escape, label, lines, number, ring, safe_url, shape
from viz.svg.page import Item, colour_items, colours_used, counts, described, legend_items, page, tie_scale, view_box
from viz.svg.templating import content_policy, environment, inline_json, static
from viz.view.network_view import Evidence, NetworkView, NodeView
from viz.view.words import pattern, say

NAME: Final = "html"
MEDIA_TYPE: Final = "text/html; charset=utf-8"
SUFFIX: Final = ".html"
_SPOKEN: Final = ("no_hit", "hits", "shown", "close", "relations", "ties", "one_tie")
_MEMBERS_IN_TABLE: Final = 200


def render(drawing: Drawing) -> bytes:
    """The whole page. Its policy allows its own script and style by their hashes and nothing else."""
    view = drawing.view
    style, script = static("map.css"), static("map.js")
    colours = zip(colours_used(view), colour_items(view), strict=True)
    html = (
        environment()
        .get_template("map.html")
        .render(
            view=view,
            say=lambda key, **values: say(key, view.language, **values),
            policy=content_policy(style, script),
            style=Markup(style),
            script=Markup(script),
            map=Markup(_svg(drawing)),
            themes=_named(view.themes.values()),
            places=_named(view.places.values()),
            years=_years(view),
            colours=[(colour, sign(item), item[2]) for colour, item in colours],
            signs=[(sign(item), item[2]) for item in legend_items(view)],
            rest=counts(drawing).removeprefix(say("shown", view.language, shown=view.shown, total=view.total)),
            note=say("distance_note", view.language) if drawing.layout == "communities" else "",
            nodes=_node_rows(view),
            ties=_tie_rows(view),
            data=Markup(_data(drawing)),
        )
    )
    return html.encode()


def _named(names: Iterable[str]) -> list[tuple[int, str]]:
    """Names with their position, in order of name."""
    return sorted(enumerate(names), key=lambda pair: pair[1].casefold())


def _years(view: NetworkView) -> list[int]:
    years = [year for node in view.nodes for year in (node.first, node.last) if year]
    return list(range(min(years), max(years) + 1)) if years else []


def sign(item: Item) -> Markup:
    """A sign of the legend as a small picture."""
    width, sign, _ = item
    return Markup(
        f'<svg width="{number(width * 0.8)}" height="23" viewBox="0 -14 {number(width)} 28" aria-hidden="true">'
        f"{sign}</svg>"
    )


def _svg(drawing: Drawing) -> str:
    view = drawing.view
    at = {node.id: i for i, node in enumerate(view.nodes)}
    edge_at = {edge.id: i for i, edge in enumerate(view.edges)}
    rings = {circle.node: ring(circle) for circle in drawing.rings}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view_box(drawing)}" role="group" {FONT} '
        f'aria-label="{escape(say("map_help", view.language, count=len(view.nodes)))} {escape(described(drawing))}">'
        '<g id="port"><g aria-hidden="true">'
    ]
    for disc in drawing.bubbles:
        mark = f' data-i="{at[disc.node]}"' if disc.node in at else ""
        parts.append(f'<g class="bubble"{mark}>{bubble(disc)}</g>')
    parts.append(lines(drawing.lines, tie_scale(drawing), lambda tie: f' class="e" data-i="{edge_at[tie.edge]}"'))
    parts.append("</g>")
    for i, drawn in enumerate(drawing.shapes):
        parts.append(
            f'<g class="n" data-i="{i}" role="button" tabindex="{0 if i == 0 else -1}">'
            f"{rings.get(drawn.node, '')}{shape(drawn)}</g>"
        )
    parts += _names(drawing, at)
    for opened in drawing.opened:
        parts.append(
            f'<g class="card" data-i="{at[opened.node]}" hidden>'
            f"{card(opened, say('more', view.language, count=opened.more))}</g>"
        )
    return "".join(parts) + "</g></svg>"


def _names(drawing: Drawing, at: dict[str, int]) -> list[str]:
    """The names by the largest letter at which they have room; see docs/maps.md for how a script shows them."""
    parts = []
    for size in sorted({text.size for text in drawing.texts}, reverse=True):
        parts.append(
            f'<g class="tier" data-size="{number(size)}" aria-hidden="true" {HALO} stroke-width="{number(size * 0.22)}">'
        )
        for text in drawing.texts:
            if text.size == size:
                until = f' data-until="{number(text.until)}"' if text.until else ""
                parts.append(f'<g class="l" data-i="{at[text.node]}"{until}>{label(text, shrinks=True)}</g>')
        parts.append("</g>")
    return parts


def kind_words(node: NodeView, language: str) -> str:
    """What a node is, and what kind of actor."""
    words = say(node.type, language)
    if node.type in ("actor", "funder"):
        words += f" · {say(node.colour, language)}"
    return words


def _data(drawing: Drawing) -> str:
    """What the script needs beside the table: places, ties and what is filtered by."""
    view = drawing.view
    at = {node.id: i for i, node in enumerate(view.nodes)}
    theme_at = {id: i for i, id in enumerate(view.themes)}
    place_at = {id: i for i, id in enumerate(view.places)}
    head, _, tail = page(drawing)
    box = drawing.bounds
    return inline_json(
        {
            "words": {key: pattern(key, view.language) for key in _SPOKEN},
            "bounds": [round(bound, 1) for bound in (box.left, box.top, box.width, box.height)],
            "shrinks": drawing.layout == "communities",
            "total": view.total,
            "nodes": [_datum(node, drawing, theme_at, place_at) for node in view.nodes],
            "edges": [[at[edge.source], at[edge.target]] for edge in view.edges],
            "head": head,
            "tail": tail,
        }
    )


def _datum(
    node: NodeView, drawing: Drawing, theme_at: Mapping[str, int], place_at: Mapping[str, int]
) -> dict[str, Any]:
    """One node for the script, without empty values; its name is in the table."""
    at = drawing.positions[node.id]
    values = {
        "type": node.type,
        "colour": node.colour,
        "x": round(at.x, 1),
        "y": round(at.y, 1),
        "themes": [theme_at[id] for id in node.themes if id in theme_at],
        "places": [place_at[id] for id in node.places if id in place_at],
        "first": node.first,
        "last": node.last,
    }
    return {key: value for key, value in values.items() if value not in (None, [])}


def _node_rows(view: NetworkView) -> list[dict[str, Markup]]:
    rows = []
    for node in view.nodes:
        url = safe_url(node.url)
        name = (
            f'<a href="{escape(url)}" rel="noopener noreferrer">{escape(node.name)}</a>' if url else escape(node.name)
        )
        facts = [(escape(label), escape(value)) for label, value in node.facts]
        if node.members:
            names = "".join(f"<li>{escape(member)}</li>" for member in node.members[:_MEMBERS_IN_TABLE])
            if (more := len(node.members) - _MEMBERS_IN_TABLE) > 0:
                names += f"<li>{escape(say('more', view.language, count=more))}</li>"
            facts.append((escape(say("members", view.language)), f"<ul>{names}</ul>"))
        listed = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in facts)
        rows.append(
            {
                "name": Markup(name),
                "kind": Markup(escape(kind_words(node, view.language))),
                "facts": Markup(f"<dl>{listed}</dl>" if listed else ""),
                "evidence": _evidence(node.evidence, view),
            }
        )
    return rows


def _tie_rows(view: NetworkView) -> list[dict[str, Any]]:
    names = {node.id: node.name for node in view.nodes}
    return [
        {
            "source": names[edge.source],
            "words": edge.words,
            "target": names[edge.target],
            "evidence": _evidence(edge.evidence, view),
        }
        for edge in view.edges
    ]


def _evidence(evidence: Sequence[Evidence], view: NetworkView) -> Markup:
    return Markup("".join(_piece(piece, view) for piece in evidence))


def _piece(piece: Evidence, view: NetworkView) -> str:
    """Quote, then source, where in it, and status."""
    source = view.sources[piece.source]
    url = safe_url(source.url)
    title = escape(source.title)
    cited = f'<a href="{escape(url)}" rel="noopener noreferrer">{title}</a>' if url else title
    rest = ", ".join(
        part for part in (cited, escape(piece.locator or ""), escape(say(piece.status, view.language))) if part
    )
    about = f"{escape(piece.about)}: " if piece.about else ""
    quote = f"<q>{escape(piece.quote)}</q>" if piece.quote else ""
    return f'<div class="ev">{about}{quote}<small>{rest}</small></div>'
