import pytest

from graph.network.facts import Actor, Fact, status_of
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
