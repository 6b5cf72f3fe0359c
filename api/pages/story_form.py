"""The form of a story: what it carries of a story, and the story that its fields say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from starlette.datastructures import FormData

from graph.model.records import slug
from queries.stories.text import Step, StoryText, read_story

_FIELDS: Final = ("title", "sentence", "notes", "layout")
Find = Callable[[str], tuple[str, str] | None]
"""Id and name of what a person wrote; None when it is nothing, or could be several."""


@dataclass(frozen=True, slots=True)
class FormFields:
    """The fields of a form, as texts."""

    form: FormData

    def text(self, name: str) -> str:
        """One field, trimmed, its lines ended as YAML ends them; empty when it is not there."""
        value = self.form.get(name)
        return "\n".join(value.strip().splitlines()) if isinstance(value, str) else ""

    @property
    def id(self) -> str:
        """The id of the story that is changed; empty for a new one."""
        return self.text("id")

    @property
    def frozen(self) -> bool:
        """Whether it is to stay at the revision of now."""
        return bool(self.text("frozen"))

    def replaces(self, story: StoryText) -> bool:
        """Whether the one of this title is the one that is changed, or may be replaced."""
        return bool(self.id and slug(story.title) == self.id) or bool(self.text("replace"))


def edited(fields: FormFields, find: Find) -> StoryText:
    """The story that the form carries, with what its fields say, in the order of their numbers.

    A new step has the actors and projects that are written in its lines; what is none of these is left out.

    Raises:
        InputError: what the form carries is no story.
    """
    story = read_story(fields.text("content"))
    kept = [
        (_order(fields, number), _step(fields, number, step))
        for number, step in enumerate(story.steps)
        if not fields.text(f"drop-{number}")
    ]
    steps = [step for _, step in sorted(kept, key=lambda pair: pair[0])]
    if fields.text("title-new"):
        written = fields.text("items-new").splitlines()
        items = dict(found for name in written if name.strip() and (found := find(name.strip())))
        new = Step(fields.text("title-new"), fields.text("sentence-new"), items=items, layout=fields.text("layout-new"))
        steps.append(new)
    return replace(story, title=fields.text("title") or story.title, steps=tuple(steps) or story.steps)


def _step(fields: FormFields, number: int, step: Step) -> Step:
    title, sentence, notes, layout = (fields.text(f"{name}-{number}") for name in _FIELDS)
    return replace(step, title=title or step.title, sentence=sentence, notes=notes, layout=layout)


def _order(fields: FormFields, number: int) -> tuple[float, int]:
    """Where the step is to stand; of two with the same number the one that stood first."""
    try:
        return float(fields.text(f"order-{number}").replace(",", ".")), number
    except ValueError:
        return float(number + 1), number
