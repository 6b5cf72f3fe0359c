"""An earlier revision is the graph as it was, put together from today's and what later revisions replaced."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from graph.decisions import identities, verdicts
from graph.errors import ConflictError, NotFoundError
from graph.identity import Decision, Pair
from graph.ingest.earlier import earlier, forgotten, revision_of
from graph.ingest.ingest import forget, ingest
from graph.ingest.load import Load
from graph.ingest.replaced import Replaced
from graph.model.records import Node, Relation, SourceRecord
from graph.network.claims import Claims, claims_of, read_claims
from graph.network.network import StakeholderNetwork
from graph.network.reading import network_of, read_network
from graph.store.protocol import GraphStore, Transaction, rows
from tests.contract.samples import actor, empty, everything, load, project, revision, takes_part, tie
from tests.contract.test_identities import EXAMPLES, datasets

SHORT, LONG = actor("LTU", website="ltu.se"), actor("Luleå tekniska universitet", "t", kind="university")
MINE = actor("Boliden AB")
SAME = Decision(Pair(("a", SHORT.id), ("b", LONG.id)), "same")
P, Q = project("a:p", starts="2024"), project("b:q", "t")


def first() -> list[Node | Relation]:
    return [SHORT, MINE, P, takes_part(SHORT, P), takes_part(MINE, P)]


def grow(store: GraphStore) -> list[tuple[StakeholderNetwork, Claims]]:
    """Change the graph in every way there is; what it said after each."""
    known: list[tuple[StakeholderNetwork, Claims]] = []

    def remember() -> None:
        known.append((read_network(store), store.read(read_claims)))

    changed = project("a:p", starts="2025")
    steps = (
        lambda: ingest(store, load("a", *first())),
        lambda: ingest(store, everything()),
        lambda: ingest(
            store, load("b", LONG, MINE, Q, takes_part(LONG, Q, source="t"), takes_part(MINE, Q, source="t"))
        ),
        lambda: identities.decide(store, [SAME], decided_by="Åsa"),
        lambda: verdicts.decide(store, "overlap", ("a:p", "b:q"), "none", decided_by="Bo", digest="1"),
        lambda: verdicts.decide(store, "overlap", ("a:p", "b:q"), "part_of", decided_by="Bo", digest="1"),
        # One role changed, one participation gone, one stated tie new, a newer date of the source.
        lambda: ingest(
            store,
            load(
                "a",
                *(SHORT, MINE, changed, takes_part(SHORT, changed, "owner"), tie("COLLABORATES_WITH", SHORT, MINE)),
                sources=[SourceRecord("s", "New title", retrieved="2026-02-02")],
            ),
        ),
        lambda: ingest(store, load("a", SHORT, MINE, takes_part(MINE, P), P, prune=False)),
        lambda: identities.withdraw(store, [SAME.pair]),
        lambda: verdicts.withdraw(store, "overlap", ("a:p", "b:q")),
        lambda: ingest(store, load("a", *first())),
    )
    for step in steps:
        step()
        remember()
    return known


def opened(store: GraphStore, number: int) -> tuple[StakeholderNetwork, Claims]:
    def work(transaction: Transaction) -> tuple[StakeholderNetwork, Claims]:
        graph = earlier(transaction, number)
        return network_of(graph), claims_of(graph)

    return store.read(work)


def test_every_earlier_revision_is_what_it_was(store: GraphStore) -> None:
    known = grow(store)
    assert [network.revision for network, _ in known] == list(range(1, revision(store) + 1))
    for number, (network, claims) in enumerate(known, start=1):
        then, claimed = opened(store, number)
        assert then == network
        assert claimed == claims


def test_what_is_forgotten_is_in_no_revision(store: GraphStore) -> None:
    ingest(store, load("a", *first()))
    alone = read_network(store)
    secret = actor("Hemlig AB", "h", kind="company")
    more: list[Node | Relation] = [secret, LONG, P, takes_part(secret, P, source="h"), takes_part(LONG, P, source="h")]
    ingest(store, load("c", *more))
    ingest(store, load("c", secret, P, takes_part(secret, P, source="h")))
    ingest(store, load("b", MINE, Q, takes_part(MINE, Q, source="h")))
    forget(store, "c")
    assert replace(opened(store, 2)[0], revision=1, made=alone.made) == alone
    assert store.read(lambda transaction: forgotten(transaction, 2)) == ["c"]
    assert store.read(lambda transaction: forgotten(transaction, 1)) == []
    for row in rows(store, "MATCH (r:Revision) RETURN r.replaced AS replaced"):
        assert "hemlig-ab" not in str(Replaced.decode(row["replaced"]))


def test_a_revision_before_the_upgrade_is_refused(store: GraphStore) -> None:
    for name in ("a", "b", "c"):
        ingest(store, load(name, *first()))
    store.write(lambda transaction: transaction.rows("MATCH (r:Revision {id: '2'}) SET r.replaced = NULL"))
    assert opened(store, 2)[0].revision == 2
    with pytest.raises(ConflictError, match="from revision 2 on"):
        opened(store, 1)


MADE_AT = (
    ("1", "2026-01-31T23:59:59+00:00"),
    ("2", "2026-02-01T00:00:00+00:00"),
    ("3", "2026-02-01T12:00:00+00:00"),
)


def number_of(store: GraphStore, given: str) -> int:
    return store.read(lambda transaction: revision_of(transaction, given))


def test_a_day_means_its_last_revision(store: GraphStore) -> None:
    for id, at in MADE_AT:
        ingest(store, load(f"dataset {id}", *first()))
        made_at(store, id, at)
    given = {"1": 1, "2026-01-31": 1, "2026-01": 1, "2026-02-01": 3, "2030-01-01": 3}
    assert {text: number_of(store, text) for text in given} == given
    for text in ("0", "4", "2026-01-30"):
        with pytest.raises(NotFoundError, match=text):
            number_of(store, text)


def made_at(store: GraphStore, id: str, at: str) -> None:
    statement = "MATCH (r:Revision {id: $id}) SET r.at = $at"
    store.write(lambda transaction: transaction.rows(statement, {"id": id, "at": at}))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=datasets(), after=datasets())
def test_whatever_is_loaded_again_can_be_undone(store: GraphStore, before: list[Load], after: list[Load]) -> None:
    empty(store)
    known: dict[int, StakeholderNetwork] = {}
    for each in (*before, *after):
        ingest(store, each)
        known[revision(store)] = read_network(store)
    assert {number: opened(store, number)[0] for number in known} == known
