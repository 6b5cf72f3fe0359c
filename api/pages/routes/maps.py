"""The map of a view, and of what lies around one actor or project."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final, Literal
from urllib.parse import quote

from fastapi import File, Form, Response, UploadFile

from api.pages.rendering import render
from api.pages.routing import page_router
from api.pages.visit import Visit, VisitDep
from api.service.exports import format_named
from api.service.picture import LONGEST_TITLE, Picture, read_template
from viz.drawing.drawing import LAYOUTS, Layout
from viz.exports import taken
from viz.view.colours import COLOURS, Colour, colours_of

if TYPE_CHECKING:
    from viz.svg.stage import Stage

router = page_router()

# A map's own policy is in the file; here it only loses our origin and may not be framed elsewhere.
POLICY: Final = "sandbox allow-scripts allow-downloads allow-modals allow-popups; frame-ancestors 'self'"
_SPOKEN: Final = (
    *("no_hit", "hit", "close", "relations", "more", "wheel_hint", "not_loaded"),
    *("open_actor", "open_project", "only_around", "go_into", "into_own"),
)
_MOST_MARKED: Final = 100
_MOST_AROUND: Final = 8
_MOST_NAMED: Final = 3
_DEEPEST: Final = 8  # communities within each other
_HEADERS: Final = {"Content-Security-Policy": POLICY, "Cache-Control": "private, no-cache", "Vary": "Cookie"}


@router.get("/karta")
def drawn(visit: VisitDep) -> Response:
    """The interactive map, with `grupp` that of one community, or with `form=oversikt` every node on a canvas."""
    if group := _groups(visit):
        return _group(visit, group)
    if visit.given("form") == "oversikt":
        return _overview(visit)
    marked = _marked(visit)
    if marked and (_layout(visit) == "matrix" or _is_too_many(visit)):
        names = ", ".join(visit.moment.node_name(id) for id in marked[:_MOST_NAMED])
        heading = visit.say("map_around_heading", name=names)
        return _page(visit, heading, *marked[:_MOST_AROUND], marked=marked, is_cut=True)
    return _page(visit, visit.say("map_heading"), marked=marked)


@router.get("/karta/oversikt")
def seats(visit: VisitDep) -> Response:
    """Every node of the view with its place, for the script of the overview."""
    headers = {"Cache-Control": "private, no-cache", "Vary": "Cookie"}
    return Response(
        visit.moment.overview_data(visit.options, visit.language), media_type="application/json", headers=headers
    )


@router.get("/karta/fri")
def free(visit: VisitDep) -> Response:
    """The map whose nodes can be dragged."""
    return render(visit, "map_free.html", frame=visit.link("/karta/innehall", lang=visit.language, form="pyvis"))


@router.get("/karta/innehall")
def content(visit: VisitDep) -> Response:
    """The map by itself: the same file that can be saved."""
    format = "pyvis" if visit.given("form") == "pyvis" else "html"
    picture = Picture(layout=_layout(visit), group=_groups(visit), without=_without(visit))
    return _inert(visit.moment.export(format, visit.options, visit.language, picture), "text/html; charset=utf-8")


@router.post("/karta/fil")
def saved(
    visit: VisitDep,
    format: Annotated[Literal["pptx", "pdf", "png", "svg", "html"], Form()],
    title: Annotated[str, Form()] = "",
    template: Annotated[UploadFile | None, File()] = None,
    transparent: Annotated[bool, Form()] = False,
    anonymous: Annotated[bool, Form()] = False,
    layout: Annotated[Layout | None, Form()] = None,
    without: Annotated[list[str], Form()] = [],  # noqa: B006
) -> Response:
    """The map as a file to keep; what a format cannot do is left out, since one form is for all of them."""
    export = format_named(format)
    able = taken(export)
    given = read_template(template.file) if template and "template" in able else b""
    is_clear = transparent and "transparent" in able
    finish = layout, is_clear, anonymous, given or None, _groups(visit), colours_of(without)
    picture = Picture(title.strip()[:LONGEST_TITLE], *finish)
    content = visit.moment.export(format, visit.options, visit.language, picture)
    headers = {"Content-Disposition": f'attachment; filename="hur{export.SUFFIX}"', **_HEADERS}
    return Response(content, media_type=export.MEDIA_TYPE, headers=headers)


@router.get("/karta/kring/{id:path}")
def around(visit: VisitDep, id: str) -> Response:
    """The map of what lies around one actor or project."""
    heading = visit.say("map_around_heading", name=visit.moment.node_name(id))
    return _page(visit, heading, id, marked=_marked(visit) or [id])


@router.get("/karta/omkring/{id:path}")
def around_content(visit: VisitDep, id: str) -> Response:
    """That map by itself."""
    return _inert(_around(visit, id, "html"), "text/html; charset=utf-8")


@router.get("/karta/bild/{id:path}")
def picture(visit: VisitDep, id: str) -> Response:
    """That map as a picture."""
    return _inert(_around(visit, id, "svg"), "image/svg+xml")


def _around(visit: Visit, id: str, format: str) -> bytes:
    return visit.moment.export_around(id, format, visit.options, visit.language, _layout(visit))


def _layout(visit: Visit) -> Layout | None:
    """The layout that the address asks for; the usual one where it asks for none that there is."""
    return next((layout for layout in LAYOUTS if layout == visit.given("layout")), None)


def _marked(visit: Visit) -> list[str]:
    """Ids of those whom the address lifts."""
    return visit.request.query_params.getlist("markera")[:_MOST_MARKED]


def _without(visit: Visit) -> tuple[Colour, ...]:
    """The sorts of actors that the address hides."""
    return colours_of(visit.request.query_params.getlist("without"))


def _is_too_many(visit: Visit) -> bool:
    """Whether the map of the view draws communities, among which nobody can be shown."""
    from viz.view.build import MOST_NODES

    return len(visit.network.actors) + len(visit.network.projects) > MOST_NODES


def _page(visit: Visit, heading: str, *around: str, marked: Sequence[str], is_cut: bool = False) -> Response:
    """The map of the view or of what lies around some; one that `is_cut` to those whom its address marks."""
    alone = "/karta/omkring/" + quote(around[0], safe=":") if around else "/karta/innehall"
    layout = _layout(visit)
    stage = visit.moment.stage(visit.options, visit.language, *around, layout=layout)
    address = visit.link(alone, lang=visit.language, layout=layout)
    return _shown(visit, heading, stage, around=around, alone=address, marked=marked, is_cut=is_cut)


def _groups(visit: Visit) -> tuple[str, ...]:
    """The community that the address asks for, after those in which it lies."""
    return tuple(group for group in visit.request.query_params.getlist("grupp")[:_DEEPEST] if group.strip())


def _group(visit: Visit, group: tuple[str, ...]) -> Response:
    """The map of a community."""
    layout = _layout(visit)
    stage = visit.moment.stage(visit.options, visit.language, group=group, layout=layout)
    address = visit.link("/karta/innehall", lang=visit.language, grupp=group, layout=layout)
    heading = visit.moment.group_name(visit.options, visit.language, group)
    return _shown(visit, heading, stage, group=group, alone=address, marked=_marked(visit))


def _shown(
    visit: Visit,
    heading: str,
    stage: Stage,
    *,
    alone: str,
    around: Sequence[str] = (),
    group: Sequence[str] = (),
    marked: Sequence[str],
    is_cut: bool = False,
) -> Response:
    """The page of a map; `alone` is the address of the map by itself."""
    return render(
        visit,
        "map.html",
        heading=heading,
        stage=stage,
        alone=alone,
        around=around,
        group=group,
        marked=marked,
        is_cut=is_cut,
        without=_without(visit),
        pages=_pages(visit, by_county=stage.view.is_aggregated and stage.layout == "geographic"),
    )


def _overview(visit: Visit) -> Response:
    from viz.view.words import pattern

    return render(
        visit,
        "map_overview.html",
        overview=visit.moment.overview(visit.options),
        seats=visit.link("/karta/oversikt", lang=visit.language),
        words={key: pattern(key, visit.language) for key in _SPOKEN},
        say=lambda key: pattern(key, visit.language),
        pages=_pages(visit),
        marked=_marked(visit),
        group=(),
        is_aggregated=_is_too_many(visit),
        without=_without(visit),
        kinds_drawn=COLOURS,
    )


def _pages(visit: Visit, by_county: bool = False) -> dict[str, str]:
    """Where the pages of an actor or project are, with ID for its id; `by_county` what stands for many is a place."""
    folders = {"actor": "/aktor/ID", "project": "/projekt/ID", "around": "/karta/kring/ID"}
    within = {"place": "ID"} if by_county else {"grupp": (*_groups(visit), "ID")}
    group = visit.this("/karta", **within, markera=None)
    return {**{name: visit.link(path) for name, path in folders.items()}, "group": group}


def _inert(content: bytes, media_type: str) -> Response:
    return Response(content, media_type=media_type, headers=dict(_HEADERS))
