"""Suggested pairs of networks small enough to count by hand: who comes in which lane, why, and who is no pair."""

import random
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from graph.network.facts import Actor, Dataset, Project, Verdict
from graph.network.network import StakeholderNetwork
from graph.network.view import EVERYTHING, View
from queries.questions.gaps import QUESTION
from queries.questions.gaps.pairs import profile
from queries.questions.gaps.pairs.ranking import ranks
from tests.unit.queries.small_networks import fact, network

CHAIN = {"p1": "u1 c1", "p2": "u1 f1"}  # c1 and f1 meet only through u1
Item = dict[str, Any]


def ask(network: StakeholderNetwork, **given: str) -> Any:
    return QUESTION.ask(network, {"of": "pairs", **given})


def pairs(network: StakeholderNetwork, **given: str) -> dict[tuple[str, ...], Item]:
    return {tuple(actor["id"] for actor in item["actors"]): item for item in ask(network, **given).items}


def about(theme: str, *projects: str) -> list[Any]:
    return [fact("ABOUT", project, theme) for project in projects]


def counts(answer: Any) -> dict[str, int]:
    return {entry["reason"]: entry["count"] for entry in answer.left_out}


def named(*names: str) -> list[Project]:
    return [Project(f"p{at}", name, starts="2019", ends="2021") for at, name in enumerate(names, start=1)]


def test_two_with_a_common_contact_are_a_gap_that_the_contact_can_close() -> None:
    item = pairs(network(CHAIN, facts=about("skills", "p1", "p2"), projects=named("Järn", "Fisk")))["c1", "f1"]
    assert [actor["id"] for actor in item["via"]] == ["u1"]
    # u1 is the one contact of both: all of their contacts are common. c1 has no contact of f1's kind, nor f1 of c1's,
    # beside 5 of the usual kinds, of which each is a quarter: 5/24 over 5/24 + 1/4 is 5/11. Every project is about
    # skills, which then weighs 1, of 1 + 2.
    parts = {
        "needs": None,
        "themes": pytest.approx(1 / 3, abs=1e-6),
        "text": 0,
        "place": None,
        "kinds": pytest.approx(5 / 11, abs=1e-6),
        "countries": None,
        "contacts": 1,
    }
    assert item["parts"] == parts
    assert (item["lane"], item["channels"], item["next_step"]) == ("met", {"structure": 1, "profile": 1}, "ask")
    assert item["sentence"].startswith(
        "C1 och F1 har inget känt samarbete. Båda arbetar med kompetensförsörjning. "
        "Båda har arbetat med U1, i projekt med 2 och 2 aktörer, senast 2021."
    )


def test_who_works_with_a_country_is_nearer_to_those_who_sit_there() -> None:
    seats = {"a1": "SE", "a2": "SE", "a3": "SE", "b1": "FI", "b2": "FI", "b3": "NO"}
    actors = [Actor(id, id, "company", country=country) for id, country in seats.items()]
    known = network({"p1": "a1 b1", "p2": "a2 b3", "p3": "a3 b2"}, actors=actors)
    found = pairs(known, abroad="include")
    # Of six meetings two are with Finland. a1's one is, beside 5 of the usual: 8/18, and over 8/18 + 1/3 that is 4/7.
    # a2's is not: 5/18 and 5/11. Half of all meetings are with Sweden, as b2's one is: 7/12, and over 7/12 + 1/2 7/13.
    expected = {("a1", "b2"): (4 / 7 + 7 / 13) / 2, ("a2", "b2"): (5 / 11 + 7 / 13) / 2}
    for pair, part in expected.items():
        assert found[pair]["parts"]["countries"] == pytest.approx(part, abs=1e-6), pair


