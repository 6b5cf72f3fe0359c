"""Undoing a load puts back what its dataset said before, and nothing else; what builds on it is not pulled away."""

from dataclasses import replace

import pytest

from graph.decisions import identities, verdicts
from graph.errors import ConflictError, NotFoundError
from graph.identity import Decision, Pair
from graph.ingest.backup import read_records
from graph.ingest.digest import digest_of, kept_digest
from graph.ingest.earlier import earlier
from graph.ingest.ingest import forget, ingest
from graph.ingest.undo import undo
from graph.model.records import Node, Relation, SourceRecord
from graph.network.claims import Claims, read_claims
from graph.network.network import StakeholderNetwork
from graph.network.reading import network_of, read_network
from graph.store.protocol import GraphStore
from tests.contract.samples import actor, everything, load, project, revision, takes_part, tie

SHORT, LONG = actor("LTU", website="ltu.se"), actor("Luleå tekniska universitet", "t", kind="university")
MINE = actor("Boliden AB")
P, Q = project("a:p", starts="2024"), project("b:q", "t")
FIRST: list[Node | Relation] = [SHORT, MINE, P, takes_part(SHORT, P), takes_part(MINE, P)]
CHANGED = project("a:p", starts="2025")
SECOND: list[Node | Relation] = [
    SHORT,
    MINE,
    CHANGED,
    takes_part(SHORT, CHANGED, "owner"),
    tie("COLLABORATES_WITH", SHORT, MINE),
]
NEWER = [SourceRecord("s", "New title", retrieved="2026-02-02")]
OTHER: list[Node | Relation] = [LONG, MINE, Q, takes_part(LONG, Q, source="t"), takes_part(MINE, Q, source="t")]


def content(store: GraphStore) -> tuple[StakeholderNetwork, Claims]:
    """What the graph says, whatever its revision is called."""
    return replace(read_network(store), revision=0, made=None), store.read(read_claims)


def test_a_load_that_replaced_is_undone_and_that_can_be_undone(store: GraphStore) -> None:
    ingest(store, load("a", *FIRST))
    first = content(store)
    ingest(store, load("a", *SECOND, sources=NEWER))
    second = content(store)
    report = undo(store, 2)
    assert (report.revision, report.changed, content(store)) == (3, True, first)
    assert undo(store, 3).revision == 4
    assert content(store) == second
    assert digest_of(store.read(read_records)[1]) == store.read(lambda transaction: kept_digest(transaction, 4))
    then = store.read(lambda transaction: network_of(earlier(transaction, 3)))
    assert replace(then, revision=0, made=None) == first[0]


def test_the_first_load_of_a_dataset_is_undone_and_the_dataset_gone(store: GraphStore) -> None:
    ingest(store, everything())
    before = content(store)
    ingest(store, load("a", *FIRST))
    undo(store, 2)
    assert content(store) == before
    undo(store, 3)
    assert set(read_network(store).projects) >= {"a:p"}


def test_what_others_loaded_since_stays(store: GraphStore) -> None:
    ingest(store, load("a", *FIRST))
    ingest(store, load("a", *SECOND, sources=NEWER))
    ingest(store, load("b", *OTHER))
    undo(store, 2)
    both = content(store)
    forget(store, "a")
    forget(store, "b")
    ingest(store, load("a", *FIRST))
    ingest(store, load("b", *OTHER))
    again = content(store)
    loaded = {id: replace(dataset, loaded=None) for id, dataset in again[0].datasets.items()}
    assert {id: replace(dataset, loaded=None) for id, dataset in both[0].datasets.items()} == loaded
    assert set(both[0].facts) == set(again[0].facts)
    assert both[0].actors == again[0].actors
    assert both[1] == again[1]


def test_the_dataset_counts_as_loaded_when_it_was(store: GraphStore) -> None:
    ingest(store, load("a", *FIRST))
    store.write(lambda transaction: transaction.rows("MATCH (d:Dataset) SET d.loaded = '2020-01-01T00:00:00+00:00'"))
    ingest(store, load("a", *SECOND))
    assert (read_network(store).datasets["a"].loaded or "") > "2021"
    undo(store, 2)
    assert read_network(store).datasets["a"].loaded == "2020-01-01T00:00:00+00:00"


def test_what_cannot_be_undone_is_refused_with_the_reason(store: GraphStore) -> None:
    ingest(store, load("a", *FIRST))
    ingest(store, load("a", *SECOND))
    verdicts.decide(store, "overlap", ("a:p", "x"), "none", decided_by="Bo", digest="1")
    with pytest.raises(ConflictError, match="revision 2"):
        undo(store, 1)
    with pytest.raises(ConflictError, match="no load"):
        undo(store, 3)
    with pytest.raises(NotFoundError):
        undo(store, 9)
    assert undo(store, 2).revision == 4, "the project that was decided about stays"
    undo(store, 4)
    forget(store, "a")
    with pytest.raises(ConflictError, match="revision 6"):
        undo(store, 5)


def test_what_somebody_decided_about_is_not_taken_away(store: GraphStore) -> None:
    ingest(store, load("a", *FIRST))
    ingest(store, load("b", *OTHER))
    verdicts.decide(store, "overlap", ("a:p", "b:q"), "none", decided_by="Bo", digest="1")
    with pytest.raises(ConflictError, match="1 decision"):
        undo(store, 2)
    verdicts.withdraw(store, "overlap", ("a:p", "b:q"))
    pair = Pair(("a", SHORT.id), ("b", LONG.id))
    identities.decide(store, [Decision(pair, "same")], decided_by="Åsa")
    with pytest.raises(ConflictError, match="1 decision"):
        undo(store, 2)
    identities.withdraw(store, [pair])
    undo(store, 2)
    assert revision(store) == 7
    assert set(read_network(store).projects) == {"a:p"}
