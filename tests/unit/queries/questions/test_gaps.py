"""Missing ties, groups, fields and isolates of networks small enough to count by hand."""

from typing import Any

import pytest

from graph.errors import InputError
from graph.network.facts import Actor, Dataset, Project, Verdict
from graph.network.view import EVERYTHING, View
from queries.measures.group_expectation import Expectation, shared_projects
from queries.question import questions
from queries.questions.gaps import QUESTION, groups
from queries.wording.names import rounded
from tests.unit.queries.small_networks import fact, network, said_by, taking_part

CHAIN = {"p1": "u1 c1", "p2": "u1 f1"}  # c1 and f1 meet only through u1


def ask(network: Any, of: Any = "pairs", **given: Any) -> Any:
    return QUESTION.ask(network, {"of": of, **given})


def pair(network: Any, **given: Any) -> Any:
    items = ask(network, **given).items
    assert len(items) == 1
    return items[0]


def about(theme: Any, *projects: Any) -> Any:
    return [fact("ABOUT", project, theme) for project in projects]


def covering(**more: Any) -> Any:
    return Dataset("d", covers_places=("se",), covers_from="2019", covers_to="2024", **more)


LOCATED = [fact("LOCATED_IN", "c1", "se:2580"), fact("LOCATED_IN", "f1", "se:2480")]


def running(*periods: str) -> Any:
    """`2018–2022` for p1, p2 …; `2018–` has no known end."""
    bounds = [[bound or None for bound in period.split("–")] for period in periods]
    return [Project(f"p{at}", f"p{at}", starts=first, ends=last) for at, (first, last) in enumerate(bounds, start=1)]


def looked(**more: Any) -> Any:
    given = {"facts": LOCATED, "projects": running("2020–2022", "2020–2022"), "datasets": [covering()]}
    return pair(network(CHAIN, **{**given, **more}))


@pytest.mark.parametrize(
    ("state", "given"),
    [
        ("not_observed", {}),
        ("not_looked_for", {"datasets": []}),
        ("not_looked_for", {"datasets": [covering(shows_collaboration="no")]}),
        ("not_looked_for", {"datasets": [covering(covers_kinds=("company",))]}),
        ("not_looked_for", {"facts": LOCATED[:1]}),
        ("not_observed", {"facts": [], "datasets": [Dataset("d", covers_places=("all",))]}),
        ("not_observed", {"facts": LOCATED[:1], "actors": [Actor("f1", "F1", "association", country="SE")]}),
        # only 2020–2022 are both active, and that is covered
        ("not_observed", {"projects": running("2018–2022", "2020–2030")}),
        ("not_looked_for", {"projects": running("2018–2022", "2018–2022")}),
        ("not_observed", {"projects": running("2018–2022", "2018–2022"), "view": View(start="2019", end="2021")}),
        ("not_looked_for", {"projects": running("2019–2020", "2021–2022")}),
        ("not_looked_for", {"projects": running("2020–", "2021–")}),
        ("not_looked_for", {"projects": running("–", "2021–2022")}),
    ],
)
def test_a_tie_is_not_observed_where_a_dataset_covers_both_as_long_as_both_are_active(state: Any, given: Any) -> None:
    assert looked(**given)["state"] == state


def test_the_three_states_are_kept_apart_in_words() -> None:
    absent = Verdict("collaboration│c1│f1", "collaboration", "c1", "f1", "no_collaboration", None, "Åsa", "2026", "")
    known = looked(verdicts=[absent])
    assert (known["state"], known["looked_for"]["datasets"]) == ("known_absent", [])
    observed = looked(datasets=[covering(title="Nordlistan (Norden)")])
    assert observed["sentence"].endswith("De syns inte ihop i Nordlistan, 2019–2024, fast båda var aktiva 2020–2022.")
    assert observed["looked_for"] == {
        "datasets": [{"dataset": "d", "title": "Nordlistan (Norden)", "covers_from": "2019", "covers_to": "2024"}],
        "both_active": ["2020-01-01", "2022-12-31"],
        "met_outside_view": [],
    }
    assert looked(datasets=[])["sentence"].endswith("Det kan ändå finnas ett: ingen inläst källa skulle ha visat det.")


def test_two_who_meet_outside_the_view_are_said_to() -> None:
    facts = [*LOCATED, *about("skills", "p1", "p2"), *about("energy", "p3")]
    periods = running("2020–2022", "2020–2022", "2021–2021")
    whole = network({**CHAIN, "p3": "c1 f1"}, facts=facts, projects=periods, datasets=[covering()], view=EVERYTHING)
    item = pair(whole.of(View(theme=("skills",))))
    assert (item["state"], [met["id"] for met in item["looked_for"]["met_outside_view"]]) == ("not_looked_for", ["p3"])
    assert item["sentence"].endswith("Utanför urvalet möts de i p3.")