def test_a_long_sentence_gives_up_what_tells_least() -> None:
    """How small the projects were goes first, then when, then one theme and the other."""
    known = about("skills", "p1", "p2") + about("energy", "p1", "p2")
    dated = named("Järn", "Fisk")
    lengths = []
    for letters in range(1, 90, 4):
        actors = [Actor(id, id[0].upper() + letters * "x", "company", country="SE") for id in ("c1", "f1")]
        text = pairs(network(CHAIN, facts=known, projects=dated, actors=actors))["c1", "f1"]["sentence"]
        assert "Båda har arbetat med U1" in text
        lengths.append(len(text))
        told = [part in text for part in ("i projekt med 2", "senast 2021", "kompetensförsörjning", "energi")]
        assert told == sorted(told), text
    assert max(lengths[:12]) <= 220
    assert "i projekt med 2" not in text


def test_a_stated_need_that_is_met_comes_first() -> None:
    facts = [fact("NEEDS", "m1", "energy"), fact("OFFERS", "u2", "energy"), *about("skills", "p1", "p2")]
    items = ask(network({**CHAIN, "p3": "m1 c2", "p4": "u2 f2"}, facts=facts)).items
    first = items[0]
    assert [actor["id"] for actor in first["actors"]] == ["m1", "u2"]
    assert (first["lane"], first["rank"], first["parts"]["needs"], first["via"]) == ("stated_need", 1, 1, [])
    assert first["next_step"] == "call"
    assert "fast M1 söker det som U2 erbjuder (energi)." in first["sentence"]
    assert {item["lane"] for item in items[1:]} == {"met"}
    assert "needs" in items[1]["unknown"]


def test_half_a_need_met_comes_after_a_whole_one() -> None:
    needs = [("m1", "energy"), ("m1", "skills"), ("m2", "energy")]
    facts = [*(fact("NEEDS", *need) for need in needs), fact("OFFERS", "u1", "energy")]
    items = ask(network({"p1": "m1 c1", "p2": "m2 c1", "p3": "u1 f1"}, facts=facts)).items
    stated = [(tuple(actor["id"] for actor in i["actors"]), i["parts"]["needs"]) for i in items if i["parts"]["needs"]]
    assert stated == [(("m2", "u1"), 1), (("m1", "u1"), 0.5)]


@pytest.mark.parametrize(
    ("here", "there", "place"),
    [
        ("se:2580", "se:2580", 1),
        ("se:2580", "se:2582", 1),
        ("se:25", "se:2580", 1),
        ("se:2580", "se:2584", 0.5),
        ("se:2580", "se:2480", 0.25),
        ("se", "se:2580", 0.25),
    ],
)
def test_place_is_the_same_or_neighbouring_one_then_the_county_then_the_country(
    here: str, there: str, place: float
) -> None:
    facts = [fact("LOCATED_IN", "c1", here), fact("LOCATED_IN", "f1", there)]
    assert pairs(network(CHAIN, facts=facts))["c1", "f1"]["parts"]["place"] == place


@pytest.mark.parametrize(("country", "place"), [("SE", 0.25), ("NO", 0), (None, None)])
def test_a_country_is_the_outermost_place(country: str | None, place: float | None) -> None:
    actors = [Actor("c1", "C1", "company", country="SE"), Actor("f1", "F1", "association", country=country)]
    item = pairs(network(CHAIN, actors=actors), abroad="include")["c1", "f1"]
    assert item["parts"]["place"] == place
    assert "place" not in item["unknown"], "unknown of the only pair: nobody's is known"


def test_texts_are_compared_by_all_that_each_has_done() -> None:
    teams = {"p1": "u1 c1", "p2": "u1 c1", "p3": "u1 f1"}
    projects = named("Vätgas", "Fiskodling", "Vätgas")
    # Two projects of unlike words, one of them the other's: cos 45° by hand.
    assert pairs(network(teams, projects=projects))["c1", "f1"]["parts"]["text"] == pytest.approx(0.5**0.5, abs=1e-6)


def test_a_number_is_no_text() -> None:
    item = pairs(network(CHAIN, projects=named("2212", "2212")))["c1", "f1"]
    assert (item["parts"]["text"], item["unknown"]) == (None, [])


