"""Revisions are listed, counted and read back alike on every engine."""

import json

from graph.ingest.ingest import forget, ingest
from graph.ingest.revisions import NEWEST, count_revisions, list_revisions, read_revision
from graph.store.protocol import GraphStore, Row, rows
from tests.contract.samples import everything, load, project, small_load


def listed(store: GraphStore, before: int = NEWEST, limit: int = 100) -> list[Row]:
    return store.read(lambda transaction: list_revisions(transaction, before=before, limit=limit))


def test_revisions_are_listed_the_newest_first(store: GraphStore) -> None:
    assert listed(store) == []
    for said in (everything(), small_load("å")):
        ingest(store, said)
    forget(store, "å")
    found = listed(store)
    assert [(row["number"], row["action"], row["dataset"]) for row in found] == [
        (3, "forget", "å"),
        (2, "load", "å"),
        (1, "load", "all"),
    ]
    assert list(found[0]) == ["number", "at", "action", "dataset", "made_by", "summary"]
    assert found[1]["summary"]["Actor"]["new"] > 0
    assert [row["number"] for row in listed(store, limit=1)] == [3]
    assert [row["number"] for row in listed(store, before=3)] == [2, 1]
    assert listed(store, before=1) == []
    assert store.read(count_revisions) == 3


def test_a_revision_is_read_with_its_difference(store: GraphStore) -> None:
    ingest(store, small_load("å"))
    revision = store.read(lambda transaction: read_revision(transaction, 1))
    assert revision is not None
    assert {entry["change"] for entry in revision["difference"]} == {"new"}
    assert {entry["id"] for entry in revision["difference"]} >= {"boliden-ab", "partner-å", "åsele-kommun", "å:p"}
    assert store.read(lambda transaction: read_revision(transaction, 99)) is None


def test_a_long_difference_is_stored_compressed_and_read_alike(store: GraphStore) -> None:
    report = ingest(store, load("å", *(project(f"å:{number}") for number in range(2_000))))
    stored = rows(store, "MATCH (r:Revision) RETURN r.difference AS difference")[0]["difference"]
    revision = store.read(lambda transaction: read_revision(transaction, 1))
    assert revision is not None
    assert revision["difference"] == json.loads(json.dumps([change.as_dict() for change in report.difference]))
    assert len(stored) < 50_000 < 100_000 < len(json.dumps(revision["difference"]))
