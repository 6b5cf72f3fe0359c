"""What is said of groups, of fields of work, and of projects of one sector or one participant."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from queries.wording.names import cut
from tests.answers.claims.case import Case, check_list
from tests.answers.marks import Said


def one_sector(said: Said, case: Case) -> None:
    """All that are in it are of one known sector, and its source would name others."""
    members = case.facts.in_project[_project(case)]
    sectors = {case.facts.actors[id].sector for id in members}
    assert case.facts.shows(_project(case))
    assert len(members) > 1
    assert [message.key for message in said.values["sector"].messages] == [f"group_sector_{sectors.pop()}"]
    assert not sectors
    check_list(said.values["actors"], case.names(members))


def one_actor(said: Said, case: Case) -> None:
    """One is in it, and its source would name others."""
    members = case.facts.in_project[_project(case)]
    assert case.facts.shows(_project(case))
    assert len(members) == 1
    check_list(said.values["actors"], case.names(members))


def no_actor(_: Said, case: Case) -> None:
    """Nobody is in it, and its source would name those who were."""
    assert _project(case) not in case.facts.in_project
    assert case.facts.shows(_project(case))


def _project(case: Case) -> str:
    return str(case.item["project"]["id"])


def coverage(said: Said, case: Case) -> None:
    """So many projects about it are there, with so many actors."""
    projects = _covering(case)
    actors = {actor for project in projects for actor in case.facts.in_project.get(project, ())}
    assert (said.values["projects"].number, said.values["actors"].number) == (len(projects), len(actors))
    assert projects
    _check_needing(said, case)


def coverage_none(said: Said, case: Case) -> None:
    """No project about it is there."""
    assert not _covering(case)
    _check_needing(said, case)


def _covering(case: Case) -> set[str]:
    facts, theme, place = case.facts, case.item["theme"]["id"], case.item["place"]["id"]
    where = _placed(case)
    return {id for id in facts.projects if theme in facts.ends(id, "ABOUT") and place in where(id)}


def _placed(case: Case) -> Callable[[str], set[str]]:
    """Where a node is, with all that lies above; where the sentence says that the place is wide, only what names it."""
    return case.facts.places_named_closest if case.item["wider"] else case.facts.places


def _check_needing(said: Said, case: Case) -> None:
    facts, theme, place = case.facts, case.item["theme"]["id"], case.item["place"]["id"]
    where = _placed(case)
    needing = {id for id in facts.actors if theme in facts.ends(id, "NEEDS") and place in where(id)}
    if "needing" in said.values:
        check_list(said.values["needing"], case.names(needing))
    else:
        assert not needing


def amount(said: Said, case: Case) -> None:
    """The sum is the item's, of projects that are there."""
    _check_money(said, case.item["amount"])
    assert any(
        case.facts.projects[project].budget or fact.amount
        for project in _covering(case)
        for fact in case.facts.of("LOCATED_IN")
        if fact.start == project
    )


def _check_money(said: Said, amount: float) -> None:
    """To two figures at least."""
    words = said.values["amount"]
    for message in words.messages:
        if message.key == "millions":
            told = 1e6 * float(message.values["number"].text.replace(",", "."))
            assert abs(told - amount) <= 0.05 * amount
            return
    assert abs(words.number - amount) <= max(0.5, 0.05 * amount)


def seeks(said: Said, case: Case) -> None:
    """It needs, or offers, these themes."""
    type = {"isolate_needs": "NEEDS", "isolate_offers": "OFFERS"}[said.key]
    check_list(said.values["themes"], case.themes(case.facts.ends(case.actor, type)))


def near(said: Said, case: Case) -> None:
    """Those named sit in the same county and have worked on the theme together with somebody."""
    facts, others = case.facts, [actor["id"] for actor in case.item["near"]]
    names = [name for name in case.names(others) if name[:20] in said.values["actors"].text]
    assert names
    about = case.item["actor"]["id"] if "actor" in case.item else _project(case)
    here = {about, *facts.in_project.get(about, ())}
    counties = set().union(*(_counties(case, id) for id in here))
    for other in others:
        assert counties & _counties(case, other)
        worked = {theme for project in facts.projects_of[other] for theme in facts.ends(project, "ABOUT")}
        assert said.values["theme"].text in case.themes(worked)


def _counties(case: Case, id: str) -> set[str]:
    known = case.facts.network.places
    return {place for place in case.facts.places(id) if place in known and known[place].level == "county"}


def groups(said: Said, case: Case) -> None:
    """So many projects have an actor of each; fewer than expected is a gap, more a cluster."""
    observed, expected = case.item["observed"], case.item["expected"]
    if said.values["observed"].text:
        assert said.values["observed"].number == observed
    if case.method["group"] == "sector" and not case.facts.network.view.place:
        assert observed == _meetings(case, *case.item["groups"])
    if case.item["reading"] == "gap":
        assert observed < expected
    if case.item["reading"] == "cluster":
        assert observed > expected


def could_meet(said: Said, case: Case) -> None:
    """Those named have each met others in a project about the theme, and none of one side any of the other."""
    facts, found = case.facts, case.item["could_meet"]
    sides = [[member["actor"]["id"] for member in side] for side in found["sides"]]
    for side, group, words in zip(sides, case.item["groups"], ("first", "second"), strict=True):
        check_list(said.values[words], [cut(name, 34) for name in case.names(side)], all_of=False)
        for id in side:
            met = [project for project in facts.projects_of[id] if len(facts.met_in[project]) > 1]
            assert found["theme"]["id"] in {theme for project in met for theme in facts.ends(project, "ABOUT")}
            assert case.method["group"] != "sector" or facts.actors[id].sector == group
    assert case.themes([found["theme"]["id"]]) == [said.values["theme"].text]
    assert not any(second in facts.near[first] for first, second in product(*sides))


def _meetings(case: Case, first: str, second: str) -> int:
    count = 0
    for project, members in case.facts.met_in.items():
        sectors = [case.facts.actors[id].sector for id in members]
        pairs = product(sectors, sectors) if first != second else [(first, second)] * (sectors.count(first) > 1)
        count += len(members) > 1 and case.facts.shows(project) and (first, second) in pairs
    return count


CLAIMS = {
    "groups_could_meet": could_meet,
    "isolate_needs": seeks,
    "isolate_offers": seeks,
    "isolate_near": near,
    "isolate_one_sector": one_sector,
    "isolate_one_actor": one_actor,
    "isolate_no_actor": no_actor,
    "coverage": coverage,
    "coverage_needed": coverage,
    "coverage_none": coverage_none,
    "coverage_none_needed": coverage_none,
    "coverage_amount": amount,
    **{
        f"groups_{reading}{own}": groups
        for reading in ("gap", "cluster", "as_expected", "inconclusive", "inconclusive_few")
        for own in ("", "_own")
    },
}
