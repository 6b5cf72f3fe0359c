"""Oracle: networkx; the order counted by hand."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.measures import link_prediction
from queries.measures.link_prediction import CommonContacts

ALL = 10_000


def nearest(graph: nx.Graph[str], most: int) -> dict[tuple[str, str], float]:
    contacts = CommonContacts(graph)
    pairs = contacts.nearest(np.arange(len(contacts.nodes)), most)
    scores = contacts.scores(pairs).tolist()
    return {(contacts.nodes[a], contacts.nodes[b]): score for (a, b), score in zip(pairs.tolist(), scores, strict=True)}


@given(st.integers(0, 25), st.floats(0, 1), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_common_contacts_are_those_of_networkx(n: int, p: float, seed: int) -> None:
    graph = nx.relabel_nodes(nx.gnp_random_graph(n, p, seed=seed), lambda node: f"å{node:02}")
    pairs = [(min(pair), max(pair)) for pair in nx.non_edges(graph)]
    expected = {(a, b): index for a, b, index in nx.resource_allocation_index(graph, pairs) if index}
    assert nearest(graph, ALL) == pytest.approx(expected)
    contacts = CommonContacts(graph)
    places = np.array([[contacts.place[node] for node in pair] for pair in expected], dtype=np.int64).reshape(-1, 2)
    assert contacts.counts(places).tolist() == [len(list(nx.common_neighbors(graph, *pair))) for pair in expected]


def test_pairs_come_nearest_first_and_tied_pairs_by_id() -> None:
    # b and c have two neighbours of degree 3 in common (1/3 + 1/3), every end of x and y else one or none.
    graph = nx.Graph([("x", "b"), ("x", "c"), ("x", "d"), ("y", "b"), ("y", "c"), ("y", "e")])
    found = nearest(graph, ALL)
    assert list(nearest(graph, 2)) == list(found)[:2] == [("x", "y"), ("b", "c")]
    assert list(found.values())[:2] == pytest.approx([1, 2 / 3])
    assert list(found)[2:] == [("b", "d"), ("b", "e"), ("c", "d"), ("c", "e")]


def test_the_nearest_are_the_first_of_all_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_prediction, "_CELLS", 80)  # two nodes at a time
    graph = nx.relabel_nodes(nx.gnp_random_graph(40, 0.15, seed=3), lambda node: f"å{node:02}")
    index = nx.resource_allocation_index(graph, [(min(pair), max(pair)) for pair in nx.non_edges(graph)])
    first = sorted(index, key=lambda row: (-round(row[2], 12), row[:2]))[:20]
    assert list(nearest(graph, 20)) == [(a, b) for a, b, _ in first]


def test_only_those_asked_for_are_paired_but_all_are_contacts() -> None:
    contacts = CommonContacts(nx.Graph([("x", "b"), ("x", "c"), ("x", "d")]))
    among = np.array([contacts.place["b"], contacts.place["d"]])
    assert contacts.nearest(among, ALL).tolist() == [among.tolist()]


def test_who_has_been_idle_is_further_and_who_has_done_much_comes_before_strangers() -> None:
    graph = nx.Graph([("x", "b"), ("x", "c"), ("x", "d"), ("y", "e"), ("z", "f")])
    contacts = CommonContacts(graph, idle={"d": 2.0}, recent={"b": 3.0, "e": 2.0, "f": 1.0})
    named = [("b", "c"), ("b", "d"), ("b", "e"), ("b", "f"), ("c", "f")]
    pairs = np.array([[contacts.place[node] for node in pair] for pair in named])
    first, faded, most, less, none = contacts.scores(pairs).tolist()
    # x is of degree 3; two idle years take e^(−½ · 2).
    assert (first, faded) == pytest.approx((1 / 3, np.exp(-1) / 3))
    assert first > faded > most > less > none == 0
    assert contacts.block(pairs[:, 0], pairs[:, 1]).diagonal() == pytest.approx(contacts.scores(pairs))
    assert len(contacts.nearest(np.arange(len(contacts.nodes)), ALL)) == 3
