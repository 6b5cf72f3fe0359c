"""Saved views, stories and shares on both engines: each change is a revision, and the facts stay as they are."""

from dataclasses import replace
from pathlib import Path

import pytest

from api.service.contents import read_contents
from graph.errors import ConflictError, InputError
from graph.ingest.backup import restore_backup, write_backup
from graph.ingest.earlier import earlier
from graph.ingest.ingest import ingest
from graph.ingest.revisions import read_revision
from graph.ingest.verify import verified
from graph.model.vocabulary import VIEW
from graph.store.protocol import GraphStore
from graph.workspace.saved import SavedView, Share, Story, find_saved, new_token, read_saved, remove, save, share_id
from tests.contract.samples import dump, empty, revision, small_load

NORTH = SavedView.of("Norrbotten och Västerbotten", {"place": ["se:25", "se:24"], "from": "2021"}, "Åsa")
STORY = Story.of("Två broar", "title: Två broar\nsteps: []\n", 1, "Åsa")


@pytest.fixture
def loaded(store: GraphStore) -> GraphStore:
    ingest(store, small_load("å"))
    return store


def saved(store: GraphStore) -> list[SavedView]:
    return store.read(lambda transaction: read_saved(transaction, SavedView))


def test_what_is_saved_is_found_by_its_title(loaded: GraphStore) -> None:
    view = save(loaded, NORTH)
    assert (view.id, view.made_by) == ("norrbotten-och-västerbotten", "Åsa")
    assert saved(loaded) == [view]
    assert loaded.read(lambda transaction: find_saved(transaction, SavedView, view.id)) == view
    story = save(loaded, STORY)
    assert loaded.read(lambda transaction: find_saved(transaction, Story, "två-broar")) == story
    assert loaded.read(lambda transaction: find_saved(transaction, Story, "annan")) is None


def test_each_change_is_a_revision_of_its_own_that_keeps_the_facts(loaded: GraphStore) -> None:
    before = read_contents(loaded)
    save(loaded, NORTH)
    contents = read_contents(loaded, before)
    assert (contents.revision, contents.facts_revision) == (2, 1)
    assert contents.whole.facts is before.whole.facts
    save(loaded, replace(NORTH, options='{"place": ["se:25"]}', made_by="Bo"), replacing=True)
    assert remove(loaded, SavedView, NORTH.id, "Bo")
    told = [loaded.read(lambda transaction, n=n: read_revision(transaction, n)) for n in (2, 3, 4)]  # type: ignore[misc]
    assert [(row["action"], row["made_by"], row["difference"][0]["change"]) for row in told if row] == [
        ("view", "Åsa", "new"),
        ("view", "Bo", "changed"),
        ("view", "Bo", "withdrawn"),
    ]
    assert read_contents(loaded, before).facts_revision == 1
    assert not remove(loaded, SavedView, NORTH.id)
    assert revision(loaded) == 4


def test_the_same_again_changes_nothing_and_another_is_not_replaced_unasked(loaded: GraphStore) -> None:
    first = save(loaded, NORTH)
    assert save(loaded, replace(NORTH, made_by="Bo")) == first
    assert revision(loaded) == 2
    with pytest.raises(ConflictError, match="Norrbotten"):
        save(loaded, replace(NORTH, options="{}"))
    assert saved(loaded) == [first]


@pytest.mark.parametrize("title", ["", " – ", "x" * 201])
def test_a_title_must_say_something(loaded: GraphStore, title: str) -> None:
    with pytest.raises(InputError):
        save(loaded, SavedView.of(title, {}))


def test_a_share_is_known_by_the_digest_of_its_token_alone(loaded: GraphStore, tmp_path: Path) -> None:
    token = new_token()
    share = save(loaded, Share(share_id(token), "Till mötet", options="{}", names="hidden", made_by="Åsa"))
    assert loaded.read(lambda transaction: find_saved(transaction, Share, share_id(token))) == share
    assert token != new_token()
    write_backup(loaded, tmp_path / "b.jsonl")
    assert token not in (tmp_path / "b.jsonl").read_text()


def test_a_backup_holds_them_and_an_earlier_revision_is_without(loaded: GraphStore, tmp_path: Path) -> None:
    save(loaded, NORTH)
    save(loaded, STORY)
    assert loaded.read(lambda transaction: earlier(transaction, 1).nodes(VIEW)) == []
    assert len(loaded.read(lambda transaction: earlier(transaction, 2).nodes(VIEW))) == 1
    before = dump(loaded)
    write_backup(loaded, tmp_path / "b.jsonl")
    empty(loaded)
    restore_backup(loaded, tmp_path / "b.jsonl")
    assert dump(loaded) == before
    assert verified(loaded, tmp_path).problems == ()
