"""What of a network is searched: names, numbers, themes, places and running texts, each with whom it leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from graph.network.network import StakeholderNetwork
from queries.finding.search.words import is_small, words_of

ACTORS, PROJECTS, THEMES, PLACES = LISTS = ("actors", "projects", "themes", "places")
"""The lists that are searched, by the names they have in the API."""
NAMING: Final = frozenset({"name", "alias", "acronym", "number"})
"""The fields that name what they lead to; the others describe it."""
INITIALS: Final = "initials"
_INITIALS: Final = range(3, 7)  # words of a name whose first letters may stand for it
FIELDS: Final = (*sorted(NAMING), INITIALS, "theme", "place", "theme_word", "summary", "description", "quote")
"""Every field that a text may stand in."""
_RUNNING: Final = frozenset({"summary", "description", "quote"})

Node = tuple[str, str]
"""The list and the id of what a text leads to."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text that is searched, the field it stands in, and the nodes it leads to."""

    field: str
    written: str
    nodes: tuple[Node, ...]

    @property
    def is_name(self) -> bool:
        """Whether it names what it leads to."""
        return self.field in NAMING

    @property
    def is_running(self) -> bool:
        """Whether it is a running text, of which an excerpt is shown."""
        return self.field in _RUNNING


def texts_of(network: StakeholderNetwork, theme_words: Mapping[str, Iterable[str]]) -> Iterator[Text]:
    """Every text that is searched; `theme_words` are the words that mean a theme, by its id."""
    yield from _names(network)
    yield from _properties(network)
    for theme, words in theme_words.items():
        if theme in network.themes:
            yield from (Text("theme_word", word, ((THEMES, theme),)) for word in words)
    yield from _quotes(network)


def _names(network: StakeholderNetwork) -> Iterator[Text]:
    for actor in network.actors.values():
        numbers = (actor.org_number, actor.ror, actor.pic, actor.id.partition(":")[2])
        yield from _written((ACTORS, actor.id), name=(actor.name,), alias=actor.aliases, number=numbers)
        if initials_of(actor.name):
            yield Text(INITIALS, actor.name, ((ACTORS, actor.id),))
    for project in network.projects.values():
        yield from _written(
            (PROJECTS, project.id),
            name=(project.name,),
            acronym=(project.acronym,),
            alias=project.aliases,
            number=(*project.numbers, project.id.partition(":")[2]),
        )
    for theme in network.themes.values():
        yield from _written((THEMES, theme.id), name=(theme.name_sv, theme.name_en))
    for place in network.places.values():
        yield from _written((PLACES, place.id), name=(place.name,), number=(place.nuts, place.id.partition(":")[2]))


def initials_of(name: str) -> str | None:
    """The first letters of the words of a name, small words left out: LTU; None of a name that is too short or long."""
    words = [word for word in words_of(name) if not is_small(word)]
    return "".join(word[0] for word in words) if len(words) in _INITIALS else None


def _written(node: Node, **fields: Iterable[str | None]) -> Iterator[Text]:
    for field, texts in fields.items():
        yield from (Text(field, text, (node,)) for text in dict.fromkeys(texts) if text)


def _properties(network: StakeholderNetwork) -> Iterator[Text]:
    """What describes a node; a theme or place is one text that leads to everything that has it."""
    having: dict[Node, list[Node]] = defaultdict(list)
    for id in (*network.actors, *network.projects):
        node = (ACTORS if id in network.actors else PROJECTS, id)
        for place_id in network.areas_of(id):
            having[PLACES, place_id].append(node)
        for theme_id in network.themes_of.get(id, ()):
            having[THEMES, theme_id].append(node)
    for place in network.places.values():
        yield Text("place", place.name, tuple(having[PLACES, place.id]))
    for theme in network.themes.values():
        for name in (theme.name_sv, theme.name_en):
            yield Text("theme", name, tuple(having[THEMES, theme.id]))
    for actor in network.actors.values():
        yield from _written((ACTORS, actor.id), description=(actor.description,))
    for project in network.projects.values():
        yield from _written((PROJECTS, project.id), summary=(project.summary,))


def _quotes(network: StakeholderNetwork) -> Iterator[Text]:
    ends: dict[str, dict[Node, None]] = defaultdict(dict)
    for fact in network.facts:
        for report in fact.reports:
            if report.quote:
                for id in (fact.start, fact.end):
                    if id in network.projects or id in network.actors:
                        ends[report.quote][PROJECTS if id in network.projects else ACTORS, id] = None
    for quote, nodes in ends.items():
        yield Text("quote", quote, tuple(nodes))
