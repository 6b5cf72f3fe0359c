"""Graphs that other programs wrote: small ones of invented names, and the real ones where they are at hand."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import Workbook

from graph.errors import InputError
from graph.ingest.load import Load
from loaders.run import read_files
from tests.availability import shared


def graphology(
    folder: Path, nodes: dict[str, dict[str, object]], edges: list[tuple[str, str, dict[str, object]]]
) -> Path:
    """A graph as graphology serialises it."""
    content = {
        "nodes": [{"key": key, "attributes": attributes} for key, attributes in nodes.items()],
        "edges": [{"source": start, "target": end, "attributes": values} for start, end, values in edges],
    }
    file = folder / "karta.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def ties(load: Load) -> set[tuple[object, ...]]:
    told = ((each.properties.get("role") or each.properties.get("kind")) for each in load.relations)
    return {(each.name, each.start, each.end, word) for each, word in zip(load.relations, told, strict=True)}


ACTORS = {"nodes": "actor"}  # what nodes are that do not say it
NODES: dict[str, dict[str, object]] = {
    "1": {"label": "Nordnod AB", "type": "Företag", "hemsida": "https://nordnod.example", "logga": "n.png"},
    "2": {"label": "Fjällförbundet", "typ": "organisation", "org number": "802000-0009"},
    "3": {"label": "Norra nätet", "type": "Projekt", "startdatum": "2025-03", "budget": "3,8 miljoner kr"},
    "4": {"label": "Någon Person", "type": "Person", "email": "person@example.org"},
    "5": {"label": "Blixtlåset", "type": "Sith"},
}


def test_words_say_what_nodes_and_edges_are(tmp_path: Path) -> None:
    edges: list[tuple[str, str, dict[str, object]]] = [
        ("1", "3", {"label": "Projektägare"}),
        ("3", "2", {"label": "finansieras av", "belopp": "480 000 kr"}),
        ("5", "3", {"label": "hejar på"}),
        ("2", "1", {"type": "avtal"}),
        ("1", "2", {}),
        ("4", "3", {"label": "leder"}),
    ]
    load = read_files([graphology(tmp_path, NODES, edges)], dataset="k", answers=ACTORS)
    names = {node.properties["name"]: node for node in load.nodes if node.evidence.source.startswith("k/")}
    assert "Någon Person" not in names
    assert "person@example.org" not in str(load)
    assert names["Nordnod AB"].properties["kind"] == "company"
    assert names["Nordnod AB"].properties["website"] == "https://nordnod.example"
    assert names["Fjällförbundet"].id == "orgnr:8020000009"
    assert names["Fjällförbundet"].properties.get("kind") is None
    assert names["Blixtlåset"].properties.get("kind") is None
    project = names["Norra nätet"]
    assert (project.label, project.id) == ("Project", "k:3")
    assert (project.properties["starts"], project.properties["budget"]) == ("2025-03", 3_800_000.0)
    assert ties(load) == {
        ("PARTICIPATES_IN", "nordnod-ab", "k:3", "owner"),
        ("FUNDS", "orgnr:8020000009", "k:3", None),
        ("PARTICIPATES_IN", "blixtlåset", "k:3", "participant"),
        ("COLLABORATES_WITH", "nordnod-ab", "orgnr:8020000009", "avtal"),
        ("COLLABORATES_WITH", "nordnod-ab", "orgnr:8020000009", None),
    }
    notes = " ".join(load.notes)
    for told in ("1 nodes and 1 edges", "Sith (1)", "hejar på (1)", "logga"):
        assert told in notes


def test_parallel_edges_stay_apart(tmp_path: Path) -> None:
    load = read_files(
        [graphology(tmp_path, NODES, [("1", "2", {}), ("1", "2", {}), ("2", "1", {})])], dataset="k", answers=ACTORS
    )
    assert len({each.evidence.locator for each in load.relations if each.name == "COLLABORATES_WITH"}) == 3


def test_edges_to_nothing_are_rejected(tmp_path: Path) -> None:
    file = graphology(tmp_path, NODES, [("1", "2", {}), ("1", "9", {})])
    with pytest.raises(InputError, match="the node 9, which is not in the file"):
        read_files([file], answers=ACTORS)
    load = read_files([file], skip_bad_rows=True, answers=ACTORS)
    assert [problem.column for problem in load.rejected] == ["edge 2"]
    assert len([each for each in load.relations if each.name == "COLLABORATES_WITH"]) == 1


def test_edges_that_say_nothing_of_anybody_else_are_told_and_refuse_nothing(tmp_path: Path) -> None:
    nodes: dict[str, dict[str, object]] = {
        "1": NODES["1"],
        "2": NODES["1"] | {"logga": "m.png"},
        "3": NODES["3"],
        "6": {"label": "!", "type": "AB"},
    }
    edges: list[tuple[str, str, dict[str, object]]] = [("1", "1", {}), ("1", "2", {}), ("2", "3", {}), ("6", "3", {})]
    load = read_files([graphology(tmp_path, nodes, edges)], dataset="k", skip_bad_rows=True, answers=ACTORS)
    assert [problem.column for problem in load.rejected] == ["node 6", "edge 1", "edge 2"]
    assert ties(load) == {("PARTICIPATES_IN", "nordnod-ab", "k:3", "participant")}
    for told in (
        "to itself were left out: 1",
        "one and the same actor were left out: 1",
        "nodes that were left out: 1",
    ):
        assert told in " ".join(load.notes)
    del nodes["6"], edges[3]
    assert read_files([graphology(tmp_path, nodes, edges)], dataset="k", answers=ACTORS).prune


def test_a_value_that_cannot_be_read_costs_the_value(tmp_path: Path) -> None:
    nodes: dict[str, dict[str, object]] = {
        "1": NODES["1"] | {"org number": "8020000010"},
        "3": NODES["3"] | {"slutdatum": "snart"},
    }
    load = read_files([graphology(tmp_path, nodes, [("1", "3", {})])], dataset="k", answers=ACTORS)
    assert sorted(str(problem.column) for problem in load.rejected) == ["node 1 org number", "node 3 slutdatum"]
    assert ties(load) == {("PARTICIPATES_IN", "nordnod-ab", "k:3", "participant")}


@pytest.mark.parametrize("attributes", [{"org_number": "850101-1236"}, {"hur_id": "orgnr:8501011236"}])
def test_a_personal_identity_number_is_refused_and_not_repeated(tmp_path: Path, attributes: dict[str, object]) -> None:
    file = graphology(tmp_path, {"1": {"label": "Nordnod", **attributes}}, [])
    with pytest.raises(InputError, match="personal identity number") as raised:
        read_files([file])
    assert "850101" not in str(raised.value)


@pytest.mark.parametrize("root", ["graphml", "gexf"])
@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://example.org/a.dtd"> %a;]>',
    ],
)
def test_entities_are_refused(tmp_path: Path, root: str, declared: str) -> None:
    file = tmp_path / f"fel.{root}"
    file.write_text(f'{declared}<{root}><graph><node id="&b;"/></graph></{root}>')
    with pytest.raises(InputError, match="declares an XML entity"):
        read_files([file], loader=root)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.graphml", "<graphml><graph><node id='a'>", "no whole XML"),
        ("a.graphml", "<graphml>" + "<graph>" * 300 + "</graph>" * 300 + "</graphml>", "no whole XML"),
        ("a.gexf", "<gexf><graph/></gexf>", "no node"),
        ("a.json", '{"nodes": [{"key": "a"}], "edges": [', "no whole JSON"),
        ("a.jsonl", '{"id": "a", "schema": "Company", "properties": {"name": ["Nordnod"]}}\n{"id', "no whole JSON"),
    ],
)
def test_files_that_break_off_are_refused(tmp_path: Path, name: str, content: str, reason: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=reason):
        read_files([tmp_path / name])


def test_yed_keeps_names_in_its_drawing(tmp_path: Path) -> None:
    file = tmp_path / "yed.graphml"
    file.write_text(
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">'
        '<key id="d6" for="node" yfiles.type="nodegraphics"/><graph edgedefault="directed">'
        '<node id="n0"><data key="d6"><y:ShapeNode><y:NodeLabel>Nordnod</y:NodeLabel></y:ShapeNode></data></node>'
        '<node id="n1"><data key="d6"><y:ShapeNode><y:NodeLabel>Sydnod</y:NodeLabel></y:ShapeNode></data></node>'
        '<edge source="n0" target="n1"/></graph></graphml>',
        encoding="utf-8",
    )
    assert ties(read_files([file], answers=ACTORS)) == {("COLLABORATES_WITH", "nordnod", "sydnod", None)}


def test_kumu_reads_bars_ids_and_its_own_export(tmp_path: Path) -> None:
    book = Workbook()
    elements, connections = book.worksheets[0], book.create_sheet("Connections")
    elements.title = "Elements"
    for row in (["Label", "Type"], ["Nordnod", "Company"], ["Sydnod", "Company"], ["Nätet", "Project"]):
        elements.append(row)
    for row in (["From", "To", "Type"], ["Nordnod", "Sydnod | Nätet", "partner"]):
        connections.append(row)
    book.create_sheet("Notes (ignore)").append(["Label"])
    book.save(tmp_path / "karta.xlsx")
    expected = {
        ("COLLABORATES_WITH", "nordnod", "sydnod", "partner"),
        ("PARTICIPATES_IN", "nordnod", "karta:nätet", "partner"),
    }
    assert ties(read_files([tmp_path / "karta.xlsx"])) == expected
    made = {
        "elements": [
            {"_id": "e1", "attributes": {"label": "Nordnod", "element type": "Company"}},
            {"_id": "e2", "attributes": {"label": "Nätet", "element type": "Project"}},
        ],
        "connections": [{"_id": "c1", "from": "e1", "to": "e2", "attributes": {"connection type": "owner"}}],
    }
    (tmp_path / "karta.json").write_text(json.dumps(made), encoding="utf-8")
    assert ties(read_files([tmp_path / "karta.json"])) == {("PARTICIPATES_IN", "nordnod", "karta:e2", "owner")}


@pytest.mark.parametrize(
    ("name", "loader", "actors", "edges", "rejected"),
    [  # counted by networkx; of the edges of ipysigma, those from a node or a name to itself are not ties
        ("gephi_airlines.graphml", "graphml", 235, 2101, 0),
        ("ipysigma_eurosis-light.gexf", "gexf", 1285, 6462, 4),
        ("kumu_snap-to-tutorial-data.xlsx", "kumu", 51, 113, 0),
    ],
)
def test_real_files(name: str, loader: str, actors: int, edges: int, rejected: int) -> None:
    load = read_files([shared("data", f"formats/{name}")], answers=ACTORS)
    own = Counter(node.label for node in load.nodes if "/" in node.evidence.source)
    ties = [each for each in load.relations if each.name == "COLLABORATES_WITH"]
    assert (load.dataset.loader, own) == (loader, {"Actor": actors})
    left_out = [problem for problem in load.rejected if problem.column != "country"]  # 47 are "International"
    assert (len(ties), len(left_out)) == (edges - rejected, rejected)
