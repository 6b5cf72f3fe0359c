"""What a verdict touches is resolved alone, and comes to what resolving everything comes to; all names are invented."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.identity import (
    ActorClusters,
    Decision,
    Mention,
    MentionKey,
    Pair,
    ProjectClusters,
    ProjectMention,
    Resolution,
    Team,
    blocking,
    open_questions,
    projects,
    resolve,
    resolve_projects,
)
from graph.identity.components import Components
from graph.model.claims import Claim

EXAMPLES = 400
NAMES = (
    "Norrlands Trähus AB",
    "Trähus Norrlands AB",  # in other blocks
    "Norrlands Trähus",
    "Norlands Trähus",  # misspelt: one with the one before
    "Norrlands Trähux",  # in one place
    "Sörlands Trähus",  # in blocks with them
    "Norrlands Trähus och Byggvaror",
    "Tra Hus Norrland",
    "Samforma",
    "Samforma KB",
)
IDS = ("x", "y", "x~company", "orgnr:5560000001", None)
PLACES = ((), (), ("se:25",), ("se:2482",), ("Oslo",))
KINDS = (None, None, "company", "university")
NUMBERS = (None, None, None, "5560000001", "5560000019")
STATUSES = ("asserted", "disputed")
JUDGEMENTS = ("same", "different", "related")
TITLES = (
    "Grön kompetens för gruvorter i inlandet",
    "GRÖN kompetens för gruvorter, i inlandet",
    "Grön kompetens för gruvorten i inlandet",
    "Språk i arbete",
)


@st.composite
def actors(draw: st.DrawFn, most: int = 14) -> list[Mention]:
    found: dict[MentionKey, Mention] = {}
    for number in range(draw(st.integers(2, most))):
        dataset, id = draw(st.sampled_from("abc")), draw(st.sampled_from(IDS)) or f"id-{number}"
        mention = found.setdefault((dataset, id), Mention(dataset, id))
        said = {"name": draw(st.sampled_from(NAMES)), "kind": draw(st.sampled_from(KINDS))}
        claims = {key: Claim(value) for key, value in said.items() if value}
        if org_number := draw(st.sampled_from(NUMBERS)):
            claims["org_number"] = Claim(org_number, status=draw(st.sampled_from(STATUSES)))
        mention.add(claims)
        mention.places |= {*draw(st.sampled_from(PLACES))}
    return list(found.values())


def verdicts_among(data: st.DataObject, mentions: Sequence[Mention | ProjectMention]) -> list[frozenset[Decision]]:
    """Sets of verdicts, one after the other: decisions made, changed and taken back."""
    keys = st.sampled_from([*(mention.key for mention in mentions), ("gone", "id")])
    made: dict[frozenset[MentionKey], Decision] = {}
    stages = []
    for _ in range(data.draw(st.integers(1, 5))):
        for one, other in data.draw(st.lists(st.tuples(keys, keys), min_size=1, max_size=3)):
            if one != other:
                pair = frozenset((one, other))
                if pair in made and data.draw(st.booleans()):
                    del made[pair]
                else:
                    made[pair] = Decision(Pair(*sorted(pair)), data.draw(st.sampled_from(JUDGEMENTS)))
        stages.append(frozenset(made.values()))
    return stages


@settings(max_examples=EXAMPLES, deadline=None)
@given(data=st.data(), mentions=actors(), largest_block=st.sampled_from((1, 2, 3, 30)))
def test_what_a_verdict_touches_is_resolved_as_everything_would_be(
    data: st.DataObject, mentions: list[Mention], largest_block: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        # So small that verdicts make blocks too large to be compared, and others small enough.
        patch.setattr(blocking, "_LARGEST_BLOCK", largest_block)
        first, *stages = verdicts_among(data, mentions)
        clusters = ActorClusters.of(mentions, first)
        assert clusters.ids == resolve(mentions, first)
        for verdicts in stages:
            clusters = clusters.under(verdicts)
            assert clusters.ids == resolve(mentions, verdicts)
            assert clusters.questions() == open_questions(mentions, verdicts)


def named(*names: str, ids: Iterable[str] = "1234", kinds: Sequence[str | None] = (None,) * 4) -> list[Mention]:
    mentions = [Mention("a", id) for id in ids]
    for mention, name, kind in zip(mentions, names, kinds, strict=False):
        mention.add({"name": Claim(name)} | ({"kind": Claim(kind)} if kind else {}))
    return mentions


@pytest.mark.parametrize(
    ("largest_block", "third", "fourth"),
    [
        (3, "Sörlands Trähus", "Sörlands Trähus"),
        # By its first spelling the third, as long as it is one with the fourth, is in no block with the others' ends.
        (2, "Trähus Sörlands", "Sörlands Trähus"),
    ],
)
def test_a_split_that_fills_a_block_splits_what_was_joined_by_it(
    largest_block: int, third: str, fourth: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocking, "_LARGEST_BLOCK", largest_block)
    mentions = named("Norrlands Trähus", "Norlands Trähus", third, fourth)
    for mention in mentions:
        mention.places.add("se:25")
    clusters = ActorClusters.of(mentions, ())
    assert [*clusters.ids.values()] == ["1", "1", "3", "3"]
    split = clusters.under([Decision(Pair(("a", "3"), ("a", "4")), "different")])
    assert [*split.ids.values()] == ["1", "2", "3", "4"], "too many that end in dsträhus to be compared"
    assert split.under(()).ids == clusters.ids


@pytest.mark.parametrize("other", ["Norlands Trähus", "Norrlands Trähux"])
def test_what_is_alike_follows_a_merge(other: str) -> None:
    mentions = named("Norrlands Trähus", other, "Samforma", "Byggvaror")
    for mention in mentions[:2]:
        mention.places.add("se:25")
    clusters = ActorClusters.of(mentions, ())
    assert [*clusters.ids.values()] == ["1", "1", "3", "4"]
    merged = clusters.under([Decision(Pair(("a", "2"), ("a", "4")), "same")])
    assert [*merged.ids.values()] == ["1", "1", "3", "1"]


def test_an_id_that_a_merge_sets_free_is_given_to_whom_it_was_kept_from() -> None:
    mentions = named("Samforma", "Byggvaror", ids=("x", "x~company"), kinds=("company", None))
    mentions += [Mention("b", "x")]
    mentions[-1].add({"name": Claim("Samforma"), "kind": Claim("university")})
    clusters = ActorClusters.of(mentions, ())
    assert clusters.ids["a", "x~company"] == "x~company~a/x~company"
    merged = clusters.under([Decision(Pair(("a", "x"), ("b", "x")), "same")])
    assert merged.ids == {("a", "x"): "x", ("b", "x"): "x", ("a", "x~company"): "x~company"}


def test_who_an_actor_is_decides_of_projects_that_nothing_else_touches() -> None:
    mentions = [ProjectMention(dataset, f"{dataset}:p") for dataset in "ab"]
    for mention in mentions:
        mention.add({"name": Claim(TITLES[0]), "starts": Claim("2021"), "ends": Claim("2025")})
    one, other = (mention.key for mention in mentions)
    apart = ProjectClusters.of(mentions, lambda _: {one: frozenset("x"), other: frozenset("y")}, ())
    assert apart.ids == {one: "a:p", other: "b:p"}
    together = apart.under((), lambda _: {one: frozenset("x"), other: frozenset("x")}, [other])
    assert together.ids == {one: "a:p", other: "a:p"}


def test_what_is_too_much_to_compare_is_so_for_some_of_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projects, "_LARGEST_BLOCK", 2)
    mentions = [ProjectMention(dataset, f"{dataset}:p") for dataset in "abcd"]
    for mention, title in zip(mentions, (TITLES[0], TITLES[0], TITLES[0], TITLES[3]), strict=True):
        mention.add({"name": Claim(title), "starts": Claim("2021"), "ends": Claim("2025")})
    one, other, _, last = (mention.key for mention in mentions)
    teams = dict.fromkeys((mention.key for mention in mentions), frozenset("x"))
    clusters = ProjectClusters.of(mentions, lambda _: teams, ())
    apart = clusters.under([Decision(Pair(key, last), "different") for key in (one, other)], lambda _: teams)
    assert [*apart.ids.values()] == [*clusters.ids.values()] == ["a:p", "b:p", "c:p", "d:p"]


@st.composite
def records(draw: st.DrawFn) -> list[tuple[ProjectMention, frozenset[int]]]:
    """Mentions of projects, each with the numbers of those that take part."""
    found = []
    for number in range(draw(st.integers(2, 10))):
        mention = ProjectMention(draw(st.sampled_from("abc")), draw(st.sampled_from(("p", "p~a:1", f"p{number}"))))
        said: dict[str, Any] = {
            "name": draw(st.sampled_from(TITLES)),
            "starts": draw(st.sampled_from(("2021", "2024"))),
        }
        said |= {"ends": "2025", "acronym": draw(st.sampled_from((None, None, "GRON")))}
        mention.add({key: Claim(value) for key, value in said.items() if value})
        if draw(st.booleans()):
            mention.add({"numbers": Claim((draw(st.sampled_from(("1", "2"))),))})
        found.append((mention, draw(st.frozensets(st.integers(0, 9), max_size=2))))
    return list({mention.key: (mention, team) for mention, team in found}.values())


@settings(max_examples=EXAMPLES, deadline=None)
@given(data=st.data(), reported=records(), who=actors(most=4), largest_block=st.sampled_from((2, 3, 40)))
def test_projects_follow_their_own_verdicts_and_those_on_their_actors(
    data: st.DataObject,
    reported: list[tuple[ProjectMention, frozenset[int]]],
    who: list[Mention],
    largest_block: int,
) -> None:
    mentions = [mention for mention, _ in reported]
    taking_part = {mention.key: {who[number % len(who)].key for number in team} for mention, team in reported}

    def teams_of(ids: Resolution) -> Any:
        def teams(keys: Iterable[MentionKey]) -> Mapping[MentionKey, Team]:
            return {key: frozenset(ids[each] for each in taking_part[key]) for key in keys}

        return teams

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(projects, "_LARGEST_BLOCK", largest_block)
        people = ActorClusters.of(who, ())
        clusters = ProjectClusters.of(mentions, teams_of(people.ids), ())
        both = zip(verdicts_among(data, mentions), verdicts_among(data, who), strict=False)
        for on_projects, on_actors in both:
            before, people = people, people.under(on_actors)
            moved = {key for key, id in people.ids.items() if before.ids[key] != id}
            other_teams = [key for key, actors in taking_part.items() if actors & moved]
            clusters = clusters.under(on_projects, teams_of(people.ids), other_teams)
            assert clusters.ids == resolve_projects(mentions, teams_of(people.ids), on_projects)


def test_a_verdict_reaches_its_components_and_those_that_others_tie_to_them() -> None:
    a, b, c, d, e = (("a", id) for id in "abcde")
    components = Components([a, b, c, d, e], [(a, b), (d, e)])
    assert components.reach([a], ()) == {a, b}
    assert components.reach([c], [Decision(Pair(c, e), "same"), Decision(Pair(a, c), "different")]) == {c, d, e}
    assert components.reach([("gone", "a")], [Decision(Pair(("gone", "a"), a), "same")]) == set()
    assert [components.is_alone(key) for key in (a, c, ("gone", "a"))] == [False, True, True]
