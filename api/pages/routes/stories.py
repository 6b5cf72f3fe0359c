"""Stories: their list, the form that proposes and changes one, and playing it."""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import quote

from fastapi import File, Form, Request, Response, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.http.caller import CallerDep
from api.http.routes.stories import story_file
from api.pages.choosing import chosen
from api.pages.rendering import render
from api.pages.routes.maps import POLICY
from api.pages.routing import page_router
from api.pages.story_form import FormFields, edited
from api.pages.visit import Visit, VisitDep
from api.service.picture import read_template
from api.service.stories import (
    FORMATS,
    TEXT,
    remove_story,
    replaced_names,
    save_story,
    stories,
    story,
    telling_of,
    title_of_view,
)
from graph.errors import HurError, InputError
from queries.stories.proposal import proposal
from queries.stories.text import StoryText, read_story, write_story
from viz.drawing.drawing import LAYOUTS

router = page_router()

_HEADERS: Final = {"Content-Security-Policy": POLICY, "Cache-Control": "private, no-cache", "Vary": "Cookie"}
_HIDDEN: Final = "dolda"


@router.get("/berattelser")
def many(visit: VisitDep) -> Response:
    """Every story, and how one is made."""
    return render(visit, "stories.html", stories=stories(visit.service.store), formats=FORMATS)


@router.get("/berattelser/ny")
def new(visit: VisitDep) -> Response:
    """Five steps proposed from the view, to be changed and saved."""
    title = title_of_view(visit.moment, visit.options, visit.language)
    found = proposal(title, visit.options, visit.moment, visit.language)
    return _form(visit, found.story, missing=found.missing)


@router.get("/berattelse/{id}")
def play(visit: VisitDep, id: str) -> Response:
    """Play it: the same page as the file, with ways back and out; with `namn=dolda` without names and ways of its own.

    An address holds the story's id, which is made from its title, so that what is without names leads to none of its.
    """
    from viz.stories.html import render as played

    hidden = visit.given("namn") == _HIDDEN
    telling = telling_of(visit.service.store, visit.moment, id, visit.language, _HIDDEN if hidden else "")
    folder = quote(id)
    links = [("/berattelser", visit.say("menu_stories"))]
    if not hidden:
        links.append((f"/berattelse/{folder}/andra", visit.say("story_edit")))
        links += [
            (f"/api/v1/stories/{folder}/exports/{name}?lang={visit.language}", visit.say(f"story_as_{name}"))
            for name in FORMATS
        ]
    return Response(played(telling, links), media_type="text/html; charset=utf-8", headers=dict(_HEADERS))


@router.get("/berattelse/{id}/utan-namn")
def without_names(visit: VisitDep, id: str) -> Response:
    """What is replaced in the texts of a story without names, or what must be written otherwise, and the ways out."""
    kept = story(visit.service.store, id)
    try:
        replaced, problem = replaced_names(visit.service.store, visit.moment, id, visit.language), ""
    except InputError as error:
        replaced, problem = (), error.say(visit.language)
    formats = [name for name in FORMATS if name != TEXT]
    return render(visit, "story_unnamed.html", story=kept, replaced=replaced, problem=problem, formats=formats)


@router.post("/berattelse/{id}/fil")
def in_template(
    visit: VisitDep, id: str, template: Annotated[UploadFile, File()], anonymous: Annotated[bool, Form()] = False
) -> Response:
    """Its slides in a template of one's own."""
    given = read_template(template.file)
    content = visit.service.export_story(id, "pptx", visit.language, anonymous=anonymous, template=given or None)
    return story_file(id, "pptx", content, anonymous=anonymous)


@router.get("/berattelse/{id}/andra")
def change(visit: VisitDep, id: str) -> Response:
    """Its form."""
    kept = story(visit.service.store, id)
    return _form(visit, read_story(kept["content"]), id=id, frozen=kept["frozen_at"] is not None)


@router.post("/berattelser/spara")
async def save(visit: VisitDep, by: CallerDep, request: Request) -> Response:
    """Keep what the form says, then play it; with something wrong, or one of the same title, the form again."""
    fields = FormFields(await request.form(max_fields=2000))
    return await run_in_threadpool(_save, visit, by, fields)


@router.post("/berattelse/{id}/ta-bort")
def forget(visit: VisitDep, by: CallerDep, id: str, sure: Annotated[str, Form(max_length=10)] = "") -> Response:
    """Forget it, when the person is sure."""
    if sure:
        remove_story(visit.service.store, id, by)
    return RedirectResponse("/berattelser", 303)


def _save(visit: Visit, by: str | None, fields: FormFields) -> Response:
    text = edited(fields, lambda name: _node(visit, name))
    moment = visit.service.now()
    try:
        text = read_story(write_story(text))  # the same checks as of a file
        kept = save_story(
            visit.service.store, moment, write_story(text), by, frozen=fields.frozen, replacing=fields.replaces(text)
        )
    except HurError as error:
        return _form(visit, text, id=fields.id, frozen=fields.frozen, problem=error.say(visit.language))
    if fields.id and fields.id != kept["id"]:
        remove_story(visit.service.store, fields.id, by)
    return RedirectResponse(f"/berattelse/{quote(kept['id'])}", 303)


def _node(visit: Visit, name: str) -> tuple[str, str] | None:
    """Id and name of the actor or project that a person wrote."""
    for kind in ("projects", "actors"):
        if item := chosen(visit, kind, name).item:
            return item["id"], item.get("acronym") or item["name"]
    return None


def _form(
    visit: Visit,
    text: StoryText,
    *,
    id: str = "",
    frozen: bool = False,
    missing: tuple[str, ...] = (),
    problem: str = "",
) -> Response:
    status = 422 if problem else 200
    values = {"text": text, "content": write_story(text), "id": id, "frozen": frozen, "layouts": LAYOUTS}
    return render(visit, "story_form.html", status, **values, missing=missing, problem=problem)
