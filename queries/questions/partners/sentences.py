"""Why an actor fits, in one sentence."""

from __future__ import annotations

from typing import Final

from graph.messages import message
from graph.network.network import StakeholderNetwork
from queries.questions.partners.brief import Brief, own_projects
from queries.questions.partners.doors import Chain
from queries.questions.partners.fit import Fit
from queries.wording.names import counted, listed, short_name, theme_in_sentence

MOST_LETTERS: Final = 220
_ADDED_SHOWN: Final = 2


def sentence(network: StakeholderNetwork, brief: Brief, fit: Fit, chains: list[Chain], language: str) -> str:
    """What it has done, what it adds and who can introduce it, as far as there is room."""
    text = _done(network, brief, fit, language)
    added = fit.adds.words(network, language)[:_ADDED_SHOWN]
    adds = message("questions.partner_adds", language, added=listed(added, language)) if added else ""
    for clause in (adds, _way(network, chains, language)):
        if len(text) + len(clause) < MOST_LETTERS:
            text += clause
    return text + "."


def _done(network: StakeholderNetwork, brief: Brief, fit: Fit, language: str) -> str:
    fitting = fit.themes or fit.concerning
    themes = sorted(theme_in_sentence(network.themes[theme], language) for theme in fitting)
    projects = _projects(network, brief, fit)
    key = "concerned" if not fit.themes and projects else "done" if projects else "offers" if themes else "new"
    newest = network.projects[projects[0]] if projects else None
    year = (newest.ends or newest.starts or "")[:4] if newest else ""
    return message(
        f"questions.partner_{key}{'_one' if key == 'done' and len(projects) == 1 else ''}",
        language,
        actor=network.actors[fit.actor].name,
        themes=listed(themes, language, shown=2),
        count=counted("projects", len(projects), language),
        project=short_name(newest) if newest else "",
        year=message("questions.partner_year", language, year=year) if year else "",
    )


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
