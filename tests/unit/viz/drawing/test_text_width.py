"""Texts are measured without a browser; numbers checked by hand from the fonts' advance tables."""

from hypothesis import given
from hypothesis import strategies as st

from viz.drawing.text_width import shorten, text_width, wrap


def test_widths_come_from_the_wider_font_of_the_stack() -> None:
    # hmtx: "i" 253/1000 in Open Sans (518/2048), 222 in Liberation Sans; "m" 930 in Open Sans (1905/2048), 833
    assert text_width("im", 100) == 25.3 + 93.0


def test_unknown_characters_count_as_an_em() -> None:
    assert text_width("漢", 20) == 20


@given(st.text(max_size=80), st.floats(30, 400))
def test_wrapped_lines_fit_and_are_at_most_three(text: str, width: float) -> None:
    found = wrap(text, width, 22)
    assert len(found.lines) <= 3
    assert found.width <= 2 * width + 22


@given(st.text(min_size=1, max_size=80))
def test_wrapping_in_a_wide_box_loses_no_word(text: str) -> None:
    assert " ".join(wrap(text, 10_000, 22).lines) == " ".join(text.split())


def test_long_words_widen_the_box_before_they_are_cut() -> None:
    assert wrap("Maskinentreprenörerna", 150, 22).lines == ("Maskinentreprenörerna",)


def test_shortened_text_fits_with_its_ellipsis() -> None:
    short = shorten("Utveckling av medskapandeprocesser", 120, 20)
    assert short.endswith("…")
    assert text_width(short, 20) <= 120
