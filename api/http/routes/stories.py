"""Stories: kept, told of the revision that they are frozen at or of the newest, and written as files."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Response

from api.http.caller import CallerDep, SeenDep
from api.http.dependencies import Language, ServiceDep
from api.http.schemas.saved import SavedStories, SavedStory, StoryItem, StoryOrder
from api.service.stories import exported_story, media_type_of, remove_story, save_story, stories, story
from api.service.unmoved import if_unmoved

router = APIRouter(prefix="/stories", tags=["stories"])


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
    format: Annotated[str, Path(description="html, pptx, pdf, xlsx, or yml for its text")],
    language: Language,
) -> Response:
    """Told of the revision that it is frozen at, or of the newest."""
    content = exported_story(service.store, service.now(), id, format, language)
    named = f"attachment; filename*=utf-8''{quote(f'{id}.{format}')}"
    return Response(content, media_type=media_type_of(format), headers={"Content-Disposition": named})
