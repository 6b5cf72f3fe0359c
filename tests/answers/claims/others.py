"""What is said of partners, of teams, and of what has changed."""

from __future__ import annotations

from datetime import date
from itertools import combinations, product

from queries.questions.partners.roles import VOCATIONAL_SCHOOL, kind_of
from tests.answers.claims.case import Case, check_list, is_called
from tests.answers.facts import Facts
from tests.answers.marks import Said


def _sought(case: Case) -> set[str]:
    return {theme["id"] for theme in case.method["wanted"]["themes"]}


def _fitting(case: Case, projects: set[str]) -> dict[str, set[str]]:
    """The projects that are about something sought, with what of it; not the one that partners are sought for."""
    consortium = {member["id"] for member in case.method["consortium"]}
    about = {id: case.facts.ends(id, "ABOUT") & _sought(case) for id in projects}
    seeking = {id for id in about if consortium and consortium <= case.facts.in_project.get(id, set())}
    return {id: themes for id, themes in about.items() if themes and id not in seeking}


def done(said: Said, case: Case) -> None:
    """It has worked on these themes in so many projects of its own, the one named the newest."""
    projects = _fitting(case, case.facts.projects_of[case.actor])
    assert (said.values["count"].number if "count" in said.values else 1) == len(projects)
    check_list(said.values["themes"], case.themes(set().union(*projects.values())), all_of=False)
    ends = {id: case.facts.projects[id].ends or case.facts.projects[id].starts or "" for id in projects}
    newest = [id for id in projects if ends[id] == max(ends.values())]
    assert any(is_called(said.values["project"].text, title) for title in case.titles(newest))
    goes_on = any((day := case.facts.projects[id].last_day) and day >= date.today() for id in newest)
    told = [message.key for message in said.values["year"].messages]
    assert told == (["partner_goes_on"] if goes_on else ["partner_year"] if max(ends.values()) else [])
    assert goes_on or max(ends.values())[:4] in said.values["year"].text


def one_of_many(said: Said, case: Case) -> None:
    """It is in such a project only as one of a group."""
    assert not _fitting(case, case.facts.projects_of.get(case.actor, set()))
    concerning = {fact.end for fact in case.facts.participations if fact.start == case.actor}
    titles = case.titles(_fitting(case, concerning))
    assert any(is_called(said.values["project"].text, title) for title in titles)


def offers(said: Said, case: Case) -> None:
    """It offers that, and has no project about it."""
    assert not _fitting(case, case.facts.projects_of.get(case.actor, set()))
    check_list(said.values["themes"], case.themes(case.facts.ends(case.actor, "OFFERS") & _sought(case)), all_of=False)


def new(_: Said, case: Case) -> None:
    """It has neither a project about what is sought nor offers it."""
    assert not _fitting(case, case.facts.projects_of.get(case.actor, set()))
    assert not case.facts.ends(case.actor, "OFFERS") & _sought(case)


def adds(_: Said, case: Case) -> None:
    """Nobody in the consortium has worked on the themes, is of the sectors or sits in the places that it adds."""
    facts, added = case.facts, case.item["adds"]
    consortium = [member["id"] for member in case.method["consortium"]]
    for theme in added["themes"]:
        assert theme["id"] in facts.themes(case.actor)
    for sector in added["sectors"]:
        assert facts.actors[case.actor].sector == sector
        assert all(facts.actors[member].sector != sector for member in consortium)
    for place in added["places"]:
        assert all(place["id"] not in facts.places(member) for member in consortium)


def plays(_: Said, case: Case) -> None:
    """It is of the kind and sits where the role is, and nobody in the consortium does."""
    for role in case.item["adds"]["roles"]:
        county = role["place"] and role["place"]["id"]
        playing = {id for id in _of_kind(case.facts, role["kind"]) if not county or county in case.facts.places(id)}
        assert case.actor in playing
        assert playing.isdisjoint(member["id"] for member in case.method["consortium"])


def _of_kind(facts: Facts, kind: str) -> set[str]:
    schools = {id for id in facts.actors if kind_of(facts.network, id) == VOCATIONAL_SCHOOL}
    return schools if kind == VOCATIONAL_SCHOOL else {id for id in facts.actors if facts.actors[id].kind == kind}


def known_by(said: Said, case: Case) -> None:
    """Somebody in the consortium works with it."""
    consortium = {member["id"] for member in case.method["consortium"]}
    known = consortium & case.facts.near[case.actor]
    check_list(said.values["names"], case.names(known), all_of=False)