def test_where_nobody_has_told_what_they_do_common_contacts_alone_order_those_who_have_met() -> None:
    teams = {"p1": "u1 c1", "p2": "u1 c2", "p3": "u2 c1", "p4": "u2 c2", "p5": "u1 m1"}
    facts = [fact("LOCATED_IN", "c1", "se:2580"), fact("LOCATED_IN", "m1", "se:2580")]
    items = ask(network(teams, facts=facts, projects=named("1", "2", "3", "4", "5"))).items
    # u1–u2 have two common contacts of degree 2, c1–c2 those of degree 3 and 2; m1 is u1's, who is of degree 3.
    order = [tuple(actor["id"] for actor in item["actors"]) for item in items]
    assert order[:2] == [("u1", "u2"), ("c1", "c2")]
    assert set(order[2:4]) == {("c1", "m1"), ("c2", "m1")}
    assert items[0]["channels"]["profile"] != 1, "the profile would have put the neighbours c1 and m1 first"


def test_members_of_a_group_in_one_project_are_no_gap() -> None:
    facts = [fact("PARTICIPATES_IN", "m1", project, "partner", expanded_from="kommunerna") for project in ("p1", "p2")]
    facts += [fact("NEEDS", "m1", "energy"), fact("OFFERS", "c1", "energy")]
    answer = ask(network(CHAIN, facts=facts))
    assert {tuple(actor["id"] for actor in item["actors"]) for item in answer.items} == {("c1", "f1")}
    assert counts(answer)["pair_in_group_project"] == 1


def abroad() -> StakeholderNetwork:
    actors = [Actor("f1", "F1", "association", country="NO"), Actor("c1", "C1", "company", country="SE")]
    return network({**CHAIN, "p3": "u1 m1"}, actors=actors)


def test_nobody_abroad_unless_asked_for() -> None:
    assert pairs(abroad()).keys() == {("c1", "m1")}
    assert counts(ask(abroad()))["pair_abroad"] == 1
    assert pairs(abroad(), abroad="include").keys() == {("c1", "m1"), ("c1", "f1"), ("f1", "m1")}


def test_both_sit_in_the_places_of_the_view() -> None:
    seats = {"c1": "se:2580", "f1": "se:2480", "m1": "se:2582"}
    facts = [fact("LOCATED_IN", actor, seat) for actor, seat in seats.items()]
    facts += [fact("LOCATED_IN", project, "se:25") for project in ("p1", "p2", "p3")]
    whole = network({**CHAIN, "p3": "u1 m1"}, facts=facts, view=EVERYTHING)
    assert pairs(whole.of(View(place=("se:25",)))).keys() == {("c1", "m1")}
    assert counts(ask(whole.of(View(place=("se:25",)))))["pair_seated_elsewhere"] == 2  # f1 and u1


def test_both_are_of_the_sort_that_the_view_lists() -> None:
    answer = ask(network({**CHAIN, "p3": "u1 c2"}, view=View(sector=("business",))))
    assert [tuple(actor["id"] for actor in item["actors"]) for item in answer.items] == [("c1", "c2")]
    assert (answer.items[0]["via"][0]["id"], counts(answer)["actor_not_chosen"]) == ("u1", 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("University College Cork", "University Collefge Cork"),
        ("Energikontor Norr AB", "Norrbottens energikontor AB (Nenet)"),
        ("Filmpool Nord", "Filmpool Nord AB"),
        ("Luleå tekniska universitet", "Luleå tekniska universitet, Institutionen för teknik"),
    ],
)
def test_two_names_of_one_organisation_are_no_pair(one: str, other: str) -> None:
    answer = ask(network(CHAIN, actors=[Actor("c1", one), Actor("f1", other)]))
    assert (answer.items, counts(answer)["pair_one_organisation"]) == ((), 1)


@pytest.mark.parametrize(("one", "other"), [("Luleå kommun", "Umeå kommun"), ("Region Norrbotten", "Region Skåne")])
def test_names_of_one_pattern_are_two_organisations(one: str, other: str) -> None:
    assert pairs(network(CHAIN, actors=[Actor("c1", one), Actor("f1", other)]))


