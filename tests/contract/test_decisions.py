"""What a steward decides about who is who, on both engines: it sticks, and can be taken back whole."""

from dataclasses import replace
from pathlib import Path

import pytest

from graph.decisions import identities, verdicts
from graph.decisions.candidates import again, open_candidates, without
from graph.errors import InputError, NotFoundError
from graph.identity import Decision, Pair
from graph.ingest.backup import restore_backup, write_backup
from graph.ingest.clusters import ClusterCache, Clusters
from graph.ingest.ingest import forget, ingest
from graph.network.reading import read_network
from graph.store import state
from graph.store.protocol import GraphStore
from tests.contract.samples import actor, dump, empty, load, project, revision, takes_part, tie

LONG = actor("Norrlands Trähus och Byggvaror AB")
SHORT = actor("Norrlands Trähus AB")
LONG_KEY, SHORT_KEY = ("a", LONG.id), ("b", SHORT.id)
SAME = Decision(Pair(LONG_KEY, SHORT_KEY), "same")


@pytest.fixture
def two(store: GraphStore) -> GraphStore:
    """Two datasets, each with a project of an actor that may be that of the other."""
    for dataset, who in (("a", LONG), ("b", SHORT)):
        p = project(f"{dataset}:p")
        friend = actor("Åsele kommun")
        ingest(store, load(dataset, who, friend, p, takes_part(who, p), tie("COLLABORATES_WITH", who, friend)))
    return store


def actors(store: GraphStore) -> set[str]:
    return set(read_network(store).actors)


def decide(store: GraphStore, *decisions: Decision) -> identities.Decided:
    return identities.decide(store, decisions, decided_by="Åsa", reason="samma växel")


def test_a_doubt_is_asked_with_both_sides_and_its_reasons(two: GraphStore) -> None:
    (doubt,) = open_candidates(two).candidates
    assert {(side.dataset, side.id) for side in (doubt.one, doubt.other)} == {LONG_KEY, SHORT_KEY}
    assert {side.names for side in (doubt.one, doubt.other)} == {
        (LONG.properties["name"],),
        (SHORT.properties["name"],),
    }
    assert "name" in doubt.differs
    assert doubt.reasons


def test_same_joins_and_taking_it_back_restores_everything(two: GraphStore) -> None:
    before = dump(two)
    made = decide(two, SAME)
    assert actors(two) == {"norrlands-trähus-ab", "åsele-kommun"}
    assert made.revision == revision(two) == 3
    assert {"PARTICIPATES_IN", "Actor", "Verdict"} <= {change.type for change in made.difference}
    assert open_candidates(two).candidates == ()
    assert open_candidates(two).decided == 1
    assert identities.withdraw(two, [Pair(SHORT_KEY, LONG_KEY)]).revision == 4
    assert dump(two) == before
    assert len(open_candidates(two).candidates) == 1


def test_the_same_decision_again_makes_no_revision(two: GraphStore) -> None:
    decide(two, SAME)
    before = revision(two)
    assert decide(two, Decision(Pair(SHORT_KEY, LONG_KEY), "same")).difference == ()
    assert identities.withdraw(two, [Pair(LONG_KEY, ("a", "nobody"))]).difference == ()
    assert revision(two) == before


def test_taking_back_a_decision_that_replaced_others_restores_them_one_by_one(two: GraphStore) -> None:
    stages = [dump(two)]
    for verdict in ("same", "different", "related"):
        identities.decide(two, [Decision(Pair(LONG_KEY, SHORT_KEY), verdict)], decided_by=f"Åsa {verdict}")
        stages.append(dump(two))
    for stage in reversed(stages[:-1]):
        identities.withdraw(two, [Pair(LONG_KEY, SHORT_KEY)])
        assert dump(two) == stage
    assert identities.decisions(two) == []


