"""A log that ends anywhere: the store opens as it was after the last acknowledged write."""

from pathlib import Path

import pytest

from graph.errors import StoreError
from graph.ingest.ingest import ingest
from graph.messages import Message
from graph.store.embedded_log import log_of, logs_set_aside
from graph.store.ladybug import FILE_NAME, LadybugStore
from tests.contract.samples import dump, revision, small_load
from tests.faults.cuts import Cut, Written, cuts, open_cut, write

SAMPLE = 10


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return write(tmp_path_factory.mktemp("written"))


@pytest.mark.parametrize("number", range(SAMPLE))
def test_a_cut_log_opens_at_the_last_acknowledged_write(written: Written, number: int, tmp_path: Path) -> None:
    cut = list(cuts(written, SAMPLE, seed=11))[number]
    outcome = open_cut(written, cut, tmp_path / "graph")
    assert outcome.revision == outcome.expected
    is_whole = not cut.tail and cut.size in (*written.ends, 0)
    assert outcome.kept == (0 if is_whole else 1)


def test_who_opens_a_torn_log_is_told_and_the_log_is_kept(written: Written, tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    torn = Cut(written.ends[2] + 1000)
    open_cut(written, torn, folder)
    file = folder / FILE_NAME
    log_of(file).write_bytes(b"noise" * 100)
    told: list[Message] = []
    store = LadybugStore(folder, warn=told.append)
    kept = logs_set_aside(file)
    assert [path.stat().st_size for path in kept] == [torn.size, 500]
    assert [message.key for message in told] == ["errors.log_set_aside"]
    assert kept[1].name in told[0]
    assert kept[0].name in store.notices[0]
    store.close()
    LadybugStore(folder, warn=told.append).close()
    assert len(told) == 1, "the next opening is a clean one"


def test_a_log_whose_file_is_gone_goes_into_no_other_graph(written: Written, tmp_path: Path) -> None:
    log_of(tmp_path / FILE_NAME).write_bytes(written.log)
    store = LadybugStore(tmp_path)
    assert revision(store) == 0
    assert [path.read_bytes() for path in logs_set_aside(tmp_path / FILE_NAME)] == [written.log]
    store.close()


def test_a_file_that_is_not_a_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    for content, said in ((b"", "is empty though it has held a graph"), (b"noise" * 4096, "cannot be opened")):
        file.write_bytes(content)
        log_of(file).write_bytes(b"noise")
        with pytest.raises(StoreError, match=said):
            LadybugStore(tmp_path)
        assert file.read_bytes() == content
        assert log_of(file).read_bytes() == b"noise"


def test_a_graph_that_was_being_made_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / f"{FILE_NAME}.new").write_bytes(b"half")
    store = LadybugStore(tmp_path)
    ingest(store, small_load("a"))
    before = dump(store)
    store.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [FILE_NAME, f"{FILE_NAME}.digest"]
    again = LadybugStore(tmp_path)
    assert dump(again) == before
    again.close()
