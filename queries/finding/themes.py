"""How telling a theme is."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

from graph.network.network import StakeholderNetwork
from graph.network.view import View
from queries.measures.closeness import inverse_frequency


def theme_weights(network: StakeholderNetwork) -> Mapping[str, float]:
    """How much each theme says in a score: the rarer among projects, the more.

    `inverse_frequency` over the projects whose themes are known, in the default view, whatever `network` shows: in a
    view of one theme every project has it, and it says as much as before. A theme that is only needed or offered counts
    as the rarest. `weighted_jaccard` of two projects' or actors' themes takes these weights.
    """
    uncut = network.of(View())
    return uncut.cached("weights of themes", lambda: _weights(uncut))


def _weights(network: StakeholderNetwork) -> dict[str, float]:
    of_no_project = log(1 + len(network.themes_of)) + 1
    return dict.fromkeys(network.themes, of_no_project) | inverse_frequency(network.themes_of)
