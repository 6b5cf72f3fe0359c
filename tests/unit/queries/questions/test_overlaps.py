"""The table of classes row by row, on pairs of projects written by hand."""

import math
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graph.decisions.verdicts import fingerprint
from graph.errors import InputError, NotFoundError
from graph.network.facts import Project, Verdict
from graph.network.view import View
from queries.questions.overlaps import QUESTION, WEIGHTS
from queries.questions.overlaps.classes import months_between
from tests.unit.queries.questions.overlap_pairs import NEAR, OTHER, SAME, about, located, only, pair_of
from tests.unit.queries.small_networks import fact, network


def test_part_of_by_a_recorded_tie() -> None:
    item = pair_of((SAME, "2020", "2022"), (OTHER, "2020", "2022"), facts=[fact("PART_OF", "b", "a")])
    assert item["class"] == "part_of"
    assert item["sentence"] == "Projekt b hör till Projekt a."


@pytest.mark.parametrize(
    "summary",
    ["En del av Projekt a.", "Ingår i det större projektet PROJEKT  A och annat", "Part of the project Projekt a"],
)
def test_part_of_by_naming_the_other_as_its_parent(summary: Any) -> None:
    assert pair_of((SAME, None, None), (summary, None, None))["class"] == "part_of"


def test_naming_the_other_without_belonging_is_no_part() -> None:
    assert pair_of((SAME, None, None), ("Bygger på erfarenheter från Projekt a", None, None))["class"] == "none"


def test_duplicate_by_acronym_and_title() -> None:
    first = Project("a", "Vätgas i norr", acronym="ViN", starts="2020", ends="2022")
    second = Project("b", "VÄTGAS I NORR", acronym="vin", starts="2020-03", ends="2022")
    assert pair_of(first, second)["class"] == "duplicate"


def test_another_acronym_is_another_project() -> None:
    first = Project("a", "Förstudie", acronym="ViN", starts="2020", ends="2022")
    second = Project("b", "Förstudie", acronym="KuN", starts="2020", ends="2022")
    assert pair_of(first, second)["class"] == "look_alike"


def test_the_same_title_without_acronym_needs_a_shared_actor() -> None:
    first, second = Project("a", "Förstudie"), Project("b", "Förstudie")
    assert pair_of(first, second, {"a": "u1 c1", "b": "u1 c2"})["class"] == "duplicate"
    assert pair_of(first, second, {"a": "c1", "b": "c2"})["class"] == "look_alike"


def test_duplicate_by_the_same_page_but_not_by_the_same_home_page() -> None:
    def linked(id: Any, url: Any) -> Any:
        return Project(id, f"Projekt {id}", url=url, summary=SAME if id == "a" else OTHER)

    same = linked("a", "https://www.example.org/vin/"), linked("b", "http://example.org/vin")
    assert pair_of(*same)["class"] == "duplicate"
    home = linked("a", "https://example.org/"), linked("b", "https://example.org")
    assert pair_of(*home)["class"] == "none"


def test_duplicate_by_text_with_a_shared_coordinator_or_half_of_the_actors() -> None:
    periods = (SAME, "2020", "2022"), (SAME, "2020", "2022")
    leading = [fact("PARTICIPATES_IN", "u1", project, "coordinator") for project in ("a", "b")]
    titles = [
        Project(id, "Vätgas", summary=text, starts=s, ends=e) for id, (text, s, e) in zip("ab", periods, strict=True)
    ]
    assert pair_of(titles[0], titles[1], {"a": "c1 c2", "b": "f1 f2"}, leading)["class"] == "duplicate"
    assert pair_of(titles[0], titles[1], {"a": "c1 c2", "b": "c1 c2"})["class"] == "duplicate"


def test_periods_that_contradict_are_no_duplicate() -> None:
    first = Project("a", "Vätgas i norr", acronym="ViN", starts="2014", ends="2016")
    second = Project("b", "Vätgas i norr", acronym="ViN", starts="2020", ends="2022")
    assert pair_of(first, second)["class"] == "look_alike"


def test_something_of_actors_themes_and_places_makes_no_continuation() -> None:
    facts = [*about("skills", "a", "b"), *located("se:25", "a", "b")]
    assert (
        pair_of((SAME, None, "2023-07"), (OTHER, "2025", "2028"), {"a": "u1 c1", "b": "u1 c2"}, facts)["class"]
        == "none"
    )


