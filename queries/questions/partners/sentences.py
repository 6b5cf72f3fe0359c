"""Why an actor fits, in one sentence."""

from __future__ import annotations

from graph.messages import message
from graph.network.network import StakeholderNetwork
from queries.questions.partners.brief import Brief, own_projects
from queries.questions.partners.fit import Fit
from queries.wording.names import listed, short_name, theme_in_sentence


def sentence(network: StakeholderNetwork, brief: Brief, fit: Fit, via: tuple[str, ...], language: str) -> str:
    """What it has done, what it adds, who can introduce it, and how old that is."""
    fitting = fit.themes or fit.concerning
    themes = listed(sorted(theme_in_sentence(network.themes[theme], language) for theme in fitting), language)
    projects = sorted(
        short_name(network.projects[id])
        for id in (own_projects(network, fit.actor) if fit.themes else network.projects_of.get(fit.actor, ()))
        if id != brief.project and fitting.intersection(network.themes_of.get(id, ()))
    )
    key = "concerned" if not fit.themes and projects else "done" if projects else "offers" if themes else "new"
    text = message(
        f"questions.partner_{key}",
        language,
        actor=network.actors[fit.actor].name,
        themes=themes,
        projects=listed(projects, language),
    )
    if added := fit.adds.words(network, language):
        text += message("questions.partner_adds", language, added=listed(added, language, shown=4))
    if via:
        names = listed((network.actors[id].name for id in via), language)
        text += message("questions.partner_via", language, names=names)
    return text + "."
