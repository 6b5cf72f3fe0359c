"""The view of an answer in the reader's words, as the pages say it: only what is not as usual."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from graph.messages import message
from graph.model.names import theme_name
from graph.network.view import VIEW_OPTIONS, View

_SAID_WITH_ANOTHER: Final = frozenset({"from", "to", "steps"})


def view_in_words(options: Mapping[str, Any], language: str) -> str:
    """`plats Norrbottens län · sektor offentlig sektor`; that it is everything where nothing is filtered."""
    usual = View().options()
    parts = _period(options, language)
    for option in VIEW_OPTIONS:
        value = options.get(option.name)
        if option.name in _SAID_WITH_ANOTHER or value in (None, [], usual[option.name]):
            continue
        values = value if isinstance(value, list) else [value]
        names = ", ".join(_name(option.name, str(item), language) for item in values)
        parts.append(message(f"pages.view_{option.field}", language, names=names, steps=options.get("steps")))
    return " · ".join(parts) or message("pages.view_all", language)


def _period(options: Mapping[str, Any], language: str) -> list[str]:
    starts, ends = options.get("from"), options.get("to")
    if starts and ends:
        return [f"{starts} – {ends}"]
    if starts:
        return [message("pages.period_from", language, date=starts)]
    return [message("pages.period_to", language, date=ends)] if ends else []


def _name(option: str, code: str, language: str) -> str:
    """A choice in words, a theme or Swedish place by its name; what only the graph can name stays its id."""
    if option in ("sector", "kind", "status"):
        return _lower(message(f"model.{option}_{code}", language))
    if option not in ("place", "theme"):
        return code
    from loaders.registers.registry import load_registry

    registry = load_registry()
    if option == "place":
        place = registry.place_by_id(code)
        return place.name if place else code
    theme = next((theme for theme in registry.themes if theme.id == code), None)
    return _lower(theme_name(theme, language)) if theme else code


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
