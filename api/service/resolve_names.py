"""Themes, places and datasets as people name them, turned into the ids that a View takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from graph.errors import InputError, NotFoundError, absent
from graph.model.names import normalised
from graph.network.network import StakeholderNetwork


def with_ids(options: Mapping[str, Any], whole: StakeholderNetwork) -> dict[str, Any]:
    """The options with every theme, place and dataset as an id.

    Raises:
        InputError: a name that neither the graph nor the registers know; `detail` says what it may have meant.
    """
    return {
        key: tuple(_FIND[key](whole, each) for each in _texts(value)) if key in _FIND and value else value
        for key, value in options.items()
    }


def _texts(value: str | Iterable[str]) -> tuple[str, ...]:
    given = (value,) if isinstance(value, str) else value
    return tuple(text for each in given for part in each.split(",") if (text := part.strip()))


def _theme(whole: StakeholderNetwork, text: str) -> str:
    from loaders.registers.registry import load_registry
    from queries.finding.lookup import find_theme

    try:
        return find_theme(whole, text).id
    except NotFoundError as error:
        registered = load_registry().theme(text)
        if registered is None:
            raise InputError(error.detail) from error
        return registered.id


def _place(whole: StakeholderNetwork, text: str) -> str:
    """A place that a register knows but no fact names is no mistake: the answer is empty and says so by its counts."""
    from loaders.registers.registry import load_registry
    from queries.finding.lookup import find_place

    if text in whole.places:
        return text
    registry = load_registry()
    registered = registry.place_by_id(text) or registry.place(text)
    if registered is not None:
        return registered.id
    try:
        return find_place(whole, text).id
    except NotFoundError as error:
        raise InputError(error.detail) from error


def _dataset(whole: StakeholderNetwork, text: str) -> str:
    if text in whole.datasets:
        return text
    wanted = normalised(text)
    named = [each.id for each in whole.datasets.values() if each.title and normalised(each.title) == wanted]
    if len(named) != 1:
        raise InputError(absent("dataset", text, known=sorted(whole.datasets)).detail)
    return named[0]


_FIND: Final[Mapping[str, Callable[[StakeholderNetwork, str], str]]] = {
    "theme": _theme,
    "place": _place,
    "dataset": _dataset,
}
