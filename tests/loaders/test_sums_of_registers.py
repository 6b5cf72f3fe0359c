"""A small file of every loader: its sums are the sums in the API, the exports and the pages."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from math import fsum
from pathlib import Path
from typing import Any

import networkx as nx
import openpyxl
import pytest

from graph.store.ladybug import LadybugStore
from loaders.catalogue import Catalogue, find_loaders
from loaders.run import read_files
from tests.loaders.sums import Sums, added, check
from tests.loaders.test_cordis import PARTICIPATION, organisations, projects, table
from tests.loaders.test_followthemoney import entities
from tests.loaders.test_kohesio import ROW as KOHESIO
from tests.loaders.test_registers_of_projects import (
    PARTNER_COLUMNS,
    PROJECT_COLUMNS,
    PROJECTS,
    RECORD,
    bank,
    partner,
    project,
)
from tests.loaders.test_swecris import ROW as SWECRIS
from tests.loaders.test_threesixtygiving import FUNDER, grant
from tests.loaders.test_vinnova import RECORD as VINNOVA
from tests.loading import apply_to

_ERDF = "Europeiska regionala utvecklingsfonden"


def written(path: Path, *rows: Mapping[str, Any], delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def _vinnova(folder: Path) -> tuple[Path, Sums]:
    records = [VINNOVA, VINNOVA | {"Diarienummer": "2099-00009", "BeviljatBidrag": 1000.5}]
    (folder / "projekt.json").write_text(json.dumps(records), "utf-8")
    return folder / "projekt.json", added(("Vinnova", "SEK", float(record["BeviljatBidrag"])) for record in records)


def _swecris(folder: Path) -> tuple[Path, Sums]:
    rows = [SWECRIS, SWECRIS | {"ProjectId": "2021-00002_NFR", "FundingsSek": "120000.0"}]
    sums = added((row["FundingOrganisationNameSv"], "SEK", float(row["FundingsSek"])) for row in rows)
    return written(folder / "swecris.csv", *rows), sums


def _kohesio(folder: Path) -> tuple[Path, Sums]:
    other = {"Operation_Unique_Identifier": "https://linkedopendata.eu/entity/Q900011", "Project_EU_Budget": "99.75"}
    rows = [KOHESIO, KOHESIO | other]
    sums = added((_ERDF, "EUR", float(row["Project_EU_Budget"])) for row in rows)
    return written(folder / "kohesio.csv", *rows), sums


def _projektbanken(folder: Path) -> tuple[Path, Sums]:
    file = bank(folder, {}, {"ärende-id": "20200002", "beviljat_belopp_sek": "1 000,25"})
    amounts = [float(str(RECORD["beviljat_belopp_sek"]).replace(" ", "").replace(",", ".")), 1000.25]
    return file, {(_ERDF, "SEK"): fsum(amounts)}


def _keep_eu(folder: Path) -> tuple[Path, Sums]:
    """A project in two rows is one, and its first counts."""
    book = openpyxl.Workbook()
    found = [project("Nordnet"), project("Nordnet"), project("Sydnet")]
    partners = [partner("Nordnet", "Nordnod AB", "Yes"), partner("Sydnet", "Åsnod AB", "Yes")]
    for title, rows in ((PROJECTS, [PROJECT_COLUMNS, *found]), ("Partners", [PARTNER_COLUMNS, *partners])):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(folder / "keep.xlsx")
    return folder / "keep.xlsx", {("Interreg Nord", "EUR"): 2 * 758_394.29}


def _grants(folder: Path) -> tuple[Path, Sums]:
    """The third is to a person, left out and counted."""
    to_person = {"recipientIndividual": [{"id": "x", "name": "Private"}], "recipientOrganization": []}
    grants = [grant(), grant(id="360G-nod-2", amountAwarded=99.25, title="Other nets")]
    content = {"version": "1.1", "grants": [*grants, grant(id="360G-nod-3", amountAwarded=7) | to_person]}
    (folder / "grants.json").write_text(json.dumps(content), "utf-8")
    return folder / "grants.json", added((FUNDER["name"], "GBP", each["amountAwarded"]) for each in grants)


def _cordis(folder: Path) -> tuple[Path, Sums]:
    return projects(folder, {}), {("Horisont 2020", "EUR"): 650_000.5}


def _cordis_parts(folder: Path) -> tuple[Path, Sums]:
    other = {"organisationID": "900000009", "name": "NODWERK", "vatNumber": "", "netEcContribution": "100000,5"}
    return organisations(folder, {}, other), {("Horisont 2020", "EUR"): 400_000.0 + 100_000.5}


def _cordis_participations(folder: Path) -> tuple[Path, Sums]:
    """Every row repeats what the whole project gets: the source's document says so, and nobody is asked."""
    file = table(folder, PARTICIPATION, [{}, {"pic": "900000005", "role": "participant"}], "alla.csv")
    return file, {("Horisont 2020", "EUR"): float(PARTICIPATION["max_contribution"])}


