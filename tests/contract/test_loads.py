"""Loading datasets: what is new, changed, withdrawn, and what each source leaves behind when it goes."""

import json
import unicodedata

import pytest

from graph.errors import NotFoundError
from graph.ingest.ingest import forget, ingest
from graph.ingest.load import Counts, Load
from graph.model.records import Evidence, Node, RecordError, Relation, SourceRecord
from graph.network.facts import Report
from graph.network.reading import read_network
from graph.store.protocol import GraphStore, rows
from tests.contract.samples import (
    actor,
    dump,
    everything,
    evidence,
    load,
    project,
    revision,
    rows_of,
    small_load,
    takes_part,
    tie,
)

ASELE, BOLIDEN, P = actor("Åsele kommun"), actor("Boliden AB"), project("p")


def load_all(store: GraphStore, *loads: Load) -> None:
    for each in loads:
        ingest(store, each)


def test_every_type_and_property_comes_back(store: GraphStore) -> None:
    report = ingest(store, everything())
    assert (report.revision, report.changed, report.applied) == (1, True, True)
    assert all(counts.new and not counts.changed + counts.withdrawn for counts in report.counts.values())
    filled = {node.label: node for node in everything().nodes if node.properties}
    for label in ("Actor", "Project", "Theme", "Place"):
        second, first = sorted(rows_of(store, label), key=lambda row: row["id"] != f"{label.lower()}-2")
        expected = {
            name: list(value) if isinstance(value, tuple) else value for name, value in filled[label].properties.items()
        }
        assert {name: first[name] for name in expected} == expected
        assert second == {"id": second["id"], **dict.fromkeys(expected)}
    funding = [row for row in rows_of(store, "FUNDS") if row["amount"] is not None]
    assert [(row["amount"], row["share"], row["currency"], row["quote"]) for row in funding] == [
        (1.5, 1.5, "Ångström currency 1", "Å, ä")
    ]


def test_the_same_load_twice_changes_nothing(store: GraphStore) -> None:
    ingest(store, everything())
    before = dump(store)
    report = ingest(store, everything())
    assert (report.revision, report.changed, report.difference) == (1, False, ())
    assert all(counts == Counts(unchanged=counts.unchanged) for counts in report.counts.values())
    assert dump(store) == before
    assert [row["number"] for row in rows(store, "MATCH (r:Revision) RETURN r.number AS number")] == [1]


def test_an_unchanged_report_keeps_the_run_that_wrote_it(store: GraphStore) -> None:
    statement = "MATCH (a:Actor)-[r:PARTICIPATES_IN]->(:Project) RETURN a.id AS id, r.run AS run ORDER BY id"
    ingest(store, load("a", ASELE, P, takes_part(ASELE, P)))
    first = rows(store, statement)
    ingest(store, load("a", ASELE, BOLIDEN, P, takes_part(ASELE, P), takes_part(BOLIDEN, P)))
    second = rows(store, statement)
    assert second[1] == first[0]
    assert second[0]["run"] != first[0]["run"]


def test_changed_and_vanished_records(store: GraphStore) -> None:
    ingest(store, load("a", ASELE, BOLIDEN, P, takes_part(ASELE, P), takes_part(BOLIDEN, P)))
    named = project("p", name="New name", budget=12.5)
    report = ingest(store, load("a", ASELE, named, takes_part(ASELE, named, "owner")))
    assert report.counts["Actor"] == Counts(unchanged=1, withdrawn=1)
    assert report.counts["Project"] == Counts(changed=1)
    assert report.counts["PARTICIPATES_IN"] == Counts(new=1, withdrawn=2)
    changes = {(each.change, each.type, each.name): (each.before, each.after) for each in report.difference}
    assert changes["changed", "Project", "New name"] == ({"name": "p"}, {"name": "New name", "budget": 12.5})
    assert changes["withdrawn", "Actor", "Boliden AB"] == ({"name": "Boliden AB"}, {})
    snapshot = read_network(store)
    assert list(snapshot.actors) == ["åsele-kommun"]
    assert [(fact.start, fact.discriminator) for fact in snapshot.facts] == [("åsele-kommun", "owner")]


def test_a_revision_keeps_its_difference(store: GraphStore) -> None:
    report = ingest(store, load("a", ASELE, P, takes_part(ASELE, P)))
    row = rows_of_revision(store, 1)
    assert (row["action"], row["dataset"]) == ("load", "a")
    assert json.loads(row["difference"]) == [json.loads(json.dumps(each.as_dict())) for each in report.difference]
    assert json.loads(row["summary"])["PARTICIPATES_IN"] == {"new": 1, "changed": 0, "unchanged": 0, "withdrawn": 0}
    assert rows(store, "MATCH ()-[r:PARTICIPATES_IN]->(:Project) RETURN r.run AS run") == [{"run": row["run"]}]


def rows_of_revision(store: GraphStore, number: int) -> dict:
    statement = (
        "MATCH (r:Revision {number: $number}) RETURN r.action AS action, r.dataset AS dataset, r.run AS run, "
        "r.summary AS summary, r.difference AS difference"
    )
    return rows(store, statement, {"number": number})[0]


