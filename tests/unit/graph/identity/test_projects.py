"""When two records are one project; all titles are invented."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.identity import (
    Candidate,
    Decision,
    MentionKey,
    Pair,
    ProjectMention,
    Team,
    open_project_questions,
    resolve_projects,
)
from graph.messages import LANGUAGES, catalogue
from graph.model.claims import Claim

TITLE = "Grön kompetens för gruvorter i inlandet"
PERIOD = {"starts": "2021-01-01", "ends": "2023-12-31"}
NEXT = {"starts": "2024-01", "ends": "2026-06"}


def record(key: str, title: str = TITLE, who: str = "ltu", **said: Any) -> tuple[ProjectMention, Team]:
    """`a:1` is record 1 of dataset a; `who` names who takes part."""
    dataset, _, given = key.partition(":")
    mention = ProjectMention(dataset, f"{dataset}:{given}")
    mention.add({"name": Claim(title), **{name: Claim(value) for name, value in said.items()}})
    return mention, frozenset(who.split())


Records = Iterable[tuple[ProjectMention, Team]]


def given_to(records: Records) -> tuple[list[ProjectMention], Any]:
    known = {mention.key: team for mention, team in records}

    def teams(keys: Sequence[MentionKey]) -> Mapping[MentionKey, Team]:
        return {key: known[key] for key in keys if known[key]}

    return [mention for mention, _ in records], teams


def joined(*records: tuple[ProjectMention, Team], decisions: Iterable[Decision] = ()) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for (_, id), project in resolve_projects(*given_to(records), decisions).items():
        found.setdefault(project, set()).add(id)
    return {frozenset(each) for each in found.values()}


def asked(*records: tuple[ProjectMention, Team]) -> list[Candidate]:
    return open_project_questions(*given_to(records))


def test_two_sources_of_one_project() -> None:
    one, other = record("a:1", **PERIOD), record("b:9", TITLE.upper() + ".", "ltu umu", starts="2021", ends="2023")
    assert joined(one, other) == {frozenset({"a:1", "b:9"})}
    assert resolve_projects(*given_to([one, other]))["b", "b:9"] == "a:1"
    assert asked(one, other) == []


def test_a_register_that_lists_a_number_twice() -> None:
    records = [
        record("a:1_X", numbers=("2021-00001",), **PERIOD),
        record("a:1_Y", numbers=("2021 00001",), starts="2021-01-01", ends="2024-06-30"),
        record("a:1_Z", "Spinnvågor i tunna filmer", numbers=("2021-00001",), starts="2020"),
        record("a:2_X", numbers=("2023-00007",), **PERIOD),
    ]
    assert joined(*records) == {frozenset({"a:1_X", "a:1_Y"}), frozenset({"a:1_Z"}), frozenset({"a:2_X"})}
    assert asked(*records) == []


def test_a_record_without_a_title_is_known_by_its_number_and_period() -> None:
    full = record("a:1", numbers=("RCN 221",), who="ltu", **PERIOD)
    bare = ProjectMention("b", "b:9", numbers={"rcn 221"}, starts={"2021-01-01"}, ends={"2023-06-30"})
    other = ProjectMention("b", "b:8", numbers={"RCN 221"}, starts={"2025"}, ends={"2026"})
    assert joined(full, (bare, frozenset())) == {frozenset({"a:1", "b:9"})}
    assert len(joined(full, (other, frozenset()))) == 2
    assert asked(full, (ProjectMention("b", "b:7"), frozenset())) == []


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (record("b:2", **NEXT), "a continuation under the same title"),
        (record("b:2", f"{TITLE} – fas 2", **PERIOD), "another phase"),
        (record("b:2", "Grön kompetens för hamnorter vid kusten", **PERIOD), "another title"),
        (record("a:2", who="umu", **PERIOD), "one register, other actors"),
        (record("a:2", **(PERIOD | {"ends": "2022-06"})), "one register, another period"),
    ],
)
def test_what_stays_apart_and_is_not_asked(other: tuple[ProjectMention, Team], why: str) -> None:
    one = record("a:1", **PERIOD)
    assert len(joined(one, other)) == 2, why
    assert asked(one, other) == [], why


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (record("a:1", **PERIOD), record("b:2"), "unknown_period"),
        (record("a:1", **PERIOD), record("b:2", **(PERIOD | {"ends": "2022-06"})), "other_period"),
        (record("a:1", **PERIOD), record("b:2", who="umu", **PERIOD), "no_shared_actor"),
        (record("a:1", **PERIOD), record("b:2", who="", **PERIOD), "unknown_actors"),
        (record("a:1", "Förstudie", **PERIOD), record("b:2", "Förstudie", **PERIOD), "short_title"),
        (record("a:1", **PERIOD), record("b:2", TITLE.replace("orter", "orten"), **PERIOD), "other_title"),
        (
            record("a:1", acronym="GKG", **PERIOD),
            record("b:2", "Green skills in mining towns", acronym="GKG", **PERIOD),
            "same_acronym",
        ),
        (record("a:1", **PERIOD), record("a:2", **PERIOD), "one_register"),
        (record("a:1", numbers=("7",), **PERIOD), record("a:2", numbers=("7",), **NEXT), "follows_on"),
    ],
)
def test_what_a_person_is_asked(
    one: tuple[ProjectMention, Team], other: tuple[ProjectMention, Team], reason: str
) -> None:
    assert len(joined(one, other)) == 2
    (question,) = asked(one, other)
    assert f"identity.{reason}" in {message.key for message in question.reasons}


def test_what_the_two_say_differently() -> None:
    (question,) = asked(record("a:1", **PERIOD), record("b:2", **(PERIOD | {"ends": "2022-06"})))
    assert question.differs == ("period",)
    (question,) = asked(record("a:1", **PERIOD), record("b:2", TITLE.replace("orter", "orten"), **PERIOD))
    assert question.differs == ("name",)


def test_of_two_that_it_might_be_it_is_neither() -> None:
    records = [
        record("a:1", numbers=("1",), **PERIOD),
        record("a:2", numbers=("2",), **PERIOD),
        record("b:9", **PERIOD),
    ]
    assert len(joined(*records)) == 3
    assert [{each.one[1], each.other[1]} for each in asked(*records)] == [{"a:1", "b:9"}, {"a:2", "b:9"}]


def test_verdicts_win() -> None:
    one, other, third = record("a:1", **PERIOD), record("b:2", **PERIOD), record("c:3", "Något annat alls", **NEXT)
    keys = [mention.key for mention, _ in (one, other, third)]
    apart = Decision(Pair(keys[0], keys[1]), "different")
    assert len(joined(one, other, decisions=[apart])) == 2
    assert open_project_questions(*given_to([one, other]), [apart]) == []
    assert joined(one, third, decisions=[Decision(Pair(keys[0], keys[2]), "same")]) == {frozenset({"a:1", "c:3"})}


def test_one_id_of_two_datasets_is_one_project_unless_told_apart() -> None:
    one, other = ProjectMention("a", "p"), ProjectMention("b", "p")
    records = [(one, frozenset[str]()), (other, frozenset[str]())]
    assert set(resolve_projects(*given_to(records)).values()) == {"p"}
    apart = [Decision(Pair(one.key, other.key), "related")]
    assert resolve_projects(*given_to(records), apart) == {one.key: "p~a/p", other.key: "p~b/p"}


def test_a_mention_says_something_new_when_what_tells_it_apart_changes() -> None:
    before = record("a:1", **PERIOD)[0].digest
    assert record("a:1", **PERIOD, summary="Ny text")[0].digest == before
    assert record("a:1", **NEXT)[0].digest != before


def test_every_reason_is_said_in_both_languages() -> None:
    words = catalogue()
    for key in ("same_title", "same_number", "follows_on", "unknown_actors", "one_register"):
        assert all(words[f"identity.{key}"][language] for language in LANGUAGES)


TITLES = (TITLE, f"{TITLE} fas 2", TITLE.replace("orter", "orten"), "Förstudie")
records_of = st.builds(
    record,
    st.sampled_from([f"{dataset}:{number}" for dataset in "abc" for number in range(3)]),
    st.sampled_from(TITLES),
    st.sampled_from(("", "ltu", "umu", "ltu umu")),
    numbers=st.sampled_from(((), ("1",), ("2",))),
    starts=st.sampled_from(("2021", "2021-01-01", "2024")),
    ends=st.sampled_from(("2023", "2023-12-31", "2026")),
)


@settings(deadline=None)
@given(st.lists(records_of, max_size=7, unique_by=lambda each: each[0].key), st.randoms())
def test_the_order_of_mentions_does_not_matter(records: list[tuple[ProjectMention, Team]], random: Any) -> None:
    shuffled = records.copy()
    random.shuffle(shuffled)
    assert resolve_projects(*given_to(records)) == resolve_projects(*given_to(shuffled))
    assert asked(*records) == asked(*shuffled)


@settings(deadline=None)
@given(st.lists(records_of, max_size=7, unique_by=lambda each: each[0].key))
def test_records_under_two_numbers_of_one_register_are_never_joined(
    records: list[tuple[ProjectMention, Team]],
) -> None:
    found = resolve_projects(*given_to(records))
    for one, _ in records:
        for other, _ in records:
            if one.dataset == other.dataset and one.numbers and other.numbers and one.numbers != other.numbers:
                assert found[one.key] != found[other.key]
