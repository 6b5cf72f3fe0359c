"""Actors without ties leave with the data of a view and come back; a map says how many it leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.service.exports import exported
from api.service.positions import Positions
from graph.network.facts import Actor, Fact, Project, Report, Source
from graph.network.network import StakeholderNetwork
from graph.network.view import EVERYTHING, View
from loaders.run import read_files
from tests.loaders.exchanged import FORMATS
from viz.exports import exports

REPORT = Report("k", "x", "x/källa", None, None, "asserted")
ACTORS = {id: Actor(id, name, "company") for id, name in (("a", "Nordnod"), ("b", "Sydnod"), ("c", "Västnod"))}
WHOLE = StakeholderNetwork(
    1,
    EVERYTHING,
    ACTORS,
    {"x:p": Project("x:p", "Nätet", starts="2024")},
    {},
    {},
    {"x/källa": Source("x/källa", "Källa")},
    (Fact("PARTICIPATES_IN", "a", "x:p", (REPORT,), discriminator="owner"),),
)


def actors_of(view: View, format: str, folder: Path) -> set[object]:
    file = folder / f"nät{exports()[format].SUFFIX}"
    file.write_bytes(exported(WHOLE.of(view), format, "sv", Positions()))
    load = read_files([file], dataset="x")
    return {node.properties["name"] for node in load.nodes if node.label == "Actor"}


@pytest.mark.parametrize("format", [*FORMATS, "xlsx"])
def test_they_leave_with_data(format: str, tmp_path: Path) -> None:
    assert actors_of(View(), format, tmp_path) == {"Nordnod", "Sydnod", "Västnod"}


def test_a_network_of_nothing_else_is_not_empty(tmp_path: Path) -> None:
    alone = StakeholderNetwork(1, EVERYTHING, ACTORS, {}, {}, {}, {}, ())
    content = exported(alone.of(View()), "followthemoney", "sv", Positions())
    assert content.count(b'"Company"') == len(ACTORS)


@pytest.mark.parametrize("options", [{"from": "2024"}, {"dataset": "x"}, {"kind": "company"}, {"kind": "university"}])
def test_what_a_view_does_not_say_of_them_leaves_them_out(options: dict[str, str], tmp_path: Path) -> None:
    """They lie in no period and no dataset, but their kind is known."""
    expected = {"kind=company": set(ACTORS), "kind=university": set[str]()}
    wanted = expected.get("=".join(*options.items()), {"a"})
    content = exported(WHOLE.of(View.of(options)), "json", "sv", Positions()).decode()
    assert {id for id in ACTORS if ACTORS[id].name in content} == wanted


def test_a_map_says_how_many_it_leaves_out() -> None:
    drawn = exported(WHOLE.of(View()), "html", "sv", Positions()).decode()
    assert "2 aktörer utan kopplingar" in drawn
    assert "Sydnod" not in drawn
