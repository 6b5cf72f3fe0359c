"""Findings in shuffled networks: few by chance, and none where there is nothing to compare."""

from queries.evaluation.groups import FalseFindings, false_findings
from queries.questions.gaps import QUESTION
from tests.unit.queries.small_networks import network

# Universities meet universities and companies companies, until they are shuffled.
APART = {f"p{n}": f"u{n % 7} u{n % 11 + 20}" for n in range(60)} | {
    f"q{n}": f"c{n % 7} c{n % 11 + 20}" for n in range(60)
}


def test_what_is_found_in_the_network_is_gone_when_it_is_shuffled() -> None:
    answer = QUESTION.ask(network(APART), {"of": "groups"})
    assert [item["reading"] for item in answer.items] == ["gap", "cluster", "cluster"]

    told: list[tuple[int, int]] = []
    found = false_findings(network(APART), "sector", 40, lambda _, done, total: told.append((done, total)))

    assert found is not None
    assert found.runs == 40
    assert found.with_finding <= 4  # one in twenty by chance, were the three counts independent
    assert told[-1] == (40, 40)


def test_without_groups_there_is_nothing_to_measure() -> None:
    assert false_findings(network({"p1": "x1 x2"}), "sector", 5) is None


def test_p_of_gaps_against_clusters_by_hand() -> None:
    assert FalseFindings(200, 6, 6, 0).p == 2 / 2**6
    assert FalseFindings(200, 2, 1, 1).p == 1
    assert FalseFindings(200, 0, 0, 0).p is None
