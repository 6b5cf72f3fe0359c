"""Every statement of `docs/cypher/` on the embedded engine, and what a file there may not be."""

import re
from typing import Any

import pytest

from graph.ingest.ingest import ingest
from graph.ingest.load import Load
from graph.model.records import DatasetRecord, Evidence, Node, Relation, SourceRecord
from graph.store.ladybug import LadybugStore
from tests.cypher_examples import EXAMPLES, FOLDER, read_example

EVIDENCE = Evidence("report", "who does what", "p. 3")


def node(label: Any, id: Any, **properties: Any) -> Any:
    return Node(label, id, properties, EVIDENCE)


def relation(name: Any, start: Any, end: Any, labels: Any = None, **properties: Any) -> Any:
    return Relation(name, start, end, EVIDENCE, properties, labels)


LOAD = Load(
    DatasetRecord("d", "test", "Provdata", covers_places=("se:25",)),
    (SourceRecord("report", "Rapport", "https://example.org/rapport"),),
    (
        node("Actor", "åre-kommun", name="Åre kommun", kind="municipality", aliases=("Åre",)),
        node("Actor", "boliden", name="Boliden AB", kind="company"),
        node("Actor", "ltu", name="Luleå tekniska universitet", kind="university", aliases=("LTU",)),
        node("Actor", "lst", name="Länsstyrelsen", kind="agency"),
        node("Project", "d:1", name="Vätgas", acronym="ViN", starts="2020", ends="2022-06", budget=5.0, currency="SEK"),
        node("Project", "d:2", name="Öppna data", starts="2023-07"),
        node("Project", "d:3", name="Utan år"),
        node("Theme", "energy", name_sv="Energi", name_en="Energy"),
        node("Theme", "skills", name_sv="Kompetens", name_en="Skills"),
        node("Place", "se", name="Sverige", level="country"),
        node("Place", "se:25", name="Norrbottens län", level="county"),
        node("Place", "se:2580", name="Luleå kommun", level="municipality"),
    ),
    (
        relation("PARTICIPATES_IN", "ltu", "d:1", role="coordinator"),
        relation("PARTICIPATES_IN", "boliden", "d:1", role="partner"),
        relation("PARTICIPATES_IN", "åre-kommun", "d:2", role="partner", expanded_from="kommunerna"),
        relation("FUNDS", "boliden", "d:1", amount=2.5, currency="SEK"),
        relation("COLLABORATES_WITH", "ltu", "boliden", kind="joint lab"),
        relation("ABOUT", "d:1", "energy", phrase="vätgas"),
        relation("NEEDS", "ltu", "skills"),
        relation("OFFERS", "boliden", "energy"),
        relation("LOCATED_IN", "ltu", "se:2580", ("Actor", "Place")),
        relation("LOCATED_IN", "d:1", "se:25", ("Project", "Place"), amount=5.0, currency="SEK"),
        relation("PART_OF", "se:2580", "se:25", ("Place", "Place")),
        relation("PART_OF", "se:25", "se", ("Place", "Place")),
        relation("PART_OF", "d:2", "d:1", ("Project", "Project")),
        relation("PART_OF", "lst", "boliden", ("Actor", "Actor")),
        relation("FOLLOWS", "d:2", "d:1", labels=("Project", "Project")),
    ),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: Any) -> Any:
    store = LadybugStore(tmp_path_factory.mktemp("graph"))
    ingest(store, LOAD)
    yield store
    store.close()


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_statement_runs_with_its_sample(store: Any, name: Any) -> None:
    example = EXAMPLES[name]
    found = example.run(store, **example.sample)
    if example.is_list:
        assert len(found) <= example.count(store, **example.sample)


def ids(store: Any, name: Any, **given: Any) -> Any:
    return [row["id"] for row in EXAMPLES[name].run(store, **{**everything(name), **given})]


