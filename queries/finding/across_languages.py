"""How alike titles in different languages are, by a multilingual encoder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from graph.model.languages import LANGUAGES, language_of
from queries.finding.encoder import Encoder, Vectors

_FEWEST: Final = 20  # texts of a language; of fewer nobody can say what is common to all of them
_AS_TRANSLATED: Final = 0.75  # the cosine that the better quarter of translated titles reaches
_AS_STRANGERS: Final = 0.375  # the cosine that titles of other things reach that share a word ("smart", "green")


class TitlesAcrossLanguages:
    """Titles by id, compared where the languages of their texts differ; built once, then only read.

    What all titles of a language have in common is taken away first: it says which language, not what about.
    """

    def __init__(self, titles: Mapping[str, str], texts: Mapping[str, str], encoder: Encoder) -> None:
        ids = list(titles)
        self.name = encoder.name
        self._language = {id: language_of(texts[id]) for id in ids}
        self._place = {id: place for place, id in enumerate(ids)}
        self._vectors = encoder.embed([titles[id] for id in ids])
        groups = {language: [id for id in ids if self._language[id] == language] for language in LANGUAGES}
        self._groups = {language: members for language, members in groups.items() if len(members) >= _FEWEST}
        for members in self._groups.values():
            places = [self._place[id] for id in members]
            self._vectors[places] = _centred(self._vectors[places])

    def similarity(self, first: str, second: str) -> float | None:
        """0 for titles that share no more than a word, 1 as like as a good translation.

        None in one language, or where too few texts are in one.
        """
        languages = {self._language[id] for id in (first, second)}
        if len(languages) < 2 or not languages <= self._groups.keys():
            return None
        cosine = float(self._vectors[self._place[first]] @ self._vectors[self._place[second]])
        return round(min(1.0, max(0.0, (cosine - _AS_STRANGERS) / (_AS_TRANSLATED - _AS_STRANGERS))), 10)

    def neighbours(self, threshold: float, most: int) -> list[tuple[str, str]]:
        """Pairs of two languages at least as alike as `threshold`, of which one is among the other's `most` nearest.

        Every title meets every title of another language, which costs less than a thousandth of encoding them.
        """
        found: set[tuple[str, str]] = set()
        for language, ids in self._groups.items():
            for other, others in self._groups.items():
                if language != other:
                    least = _AS_STRANGERS + threshold * (_AS_TRANSLATED - _AS_STRANGERS)
                    found |= self._nearest(ids, others, least, most)
        return sorted(found)

    def _nearest(self, ids: list[str], others: list[str], least: float, most: int) -> set[tuple[str, str]]:
        turned = self._vectors[[self._place[id] for id in others]].T
        found: set[tuple[str, str]] = set()
        for id in ids:
            cosines = self._vectors[self._place[id]] @ turned
            for at in np.argsort(-cosines, kind="stable")[:most].tolist():
                if cosines[at] >= least:
                    found.add((min(id, others[at]), max(id, others[at])))
        return found


def _centred(vectors: Vectors) -> Vectors:
    moved = vectors - vectors.mean(axis=0)
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.where(lengths > 0, lengths, 1), np.float32)
