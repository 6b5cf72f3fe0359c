"""Searching one revision, and the hits of a search as the plain items that pages and the API show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from graph.network.network import StakeholderNetwork
from queries.finding.search.index import Hit, Rank, SearchIndex
from queries.finding.search.texts import FIELDS as FIELDS
from queries.finding.search.texts import LISTS

if TYPE_CHECKING:
    from api.service.lists import Lists

SEARCHED: Final = LISTS
"""The lists that are searched for what people mean; the others for words in their names."""
_IN: Final = {"funders": "actors"}
_UNSURE: Final = {Rank.DOUBLED: "misspelt", Rank.MISSPELT: "misspelt", Rank.SOME_WORDS: "some_words"}


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits of a search, and how many there are in all."""

    items: list[dict[str, Any]]
    total: int


def search_index(whole: StakeholderNetwork) -> SearchIndex:
    """Everything of a revision that is searched, and the words that we know to mean its themes."""
    from loaders.enrichment.themes import theme_words

    words: dict[str, list[str]] = defaultdict(list)
    for word in theme_words().words:
        words[word.theme].append(" ".join(word.parts).replace("*", ""))
    return SearchIndex(whole, words)


def search(index: SearchIndex, lists: Lists, text: str, resources: Iterable[str], language: str, most: int) -> Found:
    """What the view of `lists` shows of what people may mean by a text, the best first, each with why it is a hit."""
    shown = {resource: lists.by_id(resource, language) for resource in resources}
    hits, total = index.hits(text, lambda node: node[1] in shown.get(node[0], ()), most)
    return Found([_item(hit, shown[hit.resource][hit.id]) for hit in hits], total)


def ranked(index: Callable[[], SearchIndex], resource: str, text: str) -> list[str] | None:
    """The ids in a list that a text finds, the best first; None for a list that is not searched so."""
    resource = _IN.get(resource, resource)
    return index().ids(text, resource) if resource in SEARCHED else None


def _item(hit: Hit, item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "list": hit.resource,
        "id": hit.id,
        "name": item["name"],
        "kind": item["kind"],
        "acronym": item.get("acronym"),
        "n_projects": item.get("n_projects"),
        "n_actors": item.get("n_actors"),
        "matched": {
            "field": hit.field,
            "text": hit.excerpt.text,
            "start": hit.excerpt.start,
            "end": hit.excerpt.end,
            "unsure": _UNSURE.get(hit.rank),
        },
    }
