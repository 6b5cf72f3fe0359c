"""Projects that only a word of phase, part or number tells apart; all titles are invented."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.names import normalised
from graph.model.phases import differ_in_phase, without_phase
from graph.network.facts import Project
from queries.questions.overlaps import QUESTION
from tests.unit.queries.small_networks import network

SUMMARY = "Fossilfria transporter med vätgas och elektrifierade lastbilar"


def named(first: Any, second: Any, teams: Any = None, **more: Any) -> Any:
    """The item of two projects with one summary: (title, starts, ends, acronym if any)."""
    projects = [
        Project(id, each[0], summary=SUMMARY, starts=each[1], ends=each[2], acronym=(*each, None)[3], **more)
        for id, each in (("a", first), ("b", second))
    ]
    both = network(teams or {"a": "m1 c1", "b": "m1 c1"}, projects=projects)
    return QUESTION.ask(both, {"none": "include", "owners": "all", "project": "a"}).items[0]


PHASES = [
    ("Vätgas längs malmbanan", "Vätgas längs malmbanan – fas 2"),
    ("Vätgas längs malmbanan, del 1.5", "Vätgas längs malmbanan del 2"),
    ("Vätgas längs malmbanan etapp I", "VÄTGAS LÄNGS MALMBANAN, ETAPP II"),
    ("Vätgas längs malmbanan", "Vätgas längs malmbanan 2.0"),
    ("Vätgas längs malmbanan 2015-2018", "Vätgas längs malmbanan 2015-2020 steg två"),
    ("Förstudie: Vätgas längs malmbanan", "Vätgas längs malmbanan"),
    ("Förstudie för vätgas längs malmbanan", "Vätgas längs malmbanan, genomförandeprojekt"),
    ("Hydrogen along the Iron Line, phase one", "Hydrogen along the Iron Line: Phase Two"),
]


@pytest.mark.parametrize(("first", "second"), PHASES)
def test_phases_are_a_continuation_or_overlap_but_never_one_record(first: Any, second: Any) -> None:
    item = named((first, "2018", "2019"), (second, "2020", "2022"))
    assert (item["class"], item["projects"][0]["id"]) == ("continuation", "a")
    assert named((second, "2020", "2022"), (first, "2018", "2019"))["class"] == "continuation"
    assert named((first, "2018", "2020"), (second, "2018", "2020"))["class"] == "overlapping"
    assert named((first, None, None), (second, None, None))["class"] == "overlapping"
    assert named((first, "2018", "2019"), (second, "2022-02", "2024"))["class"] != "duplicate"


@pytest.mark.parametrize(("first", "second"), PHASES)
def test_phases_with_one_page_are_one_record(first: Any, second: Any) -> None:
    periods = (first, "2018", "2020"), (second, "2018", "2020")
    assert named(*periods, url="https://example.org/vatgas")["class"] == "duplicate"


def test_a_phase_may_be_told_by_the_acronym() -> None:
    item = named(("Vätgas i norr", "2018", "2020", "ViN"), ("Vätgas i norr", "2018", "2020", "ViN 2"))
    assert item["class"] == "overlapping"


def test_phases_of_different_actors_are_alike_in_words_only() -> None:
    apart = {"a": "m1", "b": "m2"}
    assert named(("Fiber, del 1", "2018", "2019"), ("Fiber, del 2", "2020", "2022"), apart)["class"] == "look_alike"


def test_a_title_of_nothing_but_a_phase_is_the_phase_of_nothing() -> None:
    assert not differ_in_phase("Förstudie", "Fas 2")
    assert not differ_in_phase("Del i Norrbotten", "Del i Västerbotten")
    assert not differ_in_phase("Vätgas fas 2", "vätgas, FAS 2")


def test_a_next_phase_may_begin_up_to_six_months_before_the_former_ends() -> None:
    former = ("Vätgas i norr", "2018", "2019-06")
    item = named(former, ("Vätgas i norr", "2019-01", "2022"))
    assert item["class"] == "continuation"
    assert item["sentence"].startswith("Vätgas i norr ser ut att ta vid efter Vätgas i norr: det började strax innan")
    assert named(former, ("Vätgas i norr, fas 2", "2019-01", "2022"))["class"] == "continuation"
    assert named(former, ("Vätgas i norr, fas 2", "2018-12", "2022"))["class"] == "overlapping"
    assert named(former, ("Vätgas i norr, fas 2", "2019-03", "2019-05"))["class"] == "overlapping", "lies within"


def test_one_record_has_one_period() -> None:
    def title(period: Any) -> Any:
        return named(("Vätgas i norr", "2018", "2020"), ("Vätgas i norr", *period))["class"]

    assert title(("2018-06", "2020")) == "duplicate"
    assert title(("2018-06", None)) == "duplicate", "an open end contradicts nothing"
    assert title(("2019-12", "2025")) != "duplicate"


def test_titles_that_each_say_something_else_are_not_one_record() -> None:
    period = ("2018", "2020")
    assert named(("Stöd för Skåne", *period), ("Stöd för Småland", *period))["class"] == "none"
    assert named(("Digital vård (DV)", *period), ("Digital vård", *period))["class"] == "duplicate"


@given(st.text(max_size=40))
def test_what_is_left_of_a_title_is_a_comparable_name(title: str) -> None:
    once = without_phase(title)
    assert once == normalised(once)
    assert not differ_in_phase(title, title)
    assert len(without_phase(once)) <= len(once) <= len(normalised(title))
