"""Reads labelled mentions: names with towns and the entity that a person says each means."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rigour.text import ascii_text

from graph.errors import InputError, Problem
from graph.identity.evaluation import Labelled
from graph.identity.mentions import IDENTIFIERS, Mention
from graph.model.claims import Claim
from loaders.enrichment.registered import known_of
from loaders.registers.registry import Registry, load_registry

COLUMNS: Final = ("name", "town", "entity_id")
_NONE: Final = ("", "NA", "NULL")
_DATASET: Final = "labels"


def read_labels(file: Path, *, with_identifiers: bool = False) -> list[Labelled]:
    """Every row as a mention of its own, with what the registers know of it, as a load would add it.

    The file is CSV in UTF-8 with commas or semicolons and the columns name, town and entity_id; with
    `with_identifiers` also the columns org_number, ror, pic and vat, where there are any.

    Raises:
        InputError: a column is missing, or the file is no UTF-8.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError.of((Problem.of("identity.labels_not_utf8", file=file.name),)) from error
    heading = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if heading.count(";") > heading.count(",") else ",")
    if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
        raise InputError.of((Problem.of("loading.no_columns", file=file.name, columns=tuple(missing)),))
    return list(_labelled(rows, load_registry(), with_identifiers=with_identifiers))


def _labelled(rows: csv.DictReader[str], registry: Registry, *, with_identifiers: bool) -> Iterator[Labelled]:
    for number, row in enumerate(rows, start=2):
        if name := (row["name"] or "").strip():
            mention = Mention(_DATASET, f"{number:07}")
            mention.add({"name": Claim(name)} | (_identifiers(row) if with_identifiers else {}))
            if entry := registry.organisation(name):
                known = known_of(entry).items()
                mention.add({key: Claim(value) for key, value in known if value}, entry.source)
            if town := (row["town"] or "").strip():
                place = registry.place(town) or registry.place(ascii_text(town))
                mention.places.add(place.id if place else town)
            yield Labelled(mention, (row["entity_id"] or "").strip() or f"row {number}")


def _identifiers(row: dict[str, str]) -> dict[str, Claim]:
    cells = {name: (row.get(name) or "").strip() for name in (*IDENTIFIERS, "vat")}
    if cells.pop("vat").startswith("SE") and not cells["org_number"]:
        cells["org_number"] = row["vat"]
    return {name: Claim(value) for name, value in cells.items() if value not in _NONE}
