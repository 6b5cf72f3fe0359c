"""What is said of groups, of fields of work, and of projects of one sector or one participant."""

from __future__ import annotations

from itertools import product

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


def isolate_stated(said: Said, case: Case) -> None:
    """The themes are those that it seeks or offers."""
    type = "NEEDS" if said.key == "isolate_needs" else "OFFERS"
    check_list(said.values["themes"], case.themes(case.facts.ends(case.actor, type)))


def isolate_near(said: Said, case: Case) -> None:
    """They sit in a county where it is, and meet somebody in a project on a theme of its own."""
    facts, item = case.facts, case.item
    theme, id = item["theme"]["id"], item.get("actor", item.get("project"))["id"]
    members = facts.in_project.get(id, set()) if "project" in item else {id}
    counties = {place for node in (id, *members) for place in facts.places(node) if _is_county(case, place)}
    assert theme in (facts.ends(id, "ABOUT") if "project" in item else facts.themes(id))
    near = [actor["id"] for actor in item["near"]]
    check_list(said.values["actors"], case.names(near), all_of=False)
    for actor in near:
        assert counties & facts.places(actor)
        assert actor not in members
        assert any(
            actor in team and len(team) > 1 and theme in facts.ends(project, "ABOUT")
            for project, team in facts.met_in.items()
        )
    assert said.values["theme"].text == case.themes([theme])[0]


def _is_county(case: Case, place: str) -> bool:
    return place in case.facts.network.places and case.facts.network.places[place].level == "county"


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
    facts, theme = case.facts, case.item["theme"]["id"]
    return {id for id in facts.projects if theme in facts.ends(id, "ABOUT") and _is_there(case, id)}


def _is_there(case: Case, id: str) -> bool:
    """Whether it is in the item's place or below; in a wider place than those compared, only what names none below."""
    facts, place = case.facts, case.item["place"]["id"]
    known = facts.network.places
    below = {
        located for located in facts.ends(id, "LOCATED_IN") if located in known and place in known[located].parents
    }
    return place in facts.places(id) and not (case.item["wider"] and below)


def _check_needing(said: Said, case: Case) -> None:
    facts, theme = case.facts, case.item["theme"]["id"]
    needing = {id for id in facts.actors if theme in facts.ends(id, "NEEDS") and _is_there(case, id)}
    if "needing" in said.values:
        check_list(said.values["needing"], case.names(needing))
    else:
        assert not needing


def wider_place(_: Said, case: Case) -> None:
    """The place is wider than those compared."""
    places = case.facts.network.places
    assert places[case.item["place"]["id"]].level != case.method["places"]


def amount(said: Said, case: Case) -> None:
    """The sum is the item's to two figures, of projects that are there."""
    text = said.values["amount"].text
    figure = "".join(letter for letter in text if letter.isdigit() or letter == ",").replace(",", ".")
    value = float(figure) * (1_000_000 if "mn" in text else 1)
    assert abs(value - case.item["amount"]) <= 0.05 * case.item["amount"]
    assert any(
        case.facts.projects[project].budget or fact.amount
        for project in _covering(case)
        for fact in case.facts.of("LOCATED_IN")
        if fact.start == project
    )


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


def _meetings(case: Case, first: str, second: str) -> int:
    count = 0
    for project, members in case.facts.met_in.items():
        sectors = [case.facts.actors[id].sector for id in members]
        pairs = product(sectors, sectors) if first != second else [(first, second)] * (sectors.count(first) > 1)
        count += len(members) > 1 and case.facts.shows(project) and (first, second) in pairs
    return count


CLAIMS = {
    "isolate_needs": isolate_stated,
    "isolate_offers": isolate_stated,
    "isolate_near": isolate_near,
    "isolate_one_sector": one_sector,
    "isolate_one_actor": one_actor,
    "isolate_no_actor": no_actor,
    "coverage": coverage,
    "coverage_needed": coverage,
    "coverage_none": coverage_none,
    "coverage_none_needed": coverage_none,
    "coverage_amount": amount,
    "wider_place": wider_place,
    **{
        f"groups_{reading}{own}": groups
        for reading in ("gap", "cluster", "as_expected", "inconclusive", "inconclusive_few")
        for own in ("", "_own")
    },
}