def test_the_queue_without_what_was_decided_and_with_it_again_is_the_one_looked_for_anew(two: GraphStore) -> None:
    before = open_candidates(two)
    made = decide(two, SAME)
    queue = without(before, [SAME], made)
    assert (queue.revision, queue.candidates, queue.decided) == (revision(two), (), 1)
    anew = open_candidates(two)
    assert without(anew, [SAME], made) == anew, "it knows of the decision already"
    back = again(queue, identities.withdraw(two, [Pair(LONG_KEY, SHORT_KEY)]))
    assert back == open_candidates(two) == replace(before, revision=revision(two))


def test_a_queue_that_missed_a_change_is_looked_for_anew(two: GraphStore) -> None:
    queue = without(open_candidates(two), [SAME], decide(two, SAME))
    changed = Decision(Pair(LONG_KEY, SHORT_KEY), "related")
    queue = without(queue, [changed], decide(two, changed))
    assert (queue.revision, queue.decided) == (revision(two), 1)
    withdrawn = identities.withdraw(two, [Pair(LONG_KEY, SHORT_KEY)])
    assert again(queue, withdrawn) == queue, "the decision before holds again"
    forget(two, "b")
    assert without(queue, [SAME], identities.Decided(revision(two), ())) == queue


@pytest.mark.parametrize("verdict", ["different", "related"])
def test_what_is_told_apart_stays_apart_and_is_not_asked_again(two: GraphStore, verdict: str) -> None:
    apart = actors(two)
    decide(two, Decision(Pair(LONG_KEY, SHORT_KEY), verdict))
    assert actors(two) == apart
    assert open_candidates(two).candidates == ()


def test_a_split_undoes_what_equal_names_joined(store: GraphStore) -> None:
    who = actor("Framtid Lycksele")
    for dataset in "ab":
        p = project(f"{dataset}:p")
        ingest(store, load(dataset, who, p, takes_part(who, p)))
    assert len(actors(store)) == 1
    joined = dump(store)
    keys = ("a", "framtid-lycksele"), ("b", "framtid-lycksele")
    decide(store, Decision(Pair(*keys), "different"))
    assert len(actors(store)) == 2
    assert len({fact.start for fact in read_network(store).facts}) == 2
    identities.withdraw(store, [Pair(*keys)])
    assert dump(store) == joined


def test_decisions_hold_for_later_loads_and_in_any_order(two: GraphStore) -> None:
    decide(two, SAME)
    merged = dump(two)
    forget(two, "b")
    assert actors(two) == {LONG.id, "åsele-kommun"}
    p, friend = project("b:p"), actor("Åsele kommun")
    ingest(two, load("b", SHORT, friend, p, takes_part(SHORT, p), tie("COLLABORATES_WITH", SHORT, friend)))
    assert dump(two) == merged


def test_a_decision_is_asked_again_when_a_name_changes(two: GraphStore) -> None:
    decide(two, Decision(Pair(LONG_KEY, SHORT_KEY), "different"))
    p, friend = project("b:p"), actor("Åsele kommun")
    renamed = type(SHORT)("Actor", SHORT.id, {"name": "Norrlands Trähus Aktiebolag"}, SHORT.evidence)
    ingest(two, load("b", renamed, friend, p, takes_part(renamed, p), tie("COLLABORATES_WITH", renamed, friend)))
    assert len(actors(two)) == 3, "it still holds"
    assert len(open_candidates(two).candidates) == 1


def test_nobody_decides_about_nothing(two: GraphStore) -> None:
    before = dump(two)
    with pytest.raises(NotFoundError):
        decide(two, SAME, Decision(Pair(LONG_KEY, ("b", "nobody")), "same"))
    with pytest.raises(InputError):
        decide(two, Decision(Pair(LONG_KEY, SHORT_KEY), "perhaps"))
    with pytest.raises(InputError):
        decide(two, Decision(Pair(LONG_KEY, LONG_KEY), "same"))
    with pytest.raises(InputError):
        identities.decide(two, [SAME], decided_by=" ")
    assert dump(two) == before


