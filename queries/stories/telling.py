"""A story told of one revision: what each step lifts now, and what has changed since it was last told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from graph.errors import HurError
from graph.messages import message
from graph.network.network import StakeholderNetwork
from graph.network.view import View
from queries.answer import Answer
from queries.question import questions
from queries.stories.text import Step, StoryText


class Revision(Protocol):
    """What a story is told of."""

    @property
    def whole(self) -> StakeholderNetwork:
        """All that the revision says."""
        ...

    def view(self, options: Mapping[str, Any]) -> View:
        """A view from its public options."""
        ...

    def network(self, view: View) -> StakeholderNetwork:
        """What the view shows."""
        ...

    def answer(self, question: str, options: Mapping[str, Any], language: str) -> Answer:
        """The answer to a question."""
        ...

    def moved_to(self, resource: str, id: str) -> str | None:
        """The id under which an actor or project goes on; None when it does not."""
        ...


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A step with the actors and projects that it lifts now (id → name).

    `answer` is what the answer to its question says now, `changes` are sentences on what is no longer as it was when
    the step was last told, and `problem` says why nothing is lifted where something should be.
    """

    step: Step
    items: Mapping[str, str]
    answer: str = ""
    changes: tuple[str, ...] = ()
    problem: str = ""


def told(story: StoryText, revision: Revision, language: str) -> tuple[ToldStep, ...]:
    """Every step as it is told of this revision.

    Raises:
        InputError: the story's view makes no sense.
    """
    revision.view(story.view)
    return tuple(_told(step, {**story.view, **step.view}, revision, language) for step in story.steps)


def as_told(story: StoryText, steps: Iterable[ToldStep]) -> StoryText:
    """The story that holds what its steps lift now, against which later changes are told."""
    return replace(story, steps=tuple(replace(step.step, items=dict(step.items)) for step in steps))


def lifted(item: Mapping[str, Any], whole: StakeholderNetwork) -> dict[str, str]:
    """The actors and projects that an item of an answer is about: its own references, one by one or in a list."""
    references = (
        reference for value in item.values() for reference in (value if isinstance(value, list | tuple) else (value,))
    )
    ids = (reference["id"] for reference in references if isinstance(reference, Mapping) and "id" in reference)
    return {id: name for id in ids if (name := _name(id, whole))}


def _told(step: Step, view: Mapping[str, Any], revision: Revision, language: str) -> ToldStep:
    if not step.question:
        return _of_items(step, view, revision, language)
    named = questions()[step.question].view_name
    try:
        options = {**{named(name): value for name, value in view.items()}, **step.options}
        answer = revision.answer(step.question, options, language)
    except HurError as error:
        return ToldStep(step, {}, problem=error.say(language))
    first = answer.items[: step.first]
    items = {id: name for item in first for id, name in lifted(item, revision.whole).items()}
    said = " ".join(item["sentence"] for item in first)
    problem = "" if items else said or " ".join(reason["sentence"] for reason in answer.left_out[-1:])
    return ToldStep(step, items, said, tuple(_changes(step.items, items, revision, language)), problem)


def _of_items(step: Step, view: Mapping[str, Any], revision: Revision, language: str) -> ToldStep:
    try:
        network = revision.network(revision.view(view))
    except HurError as error:
        return ToldStep(step, {}, problem=error.say(language))
    current = {id: _current(id, revision) for id in step.items}
    items = {now: name for now in current.values() if now and (name := _name(now, network))}
    outside = [_name(now, revision.whole) or now for now in current.values() if now and not _name(now, network)]
    changes = [*_gone(step.items, current, language)]
    if outside:
        changes.append(message("stories.outside", language, names=", ".join(outside)))
    problem = message("stories.nothing_left", language) if step.items and not items else ""
    return ToldStep(step, items, changes=tuple(changes), problem=problem)


def _changes(before: Mapping[str, str], now: Mapping[str, str], revision: Revision, language: str) -> Iterator[str]:
    """What an answer lifted before and does not now, and the other way round; nothing of one never told before."""
    if not before:
        return
    current = {id: _current(id, revision) for id in before}
    yield from _gone(before, current, language)
    left = [before[id] or id for id, later in current.items() if later and later not in now]
    came = [name for id, name in now.items() if id not in current.values()]
    for key, names in (("no_longer_first", left), ("new_among_first", came)):
        if names:
            yield message(f"stories.{key}", language, names=", ".join(names))


def _gone(before: Mapping[str, str], current: Mapping[str, str | None], language: str) -> Iterator[str]:
    if gone := [before[id] or id for id, later in current.items() if later is None]:
        yield message("stories.gone", language, names=", ".join(gone))


def _current(id: str, revision: Revision) -> str | None:
    """The id that the node has in this revision, also where it has become one with another."""
    if _name(id, revision.whole):
        return id
    return revision.moved_to("actors", id) or revision.moved_to("projects", id)


def _name(id: str, network: StakeholderNetwork) -> str | None:
    if id in network.projects:
        return network.projects[id].acronym or network.projects[id].name
    return network.actors[id].name if id in network.actors else None
