"""Partners and introductions around two teams that u1 holds together."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graph.decisions.verdicts import fingerprint
from graph.errors import InputError, NotFoundError
from graph.network.facts import Actor, Project, Verdict
from queries.questions.introductions import QUESTION as INTRODUCTIONS
from queries.questions.partners import QUESTION as PARTNERS
from tests.unit.queries.small_networks import fact, network

PROJECTS = [
    Project("p1", "Sökande", starts="2025", ends="2028"),
    Project("p2", "Gammalt", starts="2013", ends="2019"),
    Project("p3", "Nytt", starts="2020", ends="2024"),
]
FACTS = [
    *(fact("ABOUT", project, "skills") for project in ("p1", "p2", "p3")),
    fact("ABOUT", "p1", "energy"),
    fact("LOCATED_IN", "p1", "se:2580"),
    fact("LOCATED_IN", "f1", "se:2582"),
    fact("OFFERS", "c9", "energy"),
]
NETWORK = network({"p1": "u1 m1", "p2": "u1 f1", "p3": "f1 c1"}, projects=PROJECTS, facts=FACTS)


def partners(network: Any = NETWORK, **given: Any) -> Any:
    return {item["actor"]["id"]: item for item in PARTNERS.ask(network, given).items}


def test_partners_of_a_project_are_outside_it_and_fit() -> None:
    found = partners(project="Sökande")
    assert found.keys() == {"f1", "c1", "c9"}
    # By hand: f1 .35·.2785 + .25·.5 + .2 + .1 + .1 = .62, c1 .35·.1857 + .25·.5 + .2 + .1 = .49,
    # c9 .35·.4715 + .25 = .42.
    assert {id: (item["lane"], item["rank"], item["seated"]) for id, item in found.items()} == {
        "f1": ("established", 1, False),
        "c1": ("newcomer", 1, False),
        "c9": ("newcomer", 2, False),
    }


def test_the_parts_are_those_computed_by_hand() -> None:
    f1 = partners(project="p1")["f1"]
    # Rarity: skills in 3 of 3 projects ln(4/4)+1 = 1, energy in 1 of 3 ln(4/2)+1 = 1.693; two projects on skills alone
    # are 1 - ½·½ deep. The most that anybody adds is two things (c9: energy and business), f1 adds one. It shares u1
    # with m1, the only index. Boden borders on Luleå. Active until 2024-12-31, a day before the start.
    assert f1["parts"] == pytest.approx(
        {"themes": 0.75 / 2.6931472, "adds": 0.5, "closeness": 1, "place": 1, "recency": 1 - 1 / 3652.5}
    )
    assert f1["adds"] == {"sectors": ["civil_society"], "themes": [], "places": [], "roles": []}
    assert [actor["id"] for actor in f1["via"]] == ["u1"]
    assert [[actor["id"] for actor in door] for door in f1["doors"]] == [["u1"]]
    assert [(deed["project"]["id"], deed["quote"]) for deed in f1["evidence"]] == [("p3", "f1–p3"), ("p2", "f1–p2")]
    assert (f1["last_active"], f1["next_step"], f1["unknown"]) == ("2024", "call", [])
    assert f1["sentence"] == (
        "F1 har arbetat med kompetensförsörjning i 2 projekt, senast Nytt (2024), tillför civilsamhälle, "
        "och U1 känner den redan."
    )


def test_what_a_consortium_lacks_is_told_by_role_and_place() -> None:
    lacks = PARTNERS.ask(NETWORK, {"project": "p1"}).method["lacks"]
    assert lacks["sectors"] == ["business", "civil_society"], "their roles are not repeated"
    assert [(role["kind"], role["place"] and role["place"]["id"]) for role in lacks["roles"]] == [
        ("municipality", "se:25"),  # nobody says where m1 is
        ("region", None),
        ("agency", None),
    ]
    facts = [*FACTS, fact("LOCATED_IN", "m2", "se:2582")]
    teams = {"p1": "u1 m1", "p2": "u1 f1", "p3": "f1 c1 m2"}
    neighbour = partners(network(teams, projects=PROJECTS, facts=facts), project="p1")["m2"]
    assert neighbour["adds"]["roles"] == [{"kind": "municipality", "place": {"id": "se:25", "name": "Norrbottens län"}}]
    assert "fyller platsen som kommun i Norrbottens län" in neighbour["sentence"]


def test_who_sits_in_the_sought_place_comes_before_who_does_not() -> None:
    seated = network({"p1": "u1", "p2": "c1", "p3": "c1 c2"}, projects=PROJECTS, facts=[*FACTS[:3], *[
        fact("LOCATED_IN", "c2", "se:2580"), fact("LOCATED_IN", "c1", "se:2480")
    ]])  # fmt: skip
    items = PARTNERS.ask(seated, {"theme": "skills", "place": "se:25"}).items
    assert [(item["actor"]["id"], item["lane"], item["seated"], item["rank"]) for item in items] == [
        ("c1", "established", False, 1),
        ("c2", "newcomer", True, 1),
        ("u1", "newcomer", False, 1),
    ]
    nowhere = PARTNERS.ask(seated, {"theme": "skills"}).items
    assert {item["seated"] for item in nowhere} == {None}


def test_who_is_known_to_sit_abroad_is_suggested_only_when_asked_for_and_in_a_lane_of_its_own() -> None:
    actors = [Actor("c1", "C1", "company", country="NO"), Actor("c2", "C2", "company", country="SE")]
    far = network({"p1": "u1", "p2": "c1", "p3": "c1 c2"}, projects=PROJECTS, facts=FACTS[:3], actors=actors)
    answer = PARTNERS.ask(far, {"theme": "skills"})
    assert {item["actor"]["id"] for item in answer.items} == {"u1", "c2"}
    assert reasons(answer)["abroad"] == 1
    asked = partners(far, theme="skills", abroad="include")
    assert {id: item["lane"] for id, item in asked.items()} == {"u1": "newcomer", "c2": "newcomer", "c1": "abroad"}


def test_a_part_that_the_facts_do_not_tell_counts_nothing_and_is_named() -> None:
    facts = [*FACTS[:3], fact("LOCATED_IN", "c2", "se:2580")]
    projects = [Project("p2", "Gammalt", starts="2013", ends="2019"), Project("p3", "Utan tid")]
    placed = network({"p2": "u1 c1", "p3": "c1 c2"}, projects=projects, facts=facts)
    found = partners(placed, theme="skills", place="se:2580")
    assert (found["u1"]["parts"]["place"], found["u1"]["unknown"]) == (None, ["place"])
    assert (found["c2"]["parts"]["place"], found["c2"]["unknown"]) == (1, ["recency"])
    # Nobody lacks or is close to anything in a brief: those parts are left out for everybody.
    assert found["u1"]["parts"]["adds"] is None
    assert found["u1"]["score"] == pytest.approx((0.35 * 0.5 + 0.1 * found["u1"]["parts"]["recency"]) / 0.55)


def test_a_project_that_goes_on_is_active_today_at_the_latest() -> None:
    projects = [Project("p2", "Pågår", starts="2020", ends="9999"), Project("p3", "Klart", starts="2020", ends="2021")]
    goes_on = network({"p2": "u1", "p3": "u1"}, projects=projects, facts=FACTS[:3])
    assert partners(goes_on, theme="skills")["u1"]["last_active"] == date.today().isoformat()


def test_an_offer_counts_without_a_project() -> None:
    item = partners(project="p1")["c9"]
    assert (item["last_active"], item["parts"]["recency"], item["evidence"][0]["project"]) == (None, None, None)
    assert item["sentence"] == "C9 erbjuder energi, tillför näringsliv och energi."
    assert item["unknown"] == ["place", "recency"]


def test_a_brief_asks_for_themes_places_and_sectors() -> None:
    found = partners(theme="Kompetensförsörjning", sector="business", actors="u1")
    assert "u1" not in found
    assert found["c1"]["adds"]["sectors"] == ["business"]
    assert [actor["id"] for actor in found["c1"]["via"]] == ["u1", "f1"]
    assert found["c1"]["next_step"] == "ask"
    assert found["c1"]["sentence"].endswith("och nås via U1, som känner F1.")
    assert found["f1"]["parts"]["adds"] == 0


def test_beside_a_project_a_theme_narrows_who_fits_but_not_the_view() -> None:
    assert partners(project="p1", theme="energy").keys() == {"c9"}
    skilled = partners(project="p1", theme="skills")
    # As without the theme: f1 is in two projects of the whole view.
    assert {id: each["lane"] for id, each in skilled.items()} == {"f1": "established", "c1": "newcomer"}
    assert {id: each["parts"]["closeness"] for id, each in skilled.items()} == {"f1": 1, "c1": 1}
    assert skilled["f1"]["parts"]["themes"] == 0.75
    method = PARTNERS.ask(NETWORK, {"project": "p1", "theme": "skills"}).method
    assert [each["id"] for each in method["wanted"]["themes"]] == ["skills"]


def test_a_theme_that_the_project_lacks_can_be_wanted_for_it() -> None:
    projects = [Project("p1", "Sökande"), Project("p2", "Annat")]
    seeking = network({"p1": "u1", "p2": "c1"}, projects=projects, facts=[fact("ABOUT", "p2", "energy")])
    assert partners(seeking, project="p1", theme="energy")["c1"]["adds"]["themes"][0]["id"] == "energy"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"sector": "business"}, {"c1", "c9"}),
        ({"place": "se:2582"}, {"f1"}),
        ({"place": "se:25"}, {"f1"}),
        ({"place": "se:2580"}, set()),
        ({"sector": "business", "place": "se:25"}, set()),
    ],
)
def test_beside_a_project_places_and_sectors_narrow_too(asked: Any, found: Any) -> None:
    assert partners(project="p1", **asked).keys() == found


def verdict(actor: Any, said: Any, digest: Any = "") -> Any:
    return Verdict(f"partner│{actor}│p1", "partner", actor, "p1", said, "mötte dem", "Åsa", "2026-11-22", digest)


def decided_network(*verdicts: Any) -> Any:
    return network({"p1": "u1 m1", "p2": "u1 f1", "p3": "f1 c1"}, projects=PROJECTS, facts=FACTS, verdicts=verdicts)


def reasons(answer: Any) -> Any:
    return {each["reason"]: each["count"] for each in answer.left_out}


def test_who_is_in_contact_or_not_relevant_is_set_aside_and_told() -> None:
    digest = fingerprint(NETWORK, ("p1", "f1"))
    remembered = decided_network(verdict("f1", "in_contact", digest), verdict("c9", "not_relevant", "older"))
    answer = PARTNERS.ask(remembered, {"project": "p1"})
    assert [(item["actor"]["id"], item["rank"], item["verdict"]) for item in answer.items] == [("c1", 1, None)]
    assert {"in_contact": 1, "not_relevant": 1}.items() <= reasons(answer).items()
    told = [(each["actor"]["id"], each["verdict"], each["decided_by"]) for each in answer.method["decided"]]
    assert told == [("c9", "not_relevant", "Åsa"), ("f1", "in_contact", "Åsa")]
    assert [each["asks_again"] for each in answer.method["decided"]] == [True, False]


def test_everyone_considered_is_suggested_or_counted_as_left_out() -> None:
    remembered = decided_network(verdict("f1", "in_contact"), verdict("c9", "not_relevant"))
    for given in ({}, {"theme": "skills"}, {"not_relevant": "include"}, {"sector": "business"}):
        answer = PARTNERS.ask(remembered, {"project": "p1", **given})
        assert len(answer.items) + sum(reasons(answer).values()) == 5, "u1, m1, f1, c1 and c9"


def test_those_not_relevant_can_be_shown_again_those_in_contact_cannot() -> None:
    remembered = decided_network(verdict("f1", "in_contact"), verdict("c9", "not_relevant"))
    found = partners(remembered, project="p1", not_relevant="include")
    assert found.keys() == {"c1", "c9"}
    assert found["c9"]["verdict"]["verdict"] == "not_relevant"


def test_a_verdict_holds_for_its_project_and_until_the_actor_takes_part() -> None:
    remembered = decided_network(verdict("c1", "not_relevant"), verdict("u1", "in_contact"))
    assert "c1" in partners(remembered, project="p2")
    assert "c1" in partners(remembered, theme="skills")
    answer = PARTNERS.ask(remembered, {"project": "p1"})
    assert [each["actor"]["id"] for each in answer.method["decided"]] == ["c1"]


def test_a_member_of_a_named_group_is_concerned_and_counts_half() -> None:
    facts = [*FACTS, fact("PARTICIPATES_IN", "m2", "p3", "partner", expanded_from="kommunerna")]
    concerned = partners(network({"p1": "u1 m1", "p3": "f1 c1"}, projects=PROJECTS, facts=facts), project="p1")
    assert concerned["m2"]["parts"]["themes"] == pytest.approx(concerned["c1"]["parts"]["themes"] / 2)
    assert concerned["m2"]["sentence"].startswith("M2 berörs som en av flera av Nytt")


ENERGY = [fact("ABOUT", "p2", "energy"), fact("LOCATED_IN", "p2", "se:2580")]


def deep_in_energy(*facts: Any, **given: Any) -> Any:
    found = partners(network(projects=PROJECTS, facts=[*ENERGY, *facts]), theme="energy", **given)
    return {id: item["parts"]["themes"] for id, item in found.items()}


def test_a_project_that_the_actor_leads_counts_as_two() -> None:
    facts = [fact("PARTICIPATES_IN", "c1", "p2", "owner"), fact("PARTICIPATES_IN", "c2", "p2", "partner")]
    assert deep_in_energy(*facts) == {"c1": 0.75, "c2": 0.5}
    # Two halves of a project: 1 - (1 - ½·½)².
    assert deep_in_energy(*facts, fact("ABOUT", "p2", "skills")) == {"c1": 0.4375, "c2": 0.25}


def test_work_that_was_elsewhere_than_sought_counts_half() -> None:
    took_part = fact("PARTICIPATES_IN", "c1", "p2", "partner")
    assert deep_in_energy(took_part, place="se:2580") == {"c1": 0.5}
    assert deep_in_energy(took_part, place="se:24") == {"c1": 0.25}


def test_a_theme_beside_its_neighbour_is_one_field_of_work() -> None:
    took_part = [fact("PARTICIPATES_IN", "c1", "p2", "partner"), fact("ABOUT", "p2", "skills")]
    near = network(projects=PROJECTS, facts=[*ENERGY, *took_part])
    energy = replace(near.themes["energy"], neighbours=("skills",))
    assert partners(near, theme="energy")["c1"]["parts"]["themes"] == 0.25
    beside = replace(near, themes={**near.themes, "energy": energy})
    assert partners(beside, theme="energy")["c1"]["parts"]["themes"] == 0.5


@pytest.mark.parametrize(
    ("seat", "sought", "near"),
    [
        ("se:2580", "se:25", 1),  # in it
        ("se:2582", "se:2580", 1),  # next door
        ("se:2584", "se:2580", 0.5),  # same county
        ("se:2480", "se:25", 0.5),  # a municipality of the neighbouring county
        ("se:24", "se:25", 0.5),  # the neighbouring county itself
        ("se", "se:25", 0),
    ],
)
def test_place_is_how_near_the_actor_sits(seat: str, sought: str, near: float) -> None:
    facts = [fact("ABOUT", "p2", "energy"), fact("LOCATED_IN", "c1", seat)]
    sits = network({"p2": "c1"}, projects=PROJECTS, facts=facts)
    counties = {"se:24": replace(sits.places["se:24"], neighbours=("se:25",))}
    beside = replace(sits, places={**sits.places, **counties})
    assert partners(beside, theme="energy", place=sought)["c1"]["parts"]["place"] == near


def test_work_in_the_place_is_half_of_what_the_seat_lacks() -> None:
    facts = [*ENERGY, fact("LOCATED_IN", "c1", "se:2584"), fact("LOCATED_IN", "c2", "se")]
    worked = partners(network({"p2": "c1 c2"}, projects=PROJECTS, facts=facts), theme="energy", place="se:2580")
    assert {id: item["parts"]["place"] for id, item in worked.items()} == {"c1": 0.75, "c2": 0.5}


def test_a_role_counts_half_for_who_is_new_to_the_themes() -> None:
    seats = [fact("LOCATED_IN", "m2", "se:2582"), fact("LOCATED_IN", "m3", "se:2582")]
    teams = network({"p1": "u1", "p2": "m2", "p4": "m3"}, projects=PROJECTS, facts=[*FACTS[:3], FACTS[4], *seats])
    found = partners(teams, project="p1")
    # m2 has the sector and the theme that are missing, which is most; m3 the sector, half of it: ½ of 1 in 2.
    assert {id: item["parts"]["adds"] for id, item in found.items()} == {"m2": 1, "m3": 0.25}


def test_who_sits_nobody_knows_where_fills_no_role_without_work_on_the_themes() -> None:
    actors = [Actor("c1", "Myndigheten", "agency"), Actor("c2", "Verket", "agency")]
    facts = [*FACTS[:3], FACTS[4]]
    roles = network({"p1": "u1 m1", "p2": "c1", "p4": "c2"}, projects=PROJECTS, facts=facts, actors=actors)
    assert {id: item["adds"]["roles"] for id, item in partners(roles, project="p1").items()} == {
        "c1": [{"kind": "agency", "place": None}]
    }


def test_a_brief_that_wants_nothing_is_refused() -> None:
    with pytest.raises(InputError, match="name a project"):
        PARTNERS.ask(NETWORK, {"actors": "u1"})
    with pytest.raises(InputError, match="colour"):
        PARTNERS.ask(NETWORK, {"sector": "colour"})
    with pytest.raises(NotFoundError, match="theme"):
        PARTNERS.ask(NETWORK, {"theme": "zzz"})


def introductions(network: Any = NETWORK, **given: Any) -> Any:
    return INTRODUCTIONS.ask(network, given)


def test_a_common_contact_introduces_two_actors() -> None:
    item = introductions(a="m1", b="f1").items[0]
    assert [each["id"] for each in item["path"]] == ["m1", "p1", "u1", "p2", "f1"]
    assert (item["length"], item["middle"]["id"]) == (2, "u1")
    assert [each["quote"] for each in item["evidence"]] == ["m1–p1", "u1–p1", "u1–p2", "f1–p2"]
    assert item["sentence"] == "U1 kan presentera M1 för F1: möter M1 i Sökande och F1 i Gammalt."


def test_three_steps_are_the_longest() -> None:
    item = introductions(a="m1", b="c1").items[0]
    assert [each["id"] for each in item["path"]] == ["m1", "p1", "u1", "p2", "f1", "p3", "c1"]
    assert (item["length"], item["middle"]["id"]) == (3, "u1")
    far = introductions(network({"p1": "u1 u2", "p2": "u2 u3", "p3": "u3 u4", "p4": "u4 u5"}), a="u1", b="u5")
    assert far.items == ()
    assert "no_path" in {each["reason"] for each in far.left_out}


def test_paths_are_grouped_by_the_middle_the_strongest_first() -> None:
    # u2 meets both in teams of two (weight 1), u3 in teams of three (weight 1/2): by hand from Newman's weights.
    teams = {"p1": "u1 u2", "p2": "u2 u9", "p3": "u1 u3 c1", "p4": "u3 u9 c2", "p5": "c1 f1", "p6": "f1 u9"}
    items = introductions(network(teams), a="u1", b="u9").items
    assert [(item["length"], item["middle"]["id"]) for item in items] == [(2, "u2"), (2, "u3"), (3, "c1")]


def test_those_who_work_together_already_are_told_so() -> None:
    items = introductions(a="u1", b="f1").items
    assert [(item["length"], item["middle"], item["sentence"]) for item in items] == [
        (1, None, "U1 och F1 samarbetar redan i Gammalt.")
    ]


def test_a_stated_collaboration_is_evidence_too() -> None:
    stated = network({"p1": "c1 u1"}, facts=[fact("COLLABORATES_WITH", "f1", "u1", "joint lab")])
    item = introductions(stated, a="c1", b="f1").items[0]
    assert [each["kind"] for each in item["path"]] == [
        "company",
        "project",
        "university",
        "collaboration",
        "association",
    ]
    assert item["evidence"][-1]["quote"] == "f1–u1"


@pytest.mark.parametrize("given", [{"a": "u1"}, {"b": "u1"}, {"a": "u1", "b": "U1"}, {}])
def test_two_different_actors_are_needed(given: Any) -> None:
    with pytest.raises(InputError, match="introductions"):
        introductions(**given)
