"""Money that goes to a recipient: its id follows the actor, and no sum is lost when actors become one."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from graph.decisions.identities import decide, withdraw
from graph.errors import InputError
from graph.identity import Decision, Pair
from graph.ingest.backup import restore_backup, write_backup
from graph.ingest.erase import erase
from graph.ingest.ingest import forget, ingest
from graph.model.records import Node, RecordError, Relation, Value
from graph.network.facts import Fact
from graph.network.reading import read_network
from graph.store.ladybug import LadybugStore
from graph.store.protocol import GraphStore
from tests.contract.engines import Engine
from tests.contract.samples import actor, evidence, load, project, rows_of

FUNDER, P = actor("Tillväxtverket"), project("p")
LTU, UMU = actor("Luleå tekniska universitet"), actor("Umeå universitet")


def grant(amount: float, recipient: Node | None = None, locator: str | None = None, **more: Value) -> Relation:
    stated: dict[str, Value] = {"amount": amount, "currency": "SEK", **more}
    if recipient:
        stated["recipient"] = recipient.id
    return Relation("FUNDS", FUNDER.id, P.id, replace(evidence(), locator=locator), stated)


def funding(store: GraphStore) -> Fact:
    (fact,) = read_network(store).fundings
    return fact


def test_two_partners_with_the_same_amount_are_two_reports(store: GraphStore) -> None:
    ingest(store, load("a", FUNDER, P, LTU, UMU, grant(1e6, LTU), grant(1e6, UMU)))
    fact = funding(store)
    assert (fact.amount, len(fact.reports)) == (2e6, 2)
    assert {part.recipient: part.amount for part in fact.parts} == {LTU.id: 1e6, UMU.id: 1e6}
    assert sorted(row["key"] for row in rows_of(store, "FUNDS")) == [
        f"a│s│{FUNDER.id}│p│{LTU.id}│0",
        f"a│s│{FUNDER.id}│p│{UMU.id}│0",
    ]


def test_a_grant_of_the_whole_project_keeps_the_key_that_it_always_had(store: GraphStore) -> None:
    ingest(store, load("a", FUNDER, P, grant(1e6)))
    assert [row["key"] for row in rows_of(store, "FUNDS")] == [f"a│s│{FUNDER.id}│p││0"]


def test_a_recipient_that_nobody_describes_is_refused(store: GraphStore) -> None:
    with pytest.raises(RecordError, match="nothing describes Actor"):
        ingest(store, load("a", FUNDER, P, grant(1e6, LTU)))


def test_a_recipient_follows_when_actors_become_one_and_when_they_part(store: GraphStore) -> None:
    ingest(store, load("a", FUNDER, P, LTU, UMU, grant(5e6, LTU), grant(1e6, UMU)))
    pair = Pair(("a", LTU.id), ("a", UMU.id))
    before = rows_of(store, "FUNDS")
    decide(store, [Decision(pair, "same")], decided_by="Kim")
    merged = funding(store)
    assert merged.amount == 6e6
    assert {part.recipient for part in merged.parts} <= set(read_network(store).actors)
    assert len(merged.parts) == 1
    withdraw(store, [pair])
    after = funding(store)
    assert {part.recipient: part.amount for part in after.parts} == {LTU.id: 5e6, UMU.id: 1e6}
    assert [{**row, "run": None} for row in rows_of(store, "FUNDS")] == [{**row, "run": None} for row in before]


def test_a_better_identifier_of_another_dataset_redirects_the_recipient(store: GraphStore) -> None:
    ingest(store, load("a", FUNDER, P, LTU, grant(5e6, LTU)))
    better = actor("Luleå tekniska universitet", org_number="2021002841")
    ingest(store, load("b", better))
    assert [part.recipient for part in funding(store).parts] == ["orgnr:2021002841"]
    forget(store, "b")
    assert [part.recipient for part in funding(store).parts] == [LTU.id]


def test_funders_that_become_one_add_up_within_a_dataset(store: GraphStore) -> None:
    nutek = actor("Nutek")
    other = Relation("FUNDS", nutek.id, P.id, evidence(), {"amount": 2e6, "currency": "SEK"})
    ingest(store, load("a", FUNDER, nutek, P, grant(5e6), other))
    decide(store, [Decision(Pair(("a", FUNDER.id), ("a", nutek.id)), "same")], decided_by="Kim")
    assert funding(store).amount == 7e6


def test_two_datasets_tell_of_one_grant(store: GraphStore) -> None:
    ingest(store, load("a", FUNDER, P, LTU, UMU, grant(5e6, LTU), grant(1e6, UMU)))
    ingest(store, load("b", FUNDER, P, grant(5.5e6)))
    fact = funding(store)
    assert (fact.amount, {report.dataset for report in fact.reports}) == (6e6, {"a", "b"})


def test_money_survives_a_backup(store: GraphStore, embedded: GraphStore, tmp_path: Path) -> None:
    ingest(store, load("a", FUNDER, P, LTU, grant(5e6, LTU, approximate=("amount",))))
    file = tmp_path / "backup.jsonl"
    write_backup(store, file)
    restore_backup(embedded, file)
    assert funding(embedded) == funding(store)
    assert funding(embedded).approximate == ("amount",)


def test_loading_the_same_again_changes_nothing(store: GraphStore) -> None:
    about = load("a", FUNDER, P, LTU, grant(5e6, LTU, "row 2", approximate=("amount",)), grant(5e6, LTU, "row 3"))
    ingest(store, about)
    assert not ingest(store, about).changed
    assert funding(store).amount == 10e6


@pytest.mark.parametrize("left", [(), ("FUNDS DROP approximate",)], ids=["whole", "broken off half-way"])
def test_reports_of_schema_7_keep_their_keys(engine: Engine, left: tuple[str, ...]) -> None:
    """Two rows of one funder and project had an ordinal each; now they add up, and who gets them is not known."""
    store = engine.open()
    ingest(store, load("a", FUNDER, P, grant(5e6, locator="row 2"), grant(1e6, locator="row 3")))
    before = rows_of(store, "FUNDS")
    store.close()
    columns = ("FUNDS DROP recipient", "FUNDS DROP approximate", "Project DROP approximate")
    for column in columns if not engine.is_server else ():
        if not left or column in left:
            engine.run(f"ALTER TABLE {column}")
    engine.run("MATCH (s:GraphState) SET s.schema_version = 7")
    for _ in range(2):
        store = engine.open()
        assert rows_of(store, "FUNDS") == before
        assert (funding(store).amount, {part.recipient for part in funding(store).parts}) == (6e6, {None})
        store.close()


def test_a_text_that_is_erased_is_gone_from_recipients_too(embedded: GraphStore) -> None:
    nordnod = actor("Nordnod AB")
    ingest(embedded, load("a", FUNDER, P, nordnod, UMU, grant(5e6, nordnod), grant(1e6, UMU)))
    erase(embedded, "Nordnod AB")
    fact = funding(embedded)
    assert fact.amount == 6e6
    assert {part.recipient for part in fact.parts} <= set(read_network(embedded).actors)
    assert not any("nordnod" in report.key for report in fact.reports)


def test_a_backup_whose_recipient_is_nobody_is_refused(embedded: GraphStore, tmp_path: Path) -> None:
    ingest(embedded, load("a", FUNDER, P, LTU, grant(5e6, LTU)))
    write_backup(embedded, tmp_path / "whole.jsonl")
    lines = (tmp_path / "whole.jsonl").read_text("utf-8").splitlines()
    header, *records = map(json.loads, lines)
    for record in records:
        record.pop("sum", None)
        if record.get("relation") == "FUNDS":
            record["recipient"] = "ingen"
    damaged = tmp_path / "damaged.jsonl"
    damaged.write_text("\n".join(map(json.dumps, [header | {"schema_version": 4}, *records])), "utf-8")
    with pytest.raises(InputError, match="ingen"):
        restore_backup(LadybugStore(tmp_path / "other"), damaged)