@pytest.mark.parametrize("relation", ["FOLLOWS", "PART_OF"])
def test_a_successor_or_a_department_is_no_pair(relation: str) -> None:
    answer = ask(network(CHAIN, facts=[fact(relation, "c1", "f1")]))
    assert (answer.items, counts(answer)["pair_one_organisation"]) == ((), 1)


def test_who_has_met_nobody_comes_by_profile_in_a_lane_of_its_own() -> None:
    projects = named("Järn", "Fisk", "Järn")
    found = pairs(network({**CHAIN, "p3": "m1"}, facts=about("skills", "p1", "p3"), projects=projects))
    item = found["c1", "m1"]
    assert (item["lane"], item["rank"], item["channels"]) == ("newcomer", 1, {"structure": None, "profile": 1})
    assert (item["parts"]["contacts"], item["unknown"]) == (None, ["contacts"])
    assert found["c1", "f1"]["lane"] == "met"


def test_who_is_known_only_where_nobody_can_be_seen_to_meet_is_left_out() -> None:
    blind = Dataset("d", shows_collaboration="no")
    lone = network({**CHAIN, "p3": "m1"}, facts=about("skills", "p1", "p3"), datasets=[blind])
    assert pairs(lone).keys() == {("c1", "f1")}
    assert counts(ask(lone))["pair_known_blindly"] == 1


def test_known_absent_stays_in_the_list_with_nothing_to_do() -> None:
    absent = Verdict("v", "collaboration", "c1", "f1", "no_collaboration", None, "Åsa", "2026-11-29", "")
    item = pairs(replace(network(CHAIN), verdicts=(absent,)))["c1", "f1"]
    assert (item["state"], item["next_step"]) == ("known_absent", "none")


def test_the_contact_at_home_is_the_way_where_there_is_one() -> None:
    teams = {"p1": "x1 c1", "p2": "x1 f1", "p3": "u1 c1 m1", "p4": "u1 f1 m1"}
    actors = [Actor("x1", "X1", country="NO"), Actor("u1", "U1", country="SE"), Actor("m1", "M1", country="NO")]
    item = pairs(network(teams, actors=actors))["c1", "f1"]
    # x1 is nearer, in projects of two; u1 is at home.
    assert [actor["id"] for actor in item["via"]] == ["u1"]
    assert "De har 3 gemensamma kontakter, närmast U1, i projekt med 3 och 3 aktörer." in item["sentence"]


def test_the_share_of_suggestions_to_the_best_connected_is_reported() -> None:
    assert ask(network(CHAIN)).method["share_to_best_connected"] == 1  # three actors are the ten best connected
    assert ask(network({"p1": "u1 c1"})).method["share_to_best_connected"] is None


def test_equals_share_the_rank_and_nothing_has_none() -> None:
    assert ranks(np.array([2.0, 5.0, 2.0, 0.0, 1.0])).tolist() == [2, 1, 2, np.inf, 4]


def test_the_nearest_are_the_first_of_all_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile, "_CELLS", 60)  # two actors at a time, so that most pairs fall by their texts alone
    chance = random.Random(1)
    teams = {f"p{at}": " ".join(chance.sample([f"c{actor}" for actor in range(30)], 2)) for at in range(40)}
    words = ["Vätgas", "Fiskodling", "Rennäring", "Skogsbruk", "Gruvor", "Turism", "Rymd"]
    whole = network(teams, projects=[Project(id, " ".join(chance.sample(words, 2))) for id in teams])
    profiles = profile.Profiles(whole, sorted(whole.actors))
    everyone = np.arange(len(profiles.ids))
    scores = profiles.block(everyone, everyone)
    together = {tuple(sorted(profiles.place[id] for id in team.split())) for team in teams.values()}
    apart = [pair for pair in combinations(everyone.tolist(), 2) if pair not in together]
    expected = sorted(apart, key=lambda pair: (-scores[pair], pair))[:15]

    assert scores[expected[-1]] > 0.5, "so that some are too unlike to be looked at"
    assert [tuple(pair) for pair in profiles.nearest(everyone, everyone, 15).tolist()] == expected
