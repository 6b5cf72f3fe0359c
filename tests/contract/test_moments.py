"""A request is answered from one revision, which it asks the store for once."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.service.service import Service
from graph.ingest.backup import restore_backup, write_backup
from graph.ingest.ingest import ingest
from graph.messages import Message
from graph.settings import read_settings
from graph.store.protocol import GraphStore, Result, Transaction
from tests.contract.samples import actor, empty, load, project, takes_part

DEMO = "demo:soress-mmi", "demo:north-sweden-green-deal"
ACTOR = "orgnr:2021002841"
WARM_PAGES = (
    "/",
    "/aktorer",
    "/projekt",
    "/kallor",
    f"/aktor/{ACTOR}",
    f"/projekt/{DEMO[0]}",
    "/sok?q=energi",
    "/brobyggare?place=Norrbotten",
    "/luckor",
    "/luckor?visa=coverage",
    "/overlapp",
    f"/overlapp/par?a={DEMO[0]}&b={DEMO[1]}",
    f"/partner?project={DEMO[0]}",
    f"/introduktioner?a={quote('Boliden AB')}&b={quote('Region Norrbotten')}",
    f"/tank-om?ends={DEMO[0]}",
    "/karta",
    "/karta/innehall",
    "/karta/tabell",
    f"/karta/omkring/{ACTOR}",
)
WARM_ANSWERS = (
    "/api/v1/actors",
    f"/api/v1/projects/{DEMO[0]}",
    "/api/v1/brokers?place=Norrbotten",
    "/api/v1/overlaps",
    "/api/v1/exports/svg",
    "/api/v1/status",
)


class CountingStore:
    """The store it is given, with the number of reading transactions."""

    def __init__(self, store: GraphStore) -> None:
        self._store, self.reads = store, 0

    @property
    def engine(self) -> str:
        return self._store.engine

    @property
    def notices(self) -> tuple[Message, ...]:
        return self._store.notices

    @property
    def damage(self) -> Message | None:
        return self._store.damage

    def check(self) -> None:
        self._store.check()

    def read(self, work: Callable[[Transaction], Result]) -> Result:
        self.reads += 1
        return self._store.read(work)

    def write(self, work: Callable[[Transaction], Result]) -> Result:
        return self._store.write(work)

    def close(self) -> None:
        """It is closed by who opened it."""


@pytest.fixture
def counting(store: GraphStore) -> CountingStore:
    return CountingStore(store)


@pytest.fixture
def client(counting: CountingStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr("api.http.routes.loads.WAIT_SECONDS", 60.0)
    settings = read_settings(graph=str(tmp_path / "unused"))
    with TestClient(create_app(settings, counting), base_url="http://localhost:8087") as opened:
        assert opened.post("/api/v1/loads?apply=true", data={"demo": "true"}).json()["state"] == "applied"
        service: Service = opened.app.state.service  # type: ignore[attr-defined]
        service.warm().result()
        service._queue_worker.submit(int).result()  # what nobody waits for reads the store too
        yield opened


def reads_of(client: TestClient, counting: CountingStore, address: str) -> int:
    before = counting.reads
    assert client.get(address).status_code == 200, address
    return counting.reads - before


def test_a_warm_page_reads_the_store_once(client: TestClient, counting: CountingStore) -> None:
    for address in (*WARM_PAGES, *WARM_ANSWERS):
        client.get(address)
    counted = {address: reads_of(client, counting, address) for address in (*WARM_PAGES, *WARM_ANSWERS)}
    assert counted == dict.fromkeys((*WARM_PAGES, *WARM_ANSWERS), 1)


def test_the_review_queue_asks_for_its_revision_and_what_was_decided(client: Any, counting: CountingStore) -> None:
    client.get("/aktorer")
    client.get("/granska")
    assert reads_of(client, counting, "/granska") == 2


def test_a_verdict_costs_one_more_read_and_keeps_what_was_worked_out(client: Any, counting: CountingStore) -> None:
    service: Service = client.app.state.service
    client.get("/overlapp")
    before = service.now()
    address = f"/api/v1/overlaps/{DEMO[0]}/{DEMO[1]}/verdict"
    verdict = {"verdict": "complementary", "decided_by": "Region Norrbotten"}
    assert client.put(address, json=verdict).status_code == 200
    assert reads_of(client, counting, "/overlapp") == 2  # the revision, and the verdicts since
    after = service.now()
    assert after.revision == before.revision + 1
    assert after.facts_revision == before.facts_revision
    assert after.network().collaboration is before.network().collaboration
    assert after.lists() is before.lists()
    items = after.answer("overlaps", {}, "sv").items
    assert {"complementary"} == {
        item["class"] for item in items if {end["id"] for end in item["projects"]} == set(DEMO)
    }
    assert after.answer("overlaps", {}, "sv").revision == after.revision
    assert client.delete(address).status_code == 204
    assert all(item["verdict"] is None for item in service.now().answer("overlaps", {}, "sv").items)


def test_a_load_is_a_moment_of_its_own(client: Any) -> None:
    service: Service = client.app.state.service
    before = service.now()
    held = before.network().actors
    assert client.delete("/api/v1/datasets/demo").status_code == 200
    assert not service.now().network().actors
    assert before.network().actors is held


@pytest.mark.parametrize("asked_in_between", ["now", "shown"])
def test_a_store_that_is_restored_gives_its_numbers_anew(
    store: GraphStore, counting: CountingStore, tmp_path: Path, asked_in_between: str
) -> None:
    def add(name: str) -> str:
        who, where = actor(name), project(f"{name}:p")
        ingest(store, load(name, who, where, takes_part(who, where)))
        return who.id

    service = Service(read_settings(graph=str(tmp_path / "unused")), counting)
    kept = add("Åsele kommun")
    write_backup(store, tmp_path / "backup")
    add("Norrlands Trähus")
    assert len(service.shown()[0].network().actors) == 2
    empty(store)
    restore_backup(store, tmp_path / "backup")
    getattr(service, asked_in_between)()
    restored = service.now()
    assert (restored.revision, {*restored.network().actors}) == (1, {kept})
    assert restored.contents.changed
    other = add("Samforma")
    for moment in (service.now(), service.shown()[0]):
        assert (moment.revision, {*moment.network().actors}) == (2, {kept, other})
        assert {each["id"] for each in moment.lists().items("actors", "sv")} == {kept, other}
    service.close()
