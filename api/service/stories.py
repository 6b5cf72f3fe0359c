"""Stories: proposed, told, kept in the graph, and written as files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from api.service.moment import Moment
from graph.errors import InputError, NotFoundError, absent
from graph.messages import Message, message
from graph.network.choosing import chosen_part
from graph.network.untied import counting_untied
from graph.store.protocol import GraphStore
from graph.workspace.saved import Story, find_saved, read_saved, remove, save
from queries.stories.telling import as_told, told
from queries.stories.text import StoryText, read_story, write_story

if TYPE_CHECKING:
    from viz.stories import StoryFormat
    from viz.stories.scenes import Telling

FORMATS: Final = ("html", "pptx", "pdf", "xlsx", "yml")
"""What a page offers, the most used first."""
TEXT: Final = "yml"
"""The format that is the story's own text."""
MOST_NODES: Final = 400
"""So many nodes a story is drawn with: a step changes at once, and names are read from the back of a room."""


def stories(store: GraphStore) -> list[dict[str, Any]]:
    """Every story, by title, without its text."""
    found = store.read(lambda transaction: read_saved(transaction, Story))
    return [_item(story) for story in sorted(found, key=lambda story: story.title.casefold())]


def story(store: GraphStore, id: str) -> dict[str, Any]:
    """One story with its text; NotFoundError when there is none of this id."""
    found = _found(store, id)
    return {**_item(found), "content": found.content}


def save_story(
    store: GraphStore,
    moment: Moment,
    content: str,
    made_by: str | None = None,
    *,
    frozen: bool = False,
    replacing: bool = False,
) -> dict[str, Any]:
    """Keep a story with what its steps lift in this moment, `frozen` at its revision or following the newest.

    Raises:
        InputError: the text is no story, or its view makes no sense.
        ConflictError: another is called so, and `replacing` is not set.
    """
    text = read_story(content)
    text = as_told(text, told(text, moment, "sv"))
    kept = Story.of(text.title, write_story(text), moment.revision if frozen else None, made_by)
    return _item(save(store, kept, replacing=replacing))


def remove_story(store: GraphStore, id: str, made_by: str | None = None) -> None:
    """Forget a story, which `made_by` does; NotFoundError when there is none of this id."""
    if not remove(store, Story, id, made_by):
        raise NotFoundError(Message("errors.no_saved", name=id))


def title_of_view(moment: Moment, options: Mapping[str, Any], language: str) -> str:
    """What the view is called on its map."""
    from viz.view.scope import scope

    return scope(moment.network(moment.view(options)), language)


def telling_of(store: GraphStore, moment: Moment, id: str, language: str) -> Telling:
    """A kept story, told of the revision that it is frozen at, or of this moment."""
    found = _found(store, id)
    at = moment.as_of(str(found.frozen_at) if found.frozen_at else None)
    return at.telling(read_story(found.content), language, frozen=found.frozen_at is not None)


def played(text: StoryText, moment: Moment, language: str, *, frozen: bool = False) -> Telling:
    """A story told of this moment, drawn once for all its steps."""
    from queries.questions.brokers.between import brokerage
    from queries.stories.part import part_round
    from viz.stories.scenes import telling
    from viz.view.build import network_view

    steps = told(text, moment, language)
    network = moment.network(moment.view(text.view))
    ids = dict.fromkeys(id for step in steps for id in step.items)
    part = part_round(chosen_part(counting_untied(network)), ids, MOST_NODES)
    date = datetime.now(UTC).date().isoformat()
    view = network_view(part, of=network, brokerage=brokerage(network), language=language, date=date)
    if len(part.actors) + len(part.projects) < (whole := len(network.actors) + len(network.projects)):
        view = replace(view, total=max(whole, view.total))
    state = message(f"map.story_{'frozen' if frozen else 'live'}", language, number=moment.revision)
    return telling(text.title, state, steps, moment.draw((network.view, "story"), view))


def exported_story(store: GraphStore, moment: Moment, id: str, format: str, language: str) -> bytes:
    """A kept story as a file: its text, or played in one of the formats of viz/stories.

    Raises:
        NotFoundError: there is no such story.
        InputError: there is no such format.
    """
    if format == TEXT:
        return _found(store, id).content.encode()
    return _format(format).render(telling_of(store, moment, id, language))


def media_type_of(format: str) -> str:
    """What a file of that format is; InputError when there is no such format."""
    return "application/yaml; charset=utf-8" if format == TEXT else _format(format).MEDIA_TYPE


def _format(name: str) -> StoryFormat:
    from viz.stories import formats

    if name not in formats():
        raise InputError(absent("format", name, known=(TEXT, *formats())).detail)
    return formats()[name]


def _found(store: GraphStore, id: str) -> Story:
    found = store.read(lambda transaction: find_saved(transaction, Story, id))
    if found is None:
        raise NotFoundError(Message("errors.no_saved", name=id))
    return found


def _item(story: Story) -> dict[str, Any]:
    item = {name: value for name, value in asdict(story).items() if name != "content"}
    return {**item, "steps": len(read_story(story.content).steps)}
