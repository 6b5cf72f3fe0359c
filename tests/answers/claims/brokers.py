"""What is said of brokers, and of actors that nobody is tied to."""

from __future__ import annotations

from itertools import product

from tests.answers.claims.case import Case, check_list, is_called
from tests.answers.marks import Said


def alone(said: Said, case: Case) -> None:
    """Nobody else is named in its projects, nor said to work with it; only sources that would say so count."""
    facts, id = case.facts, case.actor
    own = {project for project in facts.projects_of[id] if facts.shows(project)}
    assert not facts.near[id]
    assert all(facts.met_in[project] == {id} for project in own)
    assert said.values["projects"].number == len(own) > 0
    check_list(said.values["names"], case.titles(own))


def concerned(said: Said, case: Case) -> None:
    """It is in projects only as one of a group, and works with nobody."""
    facts, id = case.facts, case.actor
    phrases = {fact.expanded_from for fact in facts.participations if fact.start == id}
    assert None not in phrases
    assert not facts.near[id]
    check_list(said.values["phrases"], [str(phrase) for phrase in phrases])


def contact(_: Said, case: Case) -> None:
    """It is in contact with somebody, and works with nobody."""
    assert not case.facts.near[case.actor]
    assert case.facts.in_contact[case.actor]
    assert not any(case.facts.shows(project) for project in case.facts.projects_of.get(case.actor, ()))


def separates(said: Said, case: Case) -> None:
    """Those named reach the largest piece of what is left by nobody else."""
    lost = _lost(case)
    assert said.values["count"].number == len(lost) if "count" in said.values else len(lost) == 1
    check_list(said.values["names"], case.names(lost))


def loss(said: Said, case: Case) -> None:
    """The same, told by number or by name."""
    lost, who = _lost(case), said.values["who"]
    if any(message.key.startswith("actors_") for message in who.messages):
        assert who.number == len(lost)
    else:
        check_list(who, case.names(lost))


def _lost(case: Case) -> set[str]:
    pieces = case.facts.lost_without(case.actor)
    told = set(case.item["articulation"]["separates"])
    assert len(pieces) > 1, "nobody is lost"
    largest = [piece for piece in pieces if len(piece) == len(pieces[0])]
    assert any(told == set().union(*pieces) - piece for piece in largest)
    return told


def between(said: Said, case: Case) -> None:
    """Two that it works with do not work with each other, so that some ways lead through it; many of all where said."""
    assert said.values["actor"].text
    assert case.facts.has_open_contacts(case.actor)
    assert case.item["betweenness"] > 0


def sole(said: Said, case: Case) -> None:
    """Nobody else has contacts in both groups or belongs to one and meets the other."""
    bridges = case.item["sole_bridge"] if case.method["group"] != "community" else []
    for bridge in bridges:
        _check_sole(case, *bridge["groups"])
    if "projects" in said.values:
        projects = {project for bridge in case.item["sole_bridge"] for project in bridge["projects"]}
        assert said.values["projects"].number == len(projects)
        assert projects <= case.facts.projects_of[case.actor]


def _check_sole(case: Case, first: str, second: str) -> None:
    near, both = case.facts.near, {first, second}
    groups = {id: _group(case, id) for id in case.facts.everyone}
    assert both <= {groups[other] for other in near[case.actor]}
    for id in case.facts.everyone - {case.actor}:
        met = {groups[other] for other in near[id] - {case.actor}}
        assert not both <= met, f"{id} meets {first} and {second} too"
        assert groups[id] not in both or not both - {groups[id]} <= met, f"{id} is of one and meets the other"


def _group(case: Case, id: str) -> str | None:
    actor = case.facts.actors[id]
    by = case.method["group"]
    if by in ("sector", "kind"):
        return actor.sector if by == "sector" else actor.kind
    known = case.facts.network.places
    counties = {place for place in case.facts.places(id) if place in known and known[place].level == "county"}
    return counties.pop() if len(counties) == 1 else None


def ask(said: Said, case: Case) -> None:
    """It is in the project to ask about."""
    own = case.facts.projects_of[case.actor]
    assert any(is_called(said.values["project"].text, title) for title in case.titles(own))


def theme(said: Said, case: Case) -> None:
    """Some project of it is about that."""
    about = {end for project in case.facts.projects_of[case.actor] for end in case.facts.ends(project, "ABOUT")}
    assert said.values["theme"].text in case.themes(about)


def role(said: Said, case: Case) -> None:
    """Some of the two groups, or of the one, work with it and not with each other; it belongs where the role says."""
    groups = [
        _read_group(case, said.values[name].messages) for name in ("group", "first", "second") if name in said.values
    ]
    if case.method["group"] == "community" or None in groups:
        return
    near = case.facts.near
    sides = [[id for id in near[case.actor] if _group(case, id) == group] for group in (groups[0], groups[-1])]
    assert any(a != b and b not in near[a] for a, b in product(*sides))
    own = _group(case, case.actor)
    assert {
        "role_coordinator": own == groups[0],
        "role_itinerant": own not in groups,
        "role_unknown": own is None,
        "role_gatekeeper": own in groups,
        "role_liaison": own not in groups,
    }[said.key]


def _read_group(case: Case, messages: tuple[Said, ...]) -> str | None:
    for message in messages:
        for prefix in ("the_sector_", "group_sector_", "group_kind_"):
            if message.key.startswith(prefix):
                return message.key.removeprefix(prefix)
    return None


def stays(said: Said, case: Case) -> None:
    """The places are the interval of the item, which lies where they are told to lie."""
    low, high = case.item["rank_interval"]
    assert said.values["low"].number == low
    assert said.values["high"].number == high if "high" in said.values else low == high


def estimated(_: Said, case: Case) -> None:
    """The answer is not exact, and says how far off it may be."""
    assert case.method["exact"] is False
    assert case.method["error"] > 0


def fragments(said: Said, case: Case) -> None:
    """Of all pairs, and of those that are left without the set, so many cannot reach each other."""
    gone = {actor["id"] for actor in case.item["actors"]}
    facts, without = case.facts, case.facts.changed(removed=gone)
    for name, share in (
        ("before", facts.reachable(facts.everyone)),
        ("after", without.reachable(facts.everyone - gone)),
    ):
        assert float(said.values[name].text.replace(",", ".")) == round(100 * (1 - share), 1)
    check_list(said.values["names"], case.names(gone))


CLAIMS = {
    "broker_estimated": estimated,
    "broker_place": stays,
    "broker_places": stays,
    "broker_set": fragments,
    "broker_alone": alone,
    "broker_concerned": concerned,
    "broker_contact": contact,
    "broker_separates_one": separates,
    "broker_separates_many": separates,
    "broker_loss": loss,
    "broker_between_many": between,
    "broker_between_some": between,
    "broker_sole": sole,
    "broker_sole_stated": sole,
    "broker_ask": ask,
    "broker_theme": theme,
    "role_coordinator": role,
    "role_itinerant": role,
    "role_unknown": role,
    "role_gatekeeper": role,
    "role_liaison": role,
}
