"""Themes read from titles and summaries: expected themes by reading the texts."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from graph.model.claims import Claim
from graph.model.records import Evidence, Node, Relation, Value
from graph.model.vocabulary import ABOUT, PROJECT
from loaders.base import Reading, SourceSettings
from loaders.enrichment.enrichment import enrich
from loaders.enrichment.themes import theme_words, themes_read
from loaders.registers.entries import Theme
from loaders.registers.registry import load_registry
from loaders.registers.theme_words import ThemeWords


def theme(id: str, *texts: str, titles: tuple[str, ...] = (), neighbours: tuple[str, ...] = ()) -> Theme:
    return Theme(id, id, id, titles=titles, texts=texts, neighbours=neighbours)


WORDS = ThemeWords(
    (
        theme("energy", "energi*", "*energi", "el nät*", titles=("solar",), neighbours=("climate",)),
        theme("forest", "skog*"),
        theme("industry", "*industri"),
        theme("circular", "industriell symbios"),
        theme("trade", "industriell*"),
        theme("climate", "klimat*", neighbours=("energy",)),
        theme("digital", "e hälsa"),
        theme("health", "e hälsa"),
    )
)
ONCE = "Vi vill att alla bygger ett hus som är varmt, och för det behövs energi."


def found(stated: set[tuple[str, str]] | None = None, **claims: str | tuple[str, ...]) -> Mapping[str, Relation]:
    said = {name: Claim(value) for name, value in claims.items()}
    return {relation.end: relation for relation in themes_read(WORDS, {("p", "s"): said}, stated or set())}


@pytest.mark.parametrize(
    ("title", "themes"),
    [
        ("Skogsindustri i norr", {"forest", "industry"}),  # a compound says both its parts
        ("Solenergi för alla", {"energy"}),
        ("Synergier i norr", set()),
        ("Industriell symbios", {"circular"}),  # the longer phrase, not the word in it
        ("E-hälsa", {"digital", "health"}),
        ("EL-NÄTET", {"energy"}),
        ("Solar power", {"energy"}),
    ],
)
def test_one_word_of_a_title_is_enough(title: str, themes: set[str]) -> None:
    assert found(name=title).keys() == themes


def test_a_title_in_another_language_is_a_title() -> None:
    assert found(name="Ljus", aliases=("Light", "Solar")).keys() == {"energy"}


def test_a_summary_names_a_theme_three_times() -> None:
    twice = f"{ONCE} Energin kostar."
    assert not found(name="Hus", summary=twice)
    assert found(name="Hus", summary=f"{twice} Solenergi är en väg.").keys() == {"energy"}


def test_a_summary_in_english_is_not_read() -> None:
    assert not found(name="House", summary="The energi of the house and the energi of the town and the energi of all.")


def test_words_for_titles_only_are_not_read_in_summaries() -> None:
    assert not found(name="Hus", summary="Vi vill att solar är solar, och att solar är för alla.")


def test_one_word_is_enough_of_a_theme_beside_its_neighbour() -> None:
    assert found(name="Klimatarbete", summary=ONCE).keys() == {"climate", "energy"}
    assert found({("p", "forest")}, name="Hus", summary=ONCE).keys() == set()
    assert found({("p", "climate")}, name="Hus", summary=ONCE).keys() == {"energy"}


def test_what_the_source_says_itself_is_not_repeated() -> None:
    assert not found({("p", "energy")}, name="Solenergi")


def test_the_evidence_is_the_title_or_the_sentence() -> None:
    title = found(name="Solenergi för alla")["energy"]
    assert title.properties == {"phrase": "Solenergi"}
    assert title.evidence == Evidence("s", "Solenergi för alla", "title", "read")
    summary = found({("p", "climate")}, name="Hus", summary=f"Det är så. {ONCE} Och sedan dess.")["energy"]
    assert summary.evidence == Evidence("s", ONCE, "summary", "read")


def test_a_long_sentence_is_cut_round_the_phrase() -> None:
    long = f"Det är {'mycket ' * 80}viktigt att energi och {'mycket ' * 80}annat räcker."
    quote = found({("p", "climate")}, name="Hus", summary=long)["energy"].evidence.quote
    assert quote is not None
    assert "energi" in quote
    assert len(quote) <= 300


def test_every_word_belongs_to_a_theme_of_ours() -> None:
    assert {word.theme for word in theme_words().words} == {theme.id for theme in load_registry().themes}


@pytest.mark.parametrize(
    ("title", "themes"),
    [
        ("Vocational training in the north", {"skills-supply"}),
        ("A trial of oral neuromuscular training", {"health-welfare"}),
        ("Strength training for teachers", {"health-welfare", "skills-supply"}),  # teachers are of skills
    ],
)
def test_training_of_bodies_is_health_and_no_skill(title: str, themes: set[str]) -> None:
    assert {mention.word.theme for mention in theme_words().mentions(title, is_title=True)} == themes


def test_reading_stands_beside_what_the_loader_said_and_brings_its_theme() -> None:
    reading = Reading("d", SourceSettings("loader", "Title"))
    source = reading.own_source()
    evidence = Evidence(source, "a row")
    reading.node(PROJECT.label, "p", {"name": "Vindkraft och turism"}, evidence)
    reading.relation(ABOUT.name, "p", "tourism-culture", evidence, {"phrase": "code 7"})
    enrich(reading)
    about = {relation.end: relation for relation in reading.relations if relation.name == ABOUT.name}
    assert {theme: relation.evidence.status for theme, relation in about.items()} == {
        "tourism-culture": "asserted",
        "energy": "read",
    }
    named: dict[str, Value] = {"name_sv": "Energi", "name_en": "Energy", "neighbours": ("climate",)}
    assert Node("Theme", "energy", named, Evidence("register:themes", locator="energy")) in reading.nodes
