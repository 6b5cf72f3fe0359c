"""A property graph read from anywhere, made into records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graph.messages import Message
from loaders.base import Reading
from loaders.files.sample import Sample
from loaders.files.table import refuse
from loaders.graphs.edges import Edges
from loaders.graphs.elements import PropertyGraph
from loaders.graphs.evidence import Sources
from loaders.graphs.nodes import Nodes
from loaders.graphs.tally import Tally
from loaders.graphs.untyped import label_of_untyped


def add_graph(graph: PropertyGraph, reading: Reading, untyped: str) -> None:
    """Put a graph's nodes and edges into `reading`.

    What a node is, an attribute of known words says (`words.py`); a node of no known word has the label `untyped`,
    and persons are left out and counted. An edge between actors is a collaboration, one between an actor and a project
    a participation, unless a known word says otherwise. Parallel edges are reports of their own. Nodes without a name,
    self-loops and edges to nodes that are not there are rejected. What our own exports write is read back: `hur_id` is
    the id of a node, `evidence` what a tie cites.
    """
    sources, tally = Sources(graph, reading), Tally()
    nodes = Nodes(graph, reading, sources, tally, untyped)
    for node in graph.nodes:
        nodes.add(node)
    edges = Edges(graph, reading, sources, tally, nodes)
    for edge in graph.edges:
        edges.add(edge)
    tally.report(reading)


@dataclass(frozen=True, slots=True)
class GraphLoader:
    """Reads one format of graphs: how it is recognised, and the graph of a file; a note of it goes to the reading."""

    is_format: Callable[[Sample], bool]
    graph: Callable[[Sample, Reading], PropertyGraph]

    def recognises(self, file: Sample) -> bool:
        """Whether the file is of the format."""
        return self.is_format(file)

    def read(self, files: Sequence[Sample], reading: Reading) -> None:
        """Read each file as a graph of its own.

        Raises:
            OpenQuestionsError: nobody has said what nodes are that do not say it themselves.
        """
        graphs = [self.graph(file, reading) for file in files]
        untyped = label_of_untyped(graphs, reading)
        for graph in graphs:
            add_graph(graph, reading, untyped)
        if not reading.nodes and not reading.problems:
            raise refuse(files[0].name, Message("loading.graph_nothing_left"))
