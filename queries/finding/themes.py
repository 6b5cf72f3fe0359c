"""How telling a theme is."""

from __future__ import annotations

from collections.abc import Mapping

from graph.network.network import StakeholderNetwork
from graph.network.view import View
from queries.measures.closeness import inverse_frequency


def theme_weights(network: StakeholderNetwork) -> Mapping[str, float]:
    """How much each theme says in a score: the rarer among projects, the more.

    `inverse_frequency` over the projects whose themes are known, in the default view, whatever `network` shows: in a
    view of one theme every project has it, and it says as much as before. A theme that no project has is not in it; nor can it
    be shared. `weighted_jaccard` of two projects' or actors' themes takes these weights.
    """
    uncut = network.of(View())
    return uncut.cached("weights of themes", lambda: inverse_frequency(uncut.themes_of))
