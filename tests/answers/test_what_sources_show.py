"""What the real sources can show, and what is left unsaid because they cannot."""

from collections import Counter
from dataclasses import replace

import pytest

from graph.network.facts import Verdict
from graph.network.network import StakeholderNetwork
from graph.network.view import View
from queries.finding.looked_for import looked_for
from queries.question import questions

INTERREG = {"keep-eu", "demo"}


def named(network: StakeholderNetwork, *names: str) -> tuple[str, str]:
    ids = [next(id for id, actor in network.actors.items() if name in (actor.name, *actor.aliases)) for name in names]
    return min(ids), max(ids)


def test_each_of_the_three_states_occurs(whole: StakeholderNetwork) -> None:
    """keep.eu has both, in 2016 and in no common project; the project bank names one beneficiary a project."""
    pair = named(whole, "Sverigefinska folkhögskolan", "Utbildning Nord")
    found = looked_for(whole.of(View()), pair)
    assert (found.state, [dataset.id for dataset in found.datasets]) == ("not_observed", ["keep-eu"])
    assert looked_for(whole.of(View(dataset=("projektbanken",))), pair).state == "not_looked_for"
    verdict = Verdict("v", "collaboration", pair[0], pair[1], "no_collaboration", None, "Åsa", "2026-11-29", "")
    assert looked_for(replace(whole, verdicts=(verdict,)).of(View()), pair).state == "known_absent"


def test_of_what_is_suggested_most_was_looked_for_in_keep_eu(whole: StakeholderNetwork) -> None:
    states = Counter(item["state"] for item in questions()["gaps"].ask(whole.of(View()), {}).items)
    assert states["not_observed"] > states["not_looked_for"] > 0


@pytest.mark.parametrize("dataset", ["projektbanken", "swecris"])
def test_a_register_of_one_beneficiary_a_project_has_no_isolates(whole: StakeholderNetwork, dataset: str) -> None:
    part = whole.of(View(dataset=(dataset,)))
    answer = questions()["gaps"].ask(part, {"of": "isolates"})
    left_out = {entry["reason"]: entry["count"] for entry in answer.left_out}
    assert answer.items == ()
    assert left_out["project_meetings_not_shown"] == len(part.projects)


def test_who_is_isolated_is_so_in_a_source_that_shows_who_works_together(whole: StakeholderNetwork) -> None:
    for item in questions()["gaps"].ask(whole.of(View()), {"of": "isolates"}).items:
        id = item["actor" if "actor" in item else "project"]["id"]
        said = [report.dataset for fact in whole.facts_at(id) for report in fact.reports]
        assert INTERREG & set(said), item["sentence"]
