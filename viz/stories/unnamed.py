"""A story told without saying who: pseudonyms on its map and in its texts, the same in all its steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.errors import InputError, Problem
from graph.network.network import StakeholderNetwork
from queries.stories.telling import ToldStep
from viz.stories.redaction import Redaction
from viz.stories.scenes import Scene, scene_of
from viz.view.anonymous import Pseudonyms, anonymous
from viz.view.network_view import NetworkView
from viz.view.words import say

_WRITTEN: Final = ("title", "sentence", "notes")


@dataclass(frozen=True)
class Unnamed:
    """The texts, scenes and map of a story without names; `replaced` names in its texts lead to what stands there."""

    title: str
    scenes: tuple[Scene, ...]
    view: NetworkView
    replaced: Mapping[str, str]


def unnamed(title: str, steps: Sequence[ToldStep], view: NetworkView, whole: StakeholderNetwork) -> Unnamed:
    """The story of these steps over the map of `view`, without a name of anybody in the whole network.

    Raises:
        InputError: a text that a person wrote holds words that tell who is meant; each problem names step and field.
    """
    language = view.language
    pseudonyms = Pseudonyms(view.nodes, language)
    redaction = Redaction(whole, pseudonyms, language, [step.step.items for step in steps])
    if problems := tuple(_problems(title, steps, redaction, language)):
        raise InputError.of(problems)
    scenes = tuple(_scene(step, view, redaction, pseudonyms) for step in steps)
    hidden = anonymous(view, whole.places, pseudonyms)
    return Unnamed(redaction.text(title), scenes, hidden, dict(redaction.replaced))


def _scene(told: ToldStep, view: NetworkView, redaction: Redaction, pseudonyms: Pseudonyms) -> Scene:
    """What the step says, without names; why it lifts nothing is not told, since that quotes what was asked."""
    problem = say("story_lifts_nothing", view.language) if told.problem else ""
    scene = scene_of(replace(told, problem=problem), view)
    return replace(
        scene,
        title=redaction.text(scene.title),
        sentence=redaction.text(scene.sentence),
        notes=redaction.text(scene.notes),
        lifted=tuple(pseudonyms.ids[id] for id in scene.lifted),
        names=tuple(redaction.name(id) for id in told.items),
        remarks=tuple(map(redaction.text, scene.remarks)),
        sources=(),
    )


def _problems(title: str, steps: Iterable[ToldStep], redaction: Redaction, language: str) -> Iterator[Problem]:
    if words := redaction.telltale(title):
        yield Problem.of("map.story_telltale", words=", ".join(words))
    for number, told in enumerate(steps, start=1):
        for field in _WRITTEN:
            text = getattr(told.step, field)
            if text != told.answer and (words := redaction.telltale(text)):
                name = say(f"story_{field}", language).lower()
                yield Problem.of("map.story_telltale_in_step", step=number, field=name, words=", ".join(words))
