"""What communities are called: by their country or the theme of their projects, or by who has most contacts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from graph.messages import message
from graph.network.network import StakeholderNetwork
from queries.finding.themes import theme_weights
from queries.wording.names import country_name, cut, theme_in_sentence

_COMMON = 1 / 3  # of a community's projects that have a theme, at least, for it to be named by one
_LETTERS = 32


def community_names(
    network: StakeholderNetwork, community_of: Mapping[str, str | None], language: str
) -> Mapping[str, str]:
    """Community → its name inside a sentence.

    A country, a theme, or both where the country is taken, names the largest community that has it. A country does
    where all members are of it and the network has other ones.
    """

    def build() -> dict[str, str]:
        members: dict[str, list[str]] = defaultdict(list)
        for actor, community in community_of.items():
            members[community or ""].append(actor)
        named: dict[str, str] = {}
        taken: set[str] = set()
        for community, actors in sorted(members.items(), key=lambda item: (-len(item[1]), item[0])):
            named[community] = next(name for name in _names(network, actors, language) if name not in taken)
            taken.add(named[community])
        return named

    return network.cached(f"names of communities in {language}", build)


def _names(network: StakeholderNetwork, actors: list[str], language: str) -> Iterator[str]:
    """What it may be called, the most telling first; the last is its centre's own."""
    country, theme = _country(network, actors), _theme(network, actors)
    where = country_name(country, language) if country else ""
    about = theme_in_sentence(network.themes[theme], language) if theme else ""
    if country:
        yield message("questions.community_country", language, country=where)
    if theme and not country:
        yield message("questions.community_theme", language, theme=about)
    if theme and country:
        yield message("questions.community_theme_country", language, theme=about, country=where)
    centre = network.actors[_centre(network, actors)]
    yield message("questions.community_centre", language, actor=cut(centre.name, _LETTERS))
    yield message("questions.community_centre", language, actor=centre.name)
    yield message("questions.community_centre", language, actor=centre.id)


def _country(network: StakeholderNetwork, actors: list[str]) -> str | None:
    """The country of several that all are of; None where the network has only one."""
    everywhere = network.cached("countries", lambda: {actor.country for actor in network.actors.values()} - {None})
    countries = {network.actors[actor].country for actor in actors}
    return countries.pop() if len(actors) > 1 and len(countries) == 1 and len(everywhere) > 1 else None


def _theme(network: StakeholderNetwork, actors: list[str]) -> str | None:
    """The theme of a third of its projects at least that tells most: common there, seldom elsewhere."""
    projects = {project for actor in actors for project in network.projects_of.get(actor, ())}
    themes = [network.themes_of[project] for project in sorted(projects) if project in network.themes_of]
    counts, weights = Counter(theme for of_project in themes for theme in of_project), theme_weights(network)
    common = [theme for theme, count in counts.items() if count >= _COMMON * len(themes)]
    return min(common, key=lambda theme: (-counts[theme] * weights[theme], theme), default=None)


def _centre(network: StakeholderNetwork, actors: list[str]) -> str:
    degree = network.collaboration.degree
    return min(actors, key=lambda actor: (-degree[actor], actor))
