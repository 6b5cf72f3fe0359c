"""One project that several datasets report, on both engines: one in the graph, until somebody says otherwise."""

from graph.decisions import identities
from graph.decisions.candidates import open_candidates
from graph.identity import Decision, Pair
from graph.ingest.ingest import forget, ingest
from graph.ingest.load import Load
from graph.model.records import Node, Value
from graph.model.vocabulary import PROJECT
from graph.network.reading import read_network
from graph.store.protocol import GraphStore
from tests.contract.samples import actor, dump, load, project, takes_part, tie

TITLE = "Grön kompetens för gruvorter"
WHO, FUNDER = actor("Åsele kommun"), actor("Tillväxtfonden", kind="programme")
KEYS = ("a", "a:1"), ("b", "b:9")


def reported(id: str, **said: Value) -> Load:
    """A dataset with one project of one actor and one grant."""
    dataset = id.partition(":")[0]
    about: dict[str, Value] = {"name": TITLE, "starts": "2021-01-01", "ends": "2023-12-31"}
    where = project(id, dataset, **(about | said))
    grant = tie("FUNDS", FUNDER, where, dataset, amount=500.0, currency="SEK")
    return load(dataset, WHO, FUNDER, where, takes_part(WHO, where, source=dataset), grant)


def projects(store: GraphStore) -> list[str]:
    return list(read_network(store).projects)


def test_it_is_one_with_what_both_say_and_its_grant_counts_once(store: GraphStore) -> None:
    ingest(store, reported("a:1", budget=1000.0, currency="SEK"))
    before = dump(store)
    report = ingest(store, reported("b:9", numbers=("2021-7",)))
    snapshot = read_network(store)
    assert projects(store) == ["a:1"]
    merged = snapshot.projects["a:1"]
    assert (merged.budget, merged.numbers) == (1000.0, ("2021-7",))
    (grant,) = [fact for fact in snapshot.facts if fact.type == "FUNDS"]
    assert (grant.amount, len(grant.reports)) == (500.0, 2)
    assert ingest(store, reported("b:9", numbers=("2021-7",))).changed is False
    assert report.counts["Project"].changed == 1
    forget(store, "b")
    assert dump(store) == before


def test_a_former_id_of_its_own_takes_the_facts_of_others_along(store: GraphStore) -> None:
    ingest(store, reported("b:9"))
    assert projects(store) == ["b:9"]
    ingest(store, reported("a:1"))
    assert projects(store) == ["a:1"]
    assert {fact.end for fact in read_network(store).facts if fact.type == "PARTICIPATES_IN"} == {"a:1"}
    forget(store, "a")
    assert projects(store) == ["b:9"]


def test_a_doubt_is_decided_and_taken_back(store: GraphStore) -> None:
    ingest(store, reported("a:1"))
    ingest(store, reported("b:9", ends="2022-06-30"))
    before = dump(store)
    assert len(projects(store)) == 2
    assert open_candidates(store).candidates == (), "no question of actors"
    (doubt,) = open_candidates(store, PROJECT).candidates
    assert {(side.dataset, side.id) for side in (doubt.one, doubt.other)} == set(KEYS)
    assert {side.ends for side in (doubt.one, doubt.other)} == {"2023-12-31", "2022-06-30"}
    assert doubt.differs == ("period",)
    made = identities.decide(store, [Decision(Pair(*KEYS), "same")], decided_by="Åsa", node_type=PROJECT)
    assert projects(store) == ["a:1"]
    assert {"Project", "PARTICIPATES_IN", "Verdict"} <= {change.type for change in made.difference}
    assert open_candidates(store, PROJECT).candidates == ()
    assert [each.verdict for each in identities.decisions(store, PROJECT)] == ["same"]
    assert identities.decisions(store) == []
    identities.withdraw(store, [Pair(*KEYS)], PROJECT)
    assert dump(store) == before


def test_what_was_joined_can_be_told_apart_and_stays_so(store: GraphStore) -> None:
    for each in (reported("a:1"), reported("b:9")):
        ingest(store, each)
    joined = dump(store)
    identities.decide(store, [Decision(Pair(*KEYS), "different")], decided_by="Åsa", node_type=PROJECT)
    assert projects(store) == ["a:1", "b:9"]
    assert len([fact for fact in read_network(store).facts if fact.type == "FUNDS"]) == 2
    forget(store, "b")
    ingest(store, reported("b:9"))
    assert projects(store) == ["a:1", "b:9"]
    identities.withdraw(store, [Pair(*KEYS)], PROJECT)
    assert dump(store) == joined


def test_who_an_actor_is_decides_whether_projects_share_one(store: GraphStore) -> None:
    here, there = actor("Norrlands Trähus AB"), actor("Norrlands Trähus och Byggvaror AB")
    for id, who in (("a:1", here), ("b:9", there)):
        where = project(id, name=TITLE, starts="2021-01-01", ends="2023-12-31")
        ingest(store, load(id[0], who, where, takes_part(who, where)))
    assert projects(store) == ["a:1", "b:9"], "who takes part differs"
    before = dump(store)
    keys = ("a", here.id), ("b", there.id)
    identities.decide(store, [Decision(Pair(*keys), "same")], decided_by="Åsa")
    assert projects(store) == ["a:1"]
    identities.withdraw(store, [Pair(*keys)])
    assert dump(store) == before


def test_a_part_of_the_merged_project_is_a_part_of_it_still(store: GraphStore) -> None:
    part = Node("Project", "c:part", {"name": "Delprojekt språk"}, WHO.evidence)
    ingest(store, reported("b:9"))
    whole = project("b:9", name=TITLE)
    ingest(store, load("c", part, whole, tie("PART_OF", part, whole)))
    ingest(store, reported("a:1"))
    assert projects(store) == ["a:1", "c:part"]
    assert [(fact.start, fact.end) for fact in read_network(store).facts if fact.type == "PART_OF"] == [
        ("c:part", "a:1")
    ]
