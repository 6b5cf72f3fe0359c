"""Links by which somebody outside sees the map of one view, or one story, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final, Literal

from api.service.as_drawn import drawn, of_view, picture_of
from api.service.moment import Moment
from api.service.stories import exported_story, story, telling_of
from graph.errors import InputError, NotFoundError
from graph.messages import Message
from graph.store.protocol import GraphStore
from graph.workspace.saved import Share, find_saved, new_token, read_saved, remove, save, share_id

PATH: Final = "/delad/"
Names = Literal["shown", "hidden"]


def shares(store: GraphStore) -> list[dict[str, Any]]:
    """Every share, the newest first; their tokens are nowhere."""
    found = store.read(lambda transaction: read_saved(transaction, Share))
    return [_item(share) for share in sorted(found, key=lambda share: share.made_at or "", reverse=True)]


def share_view(
    store: GraphStore, moment: Moment, title: str, options: Mapping[str, Any], names: Names, made_by: str | None = None
) -> dict[str, Any]:
    """Share a view; only this answer has the path that opens it. Among its options may be how its map is drawn.

    Raises:
        InputError: the options make no sense, or the title says nothing.
    """
    moment.view(of_view(options))
    token = new_token()
    stored = json.dumps({**of_view(options), **drawn(options)}, ensure_ascii=False, sort_keys=True)
    made = save(store, Share(share_id(token), title.strip(), stored, None, names, made_by))
    return {**_item(made), "path": PATH + token}


def share_story(
    store: GraphStore, moment: Moment, id: str, names: Names, made_by: str | None = None, language: str = "sv"
) -> dict[str, Any]:
    """Share a story; only this answer has the path that opens it.

    Raises:
        NotFoundError: there is none of this id.
        InputError: names are to be hidden, and its texts tell who is meant.
    """
    token = new_token()
    if names == "hidden":
        telling_of(store, moment, id, language, share_id(token))
    made = save(store, Share(share_id(token), story(store, id)["title"], None, id, names, made_by))
    return {**_item(made), "path": PATH + token}


def revoke(store: GraphStore, id: str, made_by: str | None = None) -> None:
    """Make a link open nothing from now on; NotFoundError when there is none of this id."""
    if not remove(store, Share, id, made_by):
        raise NotFoundError(Message("errors.no_share"))


def shared(store: GraphStore, moment: Moment, token: str, language: str) -> bytes:
    """The map or the story that a token opens, as one file.

    Raises:
        NotFoundError: it opens nothing: it never did, was revoked, its view makes no sense any more, or a story that is
            shared without names has texts by now that tell who is meant.
    """
    share = store.read(lambda transaction: find_saved(transaction, Share, share_id(token)))
    if share is None:
        raise NotFoundError(Message("errors.no_share"))
    try:
        if share.story:
            hidden = share.names == "hidden"
            return exported_story(store, moment, share.story, "html", language, anonymous=hidden, shared_as=share.id)
        return _shared_map(share, moment, language)
    except InputError as error:
        raise NotFoundError(Message("errors.no_share")) from error


def _shared_map(share: Share, moment: Moment, language: str) -> bytes:
    if share.options is None:
        raise NotFoundError(Message("errors.no_share"))
    options = json.loads(share.options)
    picture = picture_of(options, title=share.title, anonymous=share.names == "hidden")
    return moment.as_of(options.get("as-of")).export("html", of_view(options), language, picture)


def _item(share: Share) -> dict[str, Any]:
    return {**asdict(share), "options": json.loads(share.options) if share.options else None}
