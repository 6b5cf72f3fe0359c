"""The communities of the map of all real data: each named by itself, none cut off, few nodes in none of them."""

from graph.network.network import StakeholderNetwork
from viz.view.build import network_view
from viz.view.small_communities import OTHERS


def test_communities_of_the_real_data_can_be_told_apart(whole: StakeholderNetwork) -> None:
    view = network_view(whole)
    names = [node.short.rsplit(" (", 1)[0] for node in view.nodes]
    assert len(set(names)) == len(names) <= 96
    assert not [name for name in names if "…" in name or len(name) > 80]
    nameless = sum(node.stands_for for node in view.nodes if node.id == f"aggregate:{OTHERS}")
    assert nameless < 0.02 * view.total
