"""Missing ties, groups, fields and isolates of networks small enough to count by hand."""

from typing import Any

import pytest

from graph.network.facts import Actor, Dataset, Project, Verdict
from graph.network.view import EVERYTHING, View
from queries.questions.gaps import QUESTION
from tests.unit.queries.small_networks import fact, network

CHAIN = {"p1": "u1 c1", "p2": "u1 f1"}  # c1 and f1 meet only through u1


def ask(network: Any, of: Any = "pairs", **given: Any) -> Any:
    return QUESTION.ask(network, {"of": of, **given})


def pair(network: Any, **given: Any) -> Any:
    items = ask(network, **given).items
    assert len(items) == 1
    return items[0]


def about(theme: Any, *projects: Any) -> Any:
    return [fact("ABOUT", project, theme) for project in projects]


def covering(**more: Any) -> Any:
    return Dataset("d", covers_places=("se",), covers_from="2019", covers_to="2024", **more)


LOCATED = [fact("LOCATED_IN", "c1", "se:2580"), fact("LOCATED_IN", "f1", "se:2480")]


def running(*periods: str) -> Any:
    """`2018–2022` for p1, p2 …; `2018–` has no known end."""
    bounds = [[bound or None for bound in period.split("–")] for period in periods]
    return [Project(f"p{at}", f"p{at}", starts=first, ends=last) for at, (first, last) in enumerate(bounds, start=1)]


def looked(**more: Any) -> Any:
    given = {"facts": LOCATED, "projects": running("2020–2022", "2020–2022"), "datasets": [covering()]}
    return pair(network(CHAIN, **{**given, **more}))


@pytest.mark.parametrize(
    ("state", "given"),
    [
        ("not_observed", {}),
        ("not_looked_for", {"datasets": []}),
        ("not_looked_for", {"datasets": [covering(shows_collaboration="no")]}),
        ("not_looked_for", {"datasets": [covering(covers_kinds=("company",))]}),
        ("not_looked_for", {"facts": LOCATED[:1]}),
        ("not_observed", {"facts": [], "datasets": [Dataset("d", covers_places=("all",))]}),
        ("not_observed", {"facts": LOCATED[:1], "actors": [Actor("f1", "F1", "association", country="SE")]}),
        # only 2020–2022 are both active, and that is covered
        ("not_observed", {"projects": running("2018–2022", "2020–2030")}),
        ("not_looked_for", {"projects": running("2018–2022", "2018–2022")}),
        ("not_observed", {"projects": running("2018–2022", "2018–2022"), "view": View(start="2019", end="2021")}),
        ("not_looked_for", {"projects": running("2019–2020", "2021–2022")}),
        ("not_looked_for", {"projects": running("2020–", "2021–")}),
        ("not_looked_for", {"projects": running("–", "2021–2022")}),
    ],
)
def test_a_tie_is_not_observed_where_a_dataset_covers_both_as_long_as_both_are_active(state: Any, given: Any) -> None:
    assert looked(**given)["state"] == state


def test_the_three_states_are_kept_apart_in_words() -> None:
    absent = Verdict("collaboration│c1│f1", "collaboration", "c1", "f1", "no_collaboration", None, "Åsa", "2026", "")
    known = looked(verdicts=[absent])
    assert (known["state"], known["looked_for"]["datasets"]) == ("known_absent", [])
    observed = looked(datasets=[covering(title="Nordlistan (Norden)")])
    assert observed["sentence"].endswith("De syns inte ihop i Nordlistan, 2019–2024, fast båda var aktiva 2020–2022.")
    assert observed["looked_for"] == {
        "datasets": [{"dataset": "d", "title": "Nordlistan (Norden)", "covers_from": "2019", "covers_to": "2024"}],
        "both_active": ["2020-01-01", "2022-12-31"],
        "met_outside_view": [],
    }
    assert looked(datasets=[])["sentence"].endswith("Ingen inläst källa skulle ha visat ett samarbete.")


def test_two_who_meet_outside_the_view_are_said_to() -> None:
    facts = [*LOCATED, *about("skills", "p1", "p2"), *about("energy", "p3")]
    periods = running("2020–2022", "2020–2022", "2021–2021")
    whole = network({**CHAIN, "p3": "c1 f1"}, facts=facts, projects=periods, datasets=[covering()], view=EVERYTHING)
    item = pair(whole.of(View(theme=("skills",))))
    assert (item["state"], [met["id"] for met in item["looked_for"]["met_outside_view"]]) == ("not_looked_for", ["p3"])
    assert item["sentence"].endswith("Utanför urvalet möts de i p3.")
