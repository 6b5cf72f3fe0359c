"""Views that people name, to come back to them and to share them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from api.service.as_drawn import drawn, of_view
from api.service.moment import Moment
from graph.errors import NotFoundError
from graph.messages import Message
from graph.store.protocol import GraphStore
from graph.workspace.saved import SavedView, find_saved, remove, save


def saved_views(moment: Moment) -> list[dict[str, Any]]:
    """Every saved view, by title, with its options."""
    return [_item(view) for view in sorted(moment.contents.views, key=lambda view: view.title.casefold())]


def saved_view(store: GraphStore, id: str) -> dict[str, Any]:
    """One saved view; NotFoundError when there is none of this id."""
    found = store.read(lambda transaction: find_saved(transaction, SavedView, id))
    if found is None:
        raise NotFoundError(Message("errors.no_saved", name=id))
    return _item(found)


def save_view(
    store: GraphStore,
    moment: Moment,
    title: str,
    options: Mapping[str, Any],
    made_by: str | None = None,
    *,
    replacing: bool = False,
) -> dict[str, Any]:
    """Name a view; among its options may be how its map is drawn.

    Raises:
        InputError: the options make no sense, or the title says nothing.
        ConflictError: another is called so, and `replacing` is not set.
    """
    moment.view(of_view(options))  # refuses what makes no sense; what was written is kept, so that names stay readable
    kept = {**of_view(options), **drawn(options)}
    return _item(save(store, SavedView.of(title, kept, made_by), replacing=replacing))


def remove_view(store: GraphStore, id: str, made_by: str | None = None) -> None:
    """Forget a saved view, which `made_by` does; NotFoundError when there is none of this id."""
    if not remove(store, SavedView, id, made_by):
        raise NotFoundError(Message("errors.no_saved", name=id))


def _item(view: SavedView) -> dict[str, Any]:
    return {**asdict(view), "options": json.loads(view.options)}
