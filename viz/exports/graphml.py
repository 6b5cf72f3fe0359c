"""GraphML, for yEd, Gephi and others."""

from __future__ import annotations

import io
from typing import Final

import networkx as nx

from graph.network.network import StakeholderNetwork
from viz.exchange.elements import flat

NAME: Final = "graphml"
MEDIA_TYPE: Final = "application/graphml+xml"
SUFFIX: Final = ".graphml"
OF: Final = "network"


def render(network: StakeholderNetwork) -> bytes:
    """The network as `viz.exchange.elements` has it."""
    file = io.BytesIO()
    nx.write_graphml_xml(flat(network), file, named_key_ids=True)
    return file.getvalue()