def test_groups_are_counted_beside_the_configuration_model() -> None:
    teams = {"p1": "u1 c1", "p2": "u1 c2", "p3": "u2 c1", "p4": "f1 f2"}
    answer = ask(network(teams), "groups")
    model = shared_projects(network(teams).two_mode, {"u1", "u2", "c1", "c2", "f1", "f2"}, _sectors(network(teams)))
    found = {tuple(item["groups"]): item for item in answer.items}
    assert found["academia", "business"]["observed"] == 3
    assert found["academia", "business"]["expected"] == model.of["academia", "business"].expected
    assert {item["reading"] for item in answer.items} == {"inconclusive"}
    assert answer.method["swaps"] == 2000


def test_a_register_that_names_one_participant_a_project_gives_no_finding_but_the_reason() -> None:
    register = Dataset("d", shows_collaboration="no")
    answer = ask(network({f"p{n}": f"u{n % 5}" for n in range(40)} | {"p40": "u1 c1"}, datasets=[register]), "groups")
    assert answer.items == ()
    reasons = {left_out["reason"]: left_out for left_out in answer.left_out}
    assert reasons["project_not_showing"]["count"] == 41
    assert "en deltagare per projekt" in reasons["project_not_showing"]["sentence"]
    assert "no_meeting_shown" in reasons
    assert "too_few_groups" not in reasons


def test_groups_are_those_of_actors_who_sit_in_the_place() -> None:
    located = [fact("LOCATED_IN", id, "se:2580") for id in ("u1", "c1", "p1", "p2", "p3")]
    facts = [*located, fact("LOCATED_IN", "f1", "se:2480")]
    teams = {"p1": "u1 c1", "p2": "u1 f1 x1", "p3": "u1"}
    answer = ask(network(teams, facts=facts, view=View(place=("se:25",))), "groups")
    assert [(item["groups"], item["observed"]) for item in answer.items] == [
        (["academia", "academia"], 0),
        (["academia", "business"], 1),
        (["business", "business"], 0),
    ]
    reasons = {left_out["reason"]: left_out["count"] for left_out in answer.left_out}
    assert (reasons["project_one_actor"], reasons["project_one_actor_here"]) == (1, 1)  # p3, and p2 with u1 only
    assert (answer.method["projects"], answer.method["actors"]) == (1, 2)


def _sectors(network: Any) -> Any:
    return {id: actor.sector for id, actor in network.actors.items()}


def test_a_clear_gap_and_a_clear_cluster_are_read_as_such() -> None:
    apart = {f"p{number}": f"u{number % 7} u{number % 11 + 20}" for number in range(60)}
    apart |= {f"q{number}": f"c{number % 7} c{number % 11 + 20}" for number in range(60)}
    readings = {tuple(item["groups"]): item["reading"] for item in ask(network(apart), "groups").items}
    assert readings == {
        ("academia", "business"): "gap",
        ("academia", "academia"): "cluster",
        ("business", "business"): "cluster",
    }


def test_an_actor_alone_in_its_sector_and_its_county_meets_nobody() -> None:
    seats = [fact("LOCATED_IN", id, "se:2580") for id in ("c2", "m1")]
    teams = {"p1": "c1 m1", "p2": "c2 u1", "p3": "c1 f1"}
    items = ask(network(teams, facts=seats), "groups", group="sector,county").items
    # p1: c1 and m1; in p2 c2 is alone in both.
    assert {tuple(item["groups"]): item["observed"] for item in items}["business", "se:25"] == 1


@pytest.mark.parametrize(
    ("observed", "expected", "p", "q", "reading"),
    [
        (8, 10.0, 0.001, 0.04, "gap"),
        (9, 10.0, 0.001, 0.04, "inconclusive"),
        (25, 20.0, 0.001, 0.04, "cluster"),
        (24, 20.0, 0.001, 0.04, "inconclusive"),
        (3, 8.7, 0.049, 0.2, "inconclusive"),
        (3, 4.9, 0.5, 0.6, "inconclusive"),
        (3, 5.0, 0.5, 0.6, "as_expected"),
        (0, 0.0, None, None, "inconclusive"),
        (5, 5.0, None, None, "as_expected"),
    ],
)
def test_the_reading_by_the_definition(observed: int, expected: float, p: Any, q: Any, reading: str) -> None:
    assert groups.reading(Expectation(observed, expected, None, p, from_model=True), q) == reading


@pytest.mark.parametrize(
    ("value", "text"),
    [(327.4, "ungefär 330"), (13640.5, "ungefär 14\N{NO-BREAK SPACE}000"), (8.49, "ungefär 8"), (0.3, "färre än ett")],
)
def test_numbers_are_rounded_as_people_speak(value: float, text: str) -> None:
    assert rounded(value, "sv") == text


def test_groups_can_be_counties_or_both_and_nothing_else() -> None:
    located = [
        fact("LOCATED_IN", "c1", "se:2580"),
        fact("LOCATED_IN", "f1", "se:2480"),
        fact("LOCATED_IN", "u1", "se:24"),
    ]
    both = network(CHAIN, facts=located)
    assert {tuple(i["groups"]) for i in ask(both, "groups", group="county").items} >= {("se:24", "se:25")}
    assert ("business", "se:25") in {tuple(i["groups"]) for i in ask(both, "groups", group="sector,county").items}
    with pytest.raises(InputError, match="colour"):
        ask(both, "groups", group="colour")


