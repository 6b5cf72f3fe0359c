"""What a file does to the process that reads it becomes an error, and nothing stays behind."""

import io
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.service.child import Limits, limited_here, run_limited
from api.service.jobs import Job, Jobs
from api.service.prepared_load import PreparedLoad
from api.service.reading import read_order
from api.service.requests import LoadOrder
from api.service.upload_folders import new_folder, remove_left_behind
from graph.errors import ConflictError, HurError, InputError, Problem
from graph.ingest.write import Progress
from graph.messages import Message
from tests.api.conftest import API

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no limits of processes there")
PLENTY = Limits(60, 4096)
LIST = "projekt;aktör;roll\nSkog 2030;Boliden AB;partner\nSkog 2030;Luleå kommun;koordinator\n"


def refuse(_: Progress) -> None:
    raise InputError.of((Problem(Message("loading.empty_file"), file="a.csv", row=3),))


def run_on(_: Progress) -> None:
    while True:
        time.sleep(0.1)


def take_all(_: Progress) -> int:
    return len(bytearray(3 << 30))


def end_by(number: int, _: Progress) -> None:
    os.kill(os.getpid(), number)


def fail(_: Progress) -> None:
    raise SystemError("panic")


def test_an_order_is_read_to_the_same_records(tmp_path: Path) -> None:
    file = tmp_path / "skog.csv"
    file.write_text(LIST, "utf-8")
    steps: list[str] = []
    order = LoadOrder((file,))
    apart = run_limited(
        read_order, order, tmp_path, limits=PLENTY, progress=lambda step, _done, _total: steps.append(step)
    )
    assert apart == read_order(order, tmp_path)
    assert set(steps) == {"read"}


def test_an_error_comes_back_with_its_problems() -> None:
    with pytest.raises(InputError) as error:
        run_limited(refuse, limits=PLENTY)
    assert error.value.say("sv") == "a.csv, rad 3: Filen är tom."


@pytest.mark.parametrize(
    ("work", "arguments", "limits", "said"),
    [
        (run_on, (), Limits(1, 4096), "inte läst på 1 sekunder"),
        (take_all, (), Limits(60, 1024), "mer än 1 024 MB minne"),
        (end_by, (signal.SIGABRT,), PLENTY, "bröts av"),
        (end_by, (signal.SIGSEGV,), PLENTY, "bröts av"),
        (end_by, (signal.SIGKILL,), PLENTY, "bröts av"),
        (fail, (), PLENTY, "SystemError: panic"),
    ],
    ids=["time", "memory", "abort", "segmentation fault", "killed", "panic"],
)
def test_what_ends_the_child_is_told(
    work: Callable[..., Any], arguments: tuple[object, ...], limits: Limits, said: str
) -> None:
    with pytest.raises(HurError) as error:
        run_limited(work, *arguments, limits=limits)
    assert said in error.value.say("sv").replace("\N{NO-BREAK SPACE}", " ")


def test_it_can_be_stopped() -> None:
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    with pytest.raises(InputError, match="stopped"):
        run_limited(run_on, limits=PLENTY, stop=stop)


@pytest.mark.parametrize(
    ("work", "limits", "said"), [(run_on, Limits(0.3, 4096), "0 seconds"), (take_all, Limits(60, 1024), "memory")]
)
def test_the_same_limits_hold_at_a_terminal(work: Callable[..., Any], limits: Limits, said: str) -> None:
    with pytest.raises(InputError, match=said), limited_here(limits):
        work(None)
    assert len(bytearray(3 << 30)) == 3 << 30


def reading(_order: LoadOrder, _progress: Progress, stop: threading.Event) -> PreparedLoad:
    stop.wait(60)
    raise InputError(Message("errors.read_stopped"))


def started(jobs: Jobs) -> Job:
    (folder := new_folder()).joinpath("a.csv").write_text(LIST, "utf-8")
    return jobs.start(LoadOrder((folder / "a.csv",)), folder, apply=False)


def test_a_load_is_stopped_while_it_reads_and_leaves_nothing() -> None:
    jobs = Jobs(reading)
    job, waiting = started(jobs), started(jobs)
    jobs.stop(job.id)
    assert jobs.finished(job, 60)
    assert (job.state, job.folder is not None and job.folder.exists()) == ("failed", False)
    with pytest.raises(ConflictError):
        jobs.stop(job.id)
    jobs.close()
    assert waiting.folder is not None
    assert not waiting.folder.exists()


@pytest.fixture
def own_temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_what_cannot_be_read_in_time_leaves_nothing(
    make_client: Callable[..., TestClient], own_temporary: Path
) -> None:
    client = make_client(read_seconds=0.001)
    for address in (f"{API}/loads", "/ladda"):
        answer = client.post(address, files={"file": ("skog.csv", io.BytesIO(LIST.encode()))})
        assert answer.status_code == 422
        assert "HUR_READ_SECONDS" in answer.text
    mapped_anew = client.post("/ladda", files={"file": ("skog.csv", io.BytesIO(LIST.encode()))}, data={"anew": "true"})
    assert mapped_anew.status_code == 422, "no file is read in the service that was not read in a child before"
    assert not list(own_temporary.glob("hur-load-*"))


def test_a_load_can_be_stopped_over_http(client: TestClient) -> None:
    """What is read already cannot: 409."""
    id = client.post(f"{API}/loads", files={"file": ("skog.csv", io.BytesIO(LIST.encode()))}).json()["id"]
    assert client.delete(f"{API}/loads/{id}").status_code == 409
    assert client.post(f"/ladda/{id}/stopp").status_code == 409
    assert client.delete(f"{API}/loads/none").status_code == 404


def test_folders_of_processes_that_are_no_more_are_removed(own_temporary: Path) -> None:
    mine = new_folder()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (own_temporary / f"hur-load-{gone.pid}-x").mkdir()
    (own_temporary / "hur-load-mall").mkdir()
    remove_left_behind()
    assert {folder.name for folder in own_temporary.iterdir()} == {mine.name, "hur-load-mall"}


def test_the_page_of_a_load_that_reads_has_a_button_to_stop_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.pages.routes.loading._WAIT_SECONDS", 0.0)
    service = client.app.state.service  # type: ignore[attr-defined]
    service.jobs = Jobs(reading)
    page = client.post("/ladda", files={"file": ("skog.csv", io.BytesIO(LIST.encode()))})
    address = page.url.path
    assert f'action="{address}/stopp"' in page.text
    monkeypatch.setattr("api.pages.routes.loading._WAIT_SECONDS", 60.0)
    stopped = client.post(f"{address}/stopp")
    assert "Inläsningen stoppades. Ingenting är ändrat." in stopped.text
    assert "/stopp" not in stopped.text