def _followthemoney(folder: Path) -> tuple[Path, Sums]:
    """Two payments within one project, and one without any, which is left out and counted."""
    between = {"payer": ["a"], "beneficiary": ["b"], "currency": ["EUR"]}
    file = entities(
        folder,
        ("a", "Company", {"name": ["Givnod AB"]}),
        ("b", "Company", {"name": ["Tagnod AB"]}),
        ("p", "Project", {"name": ["Nätet"]}),
        ("1", "Payment", {**between, "project": ["p"], "amount": ["100.25"]}),
        ("2", "Payment", {**between, "project": ["p"], "amount": ["200"]}),
        ("3", "Payment", {**between, "amount": ["5"]}),
    )
    return file, {("Givnod AB", "EUR"): 300.25}


def _graph(type: str) -> nx.MultiDiGraph[str]:
    """Two funders of one project, as another program may have drawn them."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, kind in (("Fonden", "Actor"), ("Givnod AB", "Actor"), ("Nätet", "Project")):
        graph.add_node(name, label=name, node_type=kind)
    graph.add_edge("Fonden", "Nätet", **{type: "FUNDS", "amount": 100.25, "currency": "EUR"})
    graph.add_edge("Givnod AB", "Nätet", **{type: "FUNDS", "amount": 200.0, "currency": "SEK"})
    return graph


_DRAWN: Sums = {("Fonden", "EUR"): 100.25, ("Givnod AB", "SEK"): 200.0}


def _graphml(folder: Path) -> tuple[Path, Sums]:
    nx.write_graphml_xml(_graph("type"), folder / "nät.graphml")
    return folder / "nät.graphml", _DRAWN


def _gexf(folder: Path) -> tuple[Path, Sums]:
    nx.write_gexf(_graph("kind_of_tie"), folder / "nät.gexf")
    return folder / "nät.gexf", _DRAWN


def _graphology(folder: Path) -> tuple[Path, Sums]:
    graph = _graph("edge_type")
    nodes = [{"key": id, "attributes": values} for id, values in graph.nodes(data=True)]
    edges = [{"source": one, "target": other, "attributes": said} for one, other, said in graph.edges(data=True)]
    (folder / "nät.json").write_text(json.dumps({"attributes": {}, "nodes": nodes, "edges": edges}), "utf-8")
    return folder / "nät.json", _DRAWN


def _kumu(folder: Path) -> tuple[Path, Sums]:
    graph = _graph("type")
    elements = [{"label": id, "type": values["node_type"]} for id, values in graph.nodes(data=True)]
    connections = [{"from": one, "to": other, **said} for one, other, said in graph.edges(data=True)]
    content = {"elements": elements, "connections": connections}
    (folder / "nät.json").write_text(json.dumps(content), "utf-8")
    return folder / "nät.json", _DRAWN


def _spreadsheet(folder: Path) -> tuple[Path, Sums]:
    rows = "projekt;finansiär;belopp;valuta\nNätet;Fonden;100,25;EUR\nVägen;Fonden;ca 200;SEK\n"
    (folder / "Finansiering.csv").write_text(rows, "utf-8")
    return folder / "Finansiering.csv", {("Fonden", "EUR"): 100.25, ("Fonden", "SEK"): 200.0}


MADE: Mapping[str, Callable[[Path], tuple[Path, Sums]]] = {
    "cordis": _cordis,
    "cordis, the partners alone": _cordis_parts,
    "cordis_participations": _cordis_participations,
    "followthemoney": _followthemoney,
    "gexf": _gexf,
    "graphml": _graphml,
    "graphology": _graphology,
    "keep_eu": _keep_eu,
    "kohesio": _kohesio,
    "kumu": _kumu,
    "projektbanken": _projektbanken,
    "spreadsheet": _spreadsheet,
    "swecris": _swecris,
    "threesixtygiving": _grants,
    "vinnova": _vinnova,
}
_WITHOUT_AMOUNTS = {"ror"}
_TESTED_BY_THEMSELVES = {"mapping"}


def test_no_loader_is_left_out() -> None:
    assert {name.partition(",")[0] for name in MADE} == find_loaders().keys() - _WITHOUT_AMOUNTS - _TESTED_BY_THEMSELVES


@pytest.mark.parametrize("name", MADE)
def test_a_file_of_every_loader(store: LadybugStore, tmp_path: Path, small: Catalogue, name: str) -> None:
    file, expected = MADE[name](tmp_path)
    load = read_files([file], catalogue=small)
    assert load.dataset.loader == name.partition(",")[0]
    apply_to(store, load)
    check(store, expected)
