"""What the communities of a large map are called, which small ones are put together, and that each opens as counted."""

from collections import Counter
from dataclasses import replace

import pytest

from graph.errors import NotFoundError
from graph.network.facts import Actor, Fact, Place
from graph.network.network import StakeholderNetwork
from tests.unit.viz.networks import Notebook, synthetic
from viz.drawing.drawing import Circle
from viz.drawing.layout import draw
from viz.view.build import community_part, network_view
from viz.view.community_name import Naming, leader, mix
from viz.view.network_view import NodeView
from viz.view.small_communities import OTHERS, collections_of

LTU = Actor("ltu", "Luleå tekniska universitet", "university", aliases=("LTU", "Luleå University"))


def team(note: Notebook, name: str, theme: str, county: str, *actors: str) -> None:
    """Three projects about a theme that all these actors of a county share."""
    note.places[county] = Place(county, {"se:25": "Norrbottens län", "se:17": "Värmlands län"}[county], "county")
    for number in range(3):
        note.project(f"{name}{number}", f"{name} {number}", starts=str(2020 + number))
        note.about(f"{name}{number}", "s", theme)
        note.takes_part(f"{name}{number}", "s", "partner", *actors)
    for actor in actors:
        note.fact("LOCATED_IN", actor.casefold().replace(" ", "-"), county, "s")


def named(network: StakeholderNetwork, *teams: str, language: str = "sv") -> list[tuple[str, str]]:
    """What the communities of these actors and projects are called."""
    nodes = {node.id: node for node in network_view(network).nodes}
    communities = [[nodes[id] for id in members.split()] for members in teams]
    return Naming.of(network, nodes.values(), language).names(communities)


def test_a_community_is_called_by_its_theme_place_and_best_known_actors() -> None:
    note = Notebook()
    note.actors["ltu"] = LTU
    team(note, "p", "energi", "se:25", "ltu", "Kiruna kommun")
    assert named(note.network(), "ltu kiruna-kommun p0 p1 p2") == [
        ("energi i Norrbottens län: LTU, Kiruna kommun", "energi i Norrbottens län")
    ]
    nodes = [node for node in network_view(note.network()).nodes if node.type == "actor"]
    assert leader(nodes[::-1]) == "kiruna-kommun"
    assert mix(nodes) == {"academia": 1, "municipality": 1}


def test_communities_of_one_theme_and_place_are_told_apart_by_their_best_tied_actors() -> None:
    note = Notebook()
    note.actors["ltu"] = LTU
    team(note, "p", "energi", "se:25", "ltu", "Kiruna kommun")
    team(note, "q", "energi", "se:25", "Älvbyn AB", "Piteå kommun")
    team(note, "r", "energi", "se:17", "Arvika kommun", "Sunne kommun")
    names = named(
        note.network(),
        "ltu kiruna-kommun p0 p1 p2",
        "älvbyn-ab piteå-kommun q0 q1 q2",
        "arvika-kommun sunne-kommun r0 r1 r2",
    )
    assert [short for _, short in names] == ["energi kring LTU", "energi kring Älvbyn AB", "energi i Värmlands län"]


def test_countries_stand_where_no_county_is_known() -> None:
    note = Notebook()
    for id, country in {"a": "CY", "b": "GR", "c": "GR"}.items():
        note.actors[id] = Actor(id, f"Aktör {id}", None, country=country)
    note.project("p", "Projekt")
    note.takes_part("p", "s", "partner", "a", "b", "c")
    # two of three sit in Greece
    assert named(note.network(), "a b c p") == [("I Grekland: Aktör a, Aktör b", "Kring Aktör a")]
    note.actors["b"] = replace(note.actors["b"], country="CY")
    note.actors["c"] = replace(note.actors["c"], country="IT")
    assert named(note.network(), "a b c p")[0][0].startswith("På Cypern: ")
    note.actors["b"] = replace(note.actors["b"], country="NL")
    note.actors["c"] = replace(note.actors["c"], country="NL")
    assert named(note.network(), "a b c p", language="en")[0][0].startswith("In the Netherlands: ")


def small_networks(counties: int) -> StakeholderNetwork:
    """Owners with three projects each: thirty in each county, thirty of a theme alone, and one of neither."""
    note = Notebook()
    for place in range(counties):
        note.places[f"se:{place:02}"] = Place(f"se:{place:02}", f"Län {place}", "county")
    for number in range(30 * counties + 31):
        note.actors[f"a{number}"] = Actor(f"a{number}", f"Ägare {number}", "company" if number % 3 else None)
        for at in range(3):
            note.project(id := f"p{number}-{at}", f"Projekt {number}-{at}", starts=str(2014 + number % 2))
            note.fact("PARTICIPATES_IN", f"a{number}", id, "s", discriminator="owner")
            if number < 30 * counties + 30:
                note.about(id, "s", "energi" if number % 30 < 20 else "kultur")
        if number < 30 * counties:
            note.fact("LOCATED_IN", f"a{number}", f"se:{number // 30:02}", "s")
    return note.network()


