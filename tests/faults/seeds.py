"""Small files of our own for every loader, to be damaged: the demo network in each format, and invented registers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook

from graph.network.reading import read_network
from graph.network.view import View
from graph.store.ladybug import LadybugStore
from loaders.base import SourceSettings
from loaders.catalogue import find_loaders
from loaders.demo import demo_workbook
from tests.loading import load_into
from tests.old_workbooks import ods, ods_rows, sheet_records, xls
from viz.exports import exports

_GRAPHS: Final = ("graphml", "gexf", "graphology", "kumu", "kumu-xlsx", "followthemoney")
_VALUES: Final[Mapping[str, str]] = {
    "project_id": "P{row}", "project_number": "2024-0{row}",
    "project": "Vätgas i norr {row}", "other_title": "Hydrogen {row}",
    "acronym": "VIN{row}", "summary": "En förstudie om vätgas och kompetens.", "url": "https://nät.example/{row}",
    "starts": "2024-01-0{row}", "ends": "2025-12-31", "budget": "1200,50", "amount": "500000", "share": "50",
    "currency": "SEK", "funder": "Vinnova", "actor": "Nordljus {row} AB", "org_number": "202100-2841",
    "pic": "99999999{row}",
    "role": "coordinator", "kind": "Företag", "places": "Luleå", "place": "Luleå", "country": "SE", "themes": "Energi",
    "retrieved": "2025-01-01", "website": "nordljus.example", "aliases": "NL{row}",
}  # fmt: skip
_GRANT: Final[dict[str, Any]] = {
    "id": "360G-nod-1", "title": "Mending nets", "description": "Nets are\nmended.", "currency": "GBP",
    "amountAwarded": 12500.5, "awardDate": "2019-05-01", "plannedDates": [{"startDate": "2019-09-01T00:00:00Z"}],
    "recipientOrganization": [{"id": "GB-COH-09000002", "name": "Net Makers Ltd"}],
    "fundingOrganization": [{"id": "GB-CHC-9000001", "name": "Nod Trust"}],
}  # fmt: skip
_ORGANISATION: Final[dict[str, Any]] = {
    "id": "https://ror.org/0nnnnnn01", "status": "active", "types": ["education"],
    "names": [{"value": "Nod University", "types": ["ror_display", "label"], "lang": "en"}],
    "links": [{"type": "website", "value": "https://nod.example"}],
    "locations": [{"geonames_details": {"name": "Luleå", "country_code": "SE"}}],
    "relationships": [], "established": 1971, "external_ids": [], "domains": [],
}  # fmt: skip
_LIST: Final[list[list[str | float | None]]] = [
    ["Projektlista 2025"], ["projekt", "aktör", "roll", "budget"], ["Vätgas", "Nordljus AB", "partner", 1200.5],
    ["Isnät", "Luleå kommun", "partner", 7], ["Summa", None, None, 1207.5], [None], ["* Preliminärt"],
]  # fmt: skip


def write_seeds(folder: Path) -> list[Path]:
    """Write every seed; returns the files."""
    for name, content in {**_graphs(folder), **_registers(), **_others()}.items():
        (folder / name).write_bytes(content)
    return sorted(file for file in folder.iterdir() if file.is_file())


def _graphs(folder: Path) -> dict[str, bytes]:
    """The demo network as its own workbook and in the formats that networks are exchanged in."""
    store = LadybugStore(folder / "graph")
    try:
        load_into(store)
        network = read_network(store).of(View())
    finally:
        store.close()
    files = {f"nät{exports()[format].SUFFIX}": exports()[format].render(network) for format in _GRAPHS}
    return files | {"demo.xlsx": demo_workbook().read_bytes()}


def _registers() -> dict[str, bytes]:
    """Three rows of every register that a document describes, as CSV, workbook and JSON."""
    files: dict[str, bytes] = {}
    for name, entry in find_loaders().items():
        if table := entry.settings.table:
            rows = [[_VALUES.get(column.field, "x").format(row=row) for column in table.columns] for row in (1, 2, 3)]
            headings = [column.heading for column in table.columns]
            files[f"{name}.csv"] = _csv([headings, *rows])
            files[f"{name}.xlsx"] = _workbook({"Blad": [headings, *rows]})
            files[f"{name}.json"] = _json([dict(zip(headings, row, strict=True)) for row in rows])
    return files


def _others() -> dict[str, bytes]:
    keep = find_loaders()["keep_eu"].settings
    sheets = {title: _named_rows(keep) for title in ("Projects (lead partners)", "Partners")}
    projects = "projekt;aktör;roll;start;budget\nVätgas i norr;Nordljus AB;partner;2024-01-01;1200,50\n"
    cordis = _csv(
        [
            ["projectID", "organisationID", "vatNumber", "role", "name", "country"],
            *(["1", "9", "", "x", "Y", "SE"],) * 3,
        ]
    )
    return {
        "keep.xlsx": _workbook(sheets),
        "Medverkan.csv": projects.encode(),
        "Projekt.csv": "namn;startar;slutar;budget;valuta\nVätgas;2024;2025;100;SEK\n".encode("utf-16"),
        "organization.csv": cordis,
        "gammal.xls": xls({"Blad": sheet_records(_LIST), "Mer": sheet_records(_LIST)}),
        "fri.ods": ods({"Blad": ods_rows(_LIST), "Mer": ods_rows(_LIST)}),
        "grants.json": _json({"version": "1.1", "grants": [_GRANT, _GRANT | {"id": "360G-nod-2"}]}),
        "ror.json": _json([_ORGANISATION, _ORGANISATION | {"id": "https://ror.org/0nnnnnn02"}]),
    }


def _named_rows(settings: SourceSettings) -> list[list[str]]:
    headings = list(settings.columns.values())
    known = {
        "budget": "1,200.50",
        "grant": "600.00",
        "starts": "2016-01-01",
        "ends": "2018-12-31",
        "nuts_3": "SE332 / Norrbottens län",
    }
    return [headings, *([known.get(word, f"{word} 1") for word in settings.columns] for _ in range(3))]


def _csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode()


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _workbook(sheets: Mapping[str, list[list[str]]]) -> bytes:
    workbook, content = Workbook(), io.BytesIO()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        page = workbook.create_sheet(title)
        for row in rows:
            page.append(row)
    workbook.save(content)
    return content.getvalue()
