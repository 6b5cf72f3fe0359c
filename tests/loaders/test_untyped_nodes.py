"""Graphs whose nodes do not say what they are: asked about once, as organisations where names say so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.errors import InputError, OpenQuestionsError
from loaders.registers.name_words import names_organisation
from loaders.run import read_files

CAUSES = ("Incentives to innovate", "Trust", "Market share", "Public debate")
BODIES = ("Nordnods kommun", "Sydnod AB", "Universitetet i Västnod", "Byggföretagen", "Blixt")


def graph(folder: Path, names: tuple[str, ...], type: str | None = None) -> Path:
    """A ring of nodes called so, perhaps of a type."""
    nodes = [{"key": str(key), "label": name} | ({"type": type} if type else {}) for key, name in enumerate(names)]
    edges = [{"source": str(key), "target": str((key + 1) % len(names))} for key in range(len(names))]
    file = folder / "karta.json"
    file.write_text(json.dumps({"nodes": nodes, "edges": edges}), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("names", "type", "proposal"), [(CAUSES, None, None), (CAUSES, "Orsak", None), (BODIES, None, "actor")]
)
def test_it_is_asked_and_proposed_only_where_names_say_so(
    tmp_path: Path, names: tuple[str, ...], type: str | None, proposal: str | None
) -> None:
    with pytest.raises(OpenQuestionsError, match="--nodes actor") as asked:
        read_files([graph(tmp_path, names, type)])
    (question,) = asked.value.questions
    assert (question.name, question.proposal, question.is_certain) == ("nodes", proposal, proposal is not None)
    assert [answer for answer, _ in question.choices] == ["actor", "project", "none"]


@pytest.mark.parametrize(("answer", "labels"), [("actor", {"Actor"}), ("project", {"Project"})])
def test_the_answer_is_what_they_become(tmp_path: Path, answer: str, labels: set[str]) -> None:
    load = read_files([graph(tmp_path, CAUSES)], answers={"nodes": answer})
    assert {node.label for node in load.nodes if "/" in node.evidence.source} == labels
    ties = [relation for relation in load.relations if relation.name == "COLLABORATES_WITH"]
    assert len(ties) == (len(CAUSES) if answer == "actor" else 0)
    assert "4 edges say what the model has no tie for" in " ".join(load.notes) or answer == "actor"


def test_what_is_left_out_takes_its_edges_along(tmp_path: Path) -> None:
    file = graph(tmp_path, CAUSES)
    with pytest.raises(InputError, match="nothing in the file is an organisation"):
        read_files([file], answers={"nodes": "none"})
    content = json.loads(file.read_text("utf-8"))
    content["nodes"][0]["type"] = "Organisation"
    file.write_text(json.dumps(content), encoding="utf-8")
    load = read_files([file], answers={"nodes": "none"})
    assert len([node for node in load.nodes if "/" in node.evidence.source]) == 1
    assert not [relation for relation in load.relations if relation.name == "COLLABORATES_WITH"]
    notes = " ".join(load.notes)
    assert "nodes that do not say what they are were left out: 3" in notes
    assert "edges to nodes that were left out: 4" in notes


def test_a_type_or_a_number_says_it(tmp_path: Path) -> None:
    assert read_files([graph(tmp_path, CAUSES, "organisation")]).nodes
    file = tmp_path / "nummer.json"
    nodes = [{"key": "1", "label": "Blixt", "org_number": "802000-0009"}, {"key": "2", "label": "Dunder", "type": "AB"}]
    file.write_text(json.dumps({"nodes": [nodes[0]], "edges": []}), encoding="utf-8")
    assert read_files([file]).nodes


@pytest.mark.parametrize(
    "name", [*BODIES[:4], "Blue Theatre Ltd", "Northern University", "Malåbostäder", "Konstmuseet", "Stiftung Nord"]
)
def test_words_that_say_an_organisation(name: str) -> None:
    assert names_organisation(name)
    assert not any(
        map(names_organisation, ("BRCA1", "Alaska", "Trust", "Housing demand", "Trust in government", "University"))
    )
