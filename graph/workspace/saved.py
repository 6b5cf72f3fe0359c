"""Views, stories and shares as they are stored, saved and removed. None of it changes a node or a tie."""

from __future__ import annotations

import hashlib
import json
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final, Literal, TypeVar

from graph.errors import ConflictError, InputError
from graph.ingest.digest import rows_digest
from graph.ingest.load import Change
from graph.ingest.replaced import Replaced
from graph.ingest.revisions import serialized, write_revision
from graph.ingest.write import upsert
from graph.messages import Message
from graph.model.records import slug
from graph.model.vocabulary import SHARE, STORY, VIEW, NodeType
from graph.store import cypher, state
from graph.store.protocol import GraphStore, Row, Transaction

_LONGEST_TITLE: Final = 200
_LONGEST_CONTENT: Final = 500_000  # a backup is read in lines
_SIGNED: Final = ("made_by", "made_at")
_TOLD: Final = ("title", "options", "frozen_at", "story", "names", *_SIGNED)  # a story's content is in the row itself


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view that somebody named; `options` are its public options as JSON."""

    id: str
    title: str
    options: str
    made_by: str | None = None
    made_at: str | None = None

    @classmethod
    def of(cls, title: str, options: Mapping[str, Any], made_by: str | None = None) -> SavedView:
        """A view under a title, from which its id is made."""
        return cls(_id(title), title.strip(), json.dumps(options, ensure_ascii=False, sort_keys=True), made_by)


@dataclass(frozen=True, slots=True)
class Story:
    """Steps told in order; `content` is the story's text file, `frozen_at` the revision it is told of."""

    id: str
    title: str
    content: str
    frozen_at: int | None = None
    made_by: str | None = None
    made_at: str | None = None

    @classmethod
    def of(cls, title: str, content: str, frozen_at: int | None = None, made_by: str | None = None) -> Story:
        """A story under a title, from which its id is made."""
        return cls(_id(title), title.strip(), content, frozen_at, made_by)


@dataclass(frozen=True, slots=True)
class Share:
    """One view (`options` as JSON) or one story that is reached by an address; `id` is the digest of its token."""

    id: str
    title: str
    options: str | None = None
    story: str | None = None
    names: Literal["shown", "hidden"] = "shown"
    made_by: str | None = None
    made_at: str | None = None


Saved = TypeVar("Saved", SavedView, Story, Share)
_TYPES: Final[Mapping[type, tuple[NodeType, str]]] = {
    SavedView: (VIEW, "view"),
    Story: (STORY, "story"),
    Share: (SHARE, "share"),
}


def new_token() -> str:
    """A token that nobody guesses: 256 random bits, as an address may hold them."""
    return secrets.token_urlsafe(32)


def share_id(token: str) -> str:
    """The id of the share that a token opens: the graph does not hold the token itself, nor does a backup."""
    return hashlib.sha256(token.encode()).hexdigest()


def read_saved(transaction: Transaction, of: type[Saved]) -> list[Saved]:
    """Every view, story or share, by id."""
    return [of(**row) for row in transaction.rows(cypher.read_nodes(_TYPES[of][0]))]


def find_saved(transaction: Transaction, of: type[Saved], id: str) -> Saved | None:
    """The view, story or share of this id; None when there is none."""
    rows = transaction.rows(cypher.read_nodes(_TYPES[of][0], by_id=True), {"ids": [id]})
    return of(**rows[0]) if rows else None


def save(store: GraphStore, item: Saved, *, replacing: bool = False) -> Saved:
    """Store a view, story or share; what says the same as what is there changes nothing, whoever says it.

    Raises:
        InputError: the title is empty or too long, or the content is too long.
        ConflictError: another of this id is there, and `replacing` is not set.
    """
    _check(item)
    new = replace(item, made_at=datetime.now(UTC).isoformat(timespec="seconds"))

    def work(transaction: Transaction) -> Saved:
        run = uuid.uuid4().hex
        number = state.lock(transaction, run)
        old = find_saved(transaction, type(new), new.id)
        if old and _content(old) == _content(new):
            return old
        if old and not replacing:
            raise ConflictError(Message("errors.saved_already", title=old.title))
        upsert(transaction, _TYPES[type(new)][0], [asdict(new)])
        _record(transaction, number + 1, run, old, new, new.made_by)
        return new

    return store.write(work)


def remove(store: GraphStore, of: type[Saved], id: str, made_by: str | None = None) -> bool:
    """Remove a view, story or share, which `made_by` does; False when there is none."""

    def work(transaction: Transaction) -> bool:
        run = uuid.uuid4().hex
        number = state.lock(transaction, run)
        old = find_saved(transaction, of, id)
        if old:
            transaction.rows(cypher.delete_nodes(_TYPES[of][0]), {"ids": [id]})
            _record(transaction, number + 1, run, old, None, made_by)
        return old is not None

    return store.write(work)


def _id(title: str) -> str:
    """The id that a title gives; InputError for one without a letter or digit."""
    id = slug(title)
    if not id:
        raise InputError(Message("errors.saved_title", longest=str(_LONGEST_TITLE)))
    return id


def _check(item: SavedView | Story | Share) -> None:
    if not 0 < len(item.title) <= _LONGEST_TITLE:
        raise InputError(Message("errors.saved_title", longest=str(_LONGEST_TITLE)))
    if isinstance(item, Story) and len(item.content) > _LONGEST_CONTENT:
        raise InputError(Message("errors.story_long", longest=str(_LONGEST_CONTENT)))


def _content(item: SavedView | Story | Share) -> Row:
    return {name: value for name, value in asdict(item).items() if name not in _SIGNED}


def _record(
    transaction: Transaction, number: int, run: str, before: Saved | None, after: Saved | None, made_by: str | None
) -> None:
    item = after or before
    assert item is not None
    node_type, action = _TYPES[type(item)]
    was, now = ([asdict(row)] if row else [] for row in (before, after))
    replaced = Replaced().and_nodes(node_type.label, was, [] if before else [item.id])
    added = rows_digest((node_type.label,), now) - rows_digest((node_type.label,), was)
    entry = _change(node_type, item, was, now)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    content = serialized({node_type.label: {entry.change: 1}}, [entry.as_dict()], replaced, added)
    write_revision(transaction, number, at, action, None, run, content, made_by)


def _change(node_type: NodeType, item: SavedView | Story | Share, was: list[Row], now: list[Row]) -> Change:
    old, new = ({name: row[name] for row in rows for name in _TOLD if row.get(name) is not None} for rows in (was, now))
    if not was or not now:
        return Change("new" if now else "withdrawn", node_type.label, item.id, item.title, old, new)
    differing = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    values = ({name: row.get(name) for name in differing} for row in (old, new))
    return Change("changed", node_type.label, item.id, item.title, *values)
