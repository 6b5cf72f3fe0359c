"""Missing ties, groups, fields and isolates of networks small enough to count by hand."""

from typing import Any

import pytest

from graph.errors import InputError
from graph.network.facts import Actor, Dataset, Project, Verdict
from graph.network.view import EVERYTHING, View
from queries.measures.group_expectation import Expectation, shared_projects
from queries.questions.gaps import QUESTION, groups
from queries.questions.gaps.matrix import CoverageMatrix
from queries.wording.isolates import isolate_sentence
from queries.wording.money import rounded_money
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
    assert cells[0]["sentence"] == (
        "M1 söker partner inom energi, men i de inlästa källorna har Norrbottens län inget projekt om det."
    )


def test_coverage_of_a_county_is_by_municipality() -> None:
    facts = [*about("skills", "p1"), fact("LOCATED_IN", "p1", "se:2580"), fact("LOCATED_IN", "p1", "se:2480")]
    cells = ask(network({"p1": "u1"}, facts=facts, view=View(place=("se:25",))), "coverage").items
    assert [each["place"]["id"] for each in cells] == ["se:2580"]


def test_a_wider_place_is_named_only_where_nothing_below_it_is() -> None:
    projects = [Project("p1", "Båda", budget=12_345_678, currency="SEK"), Project("p2", "Bara länet")]
    facts = [*about("skills", "p1", "p2"), *(fact("LOCATED_IN", "p1", place) for place in ("se:25", "se:2580"))]
    facts.append(fact("LOCATED_IN", "p2", "se:25"))
    view = View(place=("se:25",))
    cells = ask(network({"p1": "u1", "p2": "u1"}, projects=projects, facts=facts, view=view), "coverage").items
    assert {cell["place"]["id"]: cell["sentence"] for cell in cells} == {
        "se:25": "I de inlästa källorna har Norrbottens län (ej närmare angivet) 1 projekt om kompetensförsörjning "
        "med 1 aktör.",
        "se:2580": "I de inlästa källorna har Luleå kommun 1 projekt om kompetensförsörjning med 1 aktör. "
        "Känd budget: 12\N{NO-BREAK SPACE}mn\N{NO-BREAK SPACE}kr.",
    }


def test_the_matrix_begins_with_what_is_needed_and_missing() -> None:
    facts = [
        *about("skills", "p1", "p2"),
        *(fact("LOCATED_IN", id, "se:24") for id in ("p1", "p2")),
        fact("NEEDS", "m1", "energy"),
        fact("LOCATED_IN", "m1", "se:2580"),
    ]
    matrix = CoverageMatrix.of(ask(network({"p1": "u1 m1", "p2": "u1"}, facts=facts), "coverage").items)
    assert [theme["id"] for theme in matrix.themes] == ["energy", "skills"]
    assert [place["id"] for place in matrix.places] == ["se:25", "se:24"]
    assert [(cell["theme"]["id"], cell["place"]["id"]) for cell in matrix.needs()] == [("energy", "se:25")]
    assert matrix.cells["skills", "se:24"]["n_projects"] == 2


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (12_345_678, "SEK", "12 mn kr"),
        (1_340_000, "EUR", "1,3 mn EUR"),
        (2_000_000, "SEK", "2 mn kr"),
        (999_999, "SEK", "1 mn kr"),
        (851_200, "NOK", "850 000 NOK"),
    ],
)
def test_money_is_rounded_as_people_say_it(amount: float, currency: str, text: str) -> None:
    assert rounded_money(amount, currency, "sv").replace("\N{NO-BREAK SPACE}", " ") == text


def test_money_in_two_currencies_is_not_added_up() -> None:
    projects = [Project("p1", "A", budget=1000, currency="SEK"), Project("p2", "B", budget=10, currency="EUR")]
    facts = [*about("skills", "p1", "p2"), fact("LOCATED_IN", "p1", "se:25"), fact("LOCATED_IN", "p2", "se:25")]
    cell = ask(network({"p1": "u1", "p2": "u1"}, projects=projects, facts=facts), "coverage").items[0]
    assert (cell["amount"], cell["currency"], cell["amounts"]) == (None, None, {"EUR": 10, "SEK": 1000})


def test_isolates_worth_acting_on_come_first() -> None:
    """c1 to c5 are alone: c1 seeks partners, c2 has the theme of others in its county, c3 is fresher than c4."""
    projects = [
        Project(id, id, ends=ends)
        for id, ends in (("p1", "2015"), ("p2", "2016"), ("p3", "2019"), ("p4", "2018"), ("p5", "2020"), ("p6", None))
    ]
    teams = {"p1": "c1", "p2": "c2", "p3": "c3", "p4": "c4", "p5": "c5", "p6": "u1 m1"}
    facts = [
        fact("NEEDS", "c1", "skills"),
        *about("energy", "p2", "p6"),
        *(fact("LOCATED_IN", id, "se:2580") for id in ("c2", "u1")),
        fact("LOCATED_IN", "m1", "se:2480"),
    ]
    abroad = Actor("c5", "C5", "company", country="FI")
    answer = ask(network(teams, projects=projects, facts=facts, actors=[abroad]), "isolates")
    actors = [item for item in answer.items if "actor" in item]
    assert [item["actor"]["id"] for item in actors] == ["c1", "c2", "c3", "c4", "c5"]
    seeking, near, *others = actors
    assert [theme["id"] for theme in seeking["needs"]] == ["skills"]
    assert seeking["sentence"].endswith("Söker partner inom kompetensförsörjning.")
    assert near["sentence"].endswith("I samma län arbetar U1 med energi.")
    assert ([actor["id"] for actor in near["near"]], near["theme"]["id"], near["next_step"]) == (
        ["u1"],
        "energy",
        "call",
    )
    assert (others[0]["near"], others[0]["theme"], others[0]["next_step"]) == ([], None, "none")
    assert [item["last_active"] for item in actors] == ["2015", "2016", "2019", "2018", "2020"]
    assert [item["here"] for item in actors] == [True, True, True, True, False]


def test_a_project_of_one_sector_comes_before_those_with_one_participant_and_names_another_sector_near() -> None:
    teams = {"p1": "c1", "p2": "c2 c3", "p3": "u1 c4"}
    facts = [*about("energy", "p1", "p2", "p3"), *(fact("LOCATED_IN", id, "se:2580") for id in ("p2", "u1", "c4"))]
    projects = [item for item in ask(network(teams, facts=facts), "isolates").items if "project" in item]
    assert [(item["project"]["id"], item["reason"]) for item in projects] == [("p2", "one_sector"), ("p1", "one_actor")]
    assert [actor["id"] for actor in projects[0]["near"]] == ["u1"]
    assert projects[0]["sentence"] == (
        "Alla i Projekt p2 kommer från samma sektor (näringsliv): C2 och C3. I samma län arbetar U1 med energi."
    )


def test_a_long_list_of_long_names_is_cut_until_one_can_take_it_in() -> None:
    names = [
        Actor(f"c{n}", f"Bolaget med det långa namnet nummer {n} " + "och ännu fler ord " * 3, "company")
        for n in range(5)
    ]
    item = next(
        item for item in ask(network({"p1": "c0 c1 c2 c3 c4"}, actors=names), "isolates").items if "project" in item
    )
    assert len(item["sentence"]) <= 220
    assert "och 4 till" in item["sentence"] or "och 3 till" in item["sentence"]


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
    sentence = isolate_sentence(known, "u1", "sv")
    assert sentence == "U1 är med i 1 projekt (Projekt p1), men källan nämner bara en deltagare per projekt."