def test_continuation_within_24_months() -> None:
    teams = {"a": "u1 c1", "b": "u1 c1"}
    item = pair_of((SAME, None, "2023-07"), (SAME, "2025", "2028"), teams)
    assert item["class"] == "continuation"
    assert "Projekt b ser ut att bygga vidare på Projekt a: det började inom 18 månader efter" in item["sentence"]
    assert pair_of((SAME, None, "2023-07"), (SAME, "2025-08-02", "2028"), teams)["class"] == "none"


def test_continuation_by_text_with_the_same_owner_or_actors() -> None:
    owners = [fact("PARTICIPATES_IN", "m1", project, "owner") for project in ("a", "b")]
    several = {"a": "c1 c2 c3 c4", "b": "f1 f2 f3 f4"}
    assert pair_of((SAME, "2018", "2019"), (SAME, "2020", "2021"), several, owners)["class"] == "continuation"
    assert (
        pair_of((SAME, "2018", "2019"), (SAME, "2020", "2021"), {"a": "c1 c2", "b": "c1 c2"})["class"] == "continuation"
    )
    assert pair_of((SAME, "2018", "2019"), (SAME, "2020", "2021"), several)["class"] == "look_alike"


def test_a_recorded_continuation_is_one() -> None:
    item = pair_of((SAME, None, None), (OTHER, None, None), facts=[fact("FOLLOWS", "a", "b")])
    assert item["class"] == "continuation"
    assert item["sentence"].startswith("Projekt a fortsätter Projekt b.")


def test_overlapping_by_themes_or_by_text() -> None:
    here = located("se:2580", "a") + located("se:25", "b")
    themes = [*about("skills", "a", "b"), *about("energy", "a")]
    item = pair_of((SAME, "2020", "2022"), (NEAR, "2022", None), facts=here + themes)
    # Both projects have skills, weight ln(3/3) + 1 = 1; one has energy, ln(3/2) + 1 = 1.405: 1 / 2.405.
    assert (item["class"], item["parts"]["themes"]) == ("overlapping", pytest.approx(1 / (2 + math.log(1.5))))
    assert 0.2 <= item["parts"]["text"] < 0.35
    assert pair_of((SAME, "2020", "2022"), (NEAR, "2022", None), facts=here)["class"] == "none"
    assert pair_of((SAME, "2020", "2022"), (OTHER, "2022", None), facts=here + themes)["class"] == "none"
    assert pair_of((SAME, "2020", "2022"), (SAME, "2021", None), facts=here)["class"] == "overlapping"
    assert pair_of((SAME, "2020", "2022"), (SAME, "2021", None), facts=located("se:25", "a"))["class"] == "look_alike"


def test_complementary_needs_other_themes_and_a_shared_actor() -> None:
    facts = [*located("se:25", "a", "b"), *about("skills", "a"), *about("energy", "b")]
    teams = {"a": "u1 c1", "b": "u1 f1"}
    assert pair_of((SAME, "2020", "2022"), (OTHER, "2021", "2023"), teams, facts)["class"] == "complementary"
    apart = {"a": "c1", "b": "f1"}
    assert pair_of((SAME, "2020", "2022"), (OTHER, "2021", "2023"), apart, facts)["class"] == "none"
    unknown = located("se:25", "a", "b")
    assert pair_of((SAME, "2020", "2022"), (OTHER, "2021", "2023"), teams, unknown)["class"] == "none"


def test_none_is_listed_only_when_asked_for_and_counted_otherwise() -> None:
    projects = [Project("a", "Vätgas"), Project("b", "Kultur")]
    answer = QUESTION.ask(network(projects=projects), {"project": "a"})
    assert answer.items == ()
    assert [each["count"] for each in answer.left_out if each["reason"] == "pair_no_class"] == [1]
    assert only(network(projects=projects))["sentence"] == "Vätgas och Kultur har inget gemensamt."


