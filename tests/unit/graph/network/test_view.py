from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError
from graph.model.vocabulary import ACTOR_KINDS, SECTORS, STATUSES
from graph.network.facts import Project
from graph.network.view import OPTIONS, View

DATES = st.none() | st.sampled_from(("2020", "2023-07", "2023-01-02", "2024-02-29"))
TEXTS = st.lists(st.sampled_from(("se:24", "klimat", "å")), unique=True).map(tuple)
VIEWS = st.builds(
    View,
    start=st.none() | st.sampled_from(("2019", "2019-12")),
    end=DATES,
    theme=TEXTS,
    place=TEXTS,
    sector=st.lists(st.sampled_from(SECTORS), unique=True).map(tuple),
    kind=st.lists(st.sampled_from(ACTOR_KINDS), unique=True).map(tuple),
    dataset=TEXTS,
    status=st.lists(st.sampled_from(STATUSES), min_size=1, unique=True).map(tuple),
    funding=st.sampled_from(("exclude", "include")),
    expanded=st.sampled_from(("exclude", "include")),
    as_of=st.none() | st.sampled_from(("12", "2026-05-01", "2026-05")),
)


@given(VIEWS, st.none() | st.just("boliden-ab"), st.integers(1, 3))
def test_options_name_the_view(view: View, around: str | None, steps: int) -> None:
    view = replace(view, around=around, steps=steps if around else 1)
    assert View.of(view.options()) == view
    assert tuple(view.options()) == OPTIONS


def test_the_default_counts_what_counts() -> None:
    assert View.of({}) == View()
    assert View().options()["status"] == ["asserted", "read", "confirmed"]
    assert (View().first, View().last) == (None, None)


def test_bounds_reach_as_far_as_they_are_precise() -> None:
    view = View.of({"from": "2023-02", "to": "2023-02", "theme": "klimat"})
    assert (view.first, view.last, view.theme) == (date(2023, 2, 1), date(2023, 2, 28), ("klimat",))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"colour": "red"}, "unknown option colour; there are from, to"),
        ({"from": "2023-02-31"}, "2023-02-31 is not a day"),
        ({"from": "2024", "to": "2023-12"}, "to=2023-12 lies before from=2024"),
        ({"sector": ["public", "church"]}, "sector=church is none of public"),
        ({"kind": "bakery"}, "kind=bakery is none of municipality"),
        ({"status": "maybe"}, "status=maybe is none of asserted"),
        ({"funding": "some"}, "funding=some is none of exclude, include"),
        ({"expanded": "yes"}, "expanded=yes is none of"),
        ({"as-of": "last week"}, "'last week' is not a date"),
        ({"around": "a", "steps": "0"}, "steps=0 is no whole number"),
        ({"around": "a", "steps": "two"}, "steps=two is no whole number"),
    ],
)
def test_what_makes_no_sense_is_refused(options: dict, message: str) -> None:
    with pytest.raises(InputError, match=message):
        View.of(options)


@pytest.mark.parametrize(
    ("starts", "ends", "active"),
    [
        ("2022", "2023", True),
        ("2023-12-31", None, True),
        (None, "2023-01-01", True),
        (None, None, True),
        ("2024", None, False),
        (None, "2022-12-31", False),
        ("2022", "2022", False),
        ("2021", "2025", True),
    ],
)
def test_a_project_is_active_when_its_period_meets_the_year(starts: str | None, ends: str | None, active: bool) -> None:
    project = Project("p", "P", starts=starts, ends=ends)
    view = View(start="2023", end="2023")
    assert project.is_active(view.first, view.last) is active
    assert project.is_active(None, None)
