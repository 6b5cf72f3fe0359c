"""The registers' organisations and groups. Expected figures come from outside: python-stdnum's check digits, the
Research Organization Registry, and Statistics Sweden's number of municipalities in each county."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.se import orgnr

from loaders.registers.entries import Organisation
from loaders.registers.names import NameIndex, name_key
from loaders.registers.registry import Registry, load_registry

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


def register_id(found: Organisation | None) -> str | None:
    return found.register_id if found else None


def test_every_organisation_number_has_a_right_check_digit_and_is_no_persons(registry: Registry) -> None:
    numbers = [each.org_number for each in registry.organisations if each.org_number]
    assert len(numbers) > 80
    assert [number for number in numbers if not orgnr.is_valid(number)] == []
    assert [number for number in numbers if len(number) != 10 or int(number[2]) < 2] == []
    assert [number for number, count in Counter(numbers).items() if count > 1] == []


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "data" / "registers" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_organisation_numbers_agree_with_the_database_of_funding(registry: Registry, shared_data: Path) -> None:
    """Swecris' list of coordinating organisations: the same name must not bear another number there."""
    rows = _rows(shared_data, "organisations_with_orgnr.csv")
    elsewhere = {name_key(row["CoordinatingOrganisationNameSv"]): row["CoordinatingOrganisationId"] for row in rows}
    compared = [
        (each.name, each.org_number, elsewhere[key].replace("-", ""))
        for each in registry.organisations
        if each.org_number and (key := name_key(each.name)) in elsewhere
    ]
    # A second "RISE Research Institutes of Sweden AB" with the number of a company it absorbed stands in the list.
    assert len(compared) > 40
    assert [each for each in compared if each[1] != each[2] and "RISE" not in each[0]] == []


def test_ror_ids_are_those_of_the_research_organization_registry(registry: Registry, shared_data: Path) -> None:
    rows = _rows(shared_data, "ror_sweden.csv")
    names = {row["ror_id"]: "|".join((row["name_display"], row["labels"], row["aliases"])) for row in rows}
    with_ror = [each for each in registry.organisations if each.ror]
    assert len(with_ror) > 90
    assert [each.name for each in with_ror if each.ror not in names] == []
    strangers = []
    for each in with_ror:
        known = {name_key(name.removesuffix(" (Sweden)")) for name in names[each.ror or ""].split("|")}
        # ROR knows some regions under the names of the county councils before them.
        bearers = [each, *filter(None, map(registry.organisation_by_id, registry.predecessors(each)))]
        if not known & {name_key(name) for bearer in bearers for name in (bearer.name, *bearer.aliases)}:
            strangers.append((each.name, each.ror))
    assert strangers == []


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


@given(st.deferred(lambda: st.sampled_from(load_registry().organisations)), st.sampled_from(["NFC", "NFD"]))
def test_a_name_is_found_in_capitals_and_decomposed(organisation: Organisation, form: Literal["NFC", "NFD"]) -> None:
    written = unicodedata.normalize(form, f"  {organisation.name.upper()}. ")
    assert load_registry().organisation(written) == organisation
