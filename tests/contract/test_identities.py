"""Who is who across datasets: the same graph in whatever order they were loaded."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.decisions import identities
from graph.identity import Decision, Pair
from graph.ingest.clusters import ClusterCache
from graph.ingest.ingest import forget, ingest
from graph.ingest.load import Load
from graph.messages import Message
from graph.model.records import Node, Relation, SourceRecord
from graph.model.vocabulary import ACTOR, PROJECT
from graph.network.claims import read_claims
from graph.network.reading import read_network
from graph.store.protocol import GraphStore
from tests.contract.samples import actor, dump, empty, load, project, rows_of, takes_part, tie

EXAMPLES = 6  # each takes a second on a server; the rules themselves are tried by the thousand in tests/unit/graph
KINDS = (None, "company", "university")
NAMES = (
    "Åsa AB",
    "ÅSA  Aktiebolag",
    "Boliden",
    "Bolidens",
    "Samforma",
    "Luleå University of Technology",
    "LULEA TEKNISKA UNIVERSITET",
)
NUMBERS = (None, None, "5560000001", "5560000002")
STATUSES = ("asserted", "asserted", "confirmed", "disputed")
TITLES = (None, "Å", "B")
DATES = (None, "2024", "2025-03")
PROJECTS = ("Grön kompetens för gruvorter", "GRÖN KOMPETENS för gruvorter.", "Grön kompetens för gruvorten", "Annat")
REGISTERED = ((), ("1",), ("2",))


def test_a_better_identifier_moves_the_facts_of_all(store: GraphStore) -> None:
    plain, p = actor("Boliden AB"), project("a:p")
    ingest(store, load("a", plain, p, takes_part(plain, p)))
    before = dump(store)
    known, q = actor("BOLIDEN AB", org_number="5560514142"), project("b:q")
    report = ingest(store, load("b", known, q, takes_part(known, q)))
    snapshot = read_network(store)
    assert list(snapshot.actors) == ["orgnr:5560514142"]
    assert [(fact.start, fact.end) for fact in snapshot.facts] == [
        ("orgnr:5560514142", "a:p"),
        ("orgnr:5560514142", "b:q"),
    ]
    moved = [each for each in report.difference if each.change == "changed"]
    assert [(each.type, each.before, each.after) for each in moved] == [
        ("PARTICIPATES_IN", {"start": "boliden-ab"}, {"start": "orgnr:5560514142"})
    ]
    assert ingest(store, load("a", plain, p, takes_part(plain, p))).changed is False
    forget(store, "b")
    assert dump(store) == before


def test_a_contradiction_of_kinds_keeps_two_apart(store: GraphStore) -> None:
    company, p = actor("Samforma", kind="company"), project("p")
    ingest(store, load("a", company, p, takes_part(company, p)))
    before = dump(store)
    ingest(store, load("b", actor("Samforma", kind="association")))
    assert list(read_network(store).actors) == ["samforma~association", "samforma~company"]
    assert [fact.start for fact in read_network(store).facts] == ["samforma~company"]
    forget(store, "b")
    assert dump(store) == before


def test_a_merge_keeps_undirected_ties_the_smaller_id_first(store: GraphStore) -> None:
    a, b = actor("Aa"), actor("Zz", org_number=None)
    ingest(store, load("a", a, b, tie("COLLABORATES_WITH", a, b, kind="friends")))
    ingest(store, load("b", actor("Aa", pic="999"), actor("Zz", org_number="5560000001")))
    (row,) = rows_of(store, "COLLABORATES_WITH")
    assert (row["start"], row["end_"], row["given_start"], row["given_end"]) == (
        "orgnr:5560000001",
        "pic:999",
        "zz",
        "aa",
    )


def test_of_a_source_that_two_describe_the_newest_stands_then_the_first_dataset(store: GraphStore) -> None:
    def says(dataset: str, **told: str) -> Load:
        return load(dataset, actor(f"Aktör {dataset}"), sources=[SourceRecord("s", **told)])

    def source() -> dict[str, str | None]:
        (row,) = rows_of(store, "Source")
        return {name: row.get(name) for name in ("title", "url", "licence", "retrieved")}

    older = says("b", title="Äldre", url="https://example.org/b", licence="CC0", retrieved="2024")
    for each in (
        older,
        says("a", title="Nyare", retrieved="2025-03"),
        says("c", title="Sist", url="https://c.example"),
    ):
        ingest(store, each)
    both = {"title": "Nyare", "url": "https://example.org/b", "licence": "CC0", "retrieved": "2025-03"}
    assert source() == both
    assert ingest(store, older).changed is False
    forget(store, "a")
    assert source() == both | {"title": "Äldre", "retrieved": "2024"}
    forget(store, "b")
    assert source() == {"title": "Sist", "url": "https://c.example", "licence": None, "retrieved": None}


def test_a_newer_date_of_a_source_decides_for_what_another_dataset_reports(store: GraphStore) -> None:
    first, second = project("p", "s", summary="av s"), project("p", "t", summary="av t")
    ingest(
        store,
        load("a", first, second, sources=[SourceRecord("s", retrieved="2024"), SourceRecord("t", retrieved="2025")]),
    )
    assert read_network(store).projects["p"].summary == "av t"
    ingest(store, load("b", actor("Å"), sources=[SourceRecord("s", retrieved="2026")]))
    assert read_network(store).projects["p"].summary == "av s"
    forget(store, "b")
    assert read_network(store).projects["p"].summary == "av t"


@st.composite
def datasets(draw: st.DrawFn) -> list[Load]:
    return [draw(dataset(id)) for id in "abc"]


@st.composite
def dataset(draw: st.DrawFn, id: str) -> Load:
    actors = draw(
        st.lists(st.builds(one_actor, *map(st.sampled_from, (NAMES, KINDS, NUMBERS, STATUSES))), min_size=1, max_size=3)
    )
    name, numbers = draw(st.sampled_from(PROJECTS)), draw(st.sampled_from(REGISTERED))
    where = project(f"{id}:p", name=name, numbers=numbers, starts="2024-01", ends="2025")
    records: list[Node | Relation] = [where, *actors]
    roles = [draw(st.sampled_from((None, "owner", "partner"))) for _ in actors]
    records += [takes_part(each, where, role) for each, role in zip(actors, roles, strict=True) if role]
    first, last = actors[0], actors[-1]
    if first.id != last.id:
        records.append(tie("COLLABORATES_WITH", first, last, kind="friends"))
    cited = draw(
        st.builds(SourceRecord, st.just("s"), *[st.sampled_from(each) for each in (TITLES, TITLES, TITLES, DATES)])
    )
    return load(id, *records, sources=[cited] if draw(st.booleans()) else [])


def one_actor(name: str, kind: str | None, org_number: str | None, status: str) -> Node:
    return actor(name, kind=kind, org_number=org_number, status=status)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_loads=datasets(), order=st.permutations(range(3)))
def test_the_order_of_loading_does_not_matter(store: GraphStore, given_loads: list[Load], order: list[int]) -> None:
    graphs = []
    for numbers in (range(3), order):
        empty(store)
        for number in numbers:
            ingest(store, given_loads[number])
        graphs.append(dump(store))
    assert graphs[0] == graphs[1]
    assert not any(ingest(store, each).changed for each in given_loads), "each has nothing new to say"


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_loads=datasets(), gone=st.integers(0, 2))
def test_a_forgotten_dataset_was_never_there(store: GraphStore, given_loads: list[Load], gone: int) -> None:
    empty(store)
    rest = [each for number, each in enumerate(given_loads) if number != gone]
    for each in rest:
        ingest(store, each)
    without = dump(store)
    empty(store)
    for each in given_loads:
        ingest(store, each)
    forget(store, given_loads[gone].dataset.id)
    assert dump(store) == without


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_loads=datasets(), data=st.data())
def test_after_decisions_resolving_everything_would_move_nothing(
    store: GraphStore, given_loads: list[Load], data: st.DataObject
) -> None:
    empty(store)
    for each in given_loads:
        ingest(store, each)
    before, cache = dump(store), ClusterCache()
    made = []
    for _ in range(3):
        node_type = data.draw(st.sampled_from((ACTOR, ACTOR, PROJECT)))
        nodes = [(each.dataset.id, node) for each in given_loads for node in each.nodes]
        keys = sorted({(dataset, node.id) for dataset, node in nodes if node.label == node_type.label})
        one, other = data.draw(st.permutations(keys))[:2]
        decision = Decision(Pair(one, other), data.draw(st.sampled_from(("same", "different", "related"))))
        identities.decide(store, [decision], decided_by="Åsa", node_type=node_type, cache=cache)
        made.append((decision.pair, node_type))
        assert not any(ingest(store, each).changed for each in given_loads), "a load resolves everything"
    for pair, of in 2 * made:
        identities.withdraw(store, [pair], of, cache)
        assert not any(ingest(store, each).changed for each in given_loads)
    assert dump(store) == before


def test_who_collaborates_with_somebody_is_not_that_somebody(store: GraphStore) -> None:
    """One graph has two nodes of one name with an edge between: they are two, until a person says otherwise."""
    one, other = actor("Samforma"), actor("SAMFORMA AB")
    ingest(store, load("a", one, other, tie("COLLABORATES_WITH", one, other)))
    network = read_network(store)
    assert len(network.actors) == 2
    assert [(fact.start, fact.end) for fact in network.of_type("COLLABORATES_WITH")] == [
        tuple(sorted((one.id, other.id)))
    ]
    pair = Pair(("a", one.id), ("a", other.id))
    identities.decide(store, [Decision(pair, "same")], decided_by="Åsa", node_type=ACTOR, cache=ClusterCache())
    network = read_network(store)
    assert len(network.actors) == 1
    assert [fact for fact in network.facts if fact.start == fact.end] == []


def test_what_comes_apart_is_counted_and_its_id_leads_on(store: GraphStore) -> None:
    first, second = actor("Samforma"), actor("Samforma")
    ingest(store, load("a", first))
    assert ingest(store, load("b", second)).notes == ()
    assert list(read_network(store).actors) == ["samforma"]
    assert ingest(store, load("b", actor("Samforma", country="SI"))).notes == ()
    (told,) = ingest(store, load("a", actor("Samforma", country="HR"))).notes
    assert isinstance(told, Message)
    assert (told.key, dict(told.values)) == ("identity.split", {"count": 1})
    assert len(read_network(store).actors) == 2
    claims = store.read(read_claims)
    assert claims.moved_to(ACTOR.label, "samforma") in read_network(store).actors
