"""Reads the register files of this package into entries."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from importlib.resources import files

import yaml

from loaders.registers.entries import Event, Group, Organisation, PlaceEntry, RegisterSource, Theme

COUNTRY = PlaceEntry("se", "Sverige", "Sverige", "country", "SE", None)

# What several countries share, though a register of Sweden knows it.
_INTERNATIONAL = frozenset(
    (
        *("agency:eu-kommissionen", "agency:nordiska-ministerradet", "agency:cbss", "agency:eu"),
        *("association:bottenviksbagen", "association:kvarkenradet", "association:tornedalsradet"),
        *("association:samiradet", "association:north-sweden"),
    )
)

Row = Mapping[str, str]


def rows(name: str) -> Iterator[Row]:
    """The rows of a register file as column → text."""
    text = files("loaders.registers").joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def split(cell: str) -> tuple[str, ...]:
    """The parts of a list in a cell."""
    return tuple(part for part in cell.split(";") if part)


def county(row: Row) -> PlaceEntry:
    """The place of a row of counties.csv."""
    return PlaceEntry(f"se:{row['code']}", row["name"], row["short"], "county", row["nuts"], COUNTRY.id)


def municipality(row: Row) -> PlaceEntry:
    """The place of a row of municipalities.csv."""
    parent = f"se:{row['county_code']}"
    return PlaceEntry(f"se:{row['code']}", row["name"], row["short"], "municipality", None, parent)


def municipality_names(row: Row) -> tuple[str, ...]:
    """Every name of a municipality that says that it is one."""
    short = row["short"]
    formed = (f"{short} kommun", f"{short}s kommun", f"{short}s Municipality", f"City of {short}")
    return (row["name"], *formed, *split(row["aliases"]), *split(row["english"]))


def municipal_organisation(row: Row) -> Organisation:
    """The municipality of a row of municipalities.csv as an organisation."""
    aliases = tuple(dict.fromkeys(name for name in municipality_names(row) if name != row["name"]))
    return Organisation(
        register_id=f"municipality:{row['code']}",
        name=row["name"],
        kind="municipality",
        org_number=row["org_number"] or None,
        ror=row["ror"] or None,
        aliases=aliases,
        place=f"se:{row['code']}",
        part_of=None,
        source="register:municipalities",
        country=COUNTRY.nuts,
    )


def organisation(row: Row) -> Organisation:
    """The organisation of a row of organisations.csv."""
    code = row["municipality_code"] or row["county_code"]
    return Organisation(
        register_id=row["register_id"],
        name=row["name"],
        kind=row["kind"],
        org_number=row["org_number"] or None,
        ror=row["ror"] or None,
        aliases=split(row["aliases"]),
        place=f"se:{code}" if code else None,
        part_of=row["part_of"] or None,
        source="register:organisations",
        country=None if row["kind"] == "programme" or row["register_id"] in _INTERNATIONAL else COUNTRY.nuts,
    )


def group(row: Row, organisation_of: Mapping[str, str]) -> Group:
    """The group of a row of groups.csv; `organisation_of` leads from a municipality's place id to its register id."""
    members = tuple(organisation_of[f"se:{code}"] for code in split(row["members"]))
    return Group(row["register_id"], row["name"], split(row["aliases"]), members, row["source"], row["as_of"])


def event(row: Row) -> Event:
    """The event of a row of events.csv."""
    return Event(row["who"], row["kind"], row["whom"], row["date"], row["source"])


def theme(row: Row) -> Theme:
    """The theme of a row of themes.csv, with its words of theme_words.yml."""
    words = _theme_words()[row["id"]]
    return Theme(
        row["id"],
        row["name_sv"],
        row["name_en"],
        headings=tuple(words["in_headings"]),
        titles=tuple(words["in_titles"]),
        texts=tuple(words.get("in_texts", ())),
        neighbours=split(row["neighbours"]),
    )


@cache
def _theme_words() -> Mapping[str, Mapping[str, Sequence[str]]]:
    text = files("loaders.registers").joinpath("theme_words.yml").read_text(encoding="utf-8")
    words: Mapping[str, Mapping[str, Sequence[str]]] = yaml.safe_load(text)
    return words


def sources() -> tuple[RegisterSource, ...]:
    """The registers as source.yml describes them."""
    text = files("loaders.registers").joinpath("source.yml").read_text(encoding="utf-8")
    names = [field.name for field in fields(RegisterSource)]
    return tuple(RegisterSource(*(str(entry[name]) for name in names)) for entry in yaml.safe_load(text)["registers"])
