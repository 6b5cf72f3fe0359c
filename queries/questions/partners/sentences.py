"""Why an actor fits, in one sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from graph.messages import message
from graph.network.facts import Project
from graph.network.network import StakeholderNetwork
from queries.questions.partners.brief import Brief, own_projects
from queries.questions.partners.doors import Chain
from queries.questions.partners.fit import Fit
from queries.questions.partners.roles import role_words
from queries.wording.lengths import MOST_LETTERS
from queries.wording.names import counted, listed, short_name, theme_in_sentence

_ADDED_SHOWN: Final = 2
_LIST: Final = re.compile(r"\b(?:och|and)\b")


def sentence(network: StakeholderNetwork, brief: Brief, fit: Fit, chains: list[Chain], language: str) -> str:
    """What it has done, what it adds and who can introduce it, as far as there is room."""
    text = _done(network, brief, fit, language)
    for clause in (*_adds(network, fit, language), _way(network, chains, language)):
        if len(text) + len(clause) < MOST_LETTERS:
            text += clause
    return text + "."


def _adds(network: StakeholderNetwork, fit: Fit, language: str) -> list[str]:
    """The roles that it plays, and what else of what is missing it has; at most two things."""
    roles = [role_words(role.named(network), language) for role in fit.adds.roles][:_ADDED_SHOWN]
    others = replace(fit.adds, roles=()).words(network, language)[: _ADDED_SHOWN - len(roles)]
    return [
        message(f"questions.partner_{key}", language, added=listed(added, language))
        for key, added in (("plays", roles), ("adds", others))
        if added
    ]


def _done(network: StakeholderNetwork, brief: Brief, fit: Fit, language: str) -> str:
    fitting = fit.themes or fit.concerning
    themes = sorted(theme_in_sentence(network.themes[theme], language) for theme in fitting)
    projects = _projects(network, brief, fit)
    key = "concerned" if not fit.themes and projects else "done" if projects else "offers" if themes else "new"
    newest = network.projects[projects[0]] if projects else None
    return message(
        f"questions.partner_{key}{'_one' if key == 'done' and len(projects) == 1 else ''}",
        language,
        actor=network.actors[fit.actor].name,
        themes=_themes(themes, language),
        count=counted("projects", len(projects), language),
        project=short_name(newest) if newest else "",
        year=_year(newest, language) if newest else "",
    )


def _themes(names: list[str], language: str) -> str:
    """The names as a list that can be heard: where one is itself a list, "samt" stands before it."""
    plain = [name for name in names if _LIST.search(name) is None]
    lists = [name for name in names if name not in plain]
    if not lists or len(names) == 1:
        return listed(names, language, shown=2)
    first = plain[0] if plain else lists.pop(0)
    return message("questions.partner_themes", language, first=first, last=lists[0])


def _year(project: Project, language: str) -> str:
    """When the project ended or began; of one that still goes on, that it does."""
    day = project.last_day or project.first_day
    if day is None:
        return ""
    if project.last_day and project.last_day >= date.today():
        return message("questions.partner_goes_on", language)
    return message("questions.partner_year", language, year=day.year)


def _projects(network: StakeholderNetwork, brief: Brief, fit: Fit) -> list[str]:
    """Its projects in the themes that fit, the newest first."""
    fitting = fit.themes or fit.concerning
    projects = own_projects(network, fit.actor) if fit.themes else network.projects_of.get(fit.actor, ())
    found = [id for id in projects if id != brief.project and fitting.intersection(network.themes_of.get(id, ()))]
    known = network.projects
    return sorted(found, key=lambda id: (known[id].ends or known[id].starts or "", id), reverse=True)


def _way(network: StakeholderNetwork, chains: list[Chain], language: str) -> str:
    """Whoever knows it, or the chain that leads to it."""
    if not chains:
        return ""
    names = [[network.actors[id].name for id in chain] for chain in chains]
    if len(chains[0]) == 1:
        doors = list(dict.fromkeys(chain[0] for chain in names))
        return message("questions.partner_known_by", language, names=listed(doors, language, shown=2))
    return message("questions.partner_via", language, first=names[0][0], then=names[0][1])
