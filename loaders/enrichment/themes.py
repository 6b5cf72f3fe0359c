"""What projects are about by their own words: themes read from titles, and from summaries in Swedish.

A title names its subject, so one word is enough. A summary speaks of much beside it, so a theme must be named three
times, and only in words that mean nothing else; once is enough of a theme that is a neighbour of one that the project
is about, as energy is of climate. What a source's own code already says is not repeated. Summaries in other languages
are not read: in English ones "service", "training" and "risk" stand in projects of every kind.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from typing import Final

from graph.ingest.reports import node_claims
from graph.model.claims import Claim
from graph.model.languages import SWEDISH, language_of
from graph.model.records import QUOTE_LIMIT, Evidence, Relation
from graph.model.vocabulary import ABOUT, PROJECT, TEXT_LOCATORS
from loaders.base import Reading
from loaders.registers.theme_words import ThemeMention, ThemeWords

ProjectClaims = Mapping[tuple[str, str], Mapping[str, Claim]]
"""What a source says of a project, by the project's id and the source's."""

IN_TITLE, IN_SUMMARY = TEXT_LOCATORS
_LEAST: Final = 3  # mentions in a summary
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class _Text:
    """A title or summary, and the document that has it."""

    text: str
    source: str
    locator: str

    @property
    def is_title(self) -> bool:
        """Whether one mention is enough."""
        return self.locator == IN_TITLE

    def evidence(self, mention: ThemeMention) -> Evidence:
        """The sentence that the mention stands in, cut round it when it is long."""
        ends = [found.end() for found in _SENTENCE_END.finditer(self.text)]
        begin = max((end for end in ends if end <= mention.start), default=0)
        end = min((end for end in ends if end >= mention.end), default=len(self.text))
        begin = max(begin, min(mention.start - QUOTE_LIMIT // 3, end - QUOTE_LIMIT))
        quote = self.text[begin:end].strip()[:QUOTE_LIMIT]
        return Evidence(self.source, quote=quote, locator=self.locator, status="read")


@cache
def theme_words() -> ThemeWords:
    """The words that we ship, read once."""
    return ThemeWords.shipped()


def read_themes(reading: Reading) -> None:
    """Add to `reading` the themes that titles and summaries of its projects name, as read and not asserted."""
    projects = [node for node in reading.nodes if node.label == PROJECT.label]
    claims = {(project, source): claimed for (_, project, source), claimed in node_claims(projects)[0].items()}
    stated = {(relation.start, relation.end) for relation in reading.relations if relation.name == ABOUT.name}
    reading.relations += themes_read(theme_words(), claims, stated)


def themes_read(words: ThemeWords, claims: ProjectClaims, stated: Collection[tuple[str, str]]) -> list[Relation]:
    """ABOUT for every theme that a project's title or summary names, ordered by project and theme.

    Args:
        words: the words of themes.
        claims: what a source says of a project, by project and source.
        stated: project and theme of what the dataset says by itself.
    """
    texts: dict[str, list[_Text]] = defaultdict(list)
    for project, source in sorted(claims):
        texts[project] += _texts(source, claims[project, source])
    themes: dict[str, set[str]] = defaultdict(set)
    for project, theme in stated:
        themes[project].add(theme)
    return [
        Relation(ABOUT.name, project, theme, evidence, {"phrase": phrase})
        for project, of_project in texts.items()
        for theme, (phrase, evidence) in sorted(_read(words, of_project, themes[project]).items())
    ]


def _texts(source: str, claims: Mapping[str, Claim]) -> Iterator[_Text]:
    titles = [claims[name].value for name in ("name", "aliases") if name in claims]
    for title in titles:
        for text in title if isinstance(title, tuple) else (str(title),):
            yield _Text(text, source, IN_TITLE)
    if "summary" in claims and language_of(summary := str(claims["summary"].value)) == SWEDISH:
        yield _Text(summary, source, IN_SUMMARY)


def _read(words: ThemeWords, texts: Iterable[_Text], stated: Set[str]) -> dict[str, tuple[str, Evidence]]:
    """Theme → phrase and evidence, of themes that are not stated: in a title if there is one, else in a summary."""
    found: dict[str, tuple[str, Evidence]] = {}
    for text in sorted(texts, key=lambda text: not text.is_title):
        by_theme: dict[str, list[ThemeMention]] = defaultdict(list)
        for mention in words.mentions(text.text, is_title=text.is_title):
            by_theme[mention.word.theme].append(mention)
        enough = {theme for theme, mentions in by_theme.items() if text.is_title or len(mentions) >= _LEAST}
        known = stated | found.keys() | enough
        enough |= {theme for theme in by_theme if words.neighbours[theme] & known}
        for theme in enough - stated - found.keys():
            first = by_theme[theme][0]
            found[theme] = (first.phrase, text.evidence(first))
    return found