def test_parts_are_those_computed_by_hand() -> None:
    facts = [
        *located("se:2580", "a"),
        *located("se:25", "b"),
        *about("skills", "a", "b"),
        fact("FUNDS", "p1", "a"),
        fact("FUNDS", "p1", "b"),
        fact("FUNDS", "p2", "b"),
    ]
    # Time: 2020 and 2020–2021 share 366 of 731 days. Actors: u1 is in 2 of 2 projects, weight ln(3/3)+1 = 1;
    # c1 and f1 in 1, ln(3/2)+1 = 1.405: 1 / (1 + 2 × 1.405). Places: the county of the municipality is shared, 1 of 2.
    parts = pair_of((SAME, "2020", "2020"), (OTHER, "2020", "2021"), {"a": "u1 c1", "b": "u1 f1"}, facts)["parts"]
    text = parts.pop("text")
    assert 0 < text < 0.3
    assert parts == pytest.approx(
        {"actors": 1 / (1 + 2 * 1.4054651), "themes": 1, "places": 0.5, "time": 366 / 731, "funder": 0.5}
    )


def test_unknown_parts_are_null_and_the_score_is_of_the_others() -> None:
    item = pair_of(Project("a", "Vätgas"), Project("b", "Vätgas"), {"a": "c1", "b": "c1"})
    assert [name for name, value in item["parts"].items() if value is None] == ["themes", "places", "time", "funder"]
    assert item["score"] == pytest.approx(1)


def test_weights_can_be_changed_and_are_shown() -> None:
    both = network({"a": "c1", "b": "c1"}, projects=[Project("a", "Vätgas"), Project("b", "Kultur")])
    assert only(both, weights="actors=1,text=0")["score"] == pytest.approx(1)
    method = QUESTION.ask(both, {"weights": "text=0"}).method
    assert method["weights"] == {**WEIGHTS, "text": 0}


@pytest.mark.parametrize("weights", ["colour=1", "actors=much", "actors=-1", "actors", "actors=nan", "actors=inf"])
def test_senseless_weights_are_refused(weights: Any) -> None:
    with pytest.raises(InputError, match="weights"):
        QUESTION.ask(network({"a": "c1"}), {"weights": weights})


def test_all_weights_zero_is_refused() -> None:
    with pytest.raises(InputError, match="at least one"):
        QUESTION.ask(network({"a": "c1"}), {"weights": ",".join(f"{part}=0" for part in WEIGHTS)})


def test_an_unknown_project_is_named() -> None:
    with pytest.raises(NotFoundError, match="zzz"):
        QUESTION.ask(network({"a": "c1"}), {"project": "zzz"})


def verdict(digest: Any, said: Any = "none") -> Any:
    return Verdict("overlap│a│b", "overlap", "a", "b", said, "olika mål", "Åsa", "2026-11-22T10:00:00+00:00", digest)


DECIDABLE: dict[str, Any] = {
    "projects": [Project("a", "Vätgas i gruvan"), Project("b", "Vätgas på landet")],
    "facts": [*located("se:25", "a", "b"), *about("skills", "a", "b")],
}


def test_a_verdict_wins_and_is_asked_for_again_when_a_fact_of_the_pair_changes() -> None:
    digest = fingerprint(network({"a": "c1", "b": "c1"}, **DECIDABLE), ("a", "b"))
    decided = network({"a": "c1", "b": "c1"}, **DECIDABLE, verdicts=[verdict(digest)])
    item = only(decided)
    assert (item["class"], item["proposed"], item["verdict"]["asks_again"]) == ("none", "overlapping", False)
    assert item["sentence"] == (
        "Åsa bedömde 2026-11-22 Vätgas i gruvan och Vätgas på landet: inget överlapp. Skäl: olika mål."
    )
    assert QUESTION.ask(decided, {}).items == ()
    changed = network({"a": "c1", "b": "c1 c2"}, **DECIDABLE, verdicts=[verdict(digest)])
    assert [each["verdict"]["asks_again"] for each in QUESTION.ask(changed, {"owners": "all"}).items] == [True]


def test_a_narrower_view_asks_the_whole_network_whether_facts_changed() -> None:
    digest = fingerprint(network({"a": "c1", "b": "c1"}, **DECIDABLE), ("a", "b"))
    decided = [verdict(digest, "overlapping")]
    whole = network({"a": "c1", "b": "c1"}, **DECIDABLE, verdicts=decided)
    narrow = network({"a": "c1"}, **DECIDABLE, verdicts=decided, view=View(start="2000"))
    assert only(narrow)["verdict"]["asks_again"] is None
    assert only(replace(narrow, whole=whole))["verdict"]["asks_again"] is False


