"""Backups that were damaged on the way, or made by somebody else: refused with line and reason, and nothing written."""

import gzip
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.decisions.verdicts import decide
from graph.errors import InputError
from graph.ingest.backup import restore_backup, write_backup
from graph.ingest.ingest import ingest
from graph.store.ladybug import LadybugStore
from tests.contract.samples import dump, everything, revision, small_load

CHANGED = 80
Records = list[dict[str, Any]]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup with a record of every type."""
    folder = tmp_path_factory.mktemp("kept")
    store = LadybugStore(folder / "graph")
    for load in (everything(), small_load("å")):
        ingest(store, load)
    decide(store, "overlap", ("project-1", "å:p"), "complementary", decided_by="Åsa", digest="x")
    write_backup(store, folder / "b.jsonl")
    store.close()
    return folder / "b.jsonl"


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[LadybugStore]:
    store = LadybugStore(tmp_path / "fresh")
    yield store
    assert (dump(store), revision(store)) == ({}, 0), "after a refusal nothing is written"
    ingest(store, small_load("a"))
    store.close()


def test_any_changed_letter_is_noticed(kept: Path, fresh: LadybugStore, tmp_path: Path) -> None:
    content = kept.read_text("utf-8")
    choose = random.Random(3)
    places = [place for place, letter in enumerate(content) if letter.isalnum() and place > content.index("\n")]
    file = tmp_path / "changed.jsonl"
    for place in choose.sample(places, CHANGED):
        other = "7" if content[place] != "7" else "3"
        file.write_text(content[:place] + other + content[place + 1 :], encoding="utf-8")
        with pytest.raises(InputError):
            restore_backup(fresh, file)


def test_a_line_that_was_taken_for_another_is_noticed(kept: Path, fresh: LadybugStore, tmp_path: Path) -> None:
    header, first, second, *rest = kept.read_text("utf-8").splitlines()
    file = tmp_path / "changed.jsonl"
    file.write_text("\n".join([header, second, first, *rest]), encoding="utf-8")
    with pytest.raises(InputError, match="does not hold what was written"):
        restore_backup(fresh, file)


def of(records: Records, type: str) -> dict[str, Any]:
    return next(record for record in records if type in (record.get("node"), record.get("relation")))


def put(type: str, **values: Any) -> Callable[[Records], object]:
    return lambda records: of(records, type).update(values)


def without(type: str, name: str) -> Callable[[Records], object]:
    return lambda records: of(records, type).pop(name)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (put("Actor", id=["x"]), "id cannot be"),
        (put("Actor", id=""), "id '' is empty"),
        (put("Actor", aliases="abc"), "aliases cannot be 'abc'"),
        (put("Actor", aliases=[1]), "aliases cannot be 1"),
        (put("Actor", kind="spaceship"), "kind cannot be 'spaceship'"),
        (put("Actor", name="a\x00b"), "name cannot be"),
        (put("Actor", name=7), "name cannot be 7"),
        (put("Actor", name="\ud800"), "surrogates not allowed"),
        (put("Project", starts="2025-99-99"), "2025-99-99"),
        (put("Project", budget=float("inf")), "no JSON"),
        (put("Project", budget=10**400), "int too large"),
        (put("Project", budget=True), "budget cannot be True"),
        (put("Revision", summary="{"), "the record cannot be used"),
        (put("Revision", difference="nothing compressed"), "the record cannot be used"),
        (put("Revision", number=1.5), "number cannot be 1.5"),
        (put("Revision", number=10**30), "number cannot be"),
        (without("Verdict", "verdict"), "verdict is missing"),
        (without("Verdict", "decided_at"), "decided_at is missing"),
        (put("PARTICIPATES_IN", start="nobody"), "no node 'nobody'"),
        (put("PARTICIPATES_IN", key=None), "key cannot be None"),
        (put("PARTICIPATES_IN", labels=["Actor", "Actor"]), "neither a node nor a relation"),
        (put("PARTICIPATES_IN", relation=[]), "neither a node nor a relation"),
        (put("Actor", node={}), "neither a node nor a relation"),
        (put("REPORTS", claims="{"), "the record cannot be used"),
        (lambda records: records.insert(1, dict(of(records, "Actor"))), "there already"),
        (lambda records: records.__setitem__(0, ["Actor"]), "neither a node nor a relation"),
    ],
)
def test_a_record_that_the_model_does_not_know_is_refused(
    kept: Path, fresh: LadybugStore, tmp_path: Path, damage: Callable[[Records], object], said: str
) -> None:
    header, *records = map(json.loads, kept.read_text("utf-8").splitlines())
    damage(records)
    # as an older HUR wrote it: nothing but the model can say that it is wrong
    content = [header | {"schema_version": 4, "records": len(records)}, *records]
    file = tmp_path / "changed.jsonl"
    file.write_text("\n".join(map(json.dumps, content)), encoding="utf-8")
    with pytest.raises(InputError, match=said) as refused:
        restore_backup(fresh, file)
    assert refused.value.problems[0].row is not None


def test_an_unknown_property_is_refused_but_of_an_older_hur(kept: Path, tmp_path: Path) -> None:
    header, *records = map(json.loads, kept.read_text("utf-8").splitlines())
    of(records, "Actor")["shoe_size"] = 43
    file = tmp_path / "changed.jsonl"
    file.write_text("\n".join(map(json.dumps, [header | {"schema_version": 4}, *records])), encoding="utf-8")
    store = LadybugStore(tmp_path / "graph")
    assert restore_backup(store, file) == len(records)
    store.close()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"7",
        b'{"format": "hur-backup"}',
        b'{"format": "hur-backup", "schema_version": "6", "revision": 1, "records": 0}',
        b'{"format": "hur-backup", "schema_version": 4, "revision": null, "records": 0}',
        b'{"format": "hur-backup", "schema_version": 7, "revision": 1, "records": 0}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
        "å".encode("latin-1"),
        random.Random(1).randbytes(2000),
        b"\x1f\x8b" + random.Random(2).randbytes(2000),
        gzip.compress(b"no backup", mtime=0),
        gzip.compress(b'{"format": "hur-backup"}' * 100, mtime=0)[:-9],
    ],
)
def test_what_is_no_backup_is_refused(content: bytes, fresh: LadybugStore, tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(content)
    with pytest.raises(InputError):
        restore_backup(fresh, tmp_path / "b")


def test_a_compressed_backup_is_the_same(kept: Path, tmp_path: Path) -> None:
    store, other = LadybugStore(tmp_path / "one"), LadybugStore(tmp_path / "other")
    restore_backup(store, kept)
    write_backup(store, tmp_path / "b.jsonl.gz")
    assert gzip.decompress((tmp_path / "b.jsonl.gz").read_bytes()) == kept.read_bytes()
    restore_backup(other, tmp_path / "b.jsonl.gz")
    assert dump(other) == dump(store)
    with pytest.raises(InputError, match="no-folder"):
        write_backup(store, tmp_path / "no-folder" / "b.jsonl")
    store.close()
    other.close()
