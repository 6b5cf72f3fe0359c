"""The view as nodes and edges, and as a file in every format."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.http.dependencies import Conditional, Language, MomentDep, ViewOptions
from api.http.schemas.network import Network
from api.service.exports import format_named

router = APIRouter(tags=["network"], dependencies=[Conditional])


@router.get("/network", response_model=Network, summary="The view as nodes and edges")
def network(moment: MomentDep, response: Response, options: ViewOptions, language: Language) -> Response:
    """Node-link data, each edge with its evidence."""
    return _file(moment.export("json", options, language), "application/json", response)


@router.get(
    "/exports/{format}",
    response_class=Response,
    responses={200: {"content": {"*/*": {}}, "description": "The file, of the media type of its format"}},
    summary="The view as a file",
)
def export(
    moment: MomentDep,
    response: Response,
    options: ViewOptions,
    language: Language,
    format: Annotated[str, Path(max_length=40, examples=["html"])],
) -> Response:
    """The view as a file.

    Formats: html (the offline map), pyvis (the free-form one), svg, png, json, graphml, gexf, graphology, kumu,
    kumu-xlsx, followthemoney, xlsx.
    """
    found = format_named(format)
    response.headers["Content-Disposition"] = f'attachment; filename="hur{found.SUFFIX}"'
    return _file(moment.export(format, options, language), found.MEDIA_TYPE, response)


def _file(content: bytes, media_type: str, response: Response) -> Response:
    headers = {name: value for name, value in response.headers.items() if name != "content-length"}
    return Response(content, media_type=media_type, headers=headers)