def test_a_dry_run_tells_and_writes_nothing(store: GraphStore) -> None:
    ingest(store, load("a", ASELE, P, takes_part(ASELE, P)))
    before = dump(store)
    nxt = load("a", BOLIDEN, P, takes_part(BOLIDEN, P))
    told = ingest(store, nxt, apply=False)
    assert (told.applied, told.changed, told.revision) == (False, True, 1)
    assert (dump(store), revision(store)) == (before, 1)
    done = ingest(store, nxt)
    assert (done.counts, done.difference, done.revision) == (told.counts, told.difference, 2)


def test_without_pruning_nothing_is_withdrawn(store: GraphStore) -> None:
    ingest(store, load("a", ASELE, P, takes_part(ASELE, P)))
    report = ingest(store, load("a", BOLIDEN, P, takes_part(BOLIDEN, P), prune=False))
    assert sum(counts.withdrawn for counts in report.counts.values()) == 0
    assert report.counts["PARTICIPATES_IN"] == Counts(new=1, unchanged=1)
    assert {fact.start for fact in read_network(store).facts} == {"åsele-kommun", "boliden-ab"}


def participation(source: str) -> list[Node | Relation]:
    who, where = actor("Åsele kommun", source), project("p", source)
    return [who, where, takes_part(who, where, source=source)]


@pytest.mark.parametrize("datasets", ["aa", "ab"])
def test_a_fact_that_two_sources_report_stands_until_the_last_goes(store: GraphStore, datasets: str) -> None:
    first, second = datasets[0], datasets[1]
    ours, theirs = participation("s1"), participation("s2")
    load_all(store, *([load("a", *ours, *theirs)] if first == second else [load("a", *ours), load("b", *theirs)]))
    (fact,) = read_network(store).facts
    assert [(report.dataset, report.source) for report in fact.reports] == [(first, "s1"), (second, "s2")]
    ingest(store, load(first, *(theirs if first == second else [])))
    (fact,) = read_network(store).facts
    assert [(report.dataset, report.source) for report in fact.reports] == [(second, "s2")]
    assert list(read_network(store).sources) == ["s2"]
    ingest(store, load(second))
    assert dump(store) == {}


@pytest.mark.parametrize("datasets", ["aa", "ab"])
def test_a_property_falls_back_when_one_of_its_sources_goes(store: GraphStore, datasets: str) -> None:
    new = actor("Boliden", "new", kind="company", website="https://new.example", aliases=("B",))
    old = actor("Boliden", "old", website="https://old.example", aliases=("Bo",), description="Mines")
    dated = (SourceRecord("new", retrieved="2026"), SourceRecord("old", retrieved="2024-05"))
    if datasets == "aa":
        ingest(store, load("a", new, old, sources=dated))
    else:
        load_all(store, load("a", new, sources=dated[:1]), load("b", old, sources=dated[1:]))
    boliden = read_network(store).actors["boliden"]
    assert (boliden.website, boliden.kind, boliden.aliases) == ("https://new.example", "company", ("B", "Bo"))
    assert boliden.description == "Mines"
    ingest(store, load("a", *([old] if datasets == "aa" else []), sources=dated[1:]))
    boliden = read_network(store).actors["boliden"]
    assert (boliden.website, boliden.kind, boliden.aliases) == ("https://old.example", None, ("Bo",))


def test_null_and_missing_are_the_same(store: GraphStore) -> None:
    ingest(store, load("a", actor("A", kind=None, aliases=()), project("p", budget=None, starts=None)))
    before = dump(store)
    assert ingest(store, load("a", actor("A"), project("p"))).changed is False
    assert dump(store) == before


def test_decomposed_text_is_the_same_text(store: GraphStore) -> None:
    def written(form: str) -> Load:
        def text(value: str) -> str:
            return unicodedata.normalize(form, value)  # type: ignore[arg-type]

        source = text("källa")
        who = actor(text("Åsele kommun"), source, aliases=(text("Åsele"),))
        where = project(text("ö:p"), source, summary=text("på väg"))
        said = Relation("PARTICIPATES_IN", who.id, where.id, Evidence(source, text("ägare"), text("blad Å")))
        described = SourceRecord(source, text("Å"), retrieved="2026")
        return load(text("ä"), who, where, said, sources=[described])

    ingest(store, written("NFD"))
    assert json.dumps(dump(store), ensure_ascii=False) == unicodedata.normalize(
        "NFC", json.dumps(dump(store), ensure_ascii=False)
    )
    found = rows(store, "MATCH (n:Actor {name: $name}) RETURN n.id AS id", {"name": "Åsele kommun"})
    assert found == [{"id": "åsele-kommun"}]
    assert ingest(store, written("NFC")).changed is False


def test_parallel_relations_of_one_source(store: GraphStore) -> None:
    grants = [tie("FUNDS", ASELE, P, quote=f"{amount} kr", amount=amount) for amount in (1.0, 2.0, 1.0)]
    roles = [takes_part(ASELE, P, role) for role in ("owner", "partner", "owner", None)]
    ingest(store, load("a", ASELE, P, *grants, *roles))
    assert [(row["key"].rsplit("│", 1)[1], row["amount"]) for row in rows_of(store, "FUNDS")] == [
        ("0", 1.0),
        ("1", 2.0),
        ("2", 1.0),
    ]
    assert sorted(str(row["role"]) for row in rows_of(store, "PARTICIPATES_IN")) == ["None", "owner", "partner"]


