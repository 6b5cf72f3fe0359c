"""A mapping over HTTP: sent with the file, or found by its headings; and files that wait for one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.service.requests import LoadOrder
from api.service.uploads import Uploads
from graph.errors import InputError, NotFoundError
from loaders.documents.mapping import Column, TableMapping
from tests.api.conftest import API

MAPPING = TableMapping("participation", (Column("Insats", "project"), Column("Vem", "actor", role="partner")))
TABLE = "Insats;Vem\nSkog;Älvlaget\n".encode()


def send(client: TestClient, **data: Any) -> dict[str, Any]:
    files = {"file": ("lista.csv", TABLE)}
    return client.post(f"{API}/loads", params={"apply": True}, data=data, files=files).json()


def test_a_mapping_is_sent_with_the_file(client: TestClient) -> None:
    assert send(client)["title"] == "The input cannot be used"
    loaded = send(client, mapping=MAPPING.to_yaml())
    assert (loaded["state"], loaded["report"]["counts"]["PARTICIPATES_IN"]["new"]) == ("applied", 1)
    assert send(client, mapping="nonsense")["status"] == 422


def test_what_is_asked_about_a_half_known_table_is_named(client: TestClient) -> None:
    text = "Projekt;Startar;Slutar;Budget;Sökande\nNät;2024;2025;100 000 kr;Älv AB\n"
    sent = client.post(f"{API}/loads", files={"file": ("lista.csv", text.encode())}, headers={"accept-language": "sv"})
    assert (sent.status_code, "Sökande" in sent.json()["detail"]) == (422, True)
    assert [problem["reason"] for problem in sent.json()["problems"]] == [
        "Säg vilken roll aktörerna i kolumnen Sökande har."
    ]


def test_a_kept_mapping_is_found_in_the_folder_of_the_settings(
    make_client: Callable[..., TestClient], tmp_path: Path
) -> None:
    client = make_client(mappings=tmp_path / "shared")
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / f"{MAPPING.fingerprint}.yml").write_text(MAPPING.to_yaml(), encoding="utf-8")
    assert send(client)["state"] == "applied"


def test_what_waits_too_long_is_removed(tmp_path: Path) -> None:
    uploads, folders = Uploads(), [tmp_path / str(number) for number in range(25)]
    for folder in folders:
        folder.mkdir()
    ids = [uploads.add(LoadOrder((folder / "a.csv",)), folder) for folder in folders]
    assert [folder.exists() for folder in folders] == [False] * 5 + [True] * 20
    with pytest.raises(NotFoundError):
        uploads.get(ids[0])
    assert uploads.take(ids[-1]).folder == folders[-1]
    with pytest.raises(NotFoundError):
        uploads.take(ids[-1])
    uploads.close()
    assert [folder for folder in folders if folder.exists()] == [folders[-1]]


def test_a_table_is_read_once_while_it_is_mapped_and_few_are_held(tmp_path: Path) -> None:
    uploads, files = Uploads(), [tmp_path / f"{name}.csv" for name in "abc"]
    for file in files:
        file.write_bytes(TABLE)
    ids = [uploads.add(LoadOrder((file,)), file.parent) for file in files]
    first = uploads.table(ids[0], 0)
    files[0].unlink()
    assert uploads.table(ids[0], 0) is first
    assert [row.cells for row in first.rows()] == [("Skog", "Älvlaget")]
    for id in ids[1:]:
        uploads.table(id, 0)
    with pytest.raises(FileNotFoundError):
        uploads.table(ids[0], 0)
    with pytest.raises(InputError, match="sheet"):
        uploads.table(ids[1], 1)
