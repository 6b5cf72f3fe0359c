"""What is hidden is not sent: no output of an anonymous map holds a name, alias, number, id, source or quote."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from graph.network.facts import Actor
from graph.network.network import StakeholderNetwork
from graph.network.view import View
from tests.unit.viz.hidden import found_in, texts_of
from tests.unit.viz.networks import demo, synthetic
from viz.drawing.drawing import Layout
from viz.drawing.layout import draw
from viz.exports import exports, takes_network
from viz.view.anonymous import anonymous
from viz.view.build import network_view
from viz.view.network_view import NetworkView

DRAWINGS = sorted(name for name, export in exports().items() if not takes_network(export))


def known() -> StakeholderNetwork:
    """The demo network with what an actor may have beside its name, seen from a municipality and around nobody."""
    network = demo()
    boliden = network.actors["boliden-ab"]
    told = replace(boliden, aliases=("Bolidens Gruv",), org_number="556051-4142", website="https://boliden.example/om")
    note = {**network.actors, "boliden-ab": told}
    return replace(network, actors=note, view=View(place=("se:2422",)), whole=network)


def anonymised(network: StakeholderNetwork, language: str = "sv") -> NetworkView:
    view = network_view(network, language=language, date="2026-11-29")
    return anonymous(view, network.places)


@pytest.mark.parametrize(("language", "layout"), [("sv", None), ("en", None), ("sv", "geographic")])
@pytest.mark.parametrize("name", DRAWINGS)
def test_no_output_holds_what_is_hidden(name: str, language: str, layout: Layout | None, tmp_path: Path) -> None:
    network = known()
    content = exports()[name].render(draw(anonymised(network, language), layout=layout))
    assert found_in(content, network, tmp_path) == set()


def test_names_would_be_found(tmp_path: Path) -> None:
    network = known()
    view = network_view(network, date="2026-11-29")
    for name in set(DRAWINGS) - {"png"}:
        text = texts_of(exports()[name].render(draw(view)), tmp_path)
        plain = text.encode("latin-1", "ignore").decode("utf-8", "ignore")
        assert "Boliden AB" in re.sub(r"\s+", " ", text + plain) or "Boliden AB" in json.dumps(plain), name


def test_kinds_numbers_counties_and_counts_stay() -> None:
    network = known()
    before, view = network_view(network, date="2026-11-29"), anonymised(network)
    assert len(view.nodes) == len(before.nodes)
    assert (view.shown, view.grouped, view.total, view.left_out) == (
        *(before.shown, before.grouped, before.total),
        before.left_out,
    )
    names = sorted(node.name for node in view.nodes)
    assert {"Kommun 1", "Kommun 2", "Kommun 3", "Projekt 6", "Grupp 1 (14)"} & set(names) >= {"Kommun 3", "Projekt 6"}
    assert len(set(names)) == len(names)
    assert view.title == "6 projekt och 29 aktörer"
    assert view.subtitle == "Västerbottens län · Vilka aktörerna är visas inte"
    assert set(view.places.values()) <= {"Norrbottens län", "Västerbottens län", "Sverige"}
    assert sorted(edge.type for edge in view.edges) == sorted(edge.type for edge in before.edges)
    assert {edge.words for edge in view.edges if edge.type == "funds"} == {"finansierar"}
    sizes = sorted((node.type, node.colour, node.size) for node in view.nodes)
    assert sizes == sorted((node.type, node.colour, node.size) for node in before.nodes)


def test_ties_join_the_same_kinds_as_before() -> None:
    def kinds(view: NetworkView) -> list[tuple[str, str, str]]:
        nodes = {node.id: node for node in view.nodes}
        return sorted((edge.type, nodes[edge.source].colour, nodes[edge.target].type) for edge in view.edges)

    network = known()
    assert kinds(anonymised(network)) == kinds(network_view(network))


def test_a_map_of_communities_names_none() -> None:
    network = synthetic(1500)
    view = anonymised(network)
    assert view.is_aggregated
    assert view.title == "Nätverkskarta"
    assert all(node.name.startswith("Samling ") and not node.members for node in view.nodes)
    assert sum(node.stands_for for node in view.nodes) == sum(
        node.stands_for for node in network_view(network, date="2026-11-29").nodes
    )


def test_numbers_are_drawn_anew() -> None:
    network = synthetic(100)
    orders = {tuple(node.colour for node in anonymised(network).nodes) for _ in range(4)}
    assert len(orders) > 1


def test_an_actor_of_no_known_kind_is_an_actor() -> None:
    network = demo()
    actors = {**network.actors, "samforma": Actor("samforma", "Samforma", None)}
    assert any(node.name.startswith("Aktör ") for node in anonymised(replace(network, actors=actors)).nodes)
