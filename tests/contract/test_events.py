"""What the registers know to have become of actors: there when both are, whatever came first, and gone with one."""

from collections.abc import Mapping, Sequence
from itertools import permutations
from pathlib import Path

import pytest

from graph.ingest.ingest import forget
from graph.network.reading import read_network
from graph.network.view import View
from graph.store.protocol import GraphStore, rows
from loaders.enrichment.events import EVENTS, with_events
from tests.contract.samples import rows_of
from tests.cypher_examples import EXAMPLES
from tests.loading import load_into, prepared

SP, RISE, SICOMP = "SP Sveriges Tekniska Forskningsinstitut", "RISE Research Institutes of Sweden", "Swerea SICOMP"
WHO = "MATCH (a:Actor)-[r:{}]->(b:Actor) RETURN a.name AS who, b.name AS whom, r.since AS since ORDER BY who, whom"
# As the institutes tell: SP became RISE in 2017, Swerea's institutes came in during 2018.
TOOK_OVER = {"who": RISE, "whom": SP, "since": "2017"}
MENTIONED: Mapping[str, Sequence[str]] = {"a": [RISE], "b": [SP], "c": [SICOMP, "Umeå universitet"]}


def bring(store: GraphStore, folder: Path, datasets: Sequence[str]) -> None:
    for each in datasets:
        file = folder / f"{each}.csv"
        file.write_text("projekt;aktör\n" + "".join(f"Nätet {each};{who}\n" for who in MENTIONED[each]), "utf-8")
        load_into(store, file)


def ties(store: GraphStore, type: str) -> list[dict[str, object]]:
    return rows(store, WHO.format(type))


def content(store: GraphStore) -> list[list[dict[str, object]]]:
    """Every actor, and every tie between two actors with all that its report says but when it was written."""
    between = (
        "MATCH (a:Actor)-[r:{}]->(b:Actor) RETURN a.id AS start, b.id AS end_, r.`key` AS report, r.since AS since, "
        "r.source AS source, r.locator AS locator, r.dataset AS dataset ORDER BY report"
    )
    return [rows_of(store, "Actor"), *(rows(store, between.format(type)) for type in ("FOLLOWS", "PART_OF"))]


def test_a_follower_alone_brings_nobody(store: GraphStore, tmp_path: Path) -> None:
    bring(store, tmp_path, "a")
    assert [row["name"] for row in rows_of(store, "Actor")] == [RISE]
    assert [row["id"] for row in rows_of(store, "Dataset")] == ["a"]


def test_both_are_joined_with_date_and_evidence(store: GraphStore, tmp_path: Path) -> None:
    bring(store, tmp_path, "abc")
    assert ties(store, "FOLLOWS") == [TOOK_OVER]
    assert ties(store, "PART_OF") == [{"who": SICOMP, "whom": RISE, "since": "2018"}]
    snapshot = read_network(store)
    (fact,) = (each for each in snapshot.facts if each.type == "FOLLOWS")
    (report,) = fact.reports
    assert (report.source, report.dataset, report.status) == (EVENTS, EVENTS, "asserted")
    assert report.locator
    assert report.locator.startswith("https://")
    assert snapshot.sources[EVENTS].retrieved
    told = [
        (row["name"], row["relation"], row["since"])
        for id in (fact.start, fact.end)
        for row in EXAMPLES["actor_successions"].run(store, id=id)
    ]
    assert told == [(SP, "predecessor", "2017"), (RISE, "successor", "2017")]


def test_a_successor_is_no_collaborator(store: GraphStore, tmp_path: Path) -> None:
    bring(store, tmp_path, "abc")
    network = read_network(store).of(View())
    names = {id: actor.name for id, actor in network.actors.items()}
    assert [{names[end] for end in tie} for tie in network.collaboration.edges] == [{SICOMP, "Umeå universitet"}]
    assert network.two_mode.number_of_edges() == len(network.participations) == 4


def test_a_load_is_kept_with_its_events_or_not_at_all(
    store: GraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(store, tmp_path, "a")
    before = content(store), read_network(store).revision
    with monkeypatch.context() as broken:
        broken.setattr("loaders.enrichment.events._load", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            bring(store, tmp_path, "b")
    assert (content(store), read_network(store).revision) == before
    bring(store, tmp_path, "b")
    assert ties(store, "FOLLOWS") == [TOOK_OVER]


def test_any_order_of_loading_gives_the_same_graph(store: GraphStore, tmp_path: Path) -> None:
    bring(store, tmp_path, "abc")
    expected = content(store)
    for order in permutations("abc"):
        for each in "abc":
            with_events(store, forget(store, each))
        assert content(store) == [[], [], []]
        bring(store, tmp_path, order)
        assert content(store) == expected, order


def test_a_tie_goes_with_the_last_who_speaks_of_an_end(store: GraphStore, tmp_path: Path) -> None:
    bring(store, tmp_path, "ab")
    report = with_events(store, forget(store, "b"))
    assert [row["name"] for row in rows_of(store, "Actor")] == [RISE]
    assert ties(store, "FOLLOWS") == []
    assert report.revision == read_network(store).revision, "the report tells the revision that the graph has now"


def test_a_second_load_changes_nothing(store: GraphStore, tmp_path: Path) -> None:
    bring(store, tmp_path, "ab")
    before = read_network(store).revision
    bring(store, tmp_path, "ba")
    assert read_network(store).revision == before


@pytest.mark.parametrize("apply", [True, False])
def test_events_can_be_forgotten_until_the_next_load(store: GraphStore, tmp_path: Path, apply: bool) -> None:
    bring(store, tmp_path, "ab")
    with_events(store, forget(store, EVENTS))
    assert ties(store, "FOLLOWS") == []
    read = prepared(store, tmp_path / "a.csv")
    read.apply() if apply else read.compare()
    assert ties(store, "FOLLOWS") == ([TOOK_OVER] if apply else [])
