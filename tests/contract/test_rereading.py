"""Themes read anew from what is stored: as a fresh load with the same words would have them, on both engines."""

from pathlib import Path

import pytest

from graph.ingest.backup import restore_backup, write_backup
from graph.ingest.earlier import earlier
from graph.ingest.ingest import ingest
from graph.ingest.revisions import read_revision
from graph.network.reading import network_of, read_network
from graph.store import state
from graph.store.protocol import GraphStore, rows
from loaders.enrichment.rereading import reread_themes
from loaders.enrichment.themes import theme_words
from loaders.registers.entries import Theme
from loaders.registers.theme_words import ThemeWords
from tests.contract.samples import dump, revision
from tests.loading import load_into, prepared

# Words that know nothing but wind and, unlike ours, songs: what is read by them is read by hand here.
OTHERS = ThemeWords(
    (
        Theme("energy", "Energi", "Energy", texts=("vindkraft*",)),
        Theme("tourism-culture", "Turism och kultur", "Tourism and culture", titles=("visor",)),
    )
)
ABOUT = "MATCH (p:Project)-[r:ABOUT]->(t:Theme) RETURN p.name AS project, t.id AS theme, r.status AS status"
FILES = {
    "norr": "projekt;aktör;tema\nVindkraft i norr;A;Rymd\nBatterier för alla;B;\n",
    "söder": "projekt;aktör\nVisor och vindkraft;A\nEtt torg;C\n",
}


def themes(store: GraphStore) -> set[tuple[str, str, str]]:
    return {(row["project"], row["theme"], row["status"]) for row in rows(store, ABOUT)}


def content(store: GraphStore) -> dict[str, list[dict[str, object]]]:
    """All but revisions, and which of them wrote what."""
    stored = dump(store)
    return {
        name: [{key: value for key, value in row.items() if key not in ("run", "loaded")} for row in found]
        for name, found in stored.items()
        if name != "Revision"
    }


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = []
    for name, text in FILES.items():
        path = tmp_path / f"{name}.csv"
        path.write_text(text, "utf-8")
        paths.append(path)
    return paths


@pytest.fixture
def loaded(store: GraphStore, files: list[Path]) -> GraphStore:
    for file in files:
        load_into(store, file)
    return store


OURS = {
    ("Vindkraft i norr", "space", "asserted"),
    ("Vindkraft i norr", "energy", "read"),
    ("Batterier för alla", "energy", "read"),
    ("Visor och vindkraft", "energy", "read"),
}


def test_the_words_of_a_load_are_known_and_nothing_is_read_twice(loaded: GraphStore) -> None:
    assert themes(loaded) == OURS
    assert loaded.read(state.theme_words) == theme_words().digest
    assert (reread_themes(loaded), revision(loaded)) == (None, 2)


def test_other_words_read_other_themes_in_one_revision(loaded: GraphStore) -> None:
    before = content(loaded)
    assert reread_themes(loaded, OTHERS) == revision(loaded) == 3
    assert themes(loaded) == OURS - {("Batterier för alla", "energy", "read")} | {
        ("Visor och vindkraft", "tourism-culture", "read")
    }
    written = loaded.read(lambda transaction: read_revision(transaction, 3))
    assert written is not None
    assert (written["action"], written["dataset"]) == ("themes", None)
    assert [(change["change"], change["type"], change["name"]) for change in written["difference"]] == [
        ("new", "Theme", "Turism och kultur"),
        ("new", "ABOUT", "Visor och vindkraft → Turism och kultur (Visor)"),
        ("withdrawn", "ABOUT", "Batterier för alla → Energi (Batterier)"),
    ]
    assert reread_themes(loaded, OTHERS) is None
    # And back: as if nothing had happened.
    assert reread_themes(loaded) == 4
    assert content(loaded) == before


def test_it_is_what_loading_with_these_words_gives(
    loaded: GraphStore, files: list[Path], embedded: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    reread_themes(loaded, OTHERS)
    with monkeypatch.context() as patched:
        patched.setattr("loaders.enrichment.themes.theme_words", lambda: OTHERS)
        loads = [prepared(embedded, file).load for file in files]
    for load in loads:
        ingest(embedded, load)
        assert not ingest(loaded, load).changed
    assert content(embedded) == content(loaded)


def test_the_revision_before_can_still_be_opened(loaded: GraphStore) -> None:
    before = read_network(loaded)
    reread_themes(loaded, OTHERS)
    then = loaded.read(lambda transaction: network_of(earlier(transaction, 2)))
    assert then.facts == before.facts
    assert then.themes == before.themes


def test_a_dataset_without_any_theme_gets_its_first(store: GraphStore, files: list[Path]) -> None:
    assert load_into(store, files[1]).revision == 1
    reread_themes(store, ThemeWords((Theme("housing", "", "", titles=("torg",)),)))
    assert themes(store) == {("Ett torg", "housing", "read")}
    assert [row["title"] for row in rows(store, "MATCH (s:Source {id: 'register:themes'}) RETURN s.title AS title")]


def test_a_restored_graph_is_looked_at_once(loaded: GraphStore, embedded: GraphStore, tmp_path: Path) -> None:
    write_backup(loaded, tmp_path / "kept.jsonl")
    restore_backup(embedded, tmp_path / "kept.jsonl")
    assert embedded.read(state.theme_words) is None
    assert reread_themes(embedded) is None
    assert embedded.read(state.theme_words) == theme_words().digest
    assert content(embedded) == content(loaded)
