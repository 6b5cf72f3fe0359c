"""The view as nodes and edges, and as a file in every format."""

from dataclasses import replace
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, File, Path, Query, Response, UploadFile

from api.http.dependencies import Conditional, Language, MomentDep, ViewOptions
from api.http.schemas.network import Network
from api.service.exports import format_named
from api.service.picture import LONGEST_TITLE, Picture, read_template
from viz.drawing.drawing import Layout
from viz.view.colours import Colour

_DEEPEST: Final = 8


async def picture(
    title: Annotated[
        str, Query(max_length=LONGEST_TITLE, description="Title of a map, in the place of what HUR finds in it")
    ] = "",
    transparent: Annotated[bool, Query(description="Nothing behind the picture (svg, png)")] = False,
    anonymous: Annotated[bool, Query(description="A map that says what actors and projects are, and not who")] = False,
    layout: Annotated[
        Layout | None,
        Query(
            description="Another layout than the usual: `layered` has actors, projects and funders in columns, "
            "`matrix` a cell for every tie, `geographic` all in their municipality; a view that cannot be drawn so is "
            "drawn as usual and says why"
        ),
    ] = None,
    grupp: Annotated[
        list[str] | None,
        Query(
            max_length=_DEEPEST,
            description="The community of its map that alone is wanted, as in the address of the page `/karta`; "
            "a further one lies in the one before",
        ),
    ] = None,
    without: Annotated[
        list[Colour], Query(description="Sorts of actors that a map leaves out, everything else staying where it is")
    ] = [],  # noqa: B006
) -> Picture:
    """What was wished of the picture."""
    return Picture(title.strip(), layout, transparent, anonymous, group=tuple(grupp or ()), without=tuple(without))


PictureDep = Annotated[Picture, Depends(picture)]
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
    picture: PictureDep,
    format: Annotated[str, Path(max_length=40, examples=["html"])],
) -> Response:
    """The view as a file.

    Formats: html (the offline map), pyvis (the free-form one), svg, png, pdf, pptx, json, graphml, gexf, graphology,
    kumu, kumu-xlsx, followthemoney, xlsx.
    """
    found = format_named(format)
    response.headers["Content-Disposition"] = f'attachment; filename="hur{found.SUFFIX}"'
    return _file(moment.export(format, options, language, picture), found.MEDIA_TYPE, response)


@router.post(
    "/exports/{format}",
    response_class=Response,
    responses={200: {"content": {"*/*": {}}, "description": "The file, of the media type of its format"}},
    summary="The view as slides in a template",
)
def export_in_template(
    moment: MomentDep,
    response: Response,
    options: ViewOptions,
    language: Language,
    picture: PictureDep,
    format: Annotated[Literal["pptx"], Path()],
    template: Annotated[UploadFile, File(description="A .potx or .pptx, at most 50 MB")],
) -> Response:
    """The view as slides in the layout, colours and letters of a presentation of your own. Nothing is kept."""
    finished = replace(picture, template=read_template(template.file))
    return export(moment, response, options, language, finished, format)


def _file(content: bytes, media_type: str, response: Response) -> Response:
    headers = {name: value for name, value in response.headers.items() if name != "content-length"}
    return Response(content, media_type=media_type, headers=headers)