def everything(name: Any) -> Any:
    empty = {"text": "", "texts": [], "integer": 0}
    return {key: empty[type] for key, type in EXAMPLES[name].parameters.items()} | {"limit": 100}


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, ["boliden", "ltu", "lst", "åre-kommun"]),
        ({"search": "LULEÅ"}, ["ltu"]),
        ({"search": "åre"}, ["åre-kommun"]),
        ({"search": "LTU"}, ["ltu"]),
        ({"kinds": ["company", "agency"]}, ["boliden", "lst"]),
        ({"places": ["se:25"]}, ["ltu"]),
        ({"places": ["se"]}, ["ltu"]),
        ({"themes": ["energy"]}, ["boliden", "ltu"]),
        ({"datasets": ["other"]}, []),
        ({"skip": 1, "limit": 2}, ["ltu", "lst"]),
        ({"search": "' OR 1=1 //"}, []),
    ],
)
def test_actors_are_searched_filtered_and_paged(store: Any, given: Any, found: Any) -> None:
    assert ids(store, "list_actors", **given) == found


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, ["d:3", "d:1", "d:2"]),
        ({"search": "vin"}, ["d:1"]),
        ({"search": "öppna"}, ["d:2"]),
        ({"first": "2022-06-30"}, ["d:3", "d:1", "d:2"]),
        ({"first": "2022-07"}, ["d:3", "d:2"]),
        ({"last": "2020"}, ["d:3", "d:1"]),
        ({"last": "2023"}, ["d:3", "d:1", "d:2"]),
        ({"first": "2023", "last": "2023-06"}, ["d:3"]),
        ({"places": ["se"]}, ["d:1"]),
        ({"themes": ["energy"]}, ["d:1"]),
    ],
)
def test_projects_are_searched_and_filtered_whatever_the_precision_of_dates(store: Any, given: Any, found: Any) -> None:
    assert ids(store, "list_projects", **given) == found


def test_a_count_is_of_the_whole_list(store: Any) -> None:
    given = everything("list_actors") | {"limit": 1}
    assert len(EXAMPLES["list_actors"].run(store, **given)) == 1
    assert EXAMPLES["list_actors"].count(store, **given) == 4


def test_one_actor_and_one_project_come_with_their_relations_and_evidence(store: Any) -> None:
    def only(name: Any, id: Any) -> Any:
        found = EXAMPLES[name].run(store, id=id)
        assert len(found) == 1
        row = found[0]
        if "report" in row and not name.endswith("claims"):
            assert (row["source"], row["quote"], row["locator"]) == ("report", "who does what", "p. 3")
        return row

    assert only("actor", "ltu")["aliases"] == ["LTU"]
    assert only("actor_projects", "ltu")["role"] == "coordinator"
    assert only("actor_fundings", "boliden")["amount"] == 2.5
    assert [only("actor_collaborations", id)["id"] for id in ("ltu", "boliden")] == ["boliden", "ltu"]
    assert (only("actor_needs", "ltu")["id"], only("actor_offers", "boliden")["id"]) == ("skills", "energy")
    assert only("actor_places", "ltu")["name"] == "Luleå kommun"
    assert only("actor_parents", "lst")["id"] == "boliden"
    assert '"Luleå tekniska universitet"' in only("actor_claims", "ltu")["claims"]
    assert only("project", "d:1")["ends_on"] == "2022-06"
    assert [row["id"] for row in EXAMPLES["project_actors"].run(store, id="d:1")] == ["boliden", "ltu"]
    assert only("project_actors", "d:2")["expanded_from"] == "kommunerna"
    assert only("project_funders", "d:1")["id"] == "boliden"
    assert only("project_themes", "d:1")["phrase"] == "vätgas"
    assert only("project_places", "d:1")["amount"] == 5
    assert only("project_parents", "d:2")["id"] == only("project_precursors", "d:2")["id"] == "d:1"
    assert EXAMPLES["actor"].run(store, id="nobody") == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("// Why?\nMATCH (n:Actor) SET n.name = 'x' RETURN n.id AS id ORDER BY id", "only reads"),
        ("// Why?\nMATCH (n:Actor) RETURN n.id AS id", "ORDER BY"),
        ("// Who?\nMATCH (n:Actor {id: $id}) RETURN n.id AS id ORDER BY id", "other parameters"),
        ("MATCH (n:Actor) RETURN n.id AS id ORDER BY id", "its question"),
    ],
)
def test_what_is_no_example_is_refused(text: Any, problem: Any) -> None:
    with pytest.raises(ValueError, match=rf"probe\.cypher.*{problem}"):
        read_example("probe", text)


def test_their_page_links_every_one() -> None:
    page = (FOLDER / "README.md").read_text("utf-8")
    assert sorted(re.findall(r"\((\w+)\.cypher\)", page)) == sorted(EXAMPLES)
