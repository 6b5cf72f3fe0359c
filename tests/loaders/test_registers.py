"""The registers as a whole, and their themes. The number of places is Statistics Sweden's: 290 and 21."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.vocabulary import ACTOR_KINDS
from loaders.registers.registry import Registry, load_registry

ROOT = Path(__file__).parents[2]


def test_sweden_has_21_counties_and_290_municipalities(registry: Registry) -> None:
    assert Counter(each.level for each in registry.places) == {"country": 1, "county": 21, "municipality": 290}
    assert Counter(each.register_id.partition(":")[0] for each in registry.organisations)["region"] == 21
    # Region Gotland is the municipality of Gotland.
    assert Counter(each.kind for each in registry.organisations)["municipality"] == 289
    assert sum(each.register_id.startswith("county-board:") for each in registry.organisations) == 21


def test_kinds_and_references_within_the_registers_hold(registry: Registry) -> None:
    known = {each.register_id for each in registry.organisations}
    assert len(known) == len(registry.organisations)
    assert {each.kind for each in registry.organisations} <= set(ACTOR_KINDS)
    assert {each.part_of for each in registry.organisations if each.part_of} <= known
    assert {each.place for each in registry.organisations if each.place} <= {each.id for each in registry.places}
    cited = {each.source for each in registry.organisations} | {each.source for each in registry.groups}
    assert cited <= {each.id for each in registry.sources}


@pytest.mark.parametrize(
    ("phrase", "theme"),
    [
        ("Kompetensförsörjning – utbud och matchning", "skills-supply"),
        ("Attraktion – marknadsföring och mottagarkapacitet", "attraction"),
        ("Fysisk planering – mobilisering och kapacitet", "physical-planning"),
        ("Energi – system och kapacitet", "energy"),
        ("Samverkan inom forskning och innovation", "innovation-research"),
        ("Inkluderande tillväxt - bredband", "digitalisation"),
        ("metall och mineralindustrin", "industry-minerals"),
        ("hållbarhetsverktyg", "governance"),
        ("bostäder", "housing"),
        ("skills-supply", "skills-supply"),
        ("Skills supply", "skills-supply"),
        ("träning", None),
        ("", None),
    ],
)
def test_a_phrase_finds_its_theme(registry: Registry, phrase: str, theme: str | None) -> None:
    found = registry.theme(phrase)
    assert (found.id if found else None) == theme


def test_every_theme_phrase_of_the_project_bank_and_keep_eu_is_mapped(registry: Registry, shared_data: Path) -> None:
    projects = json.loads((shared_data / "data/projektbanken/projektbanken_2014-2020.json").read_text(encoding="utf-8"))
    phrases = {project[field] for project in projects for field in ("insatsområde", "tematiskt_mål")}
    workbook = openpyxl.load_workbook(shared_data / "data/keep_eu/keep_2014-2020.xlsx", read_only=True)
    rows = workbook["Projects (lead partners)"].iter_rows(values_only=True)
    columns = [index for index, name in enumerate(next(rows)) if name in ("Thematic1", "Thematic2", "Thematic3")]
    phrases |= {str(row[index]) for row in rows for index in columns if row[index]}
    assert len(phrases) > 60
    assert [phrase for phrase in phrases if registry.theme(phrase) is None] == []


@given(st.text())
def test_any_text_may_be_asked_for(text: str) -> None:
    registry = load_registry()
    for look_up in (registry.organisation, registry.place, registry.group, registry.theme, registry.places_named):
        look_up(text)


def test_importing_the_registry_reads_nothing() -> None:
    code = "import loaders.registers.registry as r; print(r.load_registry.cache_info().currsize)"
    run = subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True, text=True)
    assert run.stdout.strip() == "0"