def test_two_equal_grants_are_told_apart_by_their_ordinal(store: GraphStore) -> None:
    grants = [Relation("FUNDS", ASELE.id, P.id, evidence(), {"amount": 1.0}, ordinal=number) for number in (0, 1)]
    different = Relation("FUNDS", ASELE.id, P.id, evidence(), {"amount": 2.0})
    ingest(store, load("a", ASELE, P, grants[0], different, grants[1]))
    assert sorted(row["amount"] for row in rows_of(store, "FUNDS")) == [1.0, 1.0, 2.0]


def test_a_tie_without_direction_is_stored_once(store: GraphStore) -> None:
    there, back = (tie("COLLABORATES_WITH", *ends, kind="friends") for ends in [(ASELE, BOLIDEN), (BOLIDEN, ASELE)])
    ingest(store, load("a", ASELE, BOLIDEN, there, back))
    (fact,) = read_network(store).facts
    assert (fact.start, fact.end, fact.discriminator) == ("boliden-ab", "åsele-kommun", "friends")
    assert fact.reports == (Report("a│s│boliden-ab│åsele-kommun│friends│0", "a", "s", None, None, "asserted"),)


def test_a_load_reports_every_node_its_relations_touch(store: GraphStore) -> None:
    ingest(store, load("a", ASELE, P, takes_part(ASELE, P, source="other")))
    said = rows(store, "MATCH (s:Source)-[r:REPORTS]->(n:Actor) RETURN s.id AS id, r.claims AS claims ORDER BY id")
    assert said == [{"id": "other", "claims": "{}"}, {"id": "s", "claims": '{"name":{"value":"Åsele kommun"}}'}]


def test_evidence_of_single_properties(store: GraphStore) -> None:
    sure = Evidence("budget.pdf", "Budget: 10 kr", "s. 3", "confirmed")
    node = Node("Project", "p", {"name": "P", "budget": 10.0}, evidence(), {"budget": sure})
    ingest(store, load("a", node, sources=[SourceRecord("budget.pdf"), SourceRecord("s")]))
    ingest(store, load("b", project("p", "z", budget=99.0), sources=[SourceRecord("z", retrieved="2030")]))
    assert read_network(store).projects["p"].budget == 10.0


def test_the_dataset_tells_when_it_last_changed(store: GraphStore) -> None:
    statement = "MATCH (d:Dataset {id: 'a'}) RETURN d.loaded AS loaded, d.checksum AS checksum"
    ingest(store, load("a", ASELE, checksum="1"))
    store.write(lambda transaction: transaction.rows("MATCH (d:Dataset {id: 'a'}) SET d.loaded = '2020-01-01'"))
    ingest(store, load("a", ASELE, checksum="2"))
    assert rows(store, statement) == [{"loaded": "2020-01-01", "checksum": "1"}]
    ingest(store, load("a", BOLIDEN, checksum="3"))
    (row,) = rows(store, statement)
    assert row["loaded"] > "2026"
    assert row["checksum"] == "3"


def test_forgetting_leaves_what_others_say(store: GraphStore) -> None:
    ingest(store, small_load("a"))
    alone = dump(store)
    ingest(store, small_load("b"))
    report = forget(store, "b")
    assert (dump(store), report.revision) == (alone, 3)
    assert rows_of_revision(store, 3)["action"] == "forget"
    forget(store, "a")
    assert dump(store) == {}


def test_a_load_that_says_nothing_any_more_is_a_load(store: GraphStore) -> None:
    ingest(store, small_load("a"))
    ingest(store, load("a"))
    assert dump(store) == {}
    assert rows_of_revision(store, 2)["action"] == "load"


def test_forgetting_what_is_not_there_names_what_is(store: GraphStore) -> None:
    ingest(store, small_load("a"))
    with pytest.raises(NotFoundError, match="there are: a"):
        forget(store, "b")
    assert revision(store) == 1


def test_an_end_that_nobody_describes_writes_nothing(store: GraphStore) -> None:
    with pytest.raises(RecordError, match="nothing describes Actor boliden-ab"):
        ingest(store, load("a", ASELE, P, takes_part(BOLIDEN, P)))
    assert (dump(store), revision(store)) == ({}, 0)


def test_progress_reaches_its_total(store: GraphStore) -> None:
    seen: list[tuple[str, int, int]] = []
    ingest(store, small_load("a"), progress=lambda *step: seen.append(step))
    assert seen[-1][1] == seen[-1][2] > 0


def test_a_failure_while_loading_leaves_the_graph_as_it_was(store: GraphStore) -> None:
    ingest(store, small_load("a"))
    before = dump(store)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(store, small_load("b"), progress=fail)
    assert (dump(store), revision(store)) == (before, 1)
    assert ingest(store, small_load("b")).revision == 2
