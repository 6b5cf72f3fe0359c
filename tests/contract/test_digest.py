"""The digest that a revision keeps is that of what the graph then says, whatever was written, and on both engines."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.service.opening import open_graph
from graph.decisions import identities, verdicts
from graph.identity import Decision, Pair
from graph.ingest.backup import read_records, restore_backup, write_backup
from graph.ingest.digest import digest_of, kept_digest
from graph.ingest.erase import erase
from graph.ingest.ingest import forget, ingest
from graph.ingest.rotation import keep_backup, kept_backups, newest_whole
from graph.ingest.verify import verified
from graph.messages import Message
from graph.settings import read_settings
from graph.store import state
from graph.store.protocol import GraphStore, rows
from tests.contract.engines import Engine
from tests.contract.samples import actor, empty, everything, load, project, small_load, takes_part, tie

EXAMPLES = 8  # each takes seconds on a server
Step = Callable[[GraphStore], object]


def kept(store: GraphStore) -> int | None:
    return store.read(lambda transaction: kept_digest(transaction, state.revision(transaction)))


def found(store: GraphStore) -> int:
    return digest_of(store.read(read_records)[1])


LONG, SHORT = actor("Norrlands Trähus och Byggvaror AB"), actor("Norrlands Trähus AB")
PROJECTS = ("a:p", "b:p")
PAIRS = [Pair(("a", LONG.id), ("b", SHORT.id)), Pair(("a", LONG.id), ("b", LONG.id))]


@st.composite
def said(draw: st.DrawFn, dataset: str) -> Step:
    """Load a dataset that speaks of both actors: with amounts that are whole or not, texts, lists, and without them."""
    budget, grant = draw(st.sampled_from((None, 5, 5.0, 0.1))), draw(st.sampled_from((None, 7, 2.5)))
    names = draw(st.sampled_from(((), ("Å",), ("Å", "Ö"))))
    where = project(
        f"{dataset}:p", numbers=names, budget=budget, summary=draw(st.sampled_from((None, "", "Anna Berg")))
    )
    known = [actor(str(each.properties["name"]), aliases=names) for each in (LONG, SHORT)]
    ties = [takes_part(each, where, draw(st.sampled_from(("owner", "partner")))) for each in known]
    ties += [tie("FUNDS", known[0], where, amount=grant), tie("COLLABORATES_WITH", known[0], known[1])]
    records = load(dataset, where, *known, *ties[: draw(st.integers(0, 4))], prune=draw(st.booleans()))
    return lambda store: ingest(store, records)


def decided(pairs: list[Pair], judgement: str) -> Step:
    return lambda store: identities.decide(store, [Decision(pair, judgement) for pair in pairs], decided_by="Åsa")


def judged(verdict: str) -> Step:
    reason = "Anna Berg sade det"
    return lambda store: verdicts.decide(
        store, "overlap", PROJECTS, verdict, decided_by="Åsa", digest="0", reason=reason
    )


def forgotten(store: GraphStore) -> None:
    if rows(store, "MATCH (d:Dataset {id: 'c'}) RETURN d.id AS id"):
        forget(store, "c")


STEPS = st.one_of(
    st.sampled_from("ab").flatmap(said),
    st.builds(
        decided, st.lists(st.sampled_from(PAIRS), min_size=1, max_size=2), st.sampled_from(("same", "different"))
    ),
    st.just(lambda store: identities.withdraw(store, PAIRS)),
    st.builds(judged, st.sampled_from(("duplicate", "none"))),
    st.just(lambda store: verdicts.withdraw(store, "overlap", PROJECTS)),
    st.just(lambda store: erase(store, "Anna Berg")),
    st.just(forgotten),
)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=said("a"), second=said("b"), steps=st.lists(STEPS, max_size=6))
def test_it_is_kept_up_to_date_by_whatever_is_written(
    store: GraphStore, first: Step, second: Step, steps: list[Step]
) -> None:
    empty(store)
    for step in (first, second, lambda store: ingest(store, small_load("c")), *steps):
        step(store)
        assert kept(store) == found(store)


def test_two_decisions_about_one_pair_at_once(store: GraphStore) -> None:
    for dataset in "ab":
        where = project(f"{dataset}:p")
        ingest(store, load(dataset, where, LONG, SHORT, takes_part(LONG, where), takes_part(SHORT, where)))
    both = [Decision(PAIRS[0], judgement) for judgement in ("same", "different")]
    identities.decide(store, both, decided_by="Åsa")
    assert [verdict.verdict for verdict in identities.decisions(store)] == ["different"]
    assert kept(store) == found(store) != 0


def test_it_is_the_same_on_both_engines_and_after_a_restore(
    served: GraphStore, embedded: GraphStore, tmp_path: Path
) -> None:
    ingest(embedded, everything())
    write_backup(embedded, tmp_path / "b.jsonl")
    restore_backup(served, tmp_path / "b.jsonl")
    assert kept(served) == found(served) == kept(embedded) == found(embedded)
    for store in (served, embedded):
        ingest(store, small_load("b"))
        assert kept(store) == found(store)


def test_a_value_changed_past_hur_is_found_also_after_further_loads(engine: Engine, tmp_path: Path) -> None:
    store = engine.open()
    ingest(store, small_load("a"))
    assert verified(store, tmp_path).problems == ()
    store.close()
    engine.run("MATCH (p:Project {id: 'a:p'}) SET p.name = 'Another'")
    for dataset in "bc":
        store = engine.open()
        ingest(store, small_load(dataset))
        assert "errors.verify_digest" in [problem.key for problem in verified(store, tmp_path).problems]
        store.close()


def test_what_a_revision_keeps_may_itself_be_damaged(engine: Engine, tmp_path: Path) -> None:
    store = engine.open()
    ingest(store, small_load("a"))
    store.close()
    engine.run("MATCH (r:Revision) SET r.counts = '{', r.digest = 'no digest'")
    known = {"neo4j_user": engine.user, "neo4j_password": engine.password} if engine.is_server else {}
    told: list[Message] = []
    store = open_graph(read_settings(graph=engine.where, backups=tmp_path / "kept", **known), warn=told.append)
    assert "errors.verify_counts" in [message.key for message in told]
    ingest(store, small_load("b"))
    assert "errors.verify_digest" in [problem.key for problem in verified(store, tmp_path).problems]
    store.close()


def test_a_backup_of_a_changed_graph_is_taken_only_when_it_is_named(store: GraphStore, tmp_path: Path) -> None:
    kept_here = tmp_path / "kept"
    for number, dataset in enumerate("ab"):
        ingest(store, small_load(dataset))
        if number == 1:
            store.write(lambda transaction: transaction.rows("MATCH (p:Project {id: 'a:p'}) SET p.name = 'Another'"))
        keep_backup(store, kept_here, 7, timedelta(0))
    changed, whole = kept_backups(kept_here)
    found_whole, (told,) = newest_whole(kept_here)
    assert (found_whole, changed.name in str(told)) == (whole, True)
    empty(store)
    assert restore_backup(store, changed).is_as_written is False
    assert "errors.verify_digest" not in [problem.key for problem in verified(store, tmp_path).problems]
    empty(store)
    assert restore_backup(store, whole).is_as_written is True
    assert kept(store) == found(store)


def test_a_graph_of_an_older_hur_gets_its_digest_when_it_is_opened(engine: Engine, tmp_path: Path) -> None:
    store = engine.open()
    for dataset in "ab":
        ingest(store, small_load(dataset))
    store.close()
    engine.run("MATCH (r:Revision) REMOVE r.digest" if engine.is_server else "ALTER TABLE Revision DROP digest")
    engine.run("MATCH (s:GraphState) SET s.schema_version = 8")
    known = {"neo4j_user": engine.user, "neo4j_password": engine.password} if engine.is_server else {}
    store = open_graph(read_settings(graph=engine.where, backups=tmp_path / "kept", **known))
    assert kept(store) == found(store)
    assert ingest(store, small_load("c")).changed
    assert kept(store) == found(store)
    store.close()
