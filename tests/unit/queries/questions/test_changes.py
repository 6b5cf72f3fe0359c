"""What happened between two revisions of a network of nine actors, written out by hand."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from graph.errors import InputError, NotFoundError
from graph.network.facts import Actor, Fact, Project, Report
from graph.network.money import Grant
from graph.network.network import StakeholderNetwork
from graph.network.view import View
from queries.answer import Answer
from queries.questions.changes import QUESTION
from tests.unit.queries.small_networks import fact, network

THEN = network(
    {"p1": "u1 c1", "p2": "c1 m1", "p3": "m1 f1"},
    projects=[Project("p1", "Ett", starts="2024", ends="2026-03"), Project("p2", "Två", ends="2025-12-31")],
    facts=[fact("FUNDS", "p9", "p2", amount=100.0, currency="SEK"), fact("NEEDS", "u1", "skills")],
)
NOW = network(
    {"p1": "u1 c1", "p2": "c1 m1 u1", "p4": "c1 x1"},
    projects=[Project("p1", "Ett", starts="2024", ends="2026-06"), Project("p2", "Två", ends="2025-12-31")],
    facts=[fact("FUNDS", "p9", "p2", amount=250.0, currency="SEK"), fact("OFFERS", "c1", "skills")],
)


def whole(part: StakeholderNetwork, revision: int, made: str) -> StakeholderNetwork:
    return replace(part, revision=revision, made=f"{made}T12:00:00+00:00")


def changes(then: StakeholderNetwork, now: StakeholderNetwork, language: str = "sv", **given: Any) -> Answer:
    """Revision 3 of 10 November, asked in a view, beside revision 2 of 1 October."""
    view = View.of(given.pop("view", {}))
    earlier, later = whole(then, 2, "2025-10-01"), whole(now, 3, "2026-11-10")
    networks = {None: later, "2": earlier, "2025-10-15": earlier, "2026-02": later, "3": later}
    values = {"since": "2", **given}
    return QUESTION.ask(later.of(view), values, language, lambda asked: networks[asked.as_of].of(asked))


def told(answer: Answer) -> set[tuple[str, str, str]]:
    return {(item["change"], item["type"], " ".join(end["id"] for end in item["subject"])) for item in answer.items}


def one(answer: Answer, change: str, type: str) -> Any:
    (item,) = [item for item in answer.items if (item["change"], item["type"]) == (change, type)]
    return item


def test_a_grant_in_several_currencies_is_told_by_currency() -> None:
    def granted(*parts: Grant) -> StakeholderNetwork:
        reports = [Report(f"FUNDS│p9│{n}│p1", "d", "s", None, None, "asserted", part) for n, part in enumerate(parts)]
        paid = Fact("FUNDS", "p9", "p1", tuple(reports)).with_money()
        return network({"p1": "u1 c1"}, facts=[paid])

    kronor, euro = Grant(500.0, "SEK"), Grant(30.5, "EUR")
    for then, now in ((kronor, euro), (kronor, Grant(40.0, "EUR"))), ((kronor,), (kronor, euro)):
        item = one(changes(granted(*then), granted(*now)), "changed", "FUNDS")
        assert item["before"] == {"amounts": {part.currency: part.amount for part in then}}
        assert item["after"] == {"amounts": {part.currency: part.amount for part in now}}
    assert "500 SEK, nu 30 EUR + 500 SEK" in item["sentence"]


FACTS = {
    ("new", "Project", "p4"),
    ("new", "Actor", "x1"),
    ("new", "PARTICIPATES_IN", "u1 p2"),
    ("new", "OFFERS", "c1 skills"),
    ("ended", "Project", "p1"),
    ("ended", "Project", "p2"),
    ("changed", "Project", "p1"),
    ("changed", "FUNDS", "p9 p2"),
    ("withdrawn", "Project", "p3"),
    ("withdrawn", "Actor", "f1"),
    ("withdrawn", "NEEDS", "u1 skills"),
}


def test_every_fact_is_told_once_and_those_of_new_nodes_by_the_node() -> None:
    answer = changes(THEN, NOW)
    assert {row for row in told(answer) if row[0] != "moved"} == FACTS
    assert answer.method["counts"]["new"] == 4
    assert [item["change"] for item in answer.items] == sorted(
        (item["change"] for item in answer.items),
        key=["new", "ended", "changed", "merged", "withdrawn", "moved"].index,
    )


def test_what_differs_and_who_says_so() -> None:
    answer = changes(THEN, NOW)
    funding = one(answer, "changed", "FUNDS")
    assert (funding["before"], funding["after"]) == ({"amount": 100.0}, {"amount": 250.0})
    assert [each["quote"] for each in funding["sources"]] == ["p9–p2"]
    assert funding["sentence"] == "P9 finansierar Två: beloppet var 100, nu 250."
    assert one(answer, "changed", "Project")["sentence"] == "Ett: slutet var 2026-03, nu 2026-06."
    assert one(answer, "withdrawn", "NEEDS")["sentence"] == (
        "Ingen källa säger längre att U1 söker partner inom kompetensförsörjning."
    )
    assert one(answer, "new", "Project")["sentence"] == "Projekt p4 är ett nytt projekt med C1 och X1."
    assert one(answer, "withdrawn", "Project")["sources"][0]["source"] == "s"


@pytest.mark.parametrize(("since", "ended"), [("2", {"p1", "p2"}), ("2025-10-15", {"p1", "p2"}), ("2026-02", {"p1"})])
def test_a_project_ended_when_its_last_day_lies_between(since: str, ended: set[str]) -> None:
    """Two ended on the last day of 2025, one on that of June 2026; the revision asked is of November."""
    answer = changes(THEN, NOW, since=since, change="ended")
    assert {item["subject"][0]["id"] for item in answer.items} == ended


def test_another_role_in_the_project_is_one_change() -> None:
    led = network({"p2": "m1"}, facts=[fact("PARTICIPATES_IN", "u1", "p1", "coordinator")])
    took_part = network({"p2": "m1"}, facts=[fact("PARTICIPATES_IN", "u1", "p1", "participant")])
    projects = {**led.projects, "p1": Project("p1", "Ett")}
    actors = {"u1": Actor("u1", "U1", "university"), "m1": led.actors["m1"]}
    then, now = (replace(each, projects=projects, actors=actors) for each in (took_part, led))
    item = one(changes(then, now), "changed", "PARTICIPATES_IN")
    assert (item["before"], item["after"]) == ({"role": "participant"}, {"role": "coordinator"})
    assert item["sentence"] == "Ny roll: U1 samordnar Ett; förut: deltar."


def test_where_somebody_lies_who_does_nothing_is_no_news() -> None:
    idle = network({"p1": "u1 c1"}, facts=[fact("LOCATED_IN", "m1", "se:25"), fact("LOCATED_IN", "c1", "se:25")])
    assert told(changes(network({"p1": "u1 c1"}), idle)) == {("new", "LOCATED_IN", "c1 se:25")}


def test_in_a_view_only_what_it_shows_is_told_and_nothing_that_only_left_it() -> None:
    answer = changes(THEN, NOW, view={"from": "2026-05"})
    assert ("changed", "Project", "p1") in told(answer)
    assert not {row for row in told(answer) if "p2" in row[2]}
    assert ("new", "PARTICIPATES_IN", "u1 p1") not in told(answer), "it was in the project before, outside the view"


# u1 and x1 are in p1 and p2; by a decision x1 is u1, under the id of u1 (merged), or the other way round (split).
APART = network({"p1": "u1 c1", "p2": "x1 c1"})


def decided(facts: tuple[Fact, ...]) -> Iterator[Fact]:
    for each in facts:
        yield replace(each, start="u1") if each.start == "x1" else each


TOGETHER = replace(
    APART,
    facts=tuple(decided(APART.facts)),
    actors={id: actor for id, actor in APART.actors.items() if id != "x1"},
)


def test_two_that_became_one_are_merged_and_nothing_else_happened() -> None:
    answer = changes(APART, TOGETHER)
    assert {row for row in told(answer) if row[0] != "moved"} == {("merged", "Actor", "u1")}
    item = one(answer, "merged", "Actor")
    assert (item["before"], item["after"]) == ({"ids": ["u1", "x1"]}, {"ids": ["u1"]})
    assert item["sentence"] == "U1 (u1) och X1 (x1) räknas nu som en aktör: U1."


def test_one_that_became_two_is_changed_and_nothing_else_happened() -> None:
    answer = changes(TOGETHER, APART)
    rows = {row for row in told(answer) if row[0] != "moved"}
    assert ("changed", "Actor", "u1") in rows
    assert rows <= {("changed", "Actor", "u1"), ("new", "Actor", "x1")}


def test_a_better_id_is_no_change() -> None:
    known = Actor("orgnr:1", "C1", "company")
    facts = tuple(replace(each, start="orgnr:1") if each.start == "c1" else each for each in APART.facts)
    actors = {"orgnr:1": known, "u1": APART.actors["u1"], "x1": APART.actors["x1"]}
    answer = changes(APART, replace(APART, facts=facts, actors=actors))
    assert answer.items == ()
    assert [each["reason"] for each in answer.left_out] == ["no_change"]


def test_a_role_more_or_a_second_source_moves_nobody() -> None:
    more = Report("e│t│u1│p1│partner│0", "e", "t", None, None, "asserted")
    facts = tuple(
        replace(each, reports=(*each.reports, more)) if (each.start, each.end) == ("u1", "p1") else each
        for each in APART.facts
    )
    assert changes(APART, replace(APART, facts=facts)).items == ()


def test_brokers_gaps_and_overlaps_move() -> None:
    """c1 lay between u1 and m1, who meet now; nobody lies between them any more."""
    then = network({"p1": "u1 c1", "p2": "c1 m1"}, projects=[Project("p1", "Järn i norr"), Project("p2", "Fisk")])
    now = network(
        {"p1": "u1 c1", "p2": "c1 m1", "p3": "u1 m1"},
        projects=[Project("p1", "Järn i norr"), Project("p2", "Fisk"), Project("p3", "Järn i norr")],
    )
    moved = {(item["type"], tuple(end["id"] for end in item["subject"])): item for item in changes(then, now).items}
    broker = moved["brokers", ("c1",)]
    assert (broker["before"], broker["after"]) == ({"rank": 1, "betweenness": 1.0}, None)
    assert broker["sentence"] == "C1 är inte längre bland brobyggarna; förut plats 1."
    met = moved["gaps", ("m1", "u1")]
    assert (met["before"], met["after"]) == ({"rank": 1}, None)
    assert met["sentence"] == "M1 och U1 var en lucka (plats 1) och möts nu i Järn i norr."


def test_a_network_alone_has_no_earlier_revision() -> None:
    with pytest.raises(NotFoundError, match="no revision '2'"):
        QUESTION.ask(NOW, {"since": "2"})


def test_the_first_revision_has_nothing_before_it() -> None:
    answer = QUESTION.ask(whole(NOW, 1, "2026-01-01"), {})
    assert (answer.items, [each["reason"] for each in answer.left_out]) == ((), ["no_earlier"])


def test_a_later_revision_is_refused() -> None:
    with pytest.raises(InputError, match="comes after revision 3"):
        QUESTION.ask(whole(NOW, 3, "2026-01-01"), {"since": "4"}, network_of=lambda _view: whole(THEN, 4, "2026-02-01"))


LONG = "En förening med ett mycket långt namn som ingen orkar läsa högt i ett sammanträde"


def lengthened(part: StakeholderNetwork) -> StakeholderNetwork:
    actors = {id: replace(actor, name=f"{LONG} {id}") for id, actor in part.actors.items()}
    projects = {id: replace(project, name=f"{LONG} {id}") for id, project in part.projects.items()}
    return replace(part, actors=actors, projects=projects)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_sentences_are_whole_and_short(language: str) -> None:
    many = network({"p1": "u1 c1", "p7": "u1 c1 m1 f1 x1 x2"})
    pairs = ((THEN, NOW), (APART, TOGETHER), (APART, many))
    told = [changes(lengthened(then), lengthened(now), language) for then, now in pairs]
    told.append(changes(THEN, lengthened(NOW), language))
    for item in (item for answer in told for item in answer.items):
        assert item["sentence"].endswith((".", "…"))
        assert "{" not in item["sentence"]
        assert len(item["sentence"]) <= 220
