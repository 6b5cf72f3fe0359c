"""Partners around two teams that u1 holds together."""

from datetime import date
from typing import Any

import pytest

from graph.decisions.verdicts import fingerprint
from graph.errors import InputError, NotFoundError
from graph.network.facts import Actor, Project, Verdict
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


def test_a_brief_that_wants_nothing_is_refused() -> None:
    with pytest.raises(InputError, match="name a project"):
        PARTNERS.ask(NETWORK, {"actors": "u1"})
    with pytest.raises(InputError, match="colour"):
        PARTNERS.ask(NETWORK, {"sector": "colour"})
    with pytest.raises(NotFoundError, match="theme"):
        PARTNERS.ask(NETWORK, {"theme": "zzz"})
