"""Stories: proposed, told, kept in the graph, and written as files."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from api.service.moment import Moment
from graph.errors import InputError, NotFoundError, Problem, absent
from graph.messages import Message, message
from graph.network.choosing import chosen_part
from graph.network.untied import counting_untied
from graph.store.protocol import GraphStore
from graph.workspace.saved import Story, find_saved, read_saved, remove, save
from queries.stories.telling import ToldStep, as_told, told
from queries.stories.text import StoryText, read_story, write_story

if TYPE_CHECKING:
    from viz.exports import Export
    from viz.stories.scenes import Telling
    from viz.view.network_view import NetworkView

FORMATS: Final = ("html", "pptx", "pdf", "xlsx", "csv", "yml")
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
        InputError: the text is no story, its view makes no sense, or there is no such layout.
        ConflictError: another is called so, and `replacing` is not set.
    """
    text = read_story(content)
    _check_layouts(text)
    text = as_told(text, told(text, moment, "sv"))
    kept = Story.of(text.title, write_story(text), moment.revision if frozen else None, made_by)
    return _item(save(store, kept, replacing=replacing))


def _check_layouts(text: StoryText) -> None:
    """Raise InputError for steps with a layout that there is not, which reading the text cannot know."""
    from viz.drawing.drawing import LAYOUTS

    wrong = [(number, step.layout) for number, step in enumerate(text.steps, start=1)]
    wrong = [(number, layout) for number, layout in wrong if layout and layout not in LAYOUTS]
    if wrong:
        key, known = "stories.unknown_layout_in_step", ", ".join(LAYOUTS)
        raise InputError.of(tuple(Problem.of(key, step=step, layout=layout, known=known) for step, layout in wrong))


def remove_story(store: GraphStore, id: str, made_by: str | None = None) -> None:
    """Forget a story, which `made_by` does; NotFoundError when there is none of this id."""
    if not remove(store, Story, id, made_by):
        raise NotFoundError(Message("errors.no_saved", name=id))


def title_of_view(moment: Moment, options: Mapping[str, Any], language: str) -> str:
    """What the view is called on its map."""
    from viz.view.scope import scope

    return scope(moment.network(moment.view(options)), language)


def telling_of(store: GraphStore, moment: Moment, id: str, language: str, unnamed: str = "") -> Telling:
    """A kept story, told of the revision that it is frozen at, or of this moment; `unnamed` as in `Moment.telling`."""
    found = _found(store, id)
    frozen = found.frozen_at is not None
    return _told_at(found, moment).telling(read_story(found.content), language, frozen=frozen, unnamed=unnamed)


def played(text: StoryText, moment: Moment, language: str, *, frozen: bool = False, with_names: bool = True) -> Telling:
    """A story told of this moment, drawn once in each of the layouts of its steps.

    Raises:
        InputError: its view makes no sense, or its texts tell who is meant where names are hidden.
    """
    from viz.drawing.layout import draw
    from viz.stories.scenes import scene_of, telling
    from viz.stories.unnamed import unnamed

    steps = told(text, moment, language)
    state = message(f"map.story_{'frozen' if frozen else 'live'}", language, number=moment.revision)
    view, map = _map_of(text, steps, moment, language)
    if with_names:
        scenes = tuple(scene_of(step, view) for step in steps)
        return telling(text.title, state, scenes, lambda layout: moment.draw(map, view, layout))
    hidden = unnamed(text.title, steps, view, moment.whole)
    replaced = message("map.story_replaced", language, count=len(hidden.replaced))
    state = f"{message('map.story_unnamed', language)}, {replaced} · {state}"
    # by itself: places kept from a map with names would tell who is who
    return telling(hidden.title, state, hidden.scenes, lambda layout: draw(hidden.view, layout=layout))


def replaced_names(store: GraphStore, moment: Moment, id: str, language: str) -> tuple[str, ...]:
    """The names in the texts of a story that give way to pseudonyms where it is told without names.

    Raises:
        NotFoundError: there is no such story.
        InputError: its texts tell who is meant.
    """
    from viz.stories.unnamed import unnamed

    found = _found(store, id)
    at, text = _told_at(found, moment), read_story(found.content)
    steps = told(text, at, language)
    return tuple(unnamed(text.title, steps, _map_of(text, steps, at, language)[0], at.whole).replaced)


def _told_at(story: Story, moment: Moment) -> Moment:
    """The moment of the revision that it is frozen at, or this one."""
    return moment.as_of(str(story.frozen_at) if story.frozen_at else None)


def _map_of(text: StoryText, steps: Sequence[ToldStep], moment: Moment, language: str) -> tuple[NetworkView, Hashable]:
    """What the map of a story shows, and which map that is."""
    from queries.questions.brokers.between import brokerage
    from queries.stories.part import part_round
    from viz.view.build import network_view

    network = moment.network(moment.view(text.view))
    ids = dict.fromkeys(id for step in steps for id in step.items)
    part = part_round(chosen_part(counting_untied(network)), ids, MOST_NODES)
    date = datetime.now(UTC).date().isoformat()
    view = network_view(part, of=network, brokerage=brokerage(network), language=language, date=date)
    if len(part.actors) + len(part.projects) < (whole := len(network.actors) + len(network.projects)):
        view = replace(view, total=max(whole, view.total))
    return view, (network.view, "story")


def exported_story(
    store: GraphStore,
    moment: Moment,
    id: str,
    format: str,
    language: str,
    *,
    anonymous: bool = False,
    template: bytes | None = None,
    shared_as: str = "",
) -> bytes:
    """A kept story as a file: its text, or played in one of the formats of viz/stories.

    One that is `anonymous` says what actors and projects are, and not who; their numbers are those of this format, or
    of the link that it is `shared_as`. `template` is a .potx or .pptx for slides.

    Raises:
        NotFoundError: there is no such story.
        InputError: there is no such format, it cannot do what is wished, or the texts tell who is meant.
    """
    from viz.exports import taken

    wished = {name for name, value in (("anonymous", anonymous), ("template", template)) if value}
    able = () if format == TEXT else ("anonymous", *taken(_format(format)))
    if unable := sorted(wished.difference(able)):
        raise InputError(Message("errors.picture_unable", format=format, wished=tuple(unable)))
    if format == TEXT:
        return _found(store, id).content.encode()
    told_as = (shared_as or format) if anonymous else ""
    finish = {"template": template} if template else {}
    return _format(format).render(telling_of(store, moment, id, language, told_as), **finish)


def media_type_of(format: str) -> str:
    """What a file of that format is; InputError when there is no such format."""
    return "application/yaml; charset=utf-8" if format == TEXT else _format(format).MEDIA_TYPE


def _format(name: str) -> Export:
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
