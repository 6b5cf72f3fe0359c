"""Why an actor has no tie or a project one sector only, and who near works on the same, in words."""

from __future__ import annotations

from graph.messages import message
from graph.network.network import StakeholderNetwork
from queries.finding.paths import participations_of
from queries.finding.priority import Priority
from queries.wording.lengths import MOST_LETTERS, first_short
from queries.wording.names import counted, cut, listed, short_name, theme_in_sentence

# How many names, and how many letters of each, until a sentence is short enough.
_SHORTER = ((3, 60), (2, 60), (1, 60), (1, 40))


def isolate_reason(network: StakeholderNetwork, id: str) -> str:
    """Why an actor has no tie: `alone` in its projects, only `concerned` through a group, or only in `contact`.

    Of an actor of which a source shows who works together (`shows_meetings`); of others nothing is said.
    """
    if _alone_in(network, id):
        return "alone"
    return "concerned" if participations_of(network).get(id) else "contact"


def isolate_sentence(network: StakeholderNetwork, id: str, language: str) -> str:
    """The reason in words; `alone` names the projects whose sources show who works together."""
    participations = participations_of(network).get(id, ())
    alone = sorted({short_name(network.projects[project]) for project in _alone_in(network, id)})
    return message(
        f"questions.broker_{isolate_reason(network, id)}",
        language,
        actor=network.actors[id].name,
        projects=counted("projects", len(_alone_in(network, id)), language),
        names=listed(alone, language),
        phrases=listed(sorted({fact.expanded_from for fact in participations if fact.expanded_from}), language),
    )


def isolated_actor(network: StakeholderNetwork, id: str, priority: Priority, language: str) -> str:
    """Why it has no tie, what it seeks and offers, and who near works on the same."""
    text = isolate_sentence(network, id, language)
    for key, themes in (("needs", priority.needs), ("offers", priority.offers)):
        if themes:
            names = listed((theme_in_sentence(network.themes[theme], language) for theme in themes), language)
            text = _joined(text, [message(f"questions.isolate_{key}", language, themes=names)])
    return _joined(text, _near(network, priority, language))


def isolated_project(network: StakeholderNetwork, id: str, reason: str, priority: Priority, language: str) -> str:
    """That it has one sector (`one_sector`), one participant or none, and who near of another sector does the same."""
    names = sorted(network.actors[actor].name for actor in network.participants.get(id, ()))
    sector = next((network.actors[actor].sector for actor in network.participants.get(id, ())), None)
    sentences = (
        message(
            f"questions.isolate_{reason}",
            language,
            project=short_name(network.projects[id]),
            sector=message(f"questions.group_sector_{sector}", language) if sector else "",
            actors=listed((cut(name, letters) for name in names), language, shown),
        )
        for shown, letters in _SHORTER
    )
    return _joined(first_short(sentences), _near(network, priority, language))


def _near(network: StakeholderNetwork, priority: Priority, language: str) -> list[str]:
    """Who works on the same, from all of them down to one."""
    if not priority.theme:
        return []
    names = [cut(network.actors[actor].name) for actor in priority.near]
    theme = theme_in_sentence(network.themes[priority.theme], language)
    return [
        message("questions.isolate_near", language, actors=listed(names[:shown], language), theme=theme)
        for shown in range(len(names), 0, -1)
    ]


def _joined(text: str, sentences: list[str]) -> str:
    """The text with the first of these sentences after it that one can take in together with it, if any."""
    fitting = (f"{text} {sentence}" for sentence in sentences if len(text) + len(sentence) < MOST_LETTERS)
    return next(fitting, text)


def _alone_in(network: StakeholderNetwork, id: str) -> set[str]:
    """The projects that name it by its own name and would name who else is in them."""
    own = {fact.end for fact in participations_of(network).get(id, ()) if fact.expanded_from is None}
    return {project for project in own if network.shows_collaboration(project)}
