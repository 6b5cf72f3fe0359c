from dataclasses import fields
from typing import Any

import pytest

from graph.model.vocabulary import ACTOR, DATASET, PLACE, PROJECT, SOURCE, THEME, VERDICT, NodeType
from graph.network.facts import Actor, Dataset, Fact, Place, Project, Source, Theme, Verdict, status_of
from tests.unit.graph.networks import report


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        (("confirmed", "disputed", "asserted"), "disputed"),
        (("asserted", "confirmed"), "confirmed"),
        (("read", "asserted"), "asserted"),
        (("expired", "read"), "read"),
        (("expired",), "expired"),
    ],
)
def test_the_status_of_a_fact_by_its_reports(statuses: tuple[str, ...], status: str) -> None:
    assert status_of(statuses) == status
    assert Fact("FUNDS", "a", "p", tuple(report(status=each) for each in reversed(statuses))).status == status


def test_an_actor_has_the_sector_of_its_kind() -> None:
    assert Actor("a", "A", "cluster").sector == "business"
    assert Actor("a", "A").sector is None


@pytest.mark.parametrize(
    ("country", "sought", "abroad"),
    [
        ("NO", (), True),
        ("SE", (), False),
        (None, (), False),
        (None, ("no",), False),
        ("NO", ("no",), False),
        ("SE", ("no",), True),
        ("SE", ("no", "se:25"), False),
        ("FI", ("no", "se:25"), True),
    ],
)
def test_abroad_is_a_known_country_that_is_not_sought(
    country: str | None, sought: tuple[str, ...], abroad: bool
) -> None:
    assert Actor("a", "A", country=country).is_abroad(sought) is abroad


@pytest.mark.parametrize(
    ("node", "node_type", "only_in_memory", "only_stored"),
    [
        (Actor, ACTOR, set(), set()),
        (Project, PROJECT, set(), set()),
        (Theme, THEME, set(), set()),
        (Place, PLACE, {"parents"}, set()),  # from the ties between places
        (Source, SOURCE, set(), {"claims"}),  # what each dataset says of it; its values follow
        (Dataset, DATASET, {"part"}, set()),  # from its revisions
        (Verdict, VERDICT, set(), set()),
    ],
)
def test_a_node_in_memory_has_the_properties_of_the_model(
    node: Any, node_type: NodeType, only_in_memory: set[str], only_stored: set[str]
) -> None:
    declared = {"id", *(each.name for each in node_type.properties)}
    assert {each.name for each in fields(node)} - only_in_memory == declared - only_stored
