"""The name of a view, as it stands under the title of its map: `Norrbottens län och Västerbottens län · 2021–2027`."""

from __future__ import annotations

from collections.abc import Iterable

from graph.messages import message
from graph.model.names import theme_name
from graph.model.vocabulary import COUNTING_STATUSES
from graph.network.network import StakeholderNetwork
from graph.network.view import View
from viz.view.words import listed, say


def scope(network: StakeholderNetwork, language: str, part: str = "") -> str:
    """What the view is cut to, only what is not as usual; that it is everything where nothing is filtered.

    `part` is what the part of it is called that is shown.
    """
    view, whole = network.view, network.whole or network
    parts = [
        part,
        _around(view, whole, language),
        listed([place.name if (place := whole.places.get(id)) else id for id in view.place], language),
        listed([theme_name(whole.themes[id], language) if id in whole.themes else id for id in view.theme], language),
        listed(_words("sector", view.sector, language), language),
        listed(_words("kind", view.kind, language), language),
        _period(view, language),
        listed(
            [(dataset.title if (dataset := whole.datasets.get(id)) else None) or id for id in view.dataset], language
        ),
        listed(_words("status", view.status, language), language) if set(view.status) != set(COUNTING_STATUSES) else "",
        say("scope_as_of", language, when=view.as_of) if view.as_of else "",
    ]
    return " · ".join(part for part in parts if part) or say("scope_all", language)


def _around(view: View, whole: StakeholderNetwork, language: str) -> str:
    if not view.around:
        return ""
    actor = whole.actors.get(view.around)
    return say("around", language, name=actor.name if actor else view.around)


def _words(group: str, codes: Iterable[str], language: str) -> list[str]:
    return [message(f"model.{group}_{code}", language) for code in codes]


def _period(view: View, language: str) -> str:
    first, last = (year[:4] if year else "" for year in (view.start, view.end))
    if first and last:
        return first if first == last else f"{first}–{last}"
    if first:
        return say("scope_from", language, year=first)
    return say("scope_to", language, year=last) if last else ""
