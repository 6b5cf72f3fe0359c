"""Loading over HTTP: the difference first, then exactly that."""

import io
import time
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

import api.http.routes.loads
from tests.api.conftest import API

PARTNERS = "project;actor;role\nSkog 2030;Boliden AB;partner\nSkog 2030;Luleå kommun;coordinator\n"


def send(client: TestClient, text: str, name: str = "skog.csv", *, apply: bool = False, **fields: str) -> Any:
    file = {"file": (name, io.BytesIO(text.encode()))}
    return client.post(f"{API}/loads", params={"apply": apply}, files=file, data=fields)


def test_nothing_is_written_before_the_difference_is_applied(client: TestClient) -> None:
    shown = send(client, PARTNERS)
    assert shown.status_code == 200, shown.text
    assert shown.json()["state"] == "ready"
    report = shown.json()["report"]
    assert (report["applied"], report["changed"], report["revision"]) == (False, True, 0)
    assert "Boliden AB → Skog 2030 (partner)" in {each["name"] for each in report["difference"]}
    assert client.get(f"{API}/projects").json()["total"] == 0

    applied = client.post(f"{API}/loads/{shown.json()['id']}/apply")
    assert applied.status_code == 200
    assert applied.json()["state"] == "applied"
    assert applied.json()["report"] == report | {"applied": True, "revision": 1}
    assert client.get(f"{API}/projects").json()["items"][0]["name"] == "Skog 2030"


def test_the_same_file_again_changes_nothing(client: TestClient) -> None:
    send(client, PARTNERS, apply=True)
    again = send(client, PARTNERS, apply=True).json()["report"]
    assert (again["applied"], again["changed"], again["revision"]) == (True, False, 1)


def test_what_was_shown_is_not_applied_once_the_graph_has_moved_on(client: TestClient) -> None:
    shown = send(client, PARTNERS).json()
    client.post(f"{API}/loads", params={"apply": True}, data={"demo": "true"})
    refused = client.post(f"{API}/loads/{shown['id']}/apply")
    assert refused.status_code == 409
    assert refused.json()["type"] == "urn:hur:problem:conflict"
    assert client.get(f"{API}/datasets").json()["total"] == 1
    assert client.get(f"{API}/status").json()["revision"] == 1
    assert client.get(f"{API}/loads/{shown['id']}").json()["state"] == "failed"


def test_a_load_is_applied_once(client: TestClient) -> None:
    id = send(client, PARTNERS).json()["id"]
    assert client.post(f"{API}/loads/{id}/apply").status_code == 200
    assert client.post(f"{API}/loads/{id}/apply").status_code == 409


def test_a_bad_file_is_refused_with_every_mistake_by_its_place(client: TestClient) -> None:
    refused = send(
        client, "project;actor;starts\nSkog;Boliden AB;2025-02-31\nSkog;Luleå kommun;2025-04-31\n", apply=True
    )
    assert refused.status_code == 422
    assert [(each["file"], each["row"]) for each in refused.json()["problems"]] == [("skog.csv", 2), ("skog.csv", 3)]
    assert client.get(f"{API}/status").json()["revision"] == 0


def test_the_file_names_the_dataset_and_never_a_folder(client: TestClient, tmp_path: Path) -> None:
    for name in ("../../skog.csv", "/etc/skog.csv", "c:\\skog.csv"):
        assert send(client, PARTNERS, name).json()["report"]["dataset"] == "skog"
    assert send(client, PARTNERS, dataset="eget").json()["report"]["dataset"] == "eget"


def test_a_long_load_is_answered_202_and_followed(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.http.routes.loads, "WAIT_SECONDS", 0.0)
    started = client.post(f"{API}/loads", params={"apply": True}, data={"demo": "true"})
    assert started.status_code == 202
    where = started.headers["location"]
    job = client.app.state.service.jobs.get(started.json()["id"])  # type: ignore[attr-defined]
    job.work.result()
    followed = client.get(where).json()
    assert (followed["state"], followed["problem"]) == ("applied", None)
    assert followed["report"]["revision"] == 1


def test_a_long_load_that_fails_says_why(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.http.routes.loads, "WAIT_SECONDS", 0.0)
    jobs = client.app.state.service.jobs  # type: ignore[attr-defined]
    answered = Event()
    jobs._worker.submit(answered.wait)  # else the load may have failed before anybody asks how far it is
    started = send(client, "<html></html>", "page.xlsx")
    answered.set()
    assert started.status_code == 202
    jobs.get(started.json()["id"]).work.result()
    failed = client.get(f"{API}/loads/{started.json()['id']}").json()
    assert failed["state"] == "failed"
    assert failed["problem"]["status"] == 422
    assert failed["problem"]["detail"]


def test_so_many_loads_wait_and_no_more(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(uploads))
    monkeypatch.setattr("api.service.jobs._MOST_JOBS", 2)
    monkeypatch.setattr(api.http.routes.loads, "WAIT_SECONDS", 0.0)
    answered = Event()
    client.app.state.service.jobs._worker.submit(answered.wait)  # type: ignore[attr-defined]
    assert [send(client, PARTNERS).status_code for _ in range(2)] == [202, 202]
    waiting = len([*uploads.iterdir()])
    refused = send(client, PARTNERS)
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert len([*uploads.iterdir()]) == waiting, "nothing of it stays"
    answered.set()


def test_too_many_files_are_refused(client: TestClient) -> None:
    many = [("file", (f"{number}.csv", b"projekt\n")) for number in range(1001)]
    assert client.post(f"{API}/loads", files=many).status_code == 400


def test_a_dataset_is_forgotten(client: TestClient) -> None:
    send(client, PARTNERS, apply=True)
    forgotten = client.delete(f"{API}/datasets/skog")
    assert forgotten.status_code == 200
    assert forgotten.json()["revision"] == 2
    assert client.get(f"{API}/actors").json()["total"] == 0


