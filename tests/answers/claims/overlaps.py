"""What is said of two projects."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from tests.answers.claims.case import Case, check_list
from tests.answers.marks import Said


def _at_once(case: Case) -> int | None:
    """Days in common; None where a bound is not known."""
    (begins, ends), (other_begins, other_ends) = (case.facts.period(id) for id in case.pair)
    if date.min in (begins, other_begins) or date.max in (ends, other_ends):
        return None
    return (min(ends, other_ends) - max(begins, other_begins)).days + 1


def _common_places(case: Case) -> set[str]:
    """Below the country, where one is more than in a country."""
    first, second = (case.facts.places(id) for id in case.pair)
    return first & second


def at_once(said: Said, case: Case) -> None:
    """At the same time as far as is known, and in the same place; so many months where they are told."""
    days = _at_once(case)
    assert days is None or days > 0
    assert _common_places(case)
    if said.key.endswith("_months"):
        assert days is not None
        assert abs(said.values["months"].number - days / 30.4) <= 1.1


def in_common_time(_: Said, case: Case) -> None:
    """At the same time as far as is known."""
    days = _at_once(case)
    assert days is None or days > 0


def in_one_programme(said: Said, case: Case) -> None:
    """At the same time as far as is known, and paid for by the same."""
    in_common_time(said, case)
    assert case.facts.paid_by(case.pair[0]) & case.facts.paid_by(case.pair[1])


def complementary(_: Said, case: Case) -> None:
    """At the same time and place, and not about the very same."""
    days = _at_once(case)
    assert days is None or days > 0
    assert _common_places(case)
    first, second = (case.facts.ends(id, "ABOUT") for id in case.pair)
    assert first != second


def elsewhere(_: Said, case: Case) -> None:
    """No actor and no place in common."""
    first, second = (case.facts.in_project.get(id, set()) for id in case.pair)
    assert not first & second
    direct = [case.facts.ends(id, "LOCATED_IN") for id in case.pair]
    assert not direct[0] & direct[1]


def in_sequence(said: Said, case: Case) -> None:
    """One starts within so many months after the other ends."""
    (_, ends), (begins, _) = sorted(case.facts.period(id) for id in case.pair)
    assert abs(said.values["months"].number - (begins - ends).days / 30.4) <= 1.1
    assert begins > ends


def taking_over(said: Said, case: Case) -> None:
    """The later starts before the earlier has ended, and not before the earlier starts."""
    (begins, ends), (later, later_ends) = sorted(case.facts.period(id) for id in case.pair)
    assert begins <= later <= min(ends, later_ends)


def twice_in_a_row(said: Said, case: Case) -> None:
    """Records of one title and owner; the later begins so many months before the earlier ends, and ends after it."""
    (begins, ends), (later, later_ends) = sorted(case.facts.period(id) for id in case.pair)
    assert begins < later < ends < later_ends
    assert abs(said.values["months"].number - (ends - later).days / 30.4) <= 1.1
    one_owner(said, case)
    hedged(said, case)


def hedged(said: Said, case: Case) -> None:
    """That they look alike is a judgement; the two that it speaks of are those of the item."""
    titles = case.titles(case.pair)
    for name in ("first", "second", "title"):
        text = said.values[name].text.split(" (")[0].removesuffix(" …") if name in said.values else ""
        assert any(title.startswith(text) for title in titles), (text, titles)


def nothing_common(_: Said, case: Case) -> None:
    """No actor, theme, place or funder."""
    facts = case.facts
    for found in (facts.in_project.get, lambda id: facts.ends(id, "ABOUT"), lambda id: facts.ends(id, "LOCATED_IN")):
        first, second = (found(id) or set() for id in case.pair)
        assert not first & second
    assert not facts.paid_by(case.pair[0]) & facts.paid_by(case.pair[1])


def something_common(_: Said, case: Case) -> None:
    """A sentence of its own says what."""
    keys = {said.key for outer in case.said for said in outer.all()}
    assert keys & {"common_what", "overlap_one_owner"} or len(case.said) == 1  # else it is too long to be told


def one_owner(_: Said, case: Case) -> None:
    """Both name a common owner, or owners that are one organisation; the owners told are in the projects."""
    assert case.item["owners"] == "same"
    for project, owners in zip(case.item["projects"], case.item["owned_by"], strict=True):
        assert {owner["id"] for owner in owners} <= case.facts.in_project[project["id"]]


def actors(said: Said, case: Case) -> None:
    """They are in both."""
    first, second = (case.facts.in_project[id] for id in case.pair)
    check_list(said.values["names"], case.names(first & second), all_of=False)


def themes(said: Said, case: Case) -> None:
    """Both are about them."""
    first, second = (case.facts.ends(id, "ABOUT") for id in case.pair)
    check_list(said.values["names"], case.themes(first & second))


def places(said: Said, case: Case) -> None:
    """Both are there."""
    known = case.facts.network.places
    names = [known[id].name for id in _common_places(case) if id in known]
    check_list(said.values["names"], names, all_of=False)


def funders(said: Said, case: Case) -> None:
    """They pay for both."""
    first, second = (case.facts.paid_by(id) for id in case.pair)
    check_list(said.values["names"], case.names(first & second))


def decided(said: Said, case: Case) -> None:
    """Somebody decided so, on that day."""
    verdict = case.facts.network.verdict("overlap", case.pair)
    assert verdict
    assert (said.values["who"].text, said.values["date"].text) == (verdict.decided_by, verdict.decided_at[:10])


def reason(said: Said, case: Case) -> None:
    """It is the one that was given."""
    verdict = case.facts.network.verdict("overlap", case.pair)
    assert verdict
    assert (verdict.reason or "").startswith(said.values["reason"].text)


def asks_again(_: Said, case: Case) -> None:
    """A fact of the pair is not as it was when somebody decided."""
    assert case.item["verdict"]["asks_again"]


def parts(said: Said, _: Case) -> None:
    """Each part within is checked by itself."""
    inside = {message.key for message in said.all()} - {"common_what", "and", "more"}
    assert inside
    assert inside <= CLAIMS.keys()


def introduction(said: Said, case: Case) -> None:
    """Each two on the path share the project between them, or are said to collaborate."""
    steps = case.item["path"]
    names = [said.values[f"actor{place}"].text for place in range(len(steps) // 2 + 1)]
    assert names == [step["name"] for step in steps[::2]]
    for (first, second), between in zip(pairwise(steps[::2]), steps[1::2], strict=True):
        if between["id"]:
            assert between["id"] in case.facts.together(first["id"], second["id"])
        else:
            assert frozenset((first["id"], second["id"])) in case.facts.stated
    if len(steps) == 5:
        assert steps[4]["id"] not in case.facts.near[steps[0]["id"]]


CLAIMS = {
    "common_what": parts,
    "common_actors": actors,
    "common_themes": themes,
    "common_places": places,
    "common_funders": funders,
    "overlap_part_of": hedged,
    "overlap_duplicate": hedged,
    "overlap_duplicate_named": hedged,
    "overlap_continuation": hedged,
    "overlap_continuation_after": in_sequence,
    "overlap_continuation_over": taking_over,
    "overlap_continuation_series": twice_in_a_row,
    "overlap_overlapping": at_once,
    "overlap_overlapping_months": at_once,
    "overlap_overlapping_phase": in_common_time,
    "overlap_overlapping_programme": in_one_programme,
    "overlap_complementary": complementary,
    "overlap_look_alike": elsewhere,
    "overlap_none": something_common,
    "overlap_none_apart": nothing_common,
    "overlap_one_owner": one_owner,
    "overlap_decided": decided,
    "overlap_reason": reason,
    "overlap_asks_again": asks_again,
    "introduction_1": introduction,
    "introduction_2": introduction,
    "introduction_3": introduction,
}
