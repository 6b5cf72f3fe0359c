"""OpenRefine and its like: names in tables matched with our actors and projects, by the Reconciliation Service API 0.2.

Answers are JSON, never JSONP: a page may read them when it lies on this machine, as OpenRefine does.
"""

from typing import Annotated, Any, Final
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.http import reconciliation
from api.http.dependencies import Language, MomentDep, json_response
from api.http.hosts import is_this_machine
from api.http.schemas.reconciliation import EXTENSION, LARGEST_FIELD, QUERIES, read
from api.service.details import missing
from api.service.moment import Moment
from graph.messages import message
from graph.network.facts import Actor, Project
from graph.network.network import StakeholderNetwork
from viz.svg.templating import content_policy, environment, static

_ANCESTORS: Final = "frame-ancestors 'self' http://localhost:* http://127.0.0.1:*"
_LARGEST_CURSOR: Final = 1_000_000


async def shared_with_this_machine(request: Request, response: Response) -> None:
    """Let a page of another program on this machine read the answer, and no other page."""
    response.headers["Vary"] = "Origin"
    origin = request.headers.get("origin", "")
    try:
        is_ours = is_this_machine(urlsplit(origin).netloc)
    except ValueError:
        return
    if is_ours:
        response.headers["Access-Control-Allow-Origin"] = origin


router = APIRouter(prefix="/reconcile", tags=["reconciliation"], dependencies=[Depends(shared_with_this_machine)])

_QUERIES: Final = 'Batch of queries as JSON: {"q0": {"query": "Luleå kommun", "limit": 3}}'
_EXTEND: Final = 'Properties to fetch as JSON: {"ids": ["…"], "properties": [{"id": "org_number"}]}'
Prefix = Annotated[str, Query(max_length=200, description="Beginning of a name", examples=["Luleå"])]
Position = Annotated[int, Query(ge=0, le=_LARGEST_CURSOR, description="How many suggestions to pass over")]


@router.get("", response_model=dict[str, Any], summary="What the service can do; matches of a batch of names")
def ask_by_address(
    request: Request,
    moment: MomentDep,
    response: Response,
    language: Language,
    queries: Annotated[str | None, Query(max_length=LARGEST_FIELD, description=_QUERIES)] = None,
    extend: Annotated[str | None, Query(max_length=LARGEST_FIELD, description=_EXTEND)] = None,
) -> Response:
    """The manifest without `queries` and `extend`; otherwise as `POST` answers."""
    return json_response(_answered(request, moment, language, queries, extend), response)


@router.post("", response_model=dict[str, Any], summary="Matches of a batch of names, or values of properties")
def ask_by_form(
    request: Request,
    moment: MomentDep,
    response: Response,
    language: Language,
    queries: Annotated[str | None, Form(max_length=LARGEST_FIELD, description=_QUERIES)] = None,
    extend: Annotated[str | None, Form(max_length=LARGEST_FIELD, description=_EXTEND)] = None,
) -> Response:
    """Nothing is written. Under each query's key `result`, the most likely first, each with reasons and features."""
    return json_response(_answered(request, moment, language, queries, extend), response)


@router.get("/suggest/entity", response_model=dict[str, Any], summary="Actors and projects whose names begin so")
def suggest_entity(
    moment: MomentDep, response: Response, language: Language, prefix: Prefix, cursor: Position = 0
) -> Response:
    """Aliases and later words of a name count too, after the names that begin so."""
    return json_response(reconciliation.suggested_entities(moment.reconciler(), prefix, cursor, language), response)


@router.get("/suggest/type", response_model=dict[str, Any], summary="Types whose names begin so")
def suggest_type(response: Response, language: Language, prefix: Prefix, cursor: Position = 0) -> Response:
    """Kinds of actors are types, and so are projects."""
    return json_response(reconciliation.suggested_types(prefix, cursor, language), response)


@router.get("/suggest/property", response_model=dict[str, Any], summary="Properties whose names begin so")
def suggest_property(response: Response, language: Language, prefix: Prefix, cursor: Position = 0) -> Response:
    """What a query may say beside the name."""
    return json_response(reconciliation.suggested_properties(prefix, cursor, language), response)


@router.get("/properties", response_model=dict[str, Any], summary="Properties that can be fetched")
def propose_properties(
    response: Response,
    language: Language,
    type: Annotated[str, Query(max_length=100, examples=["/project"])] = "/actor",
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Response:
    """All kinds of actors have the same; projects have others."""
    return json_response(reconciliation.proposed(type, limit, language), response)


@router.get("/view", status_code=307, response_class=RedirectResponse, summary="To the page of an actor or project")
def view(
    request: Request, moment: MomentDep, id: Annotated[str, Query(max_length=300, examples=["orgnr:2120002650"])]
) -> RedirectResponse:
    """Ids of both kinds have one address here."""
    return RedirectResponse(f"{request.base_url}{_page(_node(moment.whole, id))}")


@router.get("/preview", response_class=HTMLResponse, summary="A small page about an actor or project")
def preview(
    request: Request,
    moment: MomentDep,
    language: Language,
    id: Annotated[str, Query(max_length=300, examples=["orgnr:2120002650"])],
) -> Response:
    """Self-contained; pages of this machine may frame it."""
    node = _node(moment.whole, id)
    style = static("preview.css")
    page = (
        environment()
        .get_template("preview.html")
        .render(
            name=node.name,
            properties=reconciliation.preview(moment.whole, moment.reconciler(), node, language),
            address=f"{request.base_url}{_page(node)}",
            link=message("reconciliation.open", language),
            language=language,
            style=style,
        )
    )
    return HTMLResponse(page, headers={"Content-Security-Policy": f"{content_policy(style)}; {_ANCESTORS}"})


def _node(whole: StakeholderNetwork, id: str) -> Actor | Project:
    node = whole.actors.get(id) or whole.projects.get(id)
    if node is None:
        raise missing("actors", id)
    return node


def _page(node: Actor | Project) -> str:
    return f"{'aktor' if isinstance(node, Actor) else 'projekt'}/{quote(node.id, safe=':')}"


def _answered(
    request: Request, moment: Moment, language: str, queries: str | None, extend: str | None
) -> dict[str, Any]:
    if queries is not None:
        batch = read(QUERIES, queries, "queries")
        return reconciliation.results(moment.reconciler(), batch, language)
    if extend is not None:
        asked = read(EXTENSION, extend, "extend")
        return reconciliation.extended(moment.whole, moment.reconciler(), asked, language)
    return reconciliation.manifest(str(request.base_url), language)
