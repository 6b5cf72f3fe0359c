"""Themes, places, datasets and actors as people name them, turned into the ids that a View takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from graph.errors import InputError, NotFoundError, absent
from graph.model.names import normalised
from graph.network.network import StakeholderNetwork


def with_ids(options: Mapping[str, Any], whole: StakeholderNetwork) -> dict[str, Any]:
    """The options with every theme, place and dataset as an id, and the actor that the view is around.

    Raises:
        NotFoundError: nobody is called what the view is to be around.
        InputError: a name that neither the graph nor the registers know; `detail` lists what may be intended.
    """
    found: dict[str, Any] = {
        key: tuple(_FIND[key](whole, name) for name in _names(value)) if key in _FIND and value else value
        for key, value in options.items()
    }
    if found.get(_AROUND):
        found[_AROUND] = _actor(whole, found[_AROUND])
    return found


def _names(value: str | Iterable[str]) -> tuple[str, ...]:
    texts = (value,) if isinstance(value, str) else value
    return tuple(name for text in texts for part in text.split(",") if (name := part.strip()))


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
    title = normalised(text)
    ids = [dataset.id for dataset in whole.datasets.values() if dataset.title and normalised(dataset.title) == title]
    if len(ids) != 1:
        raise InputError(absent("dataset", text, known=sorted(whole.datasets)).detail)
    return ids[0]


def _actor(whole: StakeholderNetwork, text: str) -> str:
    from queries.finding.lookup import find_actor

    return find_actor(whole, text).id


_AROUND: Final = "around"
_FIND: Final[Mapping[str, Callable[[StakeholderNetwork, str], str]]] = {
    "theme": _theme,
    "place": _place,
    "dataset": _dataset,
}
