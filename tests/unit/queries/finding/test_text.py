"""Expectations by hand; neighbours against all pairs."""

from __future__ import annotations

import unicodedata
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.finding.text import TextIndex

TEXTS = {
    "skola": "Kompetensförsörjning för industrin i Norrbotten",
    "bygg": "Kompetensförsörjningsprojekt: industri och byggande",
    "vatten": "Rent vatten i Torneälvens kommuner",
    "älv": "Vattnet i älven och kommunens badplatser",
    "tom": "och i att",
}


def test_compounds_and_inflections_meet_and_other_words_do_not() -> None:
    index = TextIndex(TEXTS)

    skola, vatten = index.similarities([("skola", "bygg"), ("vatten", "älv")])
    assert (skola or 0) > 0.2
    assert (vatten or 0) > 0.1
    assert (
        index.similarity("bygg", "vatten") or 0
    ) < 0.02  # only the letters that "kompetens" and "kommuner" begin with
    assert index.similarity("skola", "skola") == pytest.approx(1)


def test_a_text_without_words_is_undefined_and_an_unknown_id_an_error() -> None:
    index = TextIndex(TEXTS)

    nothing, little, neither = index.similarities([("tom", "skola"), ("bygg", "vatten"), ("tom", "tom")])
    assert nothing is None
    assert neither is None
    assert little == pytest.approx(0, abs=0.02)
    with pytest.raises(KeyError):
        index.similarity("skola", "saknas")


@pytest.mark.parametrize("texts", [{}, {"a": ""}, {"a": "och", "b": "§ – !"}])
def test_nothing_to_compare(texts: dict[str, str]) -> None:
    assert TextIndex(texts).neighbours(0, 5) == []


def test_composed_and_decomposed_letters_and_case_are_equal() -> None:
    index = TextIndex({"c": "Åtgärder för Överkalix", "d": unicodedata.normalize("NFD", "ÅTGÄRDER FÖR ÖVERKALIX")})

    assert index.similarity("c", "d") == pytest.approx(1)


def test_what_many_texts_of_one_language_say_weighs_as_little_among_texts_of_another() -> None:
    subjects = ["gruva", "skola", "odling", "fiske", "turism", "bostad", "idrott", "musik", "vindkraft", "barnomsorg"]
    common = "Projektets övergripande mål är att stärka det och att"
    swedish = {
        f"sv{number}": f"{common if number < 10 else 'Vi ska'} {subjects[number % 10]} i by {number}"
        for number in range(24)
    }
    english = {f"en{number}": f"The station of the town is to have {number} rooms" for number in range(200)}

    alone, among = TextIndex(swedish), TextIndex(swedish | english)
    same_phrase, same_subject = ("sv0", "sv1"), ("sv0", "sv10")
    assert (among.similarity(*same_phrase) or 0) == pytest.approx(alone.similarity(*same_phrase) or 0, abs=0.02)
    assert (among.similarity(*same_subject) or 0) == pytest.approx(alone.similarity(*same_subject) or 0, abs=0.02)


WORDS = [
    "gruva",
    "gruvor",
    "gruvnäring",
    "skola",
    "skolor",
    "förskola",
    "älv",
    "älven",
    "och",
    "energi",
    "vindenergi",
    "is",
]


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=3), st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), max_size=25
    )
)
@settings(max_examples=60, deadline=None)
def test_neighbours_of_few_texts_are_all_pairs_above_the_threshold(texts: dict[str, str]) -> None:
    index = TextIndex(texts)
    pairs = list(combinations(sorted(texts), 2))
    expected = {
        pair: cosine for pair, cosine in zip(pairs, index.similarities(pairs), strict=True) if cosine and cosine >= 0.3
    }

    found = index.neighbours(0.3, most=25)

    assert {(a, b): cosine for a, b, cosine in found} == expected
    assert [cosine for _, _, cosine in found] == sorted(expected.values(), reverse=True)


def test_most_keeps_the_nearest_of_each() -> None:
    index = TextIndex({"a": "gruva malm", "b": "gruva malm järn", "c": "gruva skola", "d": "skola elev"})

    assert [pair[:2] for pair in index.neighbours(0.01, most=1)] == [("a", "b"), ("c", "d")]
