"""The text file of a story: what is written is read back, and what is wrong is told by file, step and field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError
from queries.question import questions
from queries.stories.text import Step, StoryText, read_story, write_story

LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))  # YAML makes every line break a plain one
TEXT = st.text(LETTERS | st.just("\n"), max_size=60)
TITLE = st.text(LETTERS, min_size=1, max_size=60)
OPTIONS = st.dictionaries(TITLE, TEXT | st.lists(TEXT, max_size=3), max_size=3)
STEPS = st.builds(
    Step,
    title=TITLE,
    sentence=TEXT,
    notes=TEXT,
    question=st.sampled_from(["", *questions()]),
    options=OPTIONS,
    first=st.integers(1, 20),
    items=st.dictionaries(TITLE, TEXT, max_size=3),
    view=OPTIONS,
    seconds=st.integers(2, 600),
)

WRITTEN = """
title: Norra Sverige
view: {place: [Norrbotten, Västerbotten], from: 2021}
steps:
- title: Helheten
- title: De största
  items: [a, b]
- title: En brobyggare
  question: brokers
  first: 3
  notes: |
    Fråga Åsa först.
"""


@given(st.builds(StoryText, title=TITLE, steps=st.lists(STEPS, min_size=1, max_size=4).map(tuple), view=OPTIONS))
def test_what_is_written_is_read_back(story: StoryText) -> None:
    assert read_story(write_story(story)) == story


def test_a_person_can_write_it() -> None:
    story = read_story(WRITTEN)
    assert story.view == {"place": ["Norrbotten", "Västerbotten"], "from": "2021"}
    assert story.steps[1].items == {"a": "", "b": ""}
    assert (story.steps[2].question, story.steps[2].first) == ("brokers", 3)
    assert story.steps[2].notes == "Fråga Åsa först.\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: [", "s.yml, rad 2: Texten är inte giltig YAML."),
        ("steps: [{title: A}]", "s.yml: title saknas."),
        ("title: A", "s.yml: steps saknas."),
        ("title: A\nsteps: []", "s.yml: steps är tomt."),
        ("title: A\nsteps: [{title: B, colour: red}]", "s.yml: Steg 1: colour är inget fält i ett steg."),
        ("title: A\nsteps: [{title: B}, {sentence: C}]", "s.yml: Steg 2: title saknas."),
        ("title: A\nsteps: [{title: B, question: vad}]", "s.yml: Steg 1: question nämner ingen fråga som finns."),
        ("title: A\nsteps: [{title: B, first: 99}]", "s.yml: Steg 1: first har ett värde som inte går att använda."),
        ("title: A\nsteps: [{title: B, items: 3}]", "s.yml: Steg 1: items har ett värde som inte går att använda."),
        ("title: A\nlayout: x\nsteps: [{title: B}]", "s.yml: layout är inget fält i en berättelse."),
        ("- A", "s.yml: title har ett värde som inte går att använda."),
    ],
)
def test_what_is_wrong_is_told_by_file_step_and_field(text: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        read_story(text, "s.yml")
    assert refused.value.say("sv") == said


def test_every_problem_is_told() -> None:
    with pytest.raises(InputError) as refused:
        read_story("steps: [{title: B, first: 0, seconds: 1}]")
    assert len(refused.value.problems) == 3
