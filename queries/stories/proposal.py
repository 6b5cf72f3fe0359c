"""Five steps proposed from a view: the whole, the largest actors, a broker, a gap and an overlap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from graph.messages import message
from graph.network.network import StakeholderNetwork
from queries.stories.telling import Revision, ToldStep, as_told, told
from queries.stories.text import Step, StoryText

_LARGEST: Final = 3
_ASKED: Final = ("brokers", "gaps", "overlaps")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A story to begin from, and sentences on the steps that the view has nothing for."""

    story: StoryText
    missing: tuple[str, ...] = ()


def proposal(title: str, options: Mapping[str, Any], revision: Revision, language: str) -> Proposal:
    """Propose a story of a view; every sentence is that of the answer.

    Raises:
        InputError: the options make no sense.
    """
    network = revision.network(revision.view(options))
    steps = (_whole(network, language), _largest(network, language), *(_asked(name, language) for name in _ASKED))
    story = StoryText(title, steps, {name: value for name, value in options.items() if value})
    answers = told(story, revision, language)
    kept = [step for step in answers if not (step.step.question and not step.items)]
    story = as_told(story, [_said(step) for step in kept])
    missing = (f"{step.step.title}: {step.problem}" for step in answers if step not in kept)
    return Proposal(story, tuple(missing))


def _said(told_step: ToldStep) -> ToldStep:
    """The step with the sentence of its answer, where it has none of its own."""
    step = told_step.step
    return replace(told_step, step=replace(step, sentence=step.sentence or told_step.answer))


def _whole(network: StakeholderNetwork, language: str) -> Step:
    counts = {"actors": len(network.actors), "projects": len(network.projects)}
    return Step(message("stories.whole", language), message("stories.whole_says", language, **counts))


def _largest(network: StakeholderNetwork, language: str) -> Step:
    projects = network.projects_of
    largest = sorted(network.actors, key=lambda id: (-len(projects.get(id, ())), network.actors[id].name, id))
    chosen = {id: network.actors[id].name for id in largest[:_LARGEST] if projects.get(id)}
    names = ", ".join(f"{name} ({len(projects[id])})" for id, name in chosen.items())
    said = message("stories.largest_says" if names else "stories.largest_none", language, names=names)
    return Step(message("stories.largest", language), said, items=chosen)


def _asked(question: str, language: str) -> Step:
    return Step(message(f"stories.{question}", language), question=question)
