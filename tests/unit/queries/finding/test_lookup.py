import unicodedata
from typing import Any

import pytest

from graph.errors import InputError, NotFoundError
from graph.network.facts import Actor, Project
from queries.finding.lookup import find_actor, find_place, find_project, find_theme
from tests.unit.queries.small_networks import network

NETWORK = network(
    actors=(
        Actor("u1", "Luleå tekniska universitet", "university", ("LTU",)),
        Actor("m1", "Luleå kommun", "municipality"),
        Actor("m2", "Håbo kommun", "municipality"),
    ),
    projects=(
        Project("d:1", "North Sweden Green Deal"),
        Project("d:2", "Social resiliens", acronym="SORESS-MMI"),
        Project("d:3", "Social omsorg"),
    ),
)


@pytest.mark.parametrize("text", ["u1", "Luleå tekniska universitet", "LULEÅ  TEKNISKA", "ltu"])
def test_an_actor_is_found_by_id_name_alias_and_unique_beginning(text: Any) -> None:
    assert find_actor(NETWORK, text).id == "u1"
    assert find_actor(NETWORK, unicodedata.normalize("NFD", text)).id == "u1"


def test_a_project_is_found_by_acronym() -> None:
    assert find_project(NETWORK, "soress").id == "d:2"


def test_an_exact_name_beats_a_longer_one() -> None:
    both = network(projects=(Project("d:1", "Växtkraft"), Project("d:2", "Växtkraft Norr")))
    assert find_project(both, "växtkraft").id == "d:1"


def test_a_name_that_may_mean_several_lists_them() -> None:
    with pytest.raises(InputError, match=r"d:2.*d:3|d:3.*d:2"):
        find_project(NETWORK, "social")


def test_an_unknown_name_shows_the_nearest() -> None:
    with pytest.raises(NotFoundError, match=r"Håbo kommun \(m2\)"):
        find_actor(NETWORK, "Habo kommun")


def test_an_empty_name_is_refused() -> None:
    with pytest.raises(InputError, match="no name"):
        find_actor(NETWORK, " – ")


def test_themes_and_places_are_found_by_name() -> None:
    assert find_theme(NETWORK, "skills supply").id == "skills"
    assert find_place(NETWORK, "Norrbotten").id == "se:25"