def test_without_groups_the_answer_says_so() -> None:
    answer = ask(network({"p1": "x1 x2"}), "groups")
    assert answer.items == ()
    assert {"too_few_groups", "actor_without_group"} <= {each["reason"] for each in answer.left_out}


def test_coverage_puts_a_need_without_a_project_first() -> None:
    projects = [
        Project("p1", "Vätgas", budget=1000, currency="SEK"),
        Project("p2", "Delad", budget=500, currency="SEK"),
    ]
    facts = [
        *about("skills", "p1", "p2"),
        fact("LOCATED_IN", "p1", "se:2580"),
        fact("LOCATED_IN", "p2", "se:25", amount=300.0, currency="SEK"),
        fact("LOCATED_IN", "p2", "se:24"),
        fact("NEEDS", "m1", "energy"),
        fact("LOCATED_IN", "m1", "se:2580"),
    ]
    cells = ask(network({"p1": "u1 m1", "p2": "u1"}, projects=projects, facts=facts), "coverage").items
    shown = [(c["place"]["id"], c["theme"]["id"], c["n_projects"], c["n_actors"], c["amount"]) for c in cells]
    assert shown == [
        ("se:25", "energy", 0, 0, None),
        ("se:24", "energy", 0, 0, None),
        ("se:24", "skills", 1, 1, None),  # p2 is in two counties: its part here is unknown
        ("se:25", "skills", 2, 2, 1300.0),  # all of p1 and the part of p2 meant for the county
    ]
    assert [each["id"] for each in cells[0]["needs"]] == ["m1"]
    assert cells[0]["sentence"] == "M1 söker partner inom energi, men Norrbottens län har inget projekt om det."


def test_coverage_of_a_county_is_by_municipality() -> None:
    facts = [*about("skills", "p1"), fact("LOCATED_IN", "p1", "se:2580"), fact("LOCATED_IN", "p1", "se:2480")]
    cells = ask(network({"p1": "u1"}, facts=facts, view=View(place=("se:25",))), "coverage").items
    assert [each["place"]["id"] for each in cells] == ["se:2580"]


def test_money_in_two_currencies_is_not_added_up() -> None:
    projects = [Project("p1", "A", budget=1000, currency="SEK"), Project("p2", "B", budget=10, currency="EUR")]
    facts = [*about("skills", "p1", "p2"), fact("LOCATED_IN", "p1", "se:25"), fact("LOCATED_IN", "p2", "se:25")]
    cell = ask(network({"p1": "u1", "p2": "u1"}, projects=projects, facts=facts), "coverage").items[0]
    assert (cell["amount"], cell["currency"], cell["amounts"]) == (None, None, {"EUR": 10, "SEK": 1000})


def test_isolates_say_why() -> None:
    facts = [
        fact("PARTICIPATES_IN", "m1", "p2", "partner", expanded_from="kommunerna"),
        fact("COLLABORATES_WITH", "f1", "f2", "contact"),
        *about("skills", "p4"),
    ]
    alone = network({"p1": "u1", "p2": "c1 c2", "p3": "u2 c1"}, projects=[Project("p4", "Tomt")], facts=facts)
    items = ask(alone, "isolates").items
    found = {(item.get("actor") or item["project"])["id"]: item["reason"] for item in items}
    assert found == {
        "u1": "alone",
        "m1": "concerned",
        "f1": "contact",
        "f2": "contact",
        "p1": "one_actor",
        "p4": "no_actor",
    }
    assert ask(network({"p1": "c1 c2"}), "isolates").items[0]["reason"] == "one_sector"
    assert ask(network({"p1": "c1 x1"}), "isolates").items == ()  # x1 may be of another sector


def test_who_is_known_only_where_nobody_meets_is_no_isolate() -> None:
    """u1 is in a register of one beneficiary a project; c1 is there too, and alone in p3, which a list shows."""
    facts = said_by("register", *taking_part("u1 p1", "c1 p2")) + said_by("list", *taking_part("c1 p3", "c2 p4"))
    facts += said_by("list", *taking_part("u1 p4", expanded_from="alla"))  # which is not what u1 does itself
    datasets = [Dataset("register", shows_collaboration="no"), Dataset("list", shows_collaboration="yes")]
    known = network({"p1": "", "p2": "", "p3": "", "p4": ""}, facts=facts, datasets=datasets)
    answer = ask(known, "isolates")
    found = {(item.get("actor") or item["project"])["id"]: item["sentence"] for item in answer.items}
    assert found.keys() == {"c1", "c2", "p3"}
    assert found["c1"] == "C1 är ensam namngiven deltagare i 1 projekt (Projekt p3)."
    left_out = {entry["reason"]: entry["count"] for entry in answer.left_out}
    assert left_out == {"actor_meetings_not_shown": 1, "project_meetings_not_shown": 2}
    broker = next(item for item in questions()["brokers"].ask(known, {}).items if item["actor"]["id"] == "u1")
    assert broker["sentence"] == "U1 är med i 1 projekt (Projekt p1), men källan nämner bara en deltagare per projekt."
