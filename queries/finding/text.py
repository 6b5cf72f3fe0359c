"""How alike texts are: cosine of TF-IDF over word stems and over pieces of words.

Stems (Swedish Snowball) make "kommuner" meet "kommunen"; pieces of five letters make "kompetensförsörjning" meet
"kompetensförsörjningsprojekt", which no stemmer does. Both count half. Composed and decomposed letters are equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from scipy import sparse

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
_PIECE: Final = 5
_MOST_HOLDERS: Final = (200, 60)  # of a stem and of a piece that may bring two texts together
_TEXTS_WHERE_COMMON: Final = 20  # from so many texts on, what stands in more than half of them says nothing
_CHUNK: Final = 500


class TextIndex:
    """Texts by id, compared by meaning-bearing words; built once, then only read.

    `texts` gives for each id its text (title and summary). What a text without words is like is undefined, not 0.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.ids: tuple[str, ...] = tuple(texts)
        self._place = {id_: place for place, id_ in enumerate(self.ids)}
        counts, words = _counts([_words(text) for text in texts.values()])
        stems, pieces = _weights(counts, _stems(words)), _weights(counts, [_pieces(word) for word in words])
        both = sparse.csr_array(sparse.hstack([stems, pieces], format="csr"))
        self._vectors = scaled_rows(both, np.sqrt(row_sums(both.power(2))))
        telling, common = _telling_and_common(stems, pieces)
        self._telling = self._vectors[:, np.flatnonzero(telling)]
        self._common = np.sqrt(row_sums(self._vectors[:, np.flatnonzero(common)].power(2)))

    def similarity(self, first: str, second: str) -> float | None:
        """Cosine of two texts, 0 to 1; None when one of them has no words. KeyError for an unknown id."""
        return self.similarities([(first, second)])[0]

    def similarities(self, pairs: Iterable[tuple[str, str]]) -> list[float | None]:
        """`similarity` of many pairs at once, in their order."""
        places = np.array([(self._place[a], self._place[b]) for a, b in pairs], dtype=np.int64).reshape(-1, 2)
        has_words = np.diff(self._vectors.indptr) > 0
        found: list[float | None] = []
        for start in range(0, len(places), _CHUNK):
            first, second = places[start : start + _CHUNK].T
            defined = has_words[first] & has_words[second]
            found += [value if is_ else None for value, is_ in zip(self._cosines(first, second), defined, strict=True)]
        return found

    def neighbours(self, threshold: float, most: int) -> list[tuple[str, str, float]]:
        """Pairs at least as alike as `threshold` of which one is among the other's `most` nearest; most alike first.

        Only texts that share a telling word or piece of a word are compared (at most 200 or 60 texts have it), three
        times `most` of them for each text, so that the cost grows with the number of texts, not of pairs. Up to 60
        texts nothing is missed but by `most`; beyond, a pair that shares only common words can be.
        """
        alike: dict[tuple[str, str], float] = {}
        for places, others in self._candidates(threshold, 3 * most):
            cosines = np.array(self._cosines(places, others))
            order = np.lexsort((others, -cosines, places))
            rank = np.arange(len(order)) - np.searchsorted(places[order], places[order])
            for at in order[(rank < most) & (cosines[order] >= threshold)].tolist():
                first, second = sorted((self.ids[places[at]], self.ids[others[at]]))
                alike[first, second] = float(cosines[at])
        return sorted(((*pair, cosine) for pair, cosine in alike.items()), key=lambda row: (-row[2], row[:2]))

    def _cosines(self, first: Integers, second: Integers) -> list[float]:
        products = self._vectors[first].multiply(self._vectors[second])
        return [min(1.0, value) for value in np.round(row_sums(sparse.csr_array(products)), 10).tolist()]

    def _candidates(self, threshold: float, most: int) -> Iterator[tuple[Integers, Integers]]:
        """Places of texts, each as often as it has candidates, and of those it shares most telling features with.

        What common features can add is bounded (Cauchy–Schwarz), so most pairs fall before their cosine is computed.
        """
        turned = self._telling.T.tocsr()
        for start in range(0, len(self.ids), _CHUNK):
            products = sparse.csr_array(self._telling[start : start + _CHUNK] @ turned)
            cells = products.tocoo()
            places, others = cells.row + start, cells.col
            possible = cells.data + self._common[places] * self._common[others] >= threshold
            keep = possible & (places != others)
            places, others, scores = places[keep], others[keep], cells.data[keep]
            order = np.lexsort((others, -scores, places))
            rank = np.arange(len(order)) - np.searchsorted(places[order], places[order])
            order = order[rank < most]
            yield places[order].astype(np.int64), others[order].astype(np.int64)


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFC", text).casefold()
    return [word for word in _WORD.findall(folded) if word not in _STOP_WORDS]


def _counts(documents: Sequence[Sequence[str]]) -> tuple[Matrix, list[str]]:
    """How often each word stands in each text, and the words."""
    words = sorted({word for document in documents for word in document})
    column = {word: place for place, word in enumerate(words)}
    ends = np.cumsum([0, *(len(document) for document in documents)])
    cells = [column[word] for document in documents for word in document]
    counts = sparse.csr_array((np.ones(len(cells)), cells, ends), shape=(len(documents), len(words)))
    counts.sum_duplicates()
    return counts, words


def _stems(words: Sequence[str]) -> list[list[str]]:
    import snowballstemmer

    return [[stem] for stem in snowballstemmer.stemmer("swedish").stemWords(words)]


def _pieces(word: str) -> list[str]:
    """Stretches of five letters with the blanks around the word; a shorter word is its own piece."""
    padded = f" {word} "
    return [padded[at : at + _PIECE] for at in range(max(1, len(padded) - _PIECE + 1))]


def _weights(counts: Matrix, parts: Sequence[Sequence[str]]) -> Matrix:
    """TF-IDF of the parts of the words, with damped term frequency; every row of length 1."""
    from sklearn.feature_extraction.text import TfidfTransformer

    column: dict[str, int] = {}
    cells = [column.setdefault(part, len(column)) for of_word in parts for part in of_word]
    ends = np.cumsum([0, *(len(of_word) for of_word in parts)])
    made_of = sparse.csr_array((np.ones(len(cells)), cells, ends), shape=(len(parts), len(column)))
    if not column:
        return empty(counts.shape[0], 0)
    frequencies = sparse.csr_array(counts @ made_of)
    if counts.shape[0] >= _TEXTS_WHERE_COMMON:
        holders = np.bincount(frequencies.indices, minlength=len(column))
        frequencies = frequencies[:, np.flatnonzero(holders <= counts.shape[0] / 2)]
    return sparse.csr_array(TfidfTransformer(sublinear_tf=True).fit_transform(frequencies))


def _telling_and_common(stems: Matrix, pieces: Matrix) -> tuple[Vector, Vector]:
    """Which features of both together several texts hold: few enough to bring two together, or too many for that."""
    holders = [np.bincount(part.indices, minlength=part.shape[1]) for part in (stems, pieces)]
    limits = np.concatenate([np.full(len(part), most) for part, most in zip(holders, _MOST_HOLDERS, strict=True)])
    counts = np.concatenate(holders)
    return np.asarray((counts > 1) & (counts <= limits)), np.asarray(counts > limits)
