"""A backup is the way from one engine to the other."""

import json
from pathlib import Path

import pytest

from graph.decisions.verdicts import decide, fingerprint
from graph.errors import ConflictError, InputError
from graph.ingest.backup import restore_backup, write_backup
from graph.ingest.ingest import ingest
from graph.network.reading import read_network
from graph.network.view import View
from graph.store.protocol import GraphStore, rows
from tests.contract.samples import dump, empty, everything, revision, small_load

REVISIONS = "MATCH (r:Revision) RETURN r.number AS number, r.at AS at, r.difference AS difference ORDER BY number"


def fill(store: GraphStore) -> None:
    for each in (everything(), small_load("å")):
        ingest(store, each)
    pair = ("project-1", "å:p")
    digest = fingerprint(read_network(store).of(View()), pair)
    decide(store, "overlap", pair, "complementary", decided_by="Åsa", digest=digest, reason="olika mål")


def check_same(first: GraphStore, second: GraphStore) -> None:
    assert dump(first) == dump(second)
    assert revision(first) == revision(second) == 3
    assert rows(first, REVISIONS) == rows(second, REVISIONS)
    assert read_network(first) == read_network(second)


def test_from_the_embedded_engine_to_any_and_back(embedded: GraphStore, store: GraphStore, tmp_path: Path) -> None:
    fill(embedded)
    there, back = tmp_path / "there.jsonl", tmp_path / "back.jsonl"
    records = write_backup(embedded, there)
    assert restore_backup(store, there) == records
    check_same(embedded, store)
    assert ingest(store, everything()).changed is False
    write_backup(store, back)
    empty(embedded)
    restore_backup(embedded, back)
    check_same(embedded, store)
    assert there.read_text("utf-8") == back.read_text("utf-8")


def test_a_graph_that_is_not_empty_stays(store: GraphStore, tmp_path: Path) -> None:
    fill(store)
    before = dump(store)
    write_backup(store, tmp_path / "b")
    with pytest.raises(ConflictError, match="not empty"):
        restore_backup(store, tmp_path / "b")
    assert dump(store) == before


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda lines: lines[:-1], "cut off"),
        (lambda lines: lines[1:], "no backup"),
        (lambda lines: lines[:0], "no backup"),
        (lambda lines: [*lines[:-1], lines[-1][:20]], "no JSON"),
        (lambda lines: [json.dumps({**json.loads(lines[0]), "schema_version": 99}), *lines[1:]], "schema version 99"),
        (lambda lines: [*lines, '{"node": "Actor) DETACH DELETE (n"}'], "neither a node nor a relation"),
    ],
)
def test_a_damaged_backup_is_refused(embedded: GraphStore, tmp_path: Path, damage, said: str) -> None:  # type: ignore[no-untyped-def]
    fill(embedded)
    file = tmp_path / "b.jsonl"
    write_backup(embedded, file)
    file.write_text("\n".join(damage(file.read_text("utf-8").splitlines())), encoding="utf-8")
    empty(embedded)
    with pytest.raises(InputError, match=said):
        restore_backup(embedded, file)
    assert (dump(embedded), revision(embedded)) == ({}, 0)


def test_a_backup_of_an_older_schema_is_restored(embedded: GraphStore, tmp_path: Path) -> None:
    fill(embedded)
    before = dump(embedded)
    file = tmp_path / "b.jsonl"
    write_backup(embedded, file)
    header, *records = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([json.dumps({**json.loads(header), "schema_version": 1}), *records]), encoding="utf-8")
    empty(embedded)
    restore_backup(embedded, file)
    assert dump(embedded) == before
