"""GraphML, for yEd, Gephi and others."""

from __future__ import annotations

import io
from typing import Final

import networkx as nx

from graph.network import StakeholderNetwork
from viz.node_link import flat, node_link

NAME: Final = "graphml"
MEDIA_TYPE: Final = "application/graphml+xml"
SUFFIX: Final = ".graphml"
OF: Final = "network"


def render(network: StakeholderNetwork) -> bytes:
    """The network with texts and numbers only: what nobody has stated is left out, lists are joined."""
    file = io.BytesIO()
    nx.write_graphml_xml(flat(node_link(network)), file, named_key_ids=True)
    return file.getvalue()