def test_uploads_do_not_stay_on_disk(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "uploads"))
    (tmp_path / "uploads").mkdir()
    send(client, PARTNERS)
    send(client, "<html></html>", "page.xlsx")
    assert [each.name for each in (tmp_path / "uploads").iterdir()] == []


def settled(client: TestClient, page: Response) -> Response:
    """The page of a load once it waits for nothing any more."""
    while 'http-equiv="refresh"' in page.text:
        time.sleep(0.2)
        page = client.get(page.url.path)
    return page


def test_a_file_that_resembles_a_loaded_list_is_asked_about(client: TestClient) -> None:
    send(client, PARTNERS, apply=True)
    more = PARTNERS + "Vatten 2030;Malå kommun;partner\n"
    refused = send(client, more, "skog ny.csv", apply=True)
    assert refused.status_code == 409
    assert refused.json()["type"] == "urn:hur:problem:resemblance"
    assert refused.json()["message"]["values"]["dataset"] == "skog"
    assert client.get(f"{API}/status").json()["revision"] == 1
    replaced = send(client, more, "skog ny.csv", dataset="skog").json()["report"]
    assert replaced["counts"]["PARTICIPATES_IN"] == {"new": 1, "changed": 0, "unchanged": 2, "withdrawn": 0}
    assert send(client, more, "skog ny.csv", new="true", apply=True).json()["report"]["dataset"] == "skog-ny"
    assert client.get(f"{API}/datasets").json()["total"] == 2


@pytest.mark.parametrize(("replaces", "dataset"), [("skog", "skog"), ("", "skog-ny")])
def test_the_page_asks_and_the_file_need_not_be_sent_again(client: TestClient, replaces: str, dataset: str) -> None:
    both = PARTNERS + "Vatten 2030;Malå kommun;partner\n"
    send(client, both, apply=True)
    file = {"file": ("skog ny.csv", io.BytesIO(both.replace("AB;partner", "AB;owner").encode()))}
    asked = settled(client, client.post("/ladda", files=file))
    assert "Är det samma lista?" in asked.text
    assert "2 av 2 projekt i filen finns där, 1 med samma uppgifter" in asked.text
    form = asked.url.path
    shown = settled(client, client.post(f"{form}/svar", data={"replaces": replaces}))
    assert f"Så skulle dataset ”{dataset}” ändras" in shown.text
    assert client.post(f"{form}/svar", data={"replaces": replaces}).status_code == 409
    assert client.post(f"{shown.url.path}/ladda").status_code == 200
    assert dataset in {item["id"] for item in client.get(f"{API}/datasets").json()["items"]}


AMOUNTS = (
    "Projekt;Aktör;Roll;Finansiär;Belopp\nSkog;Malå kommun;ägare;Fonden;5 kr\nSkog;Nordnod AB;partner;Fonden;5 kr\n"
)


def test_whose_equal_amounts_are_is_a_question_of_the_problem(client: TestClient) -> None:
    refused = send(client, AMOUNTS, apply=True)
    assert refused.status_code == 422
    assert refused.json()["type"] == "urn:hur:problem:open-questions"
    (question,) = refused.json()["questions"]
    assert (question["name"], question["proposal"]) == ("amounts", "project")
    assert [choice["answer"] for choice in question["choices"]] == ["partner", "project"]
    assert "10 SEK" in question["choices"][0]["text"]
    assert client.get(f"{API}/status").json()["revision"] == 0
    assert send(client, AMOUNTS, amounts="mine").status_code == 422
    send(client, AMOUNTS, amounts="partner", apply=True)
    (funder,) = client.get(f"{API}/funders").json()["items"]
    assert funder["amounts"] == [{"currency": "SEK", "amount": 10.0, "approximate": False}]


@pytest.mark.parametrize(("answer", "amount"), [("partner", "10"), ("project", "5")])
def test_the_page_asks_whose_equal_amounts_are(client: TestClient, answer: str, amount: str) -> None:
    asked = settled(client, client.post("/ladda", files={"file": ("lista.csv", io.BytesIO(AMOUNTS.encode()))}))
    assert "Är det varje partners eller hela projektets?" in asked.text
    shown = settled(client, client.post(f"{asked.url.path}/svar", data={"amounts": answer}))
    assert settled(client, client.post(f"{shown.url.path}/ladda")).status_code == 200
    project = client.get("/projekt/lista:skog").text
    assert f">{amount} kr<" in project.replace("\N{NO-BREAK SPACE}", " ")


def test_a_part_is_told_as_one(client: TestClient) -> None:
    send(client, PARTNERS, apply=True)
    more = "project;actor;role\nVatten 2030;Malå kommun;partner\n"
    assert send(client, more, partial="true").status_code == 422  # of which dataset is not said
    report = send(client, more, partial="true", dataset="skog", apply=True).json()["report"]
    assert report["part"]
    assert all(counts["withdrawn"] == 0 for counts in report["counts"].values())
    assert client.get(f"{API}/projects").json()["total"] == 2
    assert "Laddade en del av" in client.get("/andringar/2").text
    file = {"file": ("mer.csv", io.BytesIO(more.replace("2030", "2040").encode()))}
    shown = client.post("/ladda", files=file, data={"partial": "true", "dataset": "skog"})
    assert "Filen är en del av dataset ”skog”" in shown.text
    client.post(f"{shown.url.path}/ladda")
    while "räknas de nya uppgifterna fram" in (applied := client.get(shown.url.path).text):
        time.sleep(0.1)
    assert "Filen är laddad som en del av dataset ”skog”. Det blev revision 3." in applied