def test_small_communities_are_put_together_by_county_else_by_theme() -> None:
    view = network_view(small_networks(9))
    sizes = {node.id.removeprefix("aggregate:"): node.stands_for for node in view.nodes}
    # 301 owners with three projects each; all communities are of four nodes, the first of which is drawn by itself
    assert view.grouped == sum(sizes.values()) == view.total == 4 * 301
    assert {id: count for id, count in sizes.items() if id.startswith("small:") and id != "small:se:00"} == {
        **{f"small:se:{place:02}": 120 for place in range(1, 9)},
        "small:/energi": 80,
        "small:/kultur": 40,
    }
    assert sizes["small:se:00"] == 116
    assert sizes[OTHERS] == 4
    names = {node.id.removeprefix("aggregate:"): node.name for node in view.nodes}
    assert names["small:se:03"] == "Små nätverk i Län 3 (120)"
    assert names["small:/energi"] == "Små nätverk om energi (80)"


def test_a_large_collection_is_divided_by_theme_and_then_by_year() -> None:
    naming = Naming(small_networks(1), "sv", Counter({"energi": 10, "kultur": 5}))

    def project(number: int) -> NodeView:
        theme, place = "energi" if number % 30 < 20 else "kultur", ("se:00",)
        name = f"p{number}"
        return NodeView(name, "project", name, name, themes=(theme,), places=place, first=2014 + number % 2)

    # thirty communities of thirty projects in one county: of 900 nodes 600 are about energy, half begun in either year
    found = collections_of([[project(number)] * 30 for number in range(30)], naming)
    assert {id: len(members) for id, members in found.items()} == {
        "small:se:00/energi/2014": 300,
        "small:se:00/energi/2015": 300,
        "small:se:00/kultur": 300,
    }
    assert naming.collection("se:00", "energi", "2014") == "Små nätverk om energi i Län 0 med start 2014"


def test_every_community_opens_as_a_map_of_its_own_with_as_many_nodes() -> None:
    for network in (synthetic(1200), small_networks(9)):
        view = network_view(network)
        for node in view.nodes:
            part, name = community_part(network, node.id.removeprefix("aggregate:"))
            assert len(part.actors) + len(part.projects) == node.stands_for
            assert node.short == f"{name} ({node.stands_for})"
            assert network_view(part, part=name).subtitle.startswith(name)
        with pytest.raises(NotFoundError, match="The map has no group 'nobody'"):
            community_part(network, "nobody")


def test_whoever_is_in_a_community_opens_it() -> None:
    network = small_networks(9)
    part, name = community_part(network, "p7-1")
    assert part.actors.keys() == {"a7"}
    assert name == "energi kring Ägare 7"


def test_a_community_within_a_community_is_found_again() -> None:
    network = synthetic(5000)
    view = network_view(network)
    outer = max(view.nodes, key=lambda node: node.stands_for).id.removeprefix("aggregate:")
    part, _ = community_part(network, outer)
    inner = leader([node for node in network_view(part).nodes if node.type == "actor"])
    assert community_part(part, inner)[0].actors.keys() <= part.actors.keys()


def test_no_two_of_a_large_map_are_called_alike() -> None:
    view = network_view(synthetic(3000))
    assert len({node.short for node in view.nodes}) == len({node.label for node in view.nodes}) == len(view.nodes)


def test_a_circle_has_the_kinds_that_are_known_in_its_core() -> None:
    view = network_view(small_networks(9))
    county = next(node for node in view.nodes if node.id == "aggregate:small:se:02")
    # of thirty owners twenty are companies and of ten no kind is known
    assert county.mix == (("company", 20), ("unknown", 10))
    assert ("Typ av aktör känd", "20 av 30: Företag 20") in county.facts
    circle = next(shape for shape in draw(view).shapes if isinstance(shape, Circle) and shape.node == county.id)
    assert [share for share, _ in circle.slices] == [1.0]
    assert circle.core**2 == pytest.approx(circle.radius**2 * 20 / 30)
    assert view.kinds_known == (200, 301)


def test_actors_without_a_tie_are_in_no_community() -> None:
    network = synthetic(1200)
    lone = Actor("lone", "Ensam aktör")
    facts = (*network.facts, Fact("LOCATED_IN", "lone", "se", ()))
    network = replace(network, actors={**network.actors, "lone": lone}, facts=facts)
    assert network_view(network).left_out == ("1 utan koppling",)
    with pytest.raises(NotFoundError):
        community_part(network, "lone")
