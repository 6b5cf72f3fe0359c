"""One revision of the graph with everything computed from it: taken once at the door, and passed on."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from api.service.cache import Cache
from api.service.contents import Contents, read_earlier
from api.service.picture import AS_USUAL, Picture
from api.service.positions import Positions
from api.service.resolve_names import with_ids
from graph.ingest.earlier import revision_of
from graph.network.network import StakeholderNetwork
from graph.network.view import View
from graph.store.protocol import GraphStore

if TYPE_CHECKING:
    from api.service.finding import Found
    from api.service.lists import Lists
    from api.service.requests import Asked
    from queries.answer import Answer
    from queries.finding.search.index import SearchIndex
    from queries.reconciliation.actors import Reconciler
    from queries.stories.text import StoryText
    from viz.drawing.drawing import Drawing, Layout
    from viz.drawing.overview import Overview
    from viz.stories.scenes import Telling
    from viz.svg.stage import Stage
    from viz.view.network_view import NetworkView

CAPACITY: Final = 1024
"""What the cache of a service holds, an answer or a list being 1."""
SEARCH: Final = "search"
_NETWORK: Final = 32  # a network with its measures weighs as much as so many answers
_EXPORT: Final = 8
_COUNTED: Final = ("actors", "projects", "themes", "places", "sources", "datasets", "facts")


class Moment:
    """What is asked of one revision; nothing below here asks the store which revision it is. Safe for several threads.

    Moments of one service share its cache and map positions. What does not depend on verdicts is cached under
    `facts_revision`, so that a revision which only holds verdicts goes on with the networks, measures and lists of the
    one before.
    """

    def __init__(
        self, contents: Contents, cache: Cache, positions: Positions, store: GraphStore, seen_from: int | None = None
    ) -> None:
        self.seen_from = seen_from or contents.revision  # what is forgotten later is gone from earlier revisions too
        self.contents, self._cache, self._positions, self._store = contents, cache, positions, store

    def as_of(self, given: str | None) -> Moment:
        """The moment of an earlier revision, by its number or a day whose last revision it is; this one when None.

        Raises:
            InputError: neither a number nor a date.
            NotFoundError: there is no such revision.
            ConflictError: it was made before revisions kept what they replaced.
        """
        if not given:
            return self
        View(as_of=given)  # refuses what is neither a number nor a date
        number = self._store.read(lambda transaction: revision_of(transaction, given))
        if number == self.revision:
            return self
        store = self._store
        contents = self._cache.get(("contents", number), lambda: read_earlier(store, number), _NETWORK)
        return Moment(contents, self._cache, self._positions, store, self.seen_from)

    @property
    def revision(self) -> int:
        """The revision's number."""
        return self.contents.revision

    @property
    def facts_revision(self) -> int:
        """Number of the revision that last changed a node or a tie."""
        return self.contents.facts_revision

    @property
    def whole(self) -> StakeholderNetwork:
        """All that the revision says, whatever a view shows."""
        return self.contents.whole

    def view(self, options: Mapping[str, Any]) -> View:
        """A view from its public options; InputError for an unknown option, value or name."""
        return View.of(self._with_ids(options))

    def network(self, view: View | None = None) -> StakeholderNetwork:
        """What the view shows, the default view when None."""
        view = view or View()
        return self._cache.get(("network", self.revision, view), lambda: self._network(view), _NETWORK)

    def lists(self, view: View | None = None) -> Lists:
        """Actors, projects and the rest as the view lists them."""
        from api.service.lists import Lists

        view = view or View()
        return self._cache.get(
            ("lists", self.facts_revision, view),
            lambda: Lists(self.whole, self._cut(view), self._cache, self.index),
        )

    def index(self) -> SearchIndex:
        """Everything that is searched."""
        from api.service.finding import search_index

        return self._cache.get(("index", self.facts_revision), lambda: search_index(self.whole), _NETWORK)

    def search(self, text: str, resources: Iterable[str], view: View, language: str, most: int) -> Found:
        """What the view shows of what people may mean by a text, the best first."""
        from api.service.finding import search

        return search(self.index(), self.lists(view), text, resources, language, most)

    def reconciler(self) -> Reconciler:
        """Matches names with the actors and projects."""
        from queries.reconciliation.actors import Reconciler

        return self._cache.get(("reconciler", self.facts_revision), lambda: Reconciler(self.whole), _NETWORK)

    def detail(self, resource: str, id: str, language: str, limit: int, cursor: str | None) -> dict[str, Any]:
        """One node with what each source claims of it and a page of its relations.

        Raises:
            NotFoundError: there is none.
        """
        from api.service.details import Relations, claims, missing

        item = self.lists().item(resource, language, id)
        if item is None:
            raise missing(resource, id)
        relations: Relations = self._cache.get(
            ("relations", self.facts_revision), lambda: Relations(self.whole), _NETWORK
        )
        return {
            **item,
            "claims": claims(self.contents.claims, resource, id),
            **relations.page(id, language, limit, cursor),
            "revision": self.revision,
        }

    def moved_to(self, resource: str, id: str) -> str | None:
        """The id of the actor or project that sources call `id`; None when there is no such one, or several."""
        from api.service.details import moved_to

        return moved_to(self.contents.claims, resource, id)

    def answer(self, question: str, options: Mapping[str, Any], language: str) -> Answer:
        """The answer to a question, whose parameters and view options are both in `options`.

        Raises:
            InputError: an option that neither the question nor a view has, or a value that makes no sense.
            NotFoundError: a question, actor or project that is not there.
            BusyError: too many heavy answers are being worked out.
        """
        return self._cache.get_in_turn(*self._answered(question, options, language))

    def prepare(self, question: str, language: str, options: Mapping[str, Any] = MappingProxyType({})) -> None:
        """Work out an answer, or the index of the search, before anybody asks; it waits for nobody's turn."""
        if question == SEARCH:
            self.index()
        else:
            self._cache.get(*self._answered(question, options, language))

    def ask(self, asked: Asked) -> dict[str, Any]:
        """The answer's envelope."""
        answer = self.answer(asked.question, asked.options, asked.language)
        return answer.envelope(limit=asked.limit, cursor=asked.cursor)

    def export(self, format: str, options: Mapping[str, Any], language: str, picture: Picture = AS_USUAL) -> bytes:
        """The view as a file in one of the formats of viz/exports.

        Raises:
            InputError: the format cannot do what was wished of the picture, or the template is none.
        """
        from api.service.exports import exported

        view = self.view(options)
        key = ("export", self.revision, format, view, language, picture.key)
        return self._cache.get_in_turn(
            key, lambda: exported(self.network(view), format, language, self._positions, picture=picture), _EXPORT
        )

    def stage(
        self,
        options: Mapping[str, Any],
        language: str,
        *around: str,
        group: tuple[str, ...] = (),
        layout: Layout | None = None,
    ) -> Stage:
        """The map of the view, or of a part of it, as a page of ours shows it; in another layout where that is asked.

        A part is what lies around some actors or projects, or the community of the map that `group` names.

        Raises:
            NotFoundError: there is no such actor, project or community.
        """
        from api.service.exports import staged
        from queries.finding.surroundings import surroundings

        view = self.view(options)
        for id in around:
            self.node_name(id)

        def made() -> Stage:
            network = self.network(view)
            shown = surroundings(network, *around) if around else network
            picture = Picture(layout=layout, group=group)
            return staged(shown, language, self._positions, "|".join(around) or None, picture)

        return self._cache.get_in_turn(("stage", self.revision, around, group, layout, view, language), made, _EXPORT)

    def group_name(self, options: Mapping[str, Any], language: str, group: tuple[str, ...]) -> str:
        """What a community of the map is called.

        Raises:
            NotFoundError: there is no such community.
        """
        from api.service.exports import opened

        view = self.view(options)
        key = ("group name", self.revision, group, view, language)
        return self._cache.get(key, lambda: opened(self.network(view), group, language)[1])

    def telling(self, story: StoryText, language: str, *, frozen: bool = False, unnamed: str = "") -> Telling:
        """A story told of this revision, `frozen` there or following the newest.

        `unnamed` says for which output it is told without names, which has numbers of its own; nothing for with them.

        Raises:
            InputError: its view makes no sense, or its texts tell who is meant.
        """
        from api.service.stories import played
        from queries.stories.text import write_story

        key = ("story", self.revision, write_story(story), language, frozen, unnamed)
        return self._cache.get_in_turn(
            key, lambda: played(story, self, language, frozen=frozen, with_names=not unnamed), _EXPORT
        )

    def draw(self, map: Hashable, view: NetworkView, layout: Layout | None = None) -> Drawing:
        """The drawing of a map, everything where it was on the newest drawing of the same map in this layout."""
        return self._positions.draw(map, view, layout)

    def overview(self, options: Mapping[str, Any]) -> Overview:
        """Every node of the view with its place."""
        from viz.drawing.overview import overview

        view = self.view(options)
        return self._cache.get_in_turn(
            ("overview", self.revision, view), lambda: overview(self.network(view)), _NETWORK
        )

    def overview_data(self, options: Mapping[str, Any], language: str) -> bytes:
        """The same for the script of the page."""
        from api.service.exports import overview_data

        key = ("overview data", self.revision, self.view(options), language)
        return self._cache.get(key, lambda: overview_data(self.overview(options), language), _EXPORT)

    def export_around(
        self, id: str, format: str, options: Mapping[str, Any], language: str, layout: Layout | None = None
    ) -> bytes:
        """What lies around one actor or project, as a file; in another layout than the usual where that is asked.

        Raises:
            NotFoundError: there is no such actor or project.
        """
        from api.service.exports import exported
        from queries.finding.surroundings import surroundings

        view = self.view(options)
        self.node_name(id)
        key = ("around", self.revision, id, format, layout, view, language)

        def made() -> bytes:
            near = surroundings(self.network(view), id)
            return exported(near, format, language, self._positions, around=id, picture=Picture(layout=layout))

        return self._cache.get_in_turn(key, made, _EXPORT)

    def node_name(self, id: str) -> str:
        """What an actor or project is called, a project by its acronym where it has one; NotFoundError for neither."""
        from graph.errors import absent

        if id in self.whole.projects:
            return self.whole.projects[id].acronym or self.whole.projects[id].name
        if id not in self.whole.actors:
            raise absent("actor", id)
        return self.whole.actors[id].name

    def counts(self) -> dict[str, int]:
        """How many of what the revision holds; facts that nobody has reviewed, and apart themes read from texts."""
        unreviewed, themes_read = self.whole.unreviewed
        counted = {name: len(getattr(self.whole, name)) for name in _COUNTED}
        return {**counted, "unreviewed": unreviewed, "themes_read": themes_read}

    def _answered(
        self, question: str, options: Mapping[str, Any], language: str
    ) -> tuple[tuple[Any, ...], Callable[[], Answer]]:
        """The key of an answer, and how it is worked out."""
        from queries.answers import ask
        from queries.question import questions

        resolved = self._with_ids(options)
        if known := questions().get(question):
            resolved = known.without_defaults(resolved)
        key = ("answer", self.revision, json.dumps([question, resolved, language], sort_keys=True, default=list))
        return key, lambda: ask(self._network_at, question, resolved, language)

    def _with_ids(self, options: Mapping[str, Any]) -> dict[str, Any]:
        key = ("ids", self.facts_revision, json.dumps(options, sort_keys=True, default=list))
        return self._cache.get(key, lambda: with_ids(options, self.whole))

    def _network_at(self, view: View) -> StakeholderNetwork:
        return self.as_of(view.as_of).network(view)

    def _network(self, view: View) -> StakeholderNetwork:
        cut, whole = self._cut(view), self.whole
        return cut if cut.revision == self.revision else cut.decided(self.revision, whole.verdicts, whole.made, whole)

    def _cut(self, view: View) -> StakeholderNetwork:
        return self._cache.get(("facts", self.facts_revision, view), lambda: self.whole.of(view), _NETWORK)
