"""Names of communities that were put together by hand."""

from graph.network.facts import Actor
from queries.wording.communities import community_names
from tests.unit.queries.small_networks import fact, network


def test_a_theme_alone_names_the_largest_community_that_has_it() -> None:
    about = [fact("ABOUT", project, "energy") for project in ("p1", "p3")] + [fact("ABOUT", "p2", "skills")]
    teams = {"p1": "c1 c2 c3 c4", "p2": "m1 m2 m3", "p3": "f1 f2", "p4": "u1"}
    community_of = {actor: str(number) for number, team in enumerate(teams.values()) for actor in team.split()}
    assert community_names(network(teams, facts=about), community_of, "sv") == {
        "0": "kretsen inom energi",
        "1": "kretsen inom kompetensförsörjning",
        "2": "kretsen kring F1",
        "3": "kretsen kring U1",
    }


def test_a_community_of_one_country_is_named_by_it_where_there_are_others() -> None:
    teams = {"p1": "c1 c2 c3", "p2": "m1 m2", "p3": "f1 f2", "p4": "u1 u2", "p5": "x1"}
    countries = {"c": "FI", "m": "FI", "f": "NO", "u": None, "x": "SE"}
    everyone = {actor: str(number) for number, team in enumerate(teams.values()) for actor in team.split()}
    actors = [Actor(id, id.upper(), country=countries[id[0]]) for id in everyone]
    facts = [fact("ABOUT", "p2", "energy"), fact("ABOUT", "p4", "energy")]
    named = network(teams, actors=actors, facts=facts)
    assert community_names(named, everyone, "sv") == {
        "0": "kretsen i Finland",
        "1": "kretsen inom energi i Finland",
        "2": "kretsen i Norge",
        "3": "kretsen inom energi",
        "4": "kretsen kring X1",
    }
    assert community_names(named, everyone, "en")["2"] == "the circle in Norway"
    at_home = [Actor(id, id.upper(), country="SE") for id in everyone]
    alone = community_names(network(teams, actors=at_home, facts=facts), everyone, "sv")
    assert alone["0"] == "kretsen kring C1"
