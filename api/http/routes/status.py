"""What the service holds, and all of it as a backup."""

import tempfile
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from api.http.dependencies import Language, MomentDep, ServiceDep
from api.http.schemas.service import Status, Verification
from api.version import hur_version

router = APIRouter(tags=["service"])


@router.get("/status", response_model=Status, summary="Engine, revision and counts")
def status(service: ServiceDep, moment: MomentDep) -> dict[str, Any]:
    """Does not disclose where the graph is stored."""
    return service.status(moment) | {"version": hur_version()}


@router.get("/verify", response_model=Verification, summary="Whether the graph holds what was written")
def verify(service: ServiceDep, language: Language) -> dict[str, Any]:
    """Reads every record and every kept backup, which takes seconds. Asks for the token of writing; one at a time."""
    return service.verify(language)


@router.get(
    "/backup",
    response_class=FileResponse,
    responses={200: {"content": {"application/jsonl": {}}, "description": "JSON Lines, which `hur restore` reads"}},
    summary="The whole graph as JSON Lines",
)
def backup(service: ServiceDep) -> FileResponse:
    """Workspace and revisions included; asks for the token of writing. One at a time; the next waits, then is 503."""
    with tempfile.NamedTemporaryFile(prefix="hur-", suffix=".jsonl", delete=False) as file:
        path = Path(file.name)
    try:
        service.backup(path)
    except BaseException:
        path.unlink()
        path.with_name(f"{path.name}.part").unlink(missing_ok=True)
        raise
    remove = BackgroundTask(path.unlink, missing_ok=True)
    return FileResponse(path, media_type="application/jsonl", filename="hur-backup.jsonl", background=remove)
