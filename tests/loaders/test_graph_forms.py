"""Forms of Graphology's JSON, and that every edge of a file is a tie or told."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.run import read_files
from tests.loaders.test_foreign_graphs import graphology, ties


def test_edges_may_be_lists_and_attributes_stand_beside_the_key(tmp_path: Path) -> None:
    """As the demonstration data of sigma.js: the name is the label, not the key."""
    content = {
        "nodes": [
            {"key": "nn", "label": "Nordnod AB", "tag": "Verktyg", "type": "Företag", "cluster": "7", "x": 1.5},
            {"key": "sn", "label": "Sydnod", "type": "Företag"},
        ],
        "edges": [["nn", "sn"], ["sn", "nn", {"type": "avtal"}], ["nn"], "nn-sn", {"source": "nn"}],
        "clusters": [{"key": "7", "color": "#fff"}],
    }
    (tmp_path / "karta.json").write_text(json.dumps(content), encoding="utf-8")
    load = read_files([tmp_path / "karta.json"])
    assert ties(load) == {
        ("COLLABORATES_WITH", "nordnod-ab", "sydnod", None),
        ("COLLABORATES_WITH", "nordnod-ab", "sydnod", "avtal"),
    }
    assert [problem.column for problem in load.rejected] == ["edge 3", "edge 4", "edge 5"]
    assert "which nodes they join were left out: 3" in " ".join(load.notes)


@pytest.mark.parametrize("of_nodes", ["nodeData", "nodeRenderingData"])
def test_gephi_lite_keeps_its_graph_among_its_settings(tmp_path: Path, of_nodes: str) -> None:
    """The form of Gephi Lite 1.0 and, with `nodeRenderingData`, of its first versions."""
    content = {
        "type": "gephi-lite",
        "version": "1.0.1",
        "graphDataset": {
            "metadata": {"title": "Karta"},
            "nodeFields": [{"id": "label", "type": "text"}],
            of_nodes: {"0": {"label": "Nordnod AB"}, "1": {"label": "Nätet"}},
            "edgeData": {"e0": {"label": "Projektägare"}},
            "layout": {"0": {"x": 1, "y": 2}},
            "fullGraph": {
                "options": {"type": "mixed", "multi": True, "allowSelfLoops": True},
                "nodes": [{"key": "0"}, {"key": "1", "attributes": {"x": 0}}],
                "edges": [{"key": "e0", "source": "0", "target": "1", "undirected": True}],
            },
        },
        "filters": {"past": [], "future": []},
        "appearance": {"nodesSize": {"type": "data"}},
    }
    dataset = content["graphDataset"]
    assert isinstance(dataset, dict)
    dataset["nodeData"] = {**dataset.get("nodeData", {})}
    for key, type in (("0", "Företag"), ("1", "Projekt")):
        dataset["nodeData"][key] = {**dataset["nodeData"].get(key, {}), "type": type}
    (tmp_path / "karta.json").write_text(json.dumps(content), encoding="utf-8")
    load = read_files([tmp_path / "karta.json"])
    assert load.dataset.loader == "graphology"
    assert ties(load) == {("PARTICIPATES_IN", "nordnod-ab", "karta:1", "owner")}


def test_a_connection_of_kumu_without_an_end_is_told(tmp_path: Path) -> None:
    elements = [{"label": name, "type": "Organisation"} for name in ("Nordnod AB", "Sydnod")]
    connections = [{"from": "Nordnod AB", "to": "Sydnod"}, {"from": "Nordnod AB", "to": ""}, {"to": "Sydnod"}]
    content = {"elements": elements, "connections": connections}
    (tmp_path / "karta.json").write_text(json.dumps(content), encoding="utf-8")
    load = read_files([tmp_path / "karta.json"])
    assert len(ties(load)) == 1
    assert [problem.column for problem in load.rejected] == ["connection 2", "connection 3"]
    assert "which nodes they join were left out: 2" in " ".join(load.notes)


NAMES = st.sampled_from(["Nordnod AB", "NORDNOD AB", "Sydnod", "Östnod", "!", ""])
TYPES = st.sampled_from(["organisation", "projekt", "person", "tema", "plats", "orsak", None])
KEYS = st.integers(0, 5).map(str)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    nodes=st.dictionaries(KEYS, st.fixed_dictionaries({"label": NAMES, "type": TYPES}), min_size=1),
    edges=st.lists(
        st.tuples(KEYS, KEYS, st.sampled_from([{}, {"type": "finansierar"}, {"type": "hejar"}])), max_size=8
    ),
    untyped=st.sampled_from(["actor", "project", "none"]),
)
def test_every_edge_is_a_tie_or_told(
    nodes: dict[str, dict[str, object]], edges: list[tuple[str, str, dict[str, object]]], untyped: str
) -> None:
    """Counted by hand from the notes; the file adds one organisation, so that it is never empty."""
    nodes["x"] = {"label": "Blixt AB", "type": "organisation"}
    with tempfile.TemporaryDirectory() as folder:
        file = graphology(Path(folder), nodes, edges)
        load = read_files([file], dataset="k", skip_bad_rows=True, answers={"nodes": untyped})
    own = [tie for tie in load.relations if (tie.evidence.locator or "").startswith("edge")]
    told = [problem for problem in load.rejected if str(problem.column).startswith("edge")]
    counted = 0
    for note in load.notes:
        key, values = getattr(note, "key", ""), getattr(note, "values", {})
        if key in ("loading.graph_edges_to_left_out", "loading.graph_ties"):
            counted += values["count"]
        elif key == "loading.graph_persons":
            counted += values["edges"]
    assert len(own) + len(told) + counted == len(edges)
