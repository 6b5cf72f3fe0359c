"""Names of communities that were put together by hand."""

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
