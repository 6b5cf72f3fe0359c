"""Every sentence of every question on the real data, read and held against the facts of the network."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pytest

from graph.network.network import StakeholderNetwork
from graph.network.view import EVERYTHING, View
from queries.question import questions
from tests.answers.claims import CLAIMS, INSIDE
from tests.answers.claims.case import Case
from tests.answers.facts import Facts
from tests.answers.marks import Said, keys, marked, plain, read

LONGEST = 220
NORTH = ("se:25", "se:24")
LTU = "Luleå tekniska universitet"


@dataclass(frozen=True)
class Asked:
    """A question with its parameters, in a view."""

    question: str
    values: Mapping[str, Any]
    view: Mapping[str, Any]

    def __str__(self) -> str:
        return " ".join([self.question, *(f"{name}={value}" for name, value in {**self.values, **self.view}.items())])


ASKED = [
    Asked("brokers", {}, {}),
    Asked("brokers", {"group": "county"}, {"place": NORTH}),
    Asked("brokers", {}, {"place": NORTH, "sector": "business"}),
    Asked("brokers", {}, {"dataset": "projektbanken"}),
    Asked("brokers", {"group": "community"}, {"place": NORTH}),
    Asked("brokers", {"set": 3}, {"place": NORTH}),
    Asked("gaps", {"of": "pairs"}, {}),
    Asked("gaps", {"of": "pairs"}, {"place": NORTH}),
    Asked("gaps", {"of": "pairs"}, {"from": "2016", "to": "2017", "kind": ("municipality", "university")}),
    Asked("gaps", {"of": "groups"}, {}),
    Asked("gaps", {"of": "groups"}, {"place": NORTH}),
    Asked("gaps", {"of": "groups", "group": "sector,county"}, {}),
    Asked("gaps", {"of": "coverage"}, {"place": NORTH}),
    Asked("gaps", {"of": "coverage"}, {}),
    Asked("gaps", {"of": "isolates"}, {}),
    Asked("gaps", {"of": "isolates"}, {"place": NORTH, "kind": "municipality"}),
    Asked("overlaps", {}, {}),
    Asked("overlaps", {"owners": "same"}, {"place": NORTH}),
    Asked("overlaps", {"project": "North Sweden Green Deal", "none": "include", "owners": "all"}, {}),
    Asked("partners", {"project": "SORESS-MMI"}, {}),
    Asked("partners", {"theme": "energy", "place": "se:25", "abroad": "include"}, {}),
    Asked("consortium", {"project": "SORESS-MMI"}, {}),
    Asked("consortium", {"theme": "energy", "place": "se:25", "kinds": "municipality=1"}, {}),
    Asked("introductions", {"a": "Boliden AB", "b": "Region Norrbotten"}, {}),
    Asked("introductions", {"a": LTU, "b": "Boliden AB"}, {}),
    Asked("introductions", {"a": "Umeå universitet", "b": "Boliden AB"}, {}),
    Asked("what-if", {"without": LTU}, {}),
    Asked("what-if", {"without": LTU}, {"place": NORTH}),
    Asked("what-if", {"ends": "SORESS-MMI"}, {}),
    Asked("what-if", {"together": ("Utbildning Nord", "Sverigefinska folkhögskolan")}, {}),
    Asked("what-if", {"without": "Kanton Schaffhausen"}, {}),
    Asked("changes", {"since": "1"}, {"dataset": ("swecris", "demo")}),
]


@pytest.fixture(scope="module")
def earlier(whole: StakeholderNetwork) -> StakeholderNetwork:
    """The same without what Swecris says."""
    facts = tuple(fact for fact in whole.facts if {report.dataset for report in fact.reports} != {"swecris"})
    known = {end for fact in facts for end in (fact.start, fact.end)}
    return StakeholderNetwork(
        revision=1,
        view=EVERYTHING,
        actors={id: actor for id, actor in whole.actors.items() if id in known},
        projects={id: project for id, project in whole.projects.items() if id in known},
        themes=whole.themes,
        places=whole.places,
        sources=whole.sources,
        facts=facts,
        datasets=whole.datasets,
        made="2026-01-01T00:00:00+00:00",
    )


@pytest.fixture(scope="module")
def unfiltered(whole: StakeholderNetwork) -> Facts:
    """All facts that count."""
    return Facts(whole.of(View()))


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_what_every_sentence_claims_is_so(
    whole: StakeholderNetwork, earlier: StakeholderNetwork, unfiltered: Facts, asked: Asked
) -> None:
    view = View.of(asked.view)
    network, before = whole.of(view), earlier.of(replace(view, as_of="1"))
    with marked():
        answer = questions()[asked.question].ask(network, asked.values, "sv", lambda _: before)
    assert answer.items or answer.left_out
    facts, then = Facts(network), Facts(before) if asked.question == "changes" else None
    false: Counter[str] = Counter()
    examples: list[str] = []
    for item in answer.items:
        said = tuple(read(item["sentence"]))
        case = Case(item, facts, unfiltered, answer.method, said, then)
        wrong = [
            message.key
            for outer in said
            for message in outer.all()
            if message.key in CLAIMS and _is_false(message, case)
        ]
        false.update(wrong)
        examples += [f"{key}: {plain(item['sentence'])}" for key in wrong]
    assert not false, "\n".join([str(dict(false)), *examples[:12]])


@pytest.mark.parametrize("asked", [asked for asked in ASKED if asked.view.get("place")], ids=str)
def test_a_sentence_is_no_longer_than_one_can_take_in(whole: StakeholderNetwork, asked: Asked) -> None:
    answer = questions()[asked.question].ask(whole.of(View.of(asked.view)), asked.values)
    sentences = [sentence for item in answer.items for sentence in re.split(r"(?<=[.!?]) (?=\w)", item["sentence"])]
    assert max(map(len, sentences), default=0) <= LONGEST


def test_a_sentence_told_of_somebody_else_is_found_false(whole: StakeholderNetwork) -> None:
    """The checks do not nod: each sentence is held against the item after its own."""
    network = whole.of(View(place=NORTH))
    facts = Facts(network)
    found: Counter[bool] = Counter()
    for question, values in (("gaps", {"of": "isolates"}), ("what-if", {"without": LTU}), ("brokers", {})):
        with marked():
            answer = questions()[question].ask(network, values)
        for item, other in pairwise(answer.items):
            said = tuple(read(item["sentence"]))
            case = Case(other, facts, facts, answer.method, said)
            checked = [message for outer in said for message in outer.all() if message.key in CLAIMS]
            found[any(_is_false(message, case) for message in checked)] += 1
    assert found[True] > 9 * found[False]


def _is_false(message: Said, case: Case) -> bool:
    try:
        case.check_subject(message)
        CLAIMS[message.key](message, case)
    except (AssertionError, KeyError, TypeError, ValueError):
        return True
    return False


def test_every_message_of_a_question_has_a_check_or_claims_nothing_by_itself() -> None:
    """A new sentence belongs into `tests/answers/claims`: by its key with a check, or into `INSIDE`."""
    unknown = [key for key in keys() if key not in CLAIMS and not key.startswith(INSIDE)]
    assert unknown == []
