"""The command line is told the same by a service over HTTP as by a store that it opens itself."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from api.app import create_app
from api.cli.remote import RemoteService
from api.cli.table_files import table_file
from api.service import service_file
from api.service.jobs import Jobs
from api.service.prepared_load import PreparedLoad
from api.service.requests import Access, Asked, CandidatesAsked, LoadOrder
from api.service.service import Service
from api.service.service_file import RunningService
from graph.errors import HurError, InputError, OpenQuestionsError, ResemblanceError
from graph.identity import Decision, Pair
from graph.ingest.load import LoadReport
from graph.messages import Message
from graph.settings import open_store, read_settings
from tests.api.test_identities import FIRST, SECOND

Ask = Callable[[Access], Any]
READINGS: dict[str, Ask] = {
    "datasets": lambda access: access.datasets(),
    "brokers": lambda access: access.ask(Asked("brokers")),
    "some brokers": lambda access: access.ask(Asked("brokers", {"place": ["Norrbotten"]}, "en", limit=3)),
    "brokers, stale or not": lambda access: access.ask(Asked("brokers", stale_ok=True)),
    "what lies around": lambda access: access.ask(Asked("brokers", {"around": "Boliden AB", "steps": 2})),
    "as it was": lambda access: access.ask(Asked("gaps", {"of": "isolates", "as-of": "1"})),
    "what if": lambda access: access.ask(Asked("what-if", {"together": ["Boliden AB", "Region Värmland"]})),
    "gaps": lambda access: access.ask(Asked("gaps", {"of": "pairs"})),
    "partners": lambda access: access.ask(Asked("partners", {"project": "SORESS-MMI", "theme": ["energi"]})),
    "doubts": lambda access: access.candidates("sv", CandidatesAsked()),
    "one doubt": lambda access: access.candidates("en", CandidatesAsked(least=0.1), limit=1),
    "whether all is there": lambda access: access.verify("en"),
    "decisions": lambda access: access.identity_decisions(),
    "export": lambda access: json.loads(access.export("json", {"theme": ["energi"]}, "sv")),
}
REFUSALS: dict[str, Ask] = {
    "question": lambda access: access.ask(Asked("introductions", {"a": "Boliden AB", "b": "Ingen alls"})),
    "revision": lambda access: access.ask(Asked("brokers", {"as-of": "99"})),
    "theme": lambda access: access.ask(Asked("brokers", {"theme": ["inget sådant"]})),
    "dataset": lambda access: access.forget("nothing"),
    "file": lambda access: access.prepare(LoadOrder((Path("none.csv"),))).compare(),
}


@contextmanager
def service_on(folder: Path) -> Iterator[tuple[Service, RemoteService]]:
    """A service that listens, as itself and as the command line sees it."""
    settings = read_settings(graph=str(folder), wait=0)
    app = create_app(settings, open_store(settings), local_token="of-this-start")
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none", access_log=False))
    running = threading.Thread(target=server.run, args=([listening],))
    running.start()
    while not server.started:
        assert running.is_alive()
        time.sleep(0.02)
    remote = RemoteService(RunningService(f"http://127.0.0.1:{listening.getsockname()[1]}", 0, "of-this-start"))
    yield app.state.service, remote
    remote.close()
    server.should_exit = True
    running.join()
    listening.close()


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, RemoteService]]:
    """Both ways to a graph with the demo network and a doubtful pair, which tests only read."""
    folder = tmp_path_factory.mktemp("ways")
    with service_on(folder / "graph") as (service, remote):
        for files in ((), *((file,) for file in doubtful_files(folder))):
            service.prepare(LoadOrder(files)).apply()
        yield service, remote


def test_an_address_that_another_service_answers_at_is_not_taken(
    ways: tuple[Service, RemoteService], tmp_path: Path
) -> None:
    ours = RunningService(ways[1].url, os.getpid(), "of-this-start")
    service_file.announce(tmp_path, ours)
    assert service_file.find(tmp_path) == ours
    service_file.announce(tmp_path, RunningService(ways[1].url, os.getpid(), "of-a-service-of-another-graph"))
    assert service_file.find(tmp_path) is None


def doubtful_files(folder: Path) -> list[Path]:
    """Two files that speak of one company, perhaps."""
    files = [folder / "ett.csv", folder / "två.csv"]
    for file, text in zip(files, (FIRST, SECOND), strict=True):
        file.write_text(text, "utf-8")
    return files


def plain(value: Any) -> Any:
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("reading", READINGS)
def test_both_ways_tell_the_same(
    ways: tuple[Service, RemoteService], monkeypatch: pytest.MonkeyPatch, reading: str
) -> None:
    monkeypatch.setattr("api.cli.remote._PAGE", 5)  # so that what is asked for whole comes in several pages
    here, there = (plain(READINGS[reading](access)) for access in ways)
    assert here == there
    assert here or reading == "decisions"


def test_both_ways_ask_about_the_same_list_again(ways: tuple[Service, RemoteService], tmp_path: Path) -> None:
    copy = tmp_path / "kopia.csv"
    copy.write_text(FIRST, "utf-8")
    asked = []
    for access in ways:
        with pytest.raises(ResemblanceError) as refused:
            access.prepare(LoadOrder((copy,))).compare()
        asked.append((refused.value.dataset, refused.value.say("sv")))
    assert asked[0] == asked[1]
    assert asked[0][0] == "ett"


def test_both_ways_write_the_same_table(ways: tuple[Service, RemoteService]) -> None:
    asked = Asked("partners", {"project": "SORESS-MMI", "view-place": ["Norrbotten"]})
    here, there = (table_file(way, asked, "csv") for way in ways)
    assert here == there
    assert len(here[0].splitlines()) > 5


def test_both_ways_have_the_same_status(ways: tuple[Service, RemoteService]) -> None:
    here, there = (access.status() for access in ways)
    assert here.items() <= there.items()


@pytest.mark.parametrize("refusal", REFUSALS)
def test_both_ways_refuse_alike(ways: tuple[Service, RemoteService], refusal: str) -> None:
    told = []
    for access in ways:
        with pytest.raises(HurError) as error:
            REFUSALS[refusal](access)
        told.append((type(error.value), error.value.say("sv"), error.value.say("en")))
    assert told[0] == told[1]


def test_both_ways_load_decide_and_forget_alike(tmp_path: Path) -> None:
    files = doubtful_files(tmp_path)
    with service_on(tmp_path / "one") as (here, _), service_on(tmp_path / "other") as (_, there):
        assert written(here, files) == written(there, files)
        assert here.backup(tmp_path / "one.jsonl") == there.backup(tmp_path / "other.jsonl") > 100


def written(access: Access, files: list[Path]) -> list[Any]:
    """What loading, deciding, taking back and forgetting tell, each load first looked at."""
    told: list[Any] = []
    for order in (LoadOrder(()), *(LoadOrder((file,)) for file in files)):
        pending = access.prepare(order)
        told += [pending.compare(), pending.apply()]
    assert len(told[0].difference) > 200, "more than the API shows unasked"
    (found,) = access.candidates("sv", CandidatesAsked(dataset="ett"))["items"]
    one, other = ((found[end]["dataset"], found[end]["id"]) for end in ("one", "other"))
    pair = Pair(one, other)
    told.append(undated(plain(access.decide_identities([Decision(pair, "same")], "Åsa"))))
    told.append([{**each, "decided_at": None} for each in plain(access.identity_decisions())])
    told.append(undated(plain(access.withdraw_identities([pair]))))
    return [*told, without_moment(access.forget("ett"))]


def undated(applied: dict[str, Any]) -> dict[str, Any]:
    """The same without the time at which somebody decided."""
    for change in applied["difference"]:
        for values in (change["before"], change["after"]):
            values.pop("decided_at", None)
    return applied


def without_moment(report: LoadReport) -> LoadReport:
    """The report without the time at which the withdrawn dataset was loaded."""
    difference = [
        replace(each, before={name: value for name, value in each.before.items() if name != "loaded"})
        for each in report.difference
    ]
    return replace(report, difference=tuple(difference))


def test_ctrl_c_at_the_terminal_stops_what_the_service_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.http.routes.loads.WAIT_SECONDS", 0.0)
    stopped = threading.Event()

    def read(_order: LoadOrder, _progress: object, stop: threading.Event) -> PreparedLoad:
        assert stop.wait(60)
        stopped.set()
        raise InputError(Message("errors.read_stopped"))

    def interrupt(_seconds: float) -> None:
        raise KeyboardInterrupt

    with service_on(tmp_path / "graph") as (here, there):
        here.jobs = Jobs(read)
        pending = there.prepare(LoadOrder((doubtful_files(tmp_path)[0],)))
        with monkeypatch.context() as at_the_terminal:
            at_the_terminal.setattr("api.cli.remote.time.sleep", interrupt)
            with pytest.raises(KeyboardInterrupt):
                pending.compare()
        assert stopped.wait(60)


def test_a_question_that_only_a_person_can_answer_is_asked_through_the_service(tmp_path: Path) -> None:
    file = tmp_path / "lista.csv"
    file.write_text("Projekt;Aktör;Finansiär;Belopp\nA;Malå kommun;F;5 kr\nA;Nordnod AB;F;5 kr\n", "utf-8")
    with service_on(tmp_path / "graph") as (service, remote):
        asked: list[OpenQuestionsError] = []
        for access in (service, remote):
            with pytest.raises(OpenQuestionsError) as refused:
                access.prepare(LoadOrder((file,))).apply()
            asked.append(refused.value)
        assert asked[0].questions == asked[1].questions
        assert asked[0].say("sv") == asked[1].say("sv")
        report = remote.prepare(LoadOrder((file,)).answered({"amounts": "partner"})).apply()
        assert report.counts["FUNDS"].new == 2
