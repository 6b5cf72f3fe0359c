"""Stories: kept, told of the revision that they are frozen at or of the newest, and written as files."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, File, Path, Query, Response, UploadFile

from api.http.caller import CallerDep, SeenDep
from api.http.dependencies import Language, ServiceDep
from api.http.schemas.saved import SavedStories, SavedStory, StoryItem, StoryOrder
from api.service.picture import read_template
from api.service.stories import media_type_of, remove_story, save_story, stories, story
from api.service.unmoved import if_unmoved

router = APIRouter(prefix="/stories", tags=["stories"])
Anonymous = Annotated[bool, Query(description="What actors and projects are, and not who")]


@router.get("", response_model=SavedStories, summary="Every story, by title")
def many(service: ServiceDep) -> dict[str, Any]:
    """Without their texts."""
    return {"items": stories(service.store)}


@router.get("/{id}", response_model=SavedStory, summary="One story with its text file")
def one(service: ServiceDep, id: str) -> dict[str, Any]:
    """The text is what `POST` takes."""
    return story(service.store, id)


@router.post("", response_model=StoryItem, status_code=201, summary="Keep a story")
def save(service: ServiceDep, order: StoryOrder, by: CallerDep, seen: SeenDep) -> dict[str, Any]:
    """Another of the same title is replaced with `replace` only."""
    moment = service.now()
    return if_unmoved(
        service.store,
        seen,
        lambda store: save_story(store, moment, order.content, by, frozen=order.frozen, replacing=order.replace),
    )


@router.delete("/{id}", status_code=204, summary="Forget a story")
def remove(service: ServiceDep, id: str, by: CallerDep, seen: SeenDep) -> None:
    """What it told of stays."""
    if_unmoved(service.store, seen, lambda store: remove_story(store, id, by))


@router.get(
    "/{id}/exports/{format}",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}, "description": "The file"}},
    summary="A story as a file",
)
def export(
    service: ServiceDep,
    id: str,
    format: Annotated[str, Path(description="html, pptx, pdf, xlsx, csv, or yml for its text")],
    language: Language,
    anonymous: Anonymous = False,
) -> Response:
    """Told of the revision that it is frozen at, or of the newest."""
    return story_file(id, format, service.export_story(id, format, language, anonymous=anonymous), anonymous=anonymous)


@router.post(
    "/{id}/exports/{format}",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}, "description": "The file"}},
    summary="A story as slides in a template",
)
def export_in_template(
    service: ServiceDep,
    id: str,
    format: Annotated[Literal["pptx"], Path()],
    language: Language,
    template: Annotated[UploadFile, File(description="A .potx or .pptx, at most 50 MB")],
    anonymous: Anonymous = False,
) -> Response:
    """The story in the layout, colours and letters of a presentation of your own. Nothing is kept."""
    given = read_template(template.file)
    content = service.export_story(id, format, language, anonymous=anonymous, template=given)
    return story_file(id, format, content, anonymous=anonymous)


def story_file(id: str, format: str, content: bytes, *, anonymous: bool) -> Response:
    """The file under the story's id, which is made from its title; one without names under a name that says nothing."""
    name = f"{'hur' if anonymous else id}.{format}"
    headers = {"Content-Disposition": f"attachment; filename*=utf-8''{quote(name)}"}
    return Response(content, media_type=media_type_of(format), headers=headers)
