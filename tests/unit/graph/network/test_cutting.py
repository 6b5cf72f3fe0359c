"""What each view shows and what it leaves out, read back from the embedded store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.ingest.ingest import ingest
from graph.ingest.load import Load
from graph.model.records import DatasetRecord, Evidence, Node, Relation, SourceRecord
from graph.network.network import StakeholderNetwork
from graph.network.reading import read_network
from graph.network.view import View
from graph.store.ladybug import LadybugStore

PLACES = {"se": None, "se:24": "se", "se:2422": "se:24", "se:25": "se"}
KINDS = {"a": "municipality", "b": "company", "c": "university", "d": "other"}
ROLES = {"old": "ab", "new": "bc", "wide": "cd"}


def said(status: str = "asserted") -> Evidence:
    return Evidence("s", "said", "s. 1", status)


def first_dataset() -> Load:
    nodes = [Node("Place", id, {"name": id}, said()) for id in PLACES]
    nodes += [Node("Actor", id, {"name": id, "kind": kind}, said()) for id, kind in KINDS.items()]
    nodes += [Node("Theme", id, {"name_sv": id}, said()) for id in ("klimat", "digitalt")]
    nodes += [
        Node(
            "Project", "old", {"starts": "2019", "ends": "2020-06", "unnamed_participants": ("näringslivet",)}, said()
        ),
        Node("Project", "new", {"starts": "2022"}, said()),
        Node("Project", "wide", {}, said()),
    ]
    relations = [
        Relation("PART_OF", low, high, said(), labels=("Place", "Place")) for low, high in PLACES.items() if high
    ]
    relations += [
        Relation("PARTICIPATES_IN", actor, project, said(), {"role": "partner"})
        for project, actors in ROLES.items()
        for actor in actors
    ]
    relations += [
        Relation("LOCATED_IN", project, place, said(), labels=("Project", "Place"))
        for project, place in [("old", "se:2422"), ("new", "se:25"), ("wide", "se")]
    ]
    relations += [
        Relation("LOCATED_IN", "a", "se:2422", said(), labels=("Actor", "Place")),
        Relation("ABOUT", "old", "klimat", said(), {"phrase": "grönt"}),
        Relation("ABOUT", "new", "digitalt", said()),
        Relation("OFFERS", "a", "klimat", said()),
        Relation("COLLABORATES_WITH", "a", "c", said(), {"kind": "friends", "since": "2021", "until": "2021"}),
        Relation("FUNDS", "d", "new", said(), {"amount": 5.0, "currency": "SEK"}),
    ]
    return Load(DatasetRecord("first", "l", "First"), (SourceRecord("s"),), tuple(nodes), tuple(relations))


def second_dataset() -> Load:
    ends = [Node("Actor", "a", {"name": "a"}, said()), Node("Project", "new", {}, said())]
    ends += [Node("Actor", "b", {"name": "b"}, said()), Node("Project", "old", {}, said())]
    relations = [
        Relation("PARTICIPATES_IN", "a", "new", said("disputed"), {"role": "partner"}),
        Relation("PARTICIPATES_IN", "a", "new", said("expired"), {"role": "owner"}),
        Relation("PARTICIPATES_IN", "b", "old", said("confirmed"), {"role": "partner"}),
    ]
    return Load(DatasetRecord("second", "l", "Second"), (SourceRecord("s"),), tuple(ends), tuple(relations))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StakeholderNetwork]:
    folder: Path = tmp_path_factory.mktemp("graph")
    store = LadybugStore(folder)
    ingest(store, first_dataset())
    ingest(store, second_dataset())
    yield read_network(store)
    store.close()


def shown(whole: StakeholderNetwork, **options: object) -> tuple[list[str], list[tuple[str, str]]]:
    """Projects and participations of a view."""
    cut = whole.of(View.of(options))
    return sorted(cut.projects), [(each.start, each.end) for each in cut.participations]


ALL = [("a", "old"), ("b", "new"), ("b", "old"), ("c", "new"), ("c", "wide"), ("d", "wide")]


def test_the_default_view_shows_what_counts(whole: StakeholderNetwork) -> None:
    assert shown(whole) == (["new", "old", "wide"], ALL)
    assert whole.of(View()).left_out == {"status_disputed": 1, "status_expired": 1, "group_not_named": 1}
    assert whole.of(View()).revision == 2


def test_reports_of_one_fact_are_one_with_the_better_status(whole: StakeholderNetwork) -> None:
    (fact,) = [each for each in whole.facts if (each.type, each.start, each.end) == ("PARTICIPATES_IN", "b", "old")]
    assert [(each.dataset, each.status) for each in fact.reports] == [("first", "asserted"), ("second", "confirmed")]
    assert fact.status == "confirmed"


@pytest.mark.parametrize(
    ("options", "projects"),
    [
        ({"from": "2020-06-30", "to": "2020-06-30"}, ["old", "wide"]),
        ({"from": "2020-07"}, ["new", "wide"]),
        ({"to": "2018"}, ["wide"]),
        ({"from": "2021", "to": "2021"}, ["wide"]),
        ({"theme": "klimat"}, ["old"]),
        ({"theme": ["klimat", "digitalt"]}, ["new", "old"]),
        ({"place": "se:24"}, ["old"]),
        ({"place": "se:2422"}, ["old"]),
        ({"place": "se"}, ["new", "old", "wide"]),
        ({"place": ["se:24", "se:25"]}, ["new", "old"]),
        ({"place": "se:99"}, []),
        ({"dataset": "second"}, ["old"]),
        ({"dataset": ["first", "second"]}, ["new", "old", "wide"]),
    ],
)
def test_projects_in_the_view(whole: StakeholderNetwork, options: dict, projects: list[str]) -> None:
    found, participations = shown(whole, **options)
    assert found == projects
    expected = [pair for pair in ALL if pair[1] in projects]
    assert participations == ([("b", "old")] if options.get("dataset") == "second" else expected)


@pytest.mark.parametrize(
    ("options", "actors"),
    [({}, "abcd"), ({"place": "se:24"}, "abc"), ({"place": "se:25"}, "bcd"), ({"theme": "digitalt"}, "bcd")],
)
def test_where_an_actor_sits_shows_it_in_its_own_place_only(
    whole: StakeholderNetwork, options: dict, actors: str
) -> None:
    """`a` sits in se:2422, where it works with `c`; of `a` there is nothing in se:25 nor about the other theme."""
    cut = whole.of(View.of(options))
    assert "".join(sorted(cut.actors)) == actors
    assert all(fact.start in cut.actors or fact.start not in KINDS for fact in cut.facts)


def test_sector_and_kind_cut_nobody_out(whole: StakeholderNetwork) -> None:
    everything = shown(whole)
    assert everything[1]
    assert shown(whole, sector="academia") == shown(whole, kind="company") == everything


def test_statuses_choose_facts(whole: StakeholderNetwork) -> None:
    assert shown(whole, status="confirmed")[1] == [("b", "old")]
    assert shown(whole, status=["disputed", "expired"])[1] == [("a", "new"), ("a", "new")]


def test_a_dataset_shows_only_its_own_reports(whole: StakeholderNetwork) -> None:
    (fact,) = whole.of(View(dataset=("first",), status=("asserted",))).of_type("PARTICIPATES_IN")[2:3]
    assert [each.dataset for each in fact.reports] == ["first"]
    assert fact.status == "asserted"


@pytest.mark.parametrize(
    ("options", "is_shown"),
    [
        ({}, True),
        ({"from": "2021"}, True),
        ({"from": "2022"}, False),
        ({"to": "2020"}, False),
        ({"theme": "klimat"}, False),
        ({"place": "se:24"}, True),
        ({"place": "se:25"}, False),
        ({"sector": "public"}, True),
    ],
)
def test_a_stated_collaboration_has_its_own_time_and_place(
    whole: StakeholderNetwork, options: dict, is_shown: bool
) -> None:
    cut = whole.of(View.of(options))
    assert bool(cut.of_type("COLLABORATES_WITH")) is is_shown


@pytest.mark.parametrize(
    ("options", "is_shown"),
    [({}, True), ({"theme": "klimat"}, True), ({"theme": "digitalt"}, False), ({"place": "se:25"}, False)],
)
def test_an_offer_is_shown_with_its_theme_and_place(whole: StakeholderNetwork, options: dict, is_shown: bool) -> None:
    assert bool(whole.of(View.of(options)).of_type("OFFERS")) is is_shown


def test_what_is_left_out_is_counted(whole: StakeholderNetwork) -> None:
    assert whole.of(View(start="2023")).left_out["project_outside_period"] == 1
    assert whole.of(View(theme=("klimat",))).left_out["project_outside_themes"] == 2
    assert whole.of(View(place=("se:25",))).left_out["project_outside_places"] == 2


def test_places_know_what_lies_above_them(whole: StakeholderNetwork) -> None:
    assert whole.places["se:2422"].parents == ("se:24", "se")
    assert whole.areas_of("old") == {"se:2422", "se:24", "se"}
    assert whole.areas_of("nobody") == frozenset()
    assert {fact.end for fact in whole.facts_from("a", "ABOUT", "NEEDS", "OFFERS")} == {"klimat"}


def test_unnamed_things_are_called_by_their_id(whole: StakeholderNetwork) -> None:
    assert whole.projects["wide"].name == "wide"
    assert (whole.themes["klimat"].name_sv, whole.themes["klimat"].name_en) == ("klimat", "klimat")


def test_funding_keeps_its_grant(whole: StakeholderNetwork) -> None:
    (funding,) = whole.of(View()).fundings
    assert (funding.start, funding.end, funding.amount, funding.currency, funding.share) == (
        "d",
        "new",
        5.0,
        "SEK",
        None,
    )


def test_actors_that_no_fact_mentions_are_not_in_the_view(whole: StakeholderNetwork) -> None:
    assert set(whole.of(View(theme=("klimat",))).actors) == {"a", "b"}
    assert set(whole.of(View()).actors) == set("abcd")


def test_a_part_knows_its_whole_and_is_cut_from_it(whole: StakeholderNetwork) -> None:
    narrow = whole.of(View(theme=("klimat",)))
    assert narrow.whole is whole
    assert narrow.of(View(theme=("digitalt",))).participants == {"new": ("b", "c")}
    assert narrow.unfiltered is whole.of(View()) is whole.of(View()).of(View())


def test_the_whole_has_what_no_view_counts(whole: StakeholderNetwork) -> None:
    told = {fact.discriminator: fact.status for fact in whole.facts_from("a", "PARTICIPATES_IN") if fact.end == "new"}
    assert told == {"partner": "disputed", "owner": "expired"}
    assert [fact.end for fact in whole.of(View()).facts_from("a", "PARTICIPATES_IN", "OFFERS")] == ["old", "klimat"]
    assert whole.facts_at("a", "new") == tuple(fact for fact in whole.facts if {fact.start, fact.end} & {"a", "new"})
    assert whole.facts_at() == whole.facts_at("nobody") == ()
    assert whole.facts_from("a") == whole.facts_from("nobody", "OFFERS") == ()
