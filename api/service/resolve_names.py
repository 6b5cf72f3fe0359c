"""Themes, places, datasets and actors as people name them, turned into the ids that a View takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from api.service.places_meant import Written, places_meant, texts_of
from graph.errors import InputError, NotFoundError, absent
from graph.model.names import normalised
from graph.network.network import StakeholderNetwork
from graph.network.view import OF_VIEW

Find = Callable[[StakeholderNetwork, Written], tuple[str, ...]]


def with_ids(options: Mapping[str, Any], whole: StakeholderNetwork) -> dict[str, Any]:
    """The options with every theme, place and dataset as an id, and the actor that the view is around.

    Raises:
        NotFoundError: nobody is called what the view is to be around.
        InputError: a name that neither the graph nor the registers know; `detail` lists what may be intended.
    """
    found: dict[str, Any] = {
        key: find(whole, value) if value and (find := _FIND.get(key.removeprefix(OF_VIEW))) else value
        for key, value in options.items()
    }
    if found.get(_AROUND):
        found[_AROUND] = _actor(whole, found[_AROUND])
    return found


def _each(find: Callable[[StakeholderNetwork, str], str]) -> Find:
    """Finds several, with commas between where they are one text."""

    def found(whole: StakeholderNetwork, value: Written) -> tuple[str, ...]:
        return tuple(
            find(whole, name) for text in texts_of(value) for part in text.split(",") if (name := part.strip())
        )

    return found


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
_FIND: Final[Mapping[str, Find]] = {"theme": _each(_theme), "place": places_meant, "dataset": _each(_dataset)}
