"""Reads labelled mentions: names with towns and the entity that a person says each means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Final

from rigour.text import ascii_text

from graph.identity.evaluation import Labelled
from graph.identity.mentions import IDENTIFIERS, Mention
from graph.identity.vocabulary import folded
from graph.messages import Message
from graph.model.claims import Claim
from loaders.documents.countries import country_code
from loaders.enrichment.recognition import Said
from loaders.enrichment.registered import known_of
from loaders.files.csv_file import csv_rows
from loaders.files.sample import Sample
from loaders.files.table import refuse
from loaders.registers.registry import Registry, load_registry

COLUMNS: Final = ("name", "town", "entity_id")
_NONE: Final = ("", "NA", "NULL")
_DATASET: Final = "labels"
_SWEDEN: Final = "SE"


def read_labels(file: Path, *, with_identifiers: bool = False) -> list[Labelled]:
    """Every row as a mention of its own, with what the registers know of it, as a load would add it.

    The file is CSV in UTF-8 with commas or semicolons and the columns name, town and entity_id, also country where
    there is one; with `with_identifiers` also the columns org_number, ror, pic and vat, where there are any.

    Raises:
        InputError: a column is missing, or the file is no UTF-8.
    """
    with Sample(file) as sample:
        if sample.encoding != "utf-8-sig":
            raise refuse(file.name, Message("identity.labels_not_utf8"))
        rows = [cells for _, cells in csv_rows(sample, lambda headings: len({*headings} & {*COLUMNS}))]
    headings = rows[0] if rows else []
    if missing := tuple(name for name in COLUMNS if name not in headings):
        raise refuse(file.name, Message("loading.no_columns", columns=missing))
    found = (dict(zip_longest(headings, cells, fillvalue="")) for cells in rows[1:])
    return list(_labelled(found, load_registry(), with_identifiers=with_identifiers))


def _labelled(rows: Iterable[dict[str, str]], registry: Registry, *, with_identifiers: bool) -> Iterator[Labelled]:
    for number, row in enumerate(rows, start=2):
        if name := row["name"].strip():
            mention = Mention(_DATASET, f"{number:07}")
            identifiers = _identifiers(row) if with_identifiers else {}
            mention.add({"name": Claim(name)} | identifiers)
            country = country_code(row.get("country", "").strip())
            if town := row["town"].strip():
                spellings = (town, ascii_text(town), folded(town)) if country in (None, _SWEDEN) else ()
                place = next(filter(None, map(registry.place, spellings)), None)
                mention.places.add(place.id if place else town)
            if country:
                mention.add({"country": Claim(country)})
            _recognise(mention, name, identifiers, registry)
            yield Labelled(mention, row["entity_id"].strip() or f"row {number}")


def _recognise(mention: Mention, name: str, identifiers: Mapping[str, Claim], registry: Registry) -> None:
    """Add what the registers know of the organisation, where it is one of theirs."""
    said = Said(
        (name,),
        numbers=frozenset(str(claim.value) for key, claim in identifiers.items() if key == "org_number"),
        rors=frozenset(str(claim.value) for key, claim in identifiers.items() if key == "ror"),
        countries=frozenset(mention.countries),
        places=frozenset(mention.places),
    )
    entry = registry.organisation(name)
    if entry and said.means(entry, registry) and not said.contradicts(entry):
        known = known_of(entry).items()
        mention.add({key: Claim(value) for key, value in known if value}, entry.source)


def _identifiers(row: dict[str, str]) -> dict[str, Claim]:
    cells = {name: row.get(name, "").strip() for name in (*IDENTIFIERS, "vat")}
    if cells.pop("vat").startswith("SE") and not cells["org_number"]:
        cells["org_number"] = row["vat"]
    return {name: Claim(value) for name, value in cells.items() if value not in _NONE}
