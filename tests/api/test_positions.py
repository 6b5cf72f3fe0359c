"""The map stands still: what did not change lies where it lay before the load, in every format and language."""

from __future__ import annotations

import io
import json
import math
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.service.positions import Positions
from api.service.saved_positions import SavedPositions
from benchmarks.house.map import with_project
from graph.settings import read_settings
from tests.api.conftest import API, load_demo
from tests.unit.viz.networks import demo, synthetic
from viz.drawing.layout import draw
from viz.view.build import network_view

Places = dict[str, tuple[float, float]]
ONE_ACTOR = "actor_a;actor_b;kind\nNykomlingen AB;Boliden AB;avtal\n"
ONE_PROJECT = (
    "project;actor;role\nEtt projekt till;Boliden AB;partner\nEtt projekt till;Luleå tekniska universitet;partner\n"
    "Ett projekt till;Nykomlingen AB;coordinator\n"
)


def load(client: TestClient, text: str) -> None:
    file = {"file": ("mer.csv", io.BytesIO(text.encode()))}
    loaded = client.post(f"{API}/loads", params={"apply": True}, files=file, data={"dataset": "mer"})
    assert loaded.json()["state"] == "applied", loaded.text


def drawn_nodes(text: str) -> list[Any]:
    """The nodes of a map's file with where they lie."""
    found = re.search(r'<script type="application/json" id="(?:map-)?data">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    nodes: list[Any] = json.loads(found[1])["nodes"]
    return nodes


def places(text: str) -> Places:
    """Where every node of a pyvis file lies, by its name."""
    return {node["name"]: (node["x"], node["y"]) for node in drawn_nodes(text) if node["id"].startswith("N")}


def furthest(before: Places, after: Places) -> float:
    """The longest way that a node of both maps has moved, as a share of the width of the one before."""
    width = max(x for x, _ in before.values()) - min(x for x, _ in before.values())
    return max(math.dist(at, after[name]) for name, at in before.items() if name in after) / width


@pytest.mark.parametrize(("text", "new"), [(ONE_ACTOR, {"Nykomlingen AB"}), (ONE_PROJECT, {"Ett projekt till"})])
def test_a_load_does_not_move_what_it_does_not_change(client: TestClient, text: str, new: set[str]) -> None:
    load_demo(client)
    before = places(client.get("/karta/innehall", params={"form": "pyvis"}).text)
    load(client, text)
    after = places(client.get(f"{API}/exports/pyvis", params={"lang": "en"}).text)
    assert new | before.keys() <= after.keys()
    assert furthest(before, after) < 0.02


def test_the_kind_of_layout_does_not_flip(client: TestClient) -> None:
    load_demo(client)
    # only the layout of bubbles writes the names of projects inside their boxes
    assert "SORESS-MMI" in boxed_names(client)
    load(client, ONE_PROJECT)
    assert {"SORESS-MMI", "Ett projekt till"} <= boxed_names(client)


def boxed_names(client: TestClient) -> set[str]:
    text = client.get("/karta/innehall", params={"form": "pyvis"}).text
    return {" ".join(node["label"].split()) for node in drawn_nodes(text) if node.get("shape") == "box"}


def test_surroundings_stand_still_too(client: TestClient) -> None:
    load_demo(client)
    address = "/karta/omkring/orgnr:5560514142"
    before = [(x, y) for _, _, x, y, *_ in drawn_nodes(client.get(address).text)]
    load(client, ONE_ACTOR)
    after = [(x, y) for _, _, x, y, *_ in drawn_nodes(client.get(address).text)]
    assert len(after) == len(before) + 1
    # Boliden now binds two together: its circle has grown to full size and into the one beside it
    assert len(set(before) & set(after)) == len(before) - 1


def test_each_map_has_its_own_places() -> None:
    positions = Positions()
    first = positions.draw("first", network_view(demo()))
    other = positions.draw("other", network_view(synthetic(60)))
    assert positions.draw("first", network_view(demo(), language="en")).positions == first.positions
    assert positions.draw("other", network_view(synthetic(60))).positions == other.positions


def test_the_maps_drawn_last_are_kept() -> None:
    positions = Positions(most=1)
    positions.draw("map", network_view(with_project(demo())))
    begun = positions.draw("map", network_view(demo())).positions
    positions.draw("other", network_view(synthetic(60)))
    anew = positions.draw("map", network_view(demo())).positions
    assert anew == draw(network_view(demo())).positions != begun


def test_a_map_lies_the_same_after_a_restart(tmp_path: Path) -> None:
    saved = SavedPositions(tmp_path / "positions")
    before = Positions(saved=saved).draw("map", network_view(demo()))
    after = Positions(saved=saved).draw("map", network_view(with_project(demo())))
    assert {id: after.positions[id] for id in before.positions} == before.positions
    (file,) = saved.folder.iterdir()
    assert "boliden" not in file.read_text()


def test_a_damaged_file_of_places_begins_the_map_anew(tmp_path: Path) -> None:
    saved = SavedPositions(tmp_path)
    begun = Positions(saved=saved).draw("map", network_view(demo()))
    next(tmp_path.iterdir()).write_text("{")
    assert Positions(saved=saved).draw("map", network_view(demo())).positions == begun.positions


def test_positions_are_kept_beside_the_graph_on_a_server_too() -> None:
    server = read_settings(graph="bolt://localhost:7687", neo4j_user="neo4j", neo4j_password="x")
    assert server.positions_folder == Path("hur-positions")
    assert read_settings(graph="nät").positions_folder == Path("nät") / "positions"
