"""GEXF, for Gephi."""

from __future__ import annotations

import io
from typing import Final

import networkx as nx

from graph.network.network import StakeholderNetwork
from viz.exchange.elements import flat

NAME: Final = "gexf"
MEDIA_TYPE: Final = "application/gexf+xml"
SUFFIX: Final = ".gexf"
OF: Final = "network"


def render(network: StakeholderNetwork) -> bytes:
    """The network as `viz.exchange.elements` has it; the name is the label that Gephi shows."""
    graph = flat(network)
    for id, values in graph.nodes(data=True):
        values["label"] = values.get("name", id)
    for edge in graph.edges(keys=True, data=True):
        edge[3]["kind_of_tie"] = edge[3].pop("type")  # `type` is GEXF's own word for directed or not
    file = io.BytesIO()
    nx.write_gexf(graph, file)
    return file.getvalue()
