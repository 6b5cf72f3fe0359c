"""A story as a table: a row a step, with the same counts as where it is played."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from viz.stories.scenes import Telling, lifted_count, notes
from viz.view.words import say

HEADINGS: Final = ("step", "title", "sentence", "lifts", "names", "changed", "notes")


def headings(telling: Telling) -> list[str]:
    """The heading of each column."""
    return [say(f"story_{name}", telling.language) for name in HEADINGS]


def rows(telling: Telling) -> Iterator[tuple[str, ...]]:
    """A row a step."""
    for number, scene in enumerate(telling.scenes, start=1):
        yield (
            str(number),
            scene.title,
            scene.sentence,
            lifted_count(scene, telling),
            "; ".join(scene.names) or say("story_everything", telling.language),
            " ".join(scene.remarks),
            "\n".join(notes(scene, telling)),
        )
