from graph.ingest.change_set import ChangeSet, NodeChanges
from graph.ingest.load import Counts
from graph.ingest.reports import Tie
from graph.model.vocabulary import ACTOR, DATASET, PARTICIPATES_IN, REPORTS, SOURCE, RelationType
from graph.store.protocol import Row


def tie(
    key: str, relation: RelationType = PARTICIPATES_IN, labels: tuple[str, str] = ("Actor", "Project"), **row: object
) -> Tie:
    return Tie(relation, labels, {"key": key, "start": "a", "end_": "p", "run": key, **row})


def difference(
    old: tuple[Tie, ...] = (), new: tuple[Tie, ...] = (), moved: tuple[tuple[Tie, Tie], ...] = (), **nodes: NodeChanges
) -> ChangeSet:
    return ChangeSet(
        {each.identity: each for each in old},
        {each.identity: each for each in new},
        list(moved),
        [nodes.get("actors", NodeChanges(ACTOR))],
        nodes.get("sources", NodeChanges(SOURCE)),
        nodes.get("dataset", NodeChanges(DATASET)),
    )


def actors(before: dict[str, Row], after: dict[str, Row]) -> NodeChanges:
    return NodeChanges(ACTOR, before, after)


def test_nodes_that_come_change_stay_and_go() -> None:
    changes = actors(
        {"stay": {"id": "stay", "name": "S"}, "turn": {"id": "turn", "name": "T"}, "go": {"id": "go", "name": "G"}},
        {"stay": {"id": "stay", "name": "S"}, "turn": {"id": "turn", "name": "U"}, "come": {"id": "come", "name": "C"}},
    )
    assert [row["id"] for row in changes.updated()] == ["turn"]
    assert [row["id"] for row in changes.created()] == ["come"]
    assert changes.deletions() == ["go"]
    found = difference(actors=changes)
    assert found.counts() == {"Actor": Counts(new=1, changed=1, unchanged=1, withdrawn=1)}
    assert [(each.change, each.name, each.before, each.after) for each in found.changes] == [
        ("new", "C", {}, {"name": "C"}),
        ("withdrawn", "G", {"name": "G"}, {}),
        ("changed", "U", {"name": "T"}, {"name": "U"}),
    ]


def test_ties_that_come_change_stay_and_go() -> None:
    old = (tie("stay", quote="q"), tie("turn", quote="q"), tie("go"))
    new = (tie("stay", quote="q"), tie("turn", quote="r"), tie("come", role="owner"))
    found = difference(old, new, actors=actors({"a": {"id": "a", "name": "Å"}}, {"a": {"id": "a", "name": "Å"}}))
    assert [each.row["key"] for each in found.created()] == ["turn", "come"]
    assert [each.row["key"] for each in found.deleted()] == ["turn", "go"]
    assert found.counts()["PARTICIPATES_IN"] == Counts(new=1, changed=1, unchanged=1, withdrawn=1)
    assert [(each.change, each.id, each.name, each.before, each.after) for each in found.changes] == [
        ("new", "come", "Å → p (owner)", {}, {"role": "owner"}),
        ("changed", "turn", "Å → p", {"quote": "q"}, {"quote": "r"}),
        ("withdrawn", "go", "Å → p", {}, {}),
    ]


def test_another_run_is_no_difference() -> None:
    same = difference((tie("k", run="1"),), (tie("k", run="2"),))
    assert same.is_empty
    assert same.created() == same.deleted() == []


def test_a_file_saved_again_is_no_difference() -> None:
    changes = NodeChanges(SOURCE, {"s": {"id": "s", "checksum": "1"}}, {"s": {"id": "s", "checksum": "2"}})
    assert difference(sources=changes).is_empty
    assert changes.updated() == [{"id": "s", "checksum": "2"}], "written when something else is"


def test_a_moved_tie_shows_where_to_and_is_written_anew() -> None:
    before, after = tie("k", start="slug"), tie("k", start="orgnr:1")
    found = difference(moved=((before, after),))
    (change,) = found.changes
    assert (change.change, change.before, change.after) == ("changed", {"start": "slug"}, {"start": "orgnr:1"})
    assert (found.created(), found.deleted()) == ([after], [before])


def test_what_only_a_report_of_a_node_says_is_a_difference_without_an_entry() -> None:
    said = tie("k", REPORTS, ("Source", "Actor"), claims="{}")
    found = difference(new=(said,))
    assert not found.is_empty
    assert (found.changes, found.counts()) == ((), {"REPORTS": Counts(new=1)} if found.counts() else {})
    assert found.created() == [said]
