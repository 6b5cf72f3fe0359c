"""How alike texts are: cosine of TF-IDF over stretches of four letters.

They make "kommuner" meet "kommunen", and "kompetensförsörjning" meet "kompetensförsörjningsprojekt", which no stemmer
does; a translation is found by its names and loan words. Stretches of three to five letters find no more, and take
three times the room (docs/quality/overlaps.md). What many texts of one language or of one source say
("projektets övergripande mål") weighs as little among all texts as it does among those. Composed and decomposed letters
are equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from scipy import sparse

from graph.model.languages import language_of_words
from graph.network.facts import Project
from graph.network.network import StakeholderNetwork
from queries.measures.matrices import Integers, Matrix, Vector, empty, row_sums, scaled_rows

_WORD: Final = re.compile(r"[^\W_]{2,}")
_STOP_WORDS: Final = frozenset(
    """
    alla allt att av blev bli blir blivit de del dem den denna deras dess dessa det detta där då du efter ej eller en er
    ett från för genom ha har hade hos hur här inom inte kan ska skall som samt sig sin sina sitt så till under upp
    ut utan vad var vara varit vid vi via är över och om på med men mellan mot när nu man också olika
    an and are as at be by for from has have in into is it its not of on or our that the their these this to was we
    were which will with
    """.split()  # noqa: SIM905 - a list literal of these words would fill the page
)
_STRETCH: Final = 4
_MOST_HOLDERS: Final = 200  # of a stretch of letters that may bring two texts together
_TEXTS_WHERE_COMMON: Final = 20  # of so many texts of a language, what stands in more than half says nothing
_CHUNK: Final = 500


def text_of(project: Project) -> str:
    """What of a project is compared as text: its title and summary. One that is only called by its id has no title."""
    title = "" if project.name == project.id else project.name
    return f"{title}\n{project.summary or ''}"


class TextIndex:
    """Texts by id, compared by meaning-bearing words; built once, then only read.

    `texts` gives for each id its text (title and summary). What a text without words is like is undefined, not 0.
    """

    name: Final = f"stretches of {_STRETCH} letters"

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.ids: tuple[str, ...] = tuple(texts)
        self._place = {id_: place for place, id_ in enumerate(self.ids)}
        documents = [_words(text) for text in texts.values()]
        sources = [id.partition(":")[0] for id in self.ids]
        self._vectors = _vectors(documents, [language_of_words(words) for words in documents], sources)
        holders = np.bincount(self._vectors.indices, minlength=self._vectors.shape[1])
        self._telling = self._vectors[:, np.flatnonzero((holders > 1) & (holders <= _MOST_HOLDERS))]
        self._common = np.sqrt(row_sums(self._vectors[:, np.flatnonzero(holders > _MOST_HOLDERS)].power(2)))

    def similarity(self, first: str, second: str) -> float | None:
        """Cosine of two texts, 0 to 1; None when one of them has no words. KeyError for an unknown id."""
        return self.similarities([(first, second)])[0]

    def similarities(self, pairs: Iterable[tuple[str, str]]) -> list[float | None]:
        """`similarity` of many pairs at once, in their order."""
        places = np.array([(self._place[a], self._place[b]) for a, b in pairs], dtype=np.int64).reshape(-1, 2)
        has_words = np.diff(self._vectors.indptr) > 0
        defined = np.asarray(has_words[places].all(axis=1))
        cosines = self._cosines(places[:, 0], places[:, 1])
        return [cosine if known else None for cosine, known in zip(cosines.tolist(), list(defined), strict=True)]

    def neighbours(self, threshold: float, most: int) -> list[tuple[str, str, float]]:
        """Pairs at least as alike as `threshold` of which one is among the other's `most` nearest; most alike first.

        Only texts that share a telling stretch of letters are compared (at most 200 texts have it), three times `most`
        of them for each text, so that the cost grows with the number of texts, not of pairs. Up to 200 texts nothing is
        missed but by `most`; beyond, a pair that shares only common stretches can be.
        """
        alike: dict[tuple[str, str], float] = {}
        for places, others in self._candidates(threshold, 3 * most):
            cosines = self._cosines(places, others)
            order = np.lexsort((others, -cosines, places))
            rank = np.arange(len(order)) - np.searchsorted(places[order], places[order])
            for at in order[(rank < most) & (cosines[order] >= threshold)].tolist():
                first, second = sorted((self.ids[places[at]], self.ids[others[at]]))
                alike[first, second] = float(cosines[at])
        return sorted(((*pair, cosine) for pair, cosine in alike.items()), key=lambda row: (-row[2], row[:2]))

    def combined(self, groups: Iterable[Iterable[str]]) -> Matrix:
        """For each group of texts the direction of their sum, a row of length 1; empty for a group without words.

        The scalar product of two rows is the cosine of the groups. KeyError for an unknown id.
        """
        places = [[self._place[id_] for id_ in group] for group in groups]
        ends = np.cumsum([0, *map(len, places)])
        columns = np.array([place for group in places for place in group], dtype=np.int64)
        members = sparse.csr_array((np.ones(len(columns)), columns, ends), shape=(len(places), len(self.ids)))
        sums = sparse.csr_array(members @ self._vectors)
        return scaled_rows(sums, np.sqrt(row_sums(sums.power(2))))

    def _cosines(self, first: Integers, second: Integers) -> Vector:
        """Of texts by place, pair by pair: each first text is spread out once and meets its seconds together."""
        cosines = np.zeros(len(first))
        order = np.argsort(first, kind="stable")
        starts = np.flatnonzero(np.diff(first[order], prepend=-1))
        for pairs in np.split(order, starts[1:]) if len(order) else ():
            spread = self._vectors[[first[pairs[0]]]].toarray().ravel()
            cosines[pairs] = np.asarray(self._vectors[second[pairs]] @ spread)
        return np.minimum(1.0, np.round(cosines, 10))

    def _candidates(self, threshold: float, most: int) -> Iterator[tuple[Integers, Integers]]:
        """Places of texts, each as often as it has candidates, and of those it shares most telling stretches with.

        What common stretches can add is bounded (Cauchy–Schwarz), so most pairs fall before their cosine is computed.
        """
        turned = self._telling.T.tocsr()
        for start in range(0, len(self.ids), _CHUNK):
            products = sparse.csr_array(self._telling[start : start + _CHUNK] @ turned)
            cells = products.tocoo()
            places, others = cells.row + start, cells.col
            possible = cells.data + self._common[places] * self._common[others] >= threshold
            scores = np.where(possible & (places != others), cells.data, 0.0)
            rows = np.split(scores, products.indptr[1:-1])
            least = [np.partition(row, -most)[-most] if len(row) > most else 0.0 for row in rows]
            keep = (scores > 0) & (scores >= np.repeat(least, np.diff(products.indptr)))
            places, others, scores = places[keep], others[keep], scores[keep]
            order = np.lexsort((others, -scores, places))
            rank = np.arange(len(order)) - np.searchsorted(places[order], places[order])
            order = order[rank < most]
            yield places[order].astype(np.int64), others[order].astype(np.int64)


def texts(network: StakeholderNetwork) -> dict[str, str]:
    """The text of every project by its id."""
    return {id: text_of(project) for id, project in network.projects.items()}


def text_index(network: StakeholderNetwork) -> TextIndex:
    """The titles and summaries of all projects, cached with the network."""
    return network.cached("texts", lambda: TextIndex(texts(network)))


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def _vectors(documents: Sequence[Sequence[str]], languages: Sequence[str], sources: Sequence[str]) -> Matrix:
    """TF-IDF of the stretches of the words, with damped term frequency; every row of length 1, or 0 without words."""
    from sklearn.preprocessing import normalize

    telling = [[word for word in words if word not in _STOP_WORDS] for words in documents]
    counts, words = _counts(telling)
    column: dict[str, int] = {}
    stretches = [_stretches(word) for word in words]
    cells = [column.setdefault(stretch, len(column)) for of_word in stretches for stretch in of_word]
    if not column:
        return empty(len(documents), 0)
    ends = np.cumsum([0, *(len(of_word) for of_word in stretches)])
    made_of = sparse.csr_array((np.ones(len(cells)), cells, ends), shape=(len(words), len(column)))
    weighed = sparse.csr_array(counts @ made_of)
    weights = _weights(weighed, languages, sources)
    weighed.data = (1 + np.log(weighed.data)) * weights
    weighed.eliminate_zeros()
    return sparse.csr_array(normalize(weighed))


def _weights(frequencies: Matrix, languages: Sequence[str], sources: Sequence[str]) -> Vector:
    """What each cell weighs: the less, the larger a share of texts has its column.

    The share is the largest of those among all texts, in the language where most have it, and in the text's own source
    and language; groups of few texts say nothing. What more than half of the texts of a language have weighs nothing.
    """
    if len(languages) < _TEXTS_WHERE_COMMON:
        return (1 - np.log(_share(frequencies, np.arange(len(languages)))))[frequencies.indices]
    share = np.maximum.reduce([_share(frequencies, rows) for rows in (np.arange(len(languages)), *_groups(languages))])
    everywhere = np.where(share > 0.5, 0.0, -np.log(share))
    weights: Vector = everywhere[frequencies.indices]
    for rows in _groups(list(zip(sources, languages, strict=True))):
        cells = np.isin(np.repeat(np.arange(len(languages)), np.diff(frequencies.indptr)), rows)
        here = -np.log(_share(frequencies, rows))
        weights[cells] = np.minimum(weights[cells], here[frequencies.indices[cells]])
    return weights


def _groups(labels: Sequence[Hashable]) -> Iterator[Integers]:
    """The places of the texts of each label that enough texts have."""
    places: dict[Hashable, list[int]] = {}
    for place, label in enumerate(labels):
        places.setdefault(label, []).append(place)
    return (np.array(rows) for rows in places.values() if len(rows) >= _TEXTS_WHERE_COMMON)


def _share(frequencies: Matrix, rows: Integers) -> Vector:
    """The share of these texts that have each column; smoothed, never 0."""
    return (1 + np.bincount(frequencies[rows].indices, minlength=frequencies.shape[1])) / (1 + len(rows))


def _counts(documents: Sequence[Sequence[str]]) -> tuple[Matrix, list[str]]:
    """How often each word stands in each text, and the words."""
    words = sorted({word for document in documents for word in document})
    column = {word: place for place, word in enumerate(words)}
    ends = np.cumsum([0, *(len(document) for document in documents)])
    cells = [column[word] for document in documents for word in document]
    counts = sparse.csr_array((np.ones(len(cells)), cells, ends), shape=(len(documents), len(words)))
    counts.sum_duplicates()
    return counts, words


def _stretches(word: str) -> list[str]:
    """Four letters each, with the blanks around the word; a shorter word is its own stretch."""
    padded = f" {word} "
    return [padded[at : at + _STRETCH] for at in range(max(1, len(padded) - _STRETCH + 1))]