def test_candidates_are_found_without_comparing_all_pairs() -> None:
    teams = {f"p{number}": f"c{number} u{number // 2}" for number in range(200)}
    answer = QUESTION.ask(network(teams), {"none": "include"})
    assert answer.method["candidates"] < 200 * 20
    pairs = {tuple(each["id"] for each in item["projects"]) for item in answer.items}
    assert {("p0", "p1"), ("p198", "p199")} <= pairs


@pytest.mark.parametrize(
    ("later", "months"), [((2023, 8, 1), 1), ((2023, 8, 31), 1), ((2025, 7, 31), 24), ((2025, 8, 1), 25)]
)
def test_months_count_from_the_day(later: Any, months: Any) -> None:
    assert months_between(date(2023, 7, 31), date(*later)) == months


def owned(first: Any, second: Any, *facts: Any) -> Any:
    """The item of two projects of one text in one place, with who takes part in each and in what role."""
    told = [fact("PARTICIPATES_IN", *each.split()) for each in (*first, *second)]
    here = located("se:25", "a", "b")
    return pair_of((SAME, "2020", "2022"), (SAME, "2020", "2022"), facts=[*told, *here, *facts])


def test_owners_are_those_who_lead_else_the_only_one_named() -> None:
    different = owned(["m1 a owner", "c1 a partner"], ["u1 b coordinator", "c1 b partner"])
    assert (different["owners"], [[end["id"] for end in side] for side in different["owned_by"]]) == (
        "different",
        [["m1"], ["u1"]],
    )
    assert owned(["m1 a partner"], ["u1 b partner"])["owners"] == "different"
    assert owned(["m1 a owner"], ["m1 b partner"])["owners"] == "same"
    assert owned(["m1 a owner"], ["m1 b partner", "c1 b partner"])["owners"] == "unknown"


def test_a_successor_and_a_department_are_the_same_owner() -> None:
    assert owned(["m1 a owner"], ["m2 b owner"], fact("FOLLOWS", "m2", "m1"))["owners"] == "same"
    assert owned(["m1 a owner"], ["m2 b owner"], fact("PART_OF", "m2", "m1"))["owners"] == "same"


def test_pairs_of_one_owner_are_listed_when_asked_for_and_counted_otherwise() -> None:
    both = network({"a": "m1", "b": "m1"}, projects=[Project("a", "Vätgas"), Project("b", "Vätgas")])
    answer = QUESTION.ask(both, {})
    assert answer.items == ()
    assert {row["reason"]: row["count"] for row in answer.left_out} == {"pair_one_owner": 1}
    assert [item["next_step"] for item in QUESTION.ask(both, {"owners": "same"}).items] == ["merge"]


def test_the_sentence_names_the_owners_and_is_short_however_long_the_names() -> None:
    item = owned(["m1 a owner"], ["u1 b owner"])
    assert item["sentence"] == (
        "Projekt a (M1) och Projekt b (U1) gör liknande saker på samma plats, samtidigt i 36 månader. "
        "De delar platser (Norrbottens län)."
    )
    projects = [Project(id, "Mycket långa ord " * 12, summary=SAME) for id in "ab"]
    long = only(network({"a": "m1", "b": "u1"}, projects=projects))
    assert len(long["sentence"]) <= 220


def test_an_ordinary_word_names_no_programme() -> None:
    def part(name: Any, summary: Any, other: Any = "") -> Any:
        projects = [Project("a", name), Project("b", "Annat", summary=summary), Project("c", "Tredje", summary=other)]
        items = QUESTION.ask(network(projects=projects), {"owners": "all", "none": "include", "project": "a"}).items
        return next(item["class"] for item in items if item["projects"][1]["id"] == "b")

    assert part("ViSIT", "Ingår i ViSIT under två år") == "part_of"
    assert part("ViSIT", "Ingår i ViSIT under två år", "People visit the town") == "none"
    assert part("Circular economy", "Part of the circular economy") != "part_of"
    assert part("Växtzon 1", "Ett tillägg till det redan beviljade projektet Växtzon 1") == "part_of"
