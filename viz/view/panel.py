"""The content of a node's or tie's panel, as label and value in the reader's language."""

from __future__ import annotations

from graph.model.names import theme_name
from graph.network.facts import Actor, Fact, Project
from graph.network.network import StakeholderNetwork
from viz.view.network_view import Evidence
from viz.view.words import number, say

Facts = tuple[tuple[str, str], ...]


def evidence_of(fact: Fact, about: str | None = None) -> tuple[Evidence, ...]:
    """The reports of a fact; `about` names it when it is not drawn as a tie."""
    return tuple(
        Evidence(report.quote, report.source, report.locator, report.status, report.dataset, about)
        for report in fact.reports
    )


def actor_facts(network: StakeholderNetwork, actor: Actor, language: str) -> Facts:
    """Other names, number, places, needs and offers of an actor, as far as stated."""
    return _stated(
        language,
        aliases=", ".join(actor.aliases),
        org_number=actor.org_number,
        place=_places(network, actor.id),
        offers=_themes(network, "OFFERS", actor.id, language),
        needs=_themes(network, "NEEDS", actor.id, language),
    )


def project_facts(network: StakeholderNetwork, project: Project, language: str) -> Facts:
    """Period, budget, themes, places and unnamed participants of a project, as far as stated."""
    period = " – ".join((project.starts or "?", project.ends or "?")) if project.starts or project.ends else None
    return _stated(
        language,
        acronym=project.acronym if project.acronym != project.name else None,
        period=period,
        budget=_about(project, _money(project.budget, project.currency, language), language),
        theme=_themes(network, "ABOUT", project.id, language),
        place=_places(network, project.id),
        unnamed=", ".join(project.unnamed_participants),
    )


def funding_stated(fact: Fact, language: str) -> list[str]:
    """Amount and share of a funding, as far as stated."""
    sums = (_money(amount, currency, language) for currency, amount in fact.sums.items())
    stated = [money for money in sums if money] or [money for money in [_money(fact.amount, None, language)] if money]
    if "amount" in fact.approximate:
        stated = [say("about_amount", language, amount=money) for money in stated]
    if fact.share is not None:
        stated.append(f"{number(round(100 * fact.share, 1), language)} %")
    return stated


def _stated(language: str, **values: str | None) -> Facts:
    return tuple((say(label, language), value) for label, value in values.items() if value)


def _money(amount: float | None, currency: str | None, language: str) -> str | None:
    if amount is None:
        return None
    return f"{number(amount, language)} {currency or ''}".rstrip()


def _about(project: Project, budget: str | None, language: str) -> str | None:
    if budget is None or "budget" not in project.approximate:
        return budget
    return say("about_amount", language, amount=budget)


def _places(network: StakeholderNetwork, id: str) -> str:
    places = network.places_of.get(id, ())
    return ", ".join(network.places[place].name if place in network.places else place for place in places)


def _themes(network: StakeholderNetwork, type: str, id: str, language: str) -> str:
    ends = dict.fromkeys(fact.end for fact in network.facts_from(id, type))
    themes = [network.themes[end] for end in ends if end in network.themes]
    return ", ".join(theme_name(theme, language) for theme in themes)
