"""What every output of a story shows: one drawing, and for each step what it lifts, says and rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from queries.stories.telling import ToldStep
from viz.drawing.drawing import LAYOUTS, Drawing, Layout
from viz.view.important import by_importance
from viz.view.network_view import NetworkView
from viz.view.words import say

_MOST_SOURCES: Final = 12


@dataclass(frozen=True, slots=True)
class Scene:
    """A step on the map. `lifted` are ids of nodes of the drawing, `names` what the step lifts, on the map or not.

    `layout` is the one that the step asks for, None for the usual one.
    """

    title: str
    sentence: str
    notes: str
    seconds: int
    lifted: tuple[str, ...]
    names: tuple[str, ...]
    remarks: tuple[str, ...]
    sources: tuple[str, ...]
    layout: Layout | None = None


@dataclass(frozen=True)
class Telling:
    """A story ready to be played: `state` says in words of which revision, and whether it is frozen there.

    `drawings` are of the same view, by the layout that a scene asks for.
    """

    title: str
    state: str
    scenes: tuple[Scene, ...]
    drawings: Mapping[Layout | None, Drawing]

    @property
    def view(self) -> NetworkView:
        """What all scenes are shown on."""
        return next(iter(self.drawings.values())).view

    @property
    def language(self) -> str:
        """The language of all words."""
        return self.view.language

    @property
    def layers(self) -> tuple[Drawing, ...]:
        """The drawings, one of each layout that they came to have."""
        return tuple({drawing.layout: drawing for drawing in self.drawings.values()}.values())

    def layer(self, scene: Scene) -> int:
        """The number of the drawing of a scene among them."""
        return [drawing.layout for drawing in self.layers].index(self.drawings[scene.layout].layout)


def telling(title: str, state: str, scenes: tuple[Scene, ...], draw: Callable[[Layout | None], Drawing]) -> Telling:
    """The story of these scenes, drawn once in each of their layouts; one that is the usual one anyway only as that."""
    layouts = dict.fromkeys(scene.layout for scene in scenes)
    usual = draw(None) if None in layouts else None
    drawings = {layout: usual if usual and layout in (None, usual.layout) else draw(layout) for layout in layouts}
    return Telling(title, state, scenes, drawings)


def scene_of(told: ToldStep, view: NetworkView) -> Scene:
    """A step as it is told over a map."""
    step, language = told.step, view.language
    lifted = _on_map(told.items, view)
    missing = len(told.items) - sum(bool(_on_map({id: name}, view)) for id, name in told.items.items())
    remarks = [*told.changes, *([told.problem] if told.problem else [])]
    if told.answer and step.sentence and told.answer != step.sentence and told.answer not in remarks:
        remarks.append(say("story_answer", language, answer=told.answer))
    if missing:
        remarks.append(say("story_not_drawn", language, count=missing))
    sentence = step.sentence or told.answer
    names = tuple(told.items.values())
    sources = tuple(_sources(view, lifted))[:_MOST_SOURCES]
    layout = next((layout for layout in LAYOUTS if layout == step.layout), None)
    return Scene(step.title, sentence, step.notes, step.seconds, lifted, names, tuple(remarks), sources, layout)


def lifted_count(scene: Scene, telling: Telling) -> str:
    """How many the step lifts of how many on the map, or of a step about all of it how much the map shows.

    The same words in every output.
    """
    view = telling.view
    if not scene.names:
        return say("story_shown", view.language, shown=view.shown, total=view.total)
    return say("story_lifted", view.language, count=len(scene.names), shown=view.shown)


def notes(scene: Scene, telling: Telling) -> Iterator[str]:
    """What the presenter reads, line by line: own notes, why it is drawn otherwise, what has changed, and sources."""
    yield from filter(None, (*scene.notes.splitlines(), telling.drawings[scene.layout].note))
    yield from scene.remarks
    if scene.sources:
        yield say("story_sources", telling.language)
        yield from scene.sources


def around(view: NetworkView, lifted: Iterable[str], most: int) -> NetworkView:
    """The part of a view round what a step lifts: that first, then who is tied to it, who is tied to most of it first.

    With nothing lifted, the view itself.
    """
    first = tuple(lifted)
    if not first:
        return view
    ties = _ties_to(view, first)
    near = sorted((node.id for node in by_importance(view) if node.id in ties), key=lambda id: -ties[id])
    kept = set([*first, *(id for id in near if id not in first)][:most])
    nodes = tuple(node for node in view.nodes if node.id in kept)
    edges = tuple(edge for edge in view.edges if edge.source in kept and edge.target in kept)
    shown = sum(node.type not in ("group", "aggregate") for node in nodes)
    return replace(view, nodes=nodes, edges=edges, shown=shown, grouped=0)


def _ties_to(view: NetworkView, lifted: tuple[str, ...]) -> Mapping[str, int]:
    """How many of what is lifted each node is tied to."""
    pairs = {(edge.source, edge.target) for edge in view.edges} | {(edge.target, edge.source) for edge in view.edges}
    ties: dict[str, int] = {}
    for source, target in pairs:
        if source in lifted:
            ties[target] = ties.get(target, 0) + 1
    return ties


def _on_map(items: Mapping[str, str], view: NetworkView) -> tuple[str, ...]:
    """The nodes that stand for the items; an actor inside a group is lifted with its group."""
    drawn = {node.id for node in view.nodes}
    group_of = {name: node.id for node in view.nodes for name in node.members}
    found = (id if id in drawn else group_of.get(name) for id, name in items.items())
    return tuple(dict.fromkeys(id for id in found if id))


def _sources(view: NetworkView, lifted: tuple[str, ...]) -> Iterator[str]:
    """Titles of the sources of the ties of what is lifted: between them where there are such, else all of theirs."""
    between = [edge for edge in view.edges if edge.source in lifted and edge.target in lifted]
    edges = between or [edge for edge in view.edges if edge.source in lifted or edge.target in lifted]
    cited = dict.fromkeys(piece.source for edge in edges for piece in edge.evidence)
    for id in cited:
        source = view.sources[id]
        yield f"{source.title}: {source.url}" if source.url else source.title
