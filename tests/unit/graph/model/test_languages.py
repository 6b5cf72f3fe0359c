"""The language of a text by its small words; the texts are ours, in the language that the test says."""

import pytest

from graph.model.languages import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vi vill att alla bygger ett hus som är varmt, och för det behövs energi.", "sv"),
        ("Vatten och skog i norr", "sv"),
        ("Water and the forest", "en"),
        ("The project aims to train skills and to offer services of the region.", "en"),
        ("Prosjektet skal gi ny kunnskap og er til nytte for alle i regionen.", "other"),
        ("Das Projekt und die Region", "other"),
        ("Wasser, Wald", "other"),
        ("", "other"),
    ],
)
def test_the_language_is_the_one_whose_small_words_stand_most_often(text: str, language: str) -> None:
    assert language_of(text) == language
