from typing import Any

import pytest

from graph.errors import ConflictError, InputError
from queries.answer import Answer, answered, shared_ranks, weighted_mean
from queries.cursor import write_cursor
from queries.question import Parameter, questions
from tests.unit.queries.small_networks import network

NO_POSITIONS: list[list[str | int]] = [
    ["7"],
    ["7", "x"],
    ["", "1"],
    ["7", "-1"],
    ["７", "1"],
    ["7", 2**62],
    ["7", "1", "1"],
]


@pytest.fixture
def answer() -> Answer:
    items = [{"sentence": str(each)} for each in range(5)]
    return answered("brokers", network({"p1": "u1 c1"}), "sv", items, method={"exact": True})


def test_the_envelope_has_exactly_the_names_of_the_contract(answer: Any) -> None:
    assert answer.envelope().keys() == {
        "question",
        "view",
        "revision",
        "considered",
        "left_out",
        "method",
        "items",
        "total",
        "next",
    }
    assert answer.envelope()["considered"] == {"actors": 2, "projects": 1, "open_periods": 1}


def test_pages_follow_each_other_to_the_end(answer: Any) -> None:
    first = answer.envelope(limit=3)
    second = answer.envelope(limit=3, cursor=first["next"])
    assert [item["sentence"] for item in first["items"] + second["items"]] == ["0", "1", "2", "3", "4"]
    assert (first["total"], second["next"]) == (5, None)


def test_a_cursor_of_another_revision_is_a_conflict(answer: Any) -> None:
    with pytest.raises(ConflictError, match="revision 6"):
        answer.envelope(limit=1, cursor=write_cursor([6, 1]))


@pytest.mark.parametrize(
    "cursor", ["x", "7", "7-x", "-1", "7--1", "７-1", *(write_cursor(each) for each in NO_POSITIONS)]
)
def test_a_cursor_that_no_answer_gave_is_refused(answer: Any, cursor: Any) -> None:
    with pytest.raises(InputError, match="cursor"):
        answer.envelope(cursor=cursor)


def test_a_limit_below_one_is_refused(answer: Any) -> None:
    with pytest.raises(InputError, match="limit"):
        answer.envelope(limit=0)


def test_ties_share_the_rank_and_the_next_one_skips() -> None:
    assert shared_ranks([9, 5, 5, 5, 2]) == [1, 2, 2, 2, 5]


def test_unknown_parts_are_left_out_and_the_weights_renormalised() -> None:
    # (0.5 × 1 + 0.25 × 0) / 0.75
    assert weighted_mean({"a": 1.0, "b": 0.0, "c": None}, {"a": 0.5, "b": 0.25, "c": 0.25}) == pytest.approx(2 / 3)
    assert weighted_mean({"a": None}, {"a": 1.0}) is None


def test_every_module_that_is_no_support_is_a_question() -> None:
    assert set(questions()) == {
        "brokers",
        "gaps",
        "overlaps",
        "partners",
        "introductions",
        "consortium",
        "changes",
        "what-if",
    }


def test_theme_is_what_partners_are_sought_for_and_never_the_view() -> None:
    partners = questions()["partners"]
    view, parameters = partners.split({"theme": "skills", "from": "2020"})
    assert (view.theme, view.start, parameters) == ((), "2020", {"theme": "skills"})
    view, parameters = partners.split({"theme": "skills", "project": "p1"})
    assert (view.theme, parameters) == ((), {"theme": "skills", "project": "p1"})


@pytest.mark.parametrize(
    ("type", "given", "value"),
    [
        ("texts", "a, b", ("a", "b")),
        ("texts", ["a"], ("a",)),
        ("integer", "3", 3),
        ("text", " a ", "a"),
        ("text", None, None),
    ],
)
def test_a_parameter_reads_what_was_given(type: Any, given: Any, value: Any) -> None:
    assert Parameter("x", "", type).value(given) == value


@pytest.mark.parametrize(("type", "given"), [("integer", "three"), ("text", 3)])
def test_a_parameter_refuses_another_type(type: Any, given: Any) -> None:
    with pytest.raises(InputError, match="x: "):
        Parameter("x", "", type).value(given)


def test_a_question_refuses_an_unknown_parameter_and_a_wrong_choice() -> None:
    brokers = questions()["brokers"]
    with pytest.raises(InputError, match="grop"):
        brokers.ask(network({"p1": "u1"}), {"grop": "sector"})
    with pytest.raises(InputError, match="'colour' is none of sector"):
        brokers.ask(network({"p1": "u1"}), {"group": "colour"})
