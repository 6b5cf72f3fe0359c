"""What communities are called: by the theme that their projects have before others, or by who has most contacts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from graph.messages import message
from graph.network.network import StakeholderNetwork
from queries.finding.themes import theme_weights
from queries.wording.names import cut, theme_in_sentence

_COMMON = 1 / 3  # of a community's projects that have a theme, at least, for it to be named by one
_LETTERS = 32


def community_names(
    network: StakeholderNetwork, community_of: Mapping[str, str | None], language: str
) -> Mapping[str, str]:
    """Community → its name inside a sentence; a theme alone names the largest community that has it."""

    def build() -> dict[str, str]:
        members: dict[str, list[str]] = defaultdict(list)
        for actor, community in community_of.items():
            members[community or ""].append(actor)
        named: dict[str, str] = {}
        themes: set[str] = set()
        for community, actors in sorted(members.items(), key=lambda item: (-len(item[1]), item[0])):
            theme = _theme(network, actors)
            if theme and theme not in themes:
                themes.add(theme)
                name = theme_in_sentence(network.themes[theme], language)
                named[community] = message("questions.community_theme", language, theme=name)
            else:
                centre = cut(network.actors[_centre(network, actors)].name, _LETTERS)
                named[community] = message("questions.community_centre", language, actor=centre)
        return named

    return network.cached(f"names of communities in {language}", build)


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