def via(said: Said, case: Case) -> None:
    """The one works with the other, who works with it."""
    first, then = (case.item["via"] or case.item["doors"][0])[:2]
    assert [said.values["first"].text, said.values["then"].text] == [first["name"], then["name"]]
    assert then["id"] in case.facts.near[first["id"]]
    assert case.actor in case.facts.near[then["id"]]


def team(said: Said, case: Case) -> None:
    """Its members, whose share of what is sought is the item's; all of it only where nothing is missing."""
    check_list(said.values["members"], [member["actor"]["name"] for member in case.item["members"]])
    missing = case.item["missing"]
    assert (said.key in ("consortium_all", "consortium_all_one")) == (not missing["themes"] and not missing["roles"])
    if "share" in said.values:
        assert said.values["share"].number == round(100 * case.item["coverage"])


def have_met(said: Said, case: Case) -> None:
    """So many of the pairs with a new member work together."""
    new_ones = [member["actor"]["id"] for member in case.item["members"]]
    consortium = [member["id"] for member in case.method["consortium"]]
    pairs = [*combinations(new_ones, 2), *product(new_ones, consortium)]
    met = sum(b in case.facts.near[a] for a, b in pairs)
    told = (0, met) if said.key.startswith("consortium_met_none") else (met, met)
    if said.key.startswith("consortium_met_some"):
        told = said.values["met"].number, met
        assert said.values["pairs"].number == len(pairs)
    if said.key.startswith("consortium_met_all"):
        told = (len(pairs), met)
    assert told[0] == met


def _subject(case: Case) -> list[str]:
    return [node["id"] for node in case.item["subject"]]


def _before(case: Case) -> Facts:
    assert case.before
    return case.before


def fact_new(said: Said, case: Case) -> None:
    """The fact is there now and was not before."""
    _check_fact(said, case.facts, case)
    assert not _facts_between(_before(case), case)


def fact_withdrawn(said: Said, case: Case) -> None:
    """The fact was there before and is not now."""
    _check_fact(said, _before(case), case)
    assert not _facts_between(case.facts, case)


def _facts_between(facts: Facts, case: Case) -> list[str]:
    first, second = _subject(case)
    return [
        fact.type
        for fact in facts.facts
        if (fact.start, fact.end) == (first, second) and fact.type == case.item["type"]
    ]


def _check_fact(said: Said, facts: Facts, case: Case) -> None:
    (clause,) = said.values["what"].messages
    assert clause.key.startswith(f"says_{case.item['type']}")
    assert _facts_between(facts, case)


def node_new(_: Said, case: Case) -> None:
    """It is known now and was not before."""
    (id,) = _subject(case)
    assert id in {**case.facts.actors, **case.facts.projects}
    assert id not in {**_before(case).actors, **_before(case).projects}


def node_gone(_: Said, case: Case) -> None:
    """It was known before and is not now."""
    (id,) = _subject(case)
    assert id in {**_before(case).actors, **_before(case).projects}
    assert id not in {**case.facts.actors, **case.facts.projects}


def node_ended(said: Said, case: Case) -> None:
    """Its last day is the one told."""
    (id,) = _subject(case)
    assert said.values["date"].text == case.facts.projects[id].ends


def changed(_: Said, case: Case) -> None:
    """What is told differs."""
    assert case.item["before"] != case.item["after"]


CLAIMS = {
    "partner_done": done,
    "partner_done_one": done,
    "partner_concerned": one_of_many,
    "partner_offers": offers,
    "partner_new": new,
    "partner_adds": adds,
    "partner_plays": plays,
    "partner_known_by": known_by,
    "partner_via": via,
    **{f"consortium_{what}{one}": team for what in ("all", "part", "price") for one in ("", "_one")},
    **{f"consortium_met_{what}{one}": have_met for what in ("none", "some", "all") for one in ("", "_one")},
    "change_fact_new": fact_new,
    "change_fact_withdrawn": fact_withdrawn,
    **{f"change_{type}_new{more}": node_new for type in ("project", "actor") for more in ("", "_with")},
    **{f"change_{type}_withdrawn{more}": node_gone for type in ("project", "actor") for more in ("", "_with")},
    **{f"change_project_ended{more}": node_ended for more in ("", "_with")},
    **{f"change_{type}_{what}": changed for type in ("actor", "project") for what in ("merged", "split")},
    "change_role": changed,
    "change_changed": changed,
    **{f"moved_{of}_{what}": changed for of in ("brokers", "overlaps") for what in ("new", "gone", "changed")},
    **{f"moved_gaps_{what}": changed for what in ("new", "gone")},
    **{f"moved_groups_changed{within}": changed for within in ("", "_within")},
}
