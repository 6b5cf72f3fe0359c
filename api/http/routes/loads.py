"""Loading files: look at the difference first, then apply it."""

import shutil
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile

from api.http.caller import CallerDep
from api.http.dependencies import Language, ServiceDep, json_response
from api.http.errors import problem, problem_response
from api.http.schemas.changes import Load
from api.service.jobs import Job
from api.service.rejects_file import MEDIA_TYPES, Format, rejects_file
from api.service.reports import SHOWN, report_item
from api.service.requests import LoadOrder
from api.service.service import Service
from api.service.upload_folders import new_folder, removed_on_error
from graph.errors import InputError
from graph.messages import Message
from loaders.documents.answers import AMOUNTS_OF, NODES_ARE, PERSONS_ARE
from loaders.documents.mapping import TableMapping

router = APIRouter(prefix="/loads", tags=["loads"])

# Most spreadsheets are read and compared in less; the rest is answered 202 and asked for again.
WAIT_SECONDS: Final = 2.0
_NAME_LENGTH: Final = 120

Shown = Annotated[int, Query(ge=0, le=10_000, description="How many entries of the difference to show")]
_STARTED: Final[dict[int | str, dict[str, Any]]] = {
    202: {"model": Load, "description": "Still running: ask the address in `Location` again"}
}


@router.post("", response_model=Load, responses=_STARTED, summary="Load files as one dataset")
def load(
    request: Request,
    service: ServiceDep,
    response: Response,
    by: CallerDep,
    file: Annotated[list[UploadFile], File(description="One or more files; none with `demo`")] = [],  # noqa: B006
    loader: Annotated[
        str | None, Form(max_length=100, description="Name of the loader; recognised by content if not given")
    ] = None,
    dataset: Annotated[str | None, Form(max_length=200, description="Id of the dataset to replace")] = None,
    new: Annotated[bool, Form(description="A dataset of its own, also where it resembles one that is loaded")] = False,
    partial: Annotated[
        bool, Form(description="A part of the dataset: what it lacks is not withdrawn, and no least number is expected")
    ] = False,
    skip_bad_rows: Annotated[bool, Form(description="Load the good rows and list the bad ones")] = False,
    mapping: Annotated[
        str | None,
        Form(max_length=1_000_000, description="Mapping of a table as YAML; else the one saved for its headings"),
    ] = None,
    amounts: Annotated[
        Literal["", *AMOUNTS_OF] | None,  # type: ignore[valid-type]
        Form(
            description="Whose an amount is that several rows of one project repeat: each partner's, or the project's"
        ),
    ] = None,
    nodes: Annotated[
        Literal["", *NODES_ARE] | None,  # type: ignore[valid-type]
        Form(description="What nodes of a graph are that do not say it themselves; `none` leaves them out"),
    ] = None,
    persons: Annotated[
        Literal["", *PERSONS_ARE] | None,  # type: ignore[valid-type]
        Form(description="Whether recipients that look like private persons are left out"),
    ] = None,
    demo: Annotated[bool, Form(description="Load the demo network instead of a file")] = False,
    apply: Annotated[bool, Query(description="Write at once instead of showing the difference")] = False,
    shown: Shown = SHOWN,
) -> Response:
    """By default nothing is written: `report` shows what `POST /loads/{id}/apply` would change, exactly that.

    409 `urn:hur:problem:resemblance` asks whether the file replaces a dataset that it resembles: send it again with
    `dataset` or `new`. 422 `urn:hur:problem:open-questions` lists in `questions` what only a person can say: send it
    again with the answer under the question's `name`.
    """
    if demo == bool(file):
        raise InputError(Message("errors.nothing_sent"))
    table_mapping = TableMapping.from_yaml(mapping) if mapping else None
    folder = new_folder() if file else None
    with removed_on_error(folder):
        files = [saved(upload, folder, number) for number, upload in enumerate(file)] if folder else []
        order = LoadOrder(
            tuple(files),
            loader or None,
            dataset or None,
            skip_bad_rows,
            table_mapping,
            by,
            new,
            partial,
            amounts or "",
            {name: said for name, said in (("nodes", nodes), ("persons", persons)) if said},
        )
        job = service.jobs.start(order, folder, apply=apply)
    return _answer(request, response, service, job, shown)


@router.get("/{id}", response_model=Load, summary="How far a load has come")
def status(service: ServiceDep, response: Response, id: str, shown: Shown = SHOWN) -> Response:
    """A load that failed says why in `problem`."""
    return json_response(job_item(service.jobs.get(id), shown), response)


@router.get("/{id}/rejects.{format}", summary="The rows that a load leaves out", response_class=Response)
def rejects(service: ServiceDep, language: Language, id: str, format: Format) -> Response:
    """As they stand in the file, with all their cells and the reasons, in a workbook or as CSV with semicolons."""
    return rejects_response(service.jobs.get(id), format, language)


@router.post("/{id}/apply", response_model=Load, responses=_STARTED, summary="Make the change that was shown")
def apply(request: Request, service: ServiceDep, response: Response, id: str, shown: Shown = SHOWN) -> Response:
    """409 when the graph has moved on since: then what was shown no longer holds, and nothing is written."""
    return _answer(request, response, service, service.jobs.apply(id), shown)


@router.delete("/{id}", response_model=Load, summary="Read no further")
def stop(service: ServiceDep, response: Response, id: str) -> Response:
    """409 when the files have been read; nothing is written either way."""
    job = service.jobs.stop(id)
    service.jobs.finished(job, WAIT_SECONDS)
    return json_response(job_item(job), response)


def _answer(request: Request, response: Response, service: Service, job: Job, shown: int) -> Response:
    if not service.jobs.finished(job, WAIT_SECONDS):
        response.headers["Location"] = str(request.url_for("status", id=job.id).path)
        response.headers["Retry-After"] = "1"
        return json_response(job_item(job, shown), response, status=202)
    if job.error and job.rejects:
        address = str(request.url_for("rejects", id=job.id, format="xlsx").path)
        return problem_response(job.error, request.url.path, request.headers, rejects=address)
    if job.error:
        raise job.error
    return json_response(job_item(job, shown), response)


def rejects_response(job: Job, format: Format, language: str) -> Response:
    """The file of the rows that a load leaves out."""
    headers = {"Content-Disposition": f'attachment; filename="hur-rejects.{format}"', "Cache-Control": "no-store"}
    content = rejects_file(job.rejects, format, language)
    return Response(content, media_type=MEDIA_TYPES[format], headers=headers)


def saved(upload: UploadFile, folder: Path, number: int) -> Path:
    """The upload under its own name, which names the dataset and is shown in messages; never outside `folder`."""
    subfolder = folder / str(number)
    subfolder.mkdir()
    name = Path((upload.filename or "").replace("\\", "/").replace("\0", "")).name[-_NAME_LENGTH:]
    path = subfolder / (name if name not in ("", ".", "..") else "file")
    with path.open("wb") as out:
        shutil.copyfileobj(upload.file, out)
    return path


def job_item(job: Job, shown: int = SHOWN) -> dict[str, Any]:
    """A load on its way."""
    return {
        "id": job.id,
        "state": job.state,
        "progress": {"step": job.step, "done": job.done, "total": job.total},
        "report": report_item(job.report, shown) if job.report else None,
        "problem": problem(job.error) if job.error else None,
    }
