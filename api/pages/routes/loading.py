"""Loading a file in two steps: see what it would change, then change exactly that; and taking a dataset away."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Final, Literal, cast

from fastapi import File, Form, Response, UploadFile
from fastapi.responses import FileResponse, RedirectResponse
from starlette.background import BackgroundTask

from api.http.caller import CallerDep
from api.http.routes.loads import job_item, rejects_response, saved
from api.pages.differences import counted, sectioned
from api.pages.rendering import render
from api.pages.routing import page_router
from api.pages.visit import Visit, VisitDep
from api.service.jobs import Job
from api.service.rejects_file import Format
from api.service.requests import LoadOrder
from api.service.upload_folders import new_folder, removed_on_error
from graph.errors import InputError, OpenQuestionsError, ResemblanceError, absent
from graph.messages import Message
from loaders.documents.answers import AMOUNTS_OF, NODES_ARE, PERSONS_ARE

router = page_router()

_WAIT_SECONDS: Final = 2.0
_SHOWN: Final = 1000
_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/ladda")
def form(visit: VisitDep) -> Response:
    """The form, the template, and the datasets that are loaded."""
    datasets = list(visit.wait().whole.items("datasets", visit.language))
    return render(visit, "load.html", datasets=datasets, waiting=visit.service.older.waiting(datasets))


@router.post("/ladda")
def look(
    visit: VisitDep,
    by: CallerDep,
    file: Annotated[list[UploadFile], File()] = [],  # noqa: B006
    dataset: Annotated[str, Form(max_length=200)] = "",
    skip_bad_rows: Annotated[bool, Form()] = False,
    partial: Annotated[bool, Form()] = False,
    anew: Annotated[bool, Form()] = False,
) -> Response:
    """Read the files and show what they would change; nothing is written. A table nobody knows is mapped first."""
    files = [upload for upload in file if upload.filename]
    if not files:
        raise InputError(Message("pages.error_no_file"))
    folder = new_folder()
    with removed_on_error(folder):
        paths = tuple(saved(upload, folder, number) for number, upload in enumerate(files))
        order = LoadOrder(paths, None, dataset or None, skip_bad_rows, made_by=by, partial=partial)
        if visit.service.needs_mapping(order) or anew:
            return RedirectResponse(visit.link(f"/ladda/koppla/{visit.service.uploads.add(order, folder)}"), 303)
        return _shown(visit, visit.service.jobs.start(order, folder, apply=False))


@router.post("/ladda/demo")
def demo(visit: VisitDep, by: CallerDep) -> Response:
    """Load the demo network."""
    return _shown(visit, visit.service.jobs.start(LoadOrder((), made_by=by), None, apply=True))


@router.get("/ladda/mall.xlsx")
def template(visit: VisitDep) -> FileResponse:
    """The empty spreadsheet with instructions and drop-downs."""
    from loaders.sources.spreadsheet.template import write_template

    with tempfile.NamedTemporaryFile(prefix="hur-", suffix=".xlsx", delete=False) as workbook:
        path = Path(workbook.name)
    write_template(path, cast(Literal["sv", "en"], visit.language))
    remove = BackgroundTask(path.unlink, missing_ok=True)
    return FileResponse(path, media_type=_WORKBOOK, filename="HUR.xlsx", background=remove)


@router.get("/ladda/ta-bort")
def ask_to_forget(visit: VisitDep) -> Response:
    """What taking a dataset away would mean."""
    id = visit.given("dataset")
    found = visit.wait().whole.item("datasets", visit.language, id)
    if found is None:
        raise absent("dataset", id)
    return render(visit, "forget.html", dataset=found)


@router.post("/ladda/ta-bort")
def forget(visit: VisitDep, by: CallerDep, dataset: Annotated[str, Form(max_length=200)]) -> Response:
    """Take a dataset away."""
    visit.service.forget(dataset, by)
    return RedirectResponse(visit.link("/ladda", borta=dataset), 303)


@router.get("/ladda/{id}")
def job(visit: VisitDep, id: str) -> Response:
    """How far a load has come, what it would change, what it changed, or why it was refused."""
    found = visit.service.jobs.get(id)
    item = job_item(found, _SHOWN)
    report = item["report"]
    return render(
        visit,
        "load_job.html",
        422 if found.state == "failed" else 200,
        job=item,
        preparing=visit.service.preparing(report["revision"]) if found.state == "applied" and report else None,
        asked=_asked(visit, found),
        questions=_questions(visit, found),
        rejects=len(found.rejects),
        counts=counted(report["counts"]) if report else [],
        sections=sectioned(report["difference"]) if report else [],
    )


@router.get("/ladda/{id}/utelamnade.{format}")
def rejects(visit: VisitDep, id: str, format: Format) -> Response:
    """The rows that the load leaves out, as they stand in the file."""
    return rejects_response(visit.service.jobs.get(id), format, visit.language)


@router.post("/ladda/{id}/ladda")
def apply(visit: VisitDep, id: str) -> Response:
    """Make exactly the change that was shown."""
    return _shown(visit, visit.service.jobs.apply(id))


@router.post("/ladda/{id}/svar")
def answer(
    visit: VisitDep,
    id: str,
    replaces: Annotated[str, Form(max_length=200)] = "",
    amounts: Annotated[Literal["", *AMOUNTS_OF], Form()] = "",  # type: ignore[valid-type]
    nodes: Annotated[Literal["", *NODES_ARE], Form()] = "",  # type: ignore[valid-type]
    persons: Annotated[Literal["", *PERSONS_ARE], Form()] = "",  # type: ignore[valid-type]
) -> Response:
    """Read the file again with the answer: which dataset it replaces, if any, or what only a person can say of it."""
    given = {"amounts": amounts, "nodes": nodes, "persons": persons}
    answers = {name: answer for name, answer in given.items() if answer}

    def answered(order: LoadOrder) -> LoadOrder:
        if not answers:
            return replace(order, dataset=replaces or order.dataset, new=not replaces)
        order = order.answered(answers)
        if order.mapping:
            visit.service.mappings.save(order.mapping)
        return order

    return _shown(visit, visit.service.jobs.answered(id, answered))


@router.post("/ladda/{id}/stopp")
def stop(visit: VisitDep, id: str) -> Response:
    """Read no further."""
    return _shown(visit, visit.service.jobs.stop(id))


def _asked(visit: Visit, job: Job) -> dict[str, str]:
    """What is asked about a file that resembles a dataset, worded; empty when nothing is."""
    if not isinstance(job.error, ResemblanceError) or job.folder is None:
        return {}
    keys = ("job_asked_text", "job_asked_replace", "job_asked_replace_is")
    said = {key: Message(f"pages.{key}", **job.error.values).say(visit.language) for key in keys}
    return {"dataset": job.error.dataset, **said}


def _questions(visit: Visit, job: Job) -> list[dict[str, Any]]:
    """What only a person can say of the file."""
    if not isinstance(job.error, OpenQuestionsError) or job.folder is None:
        return []
    return [question.item(visit.language) for question in job.error.questions]


def _shown(visit: Visit, job: Job) -> Response:
    visit.service.jobs.finished(job, _WAIT_SECONDS)
    return RedirectResponse(visit.link(f"/ladda/{job.id}"), 303)