def test_what_is_known_of_everybody_holds_until_somebody_says_more(two: GraphStore) -> None:
    cache = ClusterCache()

    def known() -> Clusters:
        return two.read(lambda transaction: cache.at(transaction, state.revision(transaction)))

    first = known()
    verdicts.decide(two, "overlap", ("a:p", "b:p"), "look_alike", decided_by="Åsa", digest="")
    assert known().actors is first.actors
    identities.decide(two, [SAME], decided_by="Åsa", cache=cache)
    assert known().actors.mentions is first.actors.mentions
    assert known().nodes["Actor"][SHORT_KEY] == known().nodes["Actor"][LONG_KEY]
    identities.withdraw(two, [Pair(LONG_KEY, SHORT_KEY)])
    assert known().nodes["Actor"] == first.nodes["Actor"], "somebody else withdrew it"
    cache.take(first)
    assert known().revision == revision(two), "the newest stays"
    third = actor("Norrlands Trähus Export AB")
    ingest(two, load("c", third))
    identities.decide(two, [Decision(Pair(SHORT_KEY, ("c", third.id)), "same")], decided_by="Åsa", cache=cache)
    assert known().nodes["Actor"][SHORT_KEY] == known().nodes["Actor"]["c", third.id]


def test_an_older_state_of_the_graph_is_read_anew(two: GraphStore) -> None:
    cache = ClusterCache()
    decide(two, SAME)
    newest = two.read(lambda transaction: cache.at(transaction, revision(two)))
    older = two.read(lambda transaction: cache.at(transaction, revision(two) - 1))
    assert older is not newest
    assert two.read(lambda transaction: cache.at(transaction, revision(two))) == newest


@pytest.mark.parametrize("is_asked_meanwhile", [True, False])
def test_of_a_store_that_was_restored_nothing_is_known(
    two: GraphStore, tmp_path: Path, is_asked_meanwhile: bool
) -> None:
    cache = ClusterCache()
    write_backup(two, tmp_path / "backup.jsonl")
    decide(two, SAME)

    def known() -> Clusters:
        return two.read(lambda transaction: cache.at(transaction, state.revision(transaction)))

    assert known().revision == 3
    empty(two)
    restore_backup(two, tmp_path / "backup.jsonl")
    if is_asked_meanwhile:
        assert known().revision == 2
    third = actor("Norrlands Trähus Export AB")
    ingest(two, load("c", third))
    assert (known().revision, ("c", third.id) in known().actors.mentions) == (3, True)


def test_decisions_are_listed_and_kept_in_a_backup(two: GraphStore, embedded: GraphStore, tmp_path: Path) -> None:
    decide(two, SAME)
    (listed,) = identities.decisions(two)
    assert (listed.verdict, listed.decided_by, listed.reason) == ("same", "Åsa", "samma växel")
    write_backup(two, tmp_path / "backup.jsonl")
    restore_backup(embedded, tmp_path / "backup.jsonl")
    assert identities.decisions(embedded) == [listed]
    identities.withdraw(embedded, [Pair(LONG_KEY, SHORT_KEY)])
    assert len(actors(embedded)) == 3


def test_pairs_judged_in_one_go_are_one_revision_and_are_taken_back_so(two: GraphStore) -> None:
    number = revision(two)
    series = {("b:p", "c:p"): "2", ("c:p", "a:p"): "3"}
    verdicts.decide(two, "overlap", ("a:p", "b:p"), "continuation", decided_by="Åsa", digest="1", also=series)
    assert revision(two) == number + 1
    held = {(verdict.first, verdict.second): verdict.fingerprint for verdict in read_network(two).verdicts}
    assert held == {("a:p", "b:p"): "1", ("b:p", "c:p"): "2", ("a:p", "c:p"): "3"}
    verdicts.decide(two, "overlap", ("a:p", "b:p"), "none", decided_by="Åsa", digest="1")
    assert verdicts.withdraw(two, "overlap", ("c:p", "b:p"), together=True)
    assert [(verdict.first, verdict.second) for verdict in read_network(two).verdicts] == [("a:p", "b:p")]
    assert revision(two) == number + 3
