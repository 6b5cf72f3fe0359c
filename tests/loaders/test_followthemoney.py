"""FollowTheMoney: no person is kept, and what is not taken is told. Every name is invented."""

from __future__ import annotations

import json
from pathlib import Path

from loaders.run import read_files
from tests.loaders.test_foreign_graphs import ties


def entities(folder: Path, *found: tuple[str, str, dict[str, list[str]]]) -> Path:
    lines = [json.dumps({"id": id, "schema": schema, "properties": values}) for id, schema, values in found]
    (folder / "f.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder / "f.jsonl"


def test_what_followthemoney_ties_and_hur_does_not_is_counted_by_schema_and_reason(tmp_path: Path) -> None:
    load = read_files(
        [
            entities(
                tmp_path,
                ("a", "Company", {"name": ["Nordnod AB"]}),
                ("b", "Organization", {"name": ["Partiet"]}),
                ("d", "Person", {"name": ["Annan Person"]}),
                ("v", "Vessel", {"name": ["Båten"]}),
                ("p1", "Payment", {"payer": ["a"], "beneficiary": ["b"], "amount": ["100"]}),
                ("p2", "Payment", {"payer": ["a"], "beneficiary": ["b"], "amount": ["200"]}),
                ("p3", "Payment", {"payer": ["d"], "beneficiary": ["b"], "amount": ["5"]}),
                ("m1", "Membership", {"member": ["a"]}),
                ("u1", "UnknownLink", {"subject": ["a"], "object": ["v"]}),
            )
        ]
    )
    notes = " ".join(load.notes)
    assert "5 ties" in notes
    for told in (
        "Payment without project (2)",
        "Payment to or from a Person (1)",
        "Membership without organization (1)",
        "UnknownLink to or from a Vessel (1)",
    ):
        assert told in notes


def test_a_slice_of_followthemoney_lacks_what_its_edges_lead_to(tmp_path: Path) -> None:
    owned = {"addressEntity": ["somewhere"], "name": ["Nordnod AB"]}
    linked = {"subject": ["a"], "object": ["elsewhere"]}
    load = read_files([entities(tmp_path, ("a", "Company", owned), ("u", "UnknownLink", linked))])
    assert [problem.row for problem in load.rejected] == [1, 2]
    assert "which is a slice, were left out: 2" in " ".join(load.notes)
    assert load.prune


def test_followthemoney_keeps_no_person(tmp_path: Path) -> None:
    found: list[tuple[str, str, dict[str, list[str]]]] = [
        ("a", "Company", {"name": ["Nordnod AB", "Nordnod"], "country": ["no"], "registrationNumber": ["12"]}),
        ("b", "LegalEntity", {"name": ["Någon Person"]}),
        ("c", "LegalEntity", {"name": ["Sydnod"], "legalForm": ["AS"]}),
        ("d", "Person", {"name": ["Annan Person"]}),
        ("p", "Project", {"name": ["Nätet"]}),
        ("t1", "ProjectParticipant", {"participant": ["a"], "project": ["p"], "role": ["coordinator"]}),
        ("t2", "ProjectParticipant", {"participant": ["d"], "project": ["p"]}),
        ("t3", "ProjectParticipant", {"participant": ["b"], "project": ["p"]}),
        (
            "t4",
            "Payment",
            {"payer": ["c"], "beneficiary": ["a"], "project": ["p"], "amount": ["100"], "currency": ["EUR"]},
        ),
        ("v", "Vessel", {"name": ["Båten"]}),
    ]
    load = read_files([entities(tmp_path, *found)])
    assert ties(load) == {("PARTICIPATES_IN", "nordnod-ab", "f:p", "coordinator"), ("FUNDS", "sydnod", "f:p", None)}
    assert "Person" not in " ".join(str(node.properties) for node in load.nodes)
    assert [each.properties["amount"] for each in load.relations if each.name == "FUNDS"] == [100.0]
    assert "LegalEntity (1), Vessel (1)" in " ".join(load.notes)
