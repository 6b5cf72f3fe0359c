"""What is said would come of it, worked out on the facts with the actor or project taken out, or the tie put in."""

from __future__ import annotations

from itertools import combinations

from tests.answers.claims.case import Case, is_called
from tests.answers.facts import Facts
from tests.answers.marks import Said


def _after(case: Case) -> Facts:
    of = [node["id"] for node in case.method["of"]]
    if case.method["supposed"] == "together":
        return case.facts.changed(added=[(of[0], of[1])])
    return case.facts.changed(removed=of)


def _everyone(case: Case) -> set[str]:
    """Those that are there before and after."""
    of = {node["id"] for node in case.method["of"]}
    actors = case.facts.everyone
    return {"together": actors | of, "without": actors - of, "ends": actors}[case.method["supposed"]]


def _check_figures(said: Said, case: Case, before: int, after: int) -> None:
    assert (case.item["before"], case.item["after"]) == (before, after)
    for name, value in (("before", before), ("after", after)):
        if name in said.values:
            assert said.values[name].number == value


def _check_others(said: Said, case: Case, others: set[str]) -> None:
    """Those named are of these, and they are as many as is said."""
    assert {other["id"] for other in case.item["with"]} <= others
    shown = said.values["names"]
    more = [message for outer in shown.messages for message in outer.all() if message.key == "more"]
    names = sorted(case.names(others))
    first = shown.text.split(", ")[0].split(" och ")[0]
    assert any(is_called(first, name) or name.startswith(first) for name in names)
    if more:
        assert more[0].values["count"].number == len(others) - 2


def contacts(said: Said, case: Case) -> None:
    """It meets them before and not after, or the other way round."""
    was, becomes = case.facts.near[case.actor], _after(case).near[case.actor]
    _check_others(said, case, was ^ becomes)
    _check_figures(said, case, len(was), len(becomes))


def within_two(said: Said, case: Case) -> None:
    """They have a tie or a common contact before and not after, or the other way round."""
    then, now = case.facts, _after(case)
    near, nearer = (_two_steps(facts, case.actor) for facts in (then, now))
    if case.item["change"] == "gains":
        others = nearer - near
        partner = {node["id"] for node in case.method["of"]}
        _check_others(said, case, others - partner)
        assert case.item["before"] == len(near)
        assert case.item["after"] == len(nearer)
        return
    known = then.near[case.method["of"][0]["id"]] - {case.actor}
    _check_others(said, case, known - nearer)
    _check_figures(said, case, len(known), len(known & nearer))


def _two_steps(facts: Facts, actor: str) -> set[str]:
    return (facts.near[actor].union(*(facts.near[other] for other in list(facts.near[actor])))) - {actor}


def reach(said: Said, case: Case) -> None:
    """There is a way to them before and not after, or the other way round."""
    there = _everyone(case)
    was, becomes = ((facts.reached(case.actor) & there) - {case.actor} for facts in (case.facts, _after(case)))
    others = was ^ becomes
    if "count" in said.values:
        assert said.values["count"].number == len(others)
    assert {other["id"] for other in case.item["with"]} <= others
    _check_figures(said, case, len(was), len(becomes))


def figure(said: Said, case: Case) -> None:
    """The figure of the view is so before and after."""
    there = _everyone(case)
    count = _COUNTED[case.item["figure"]]
    was, becomes = count(case.facts, there), count(_after(case), there)
    assert case.item["before"] == was
    assert case.item["after"] == becomes
    assert said.key.endswith("_same") == (was == becomes)


def _ties(facts: Facts, there: set[str]) -> int:
    return sum(a < b and a in there and b in there for a in list(facts.near) for b in facts.near[a])


def _sectors(facts: Facts, _: set[str]) -> int:
    met = set()
    for a, others in list(facts.near.items()):
        for b in others:
            met.add(frozenset((facts.actors[a].sector, facts.actors[b].sector)))
    return len({pair for pair in met if len(pair) == 2 and None not in pair})


def _projects_alone(facts: Facts, _: set[str]) -> int:
    return sum(not facts.in_project.get(id) for id in facts.projects)


def contacts_of_leaver(said: Said, case: Case) -> None:
    """It has so many contacts today."""
    assert case.item["before"] == len(case.facts.near[case.actor])
    if "before" in said.values:
        assert said.values["before"].number == len(case.facts.near[case.actor])


def betweenness(_: Said, case: Case) -> None:
    """More pass through it after than before, so that two of its contacts do not meet."""
    assert case.item["after"] > case.item["before"]
    after = _after(case)
    assert any(b not in after.near[a] for a, b in combinations(sorted(after.near[case.actor]), 2))


_COUNTED = {
    "ties": _ties,
    "reachable": Facts.reachable,
    "largest": lambda facts, there: max(facts.pieces(there)),
    "alone": lambda facts, there: sum(not facts.near[id] for id in there),
    "sectors": _sectors,
    "projects_alone": _projects_alone,
}
CLAIMS = {
    "what_if_loses_contacts": contacts,
    "what_if_loses_contacts_all": contacts,
    "what_if_gains_contacts": contacts,
    "what_if_loses_within_two": within_two,
    "what_if_loses_within_two_all": within_two,
    "what_if_gains_within_two": within_two,
    "what_if_loses_reach": reach,
    "what_if_loses_reach_all": reach,
    "what_if_gains_reach": reach,
    **{f"what_if_figure_{name}{same}": figure for name in _COUNTED for same in ("", "_same")},
    "what_if_figure_projects_alone_named": figure,
    "what_if_figure_contacts": contacts_of_leaver,
    "what_if_figure_contacts_same": contacts_of_leaver,
    "what_if_figure_betweenness": betweenness,
}
