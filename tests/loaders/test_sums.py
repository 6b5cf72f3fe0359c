"""Sums in files are the sums in the API, the exports and what funders give, by funder and currency.

What a file holds is added here with `csv`, `json` and openpyxl, without any reader of HUR's.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from math import fsum
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from api.service.items import funder_item
from graph.ingest.load import Load
from graph.network.network import StakeholderNetwork
from graph.network.reading import read_network
from graph.network.view import View
from graph.store.ladybug import LadybugStore
from loaders.catalogue import Catalogue
from loaders.documents.mapping import TableMapping
from loaders.run import read_files
from tests.loaders.test_cordis import PARTICIPATION, organisations, projects, table
from tests.loaders.test_kohesio import ROW as KOHESIO
from tests.loaders.test_swecris import ROW as SWECRIS
from tests.loaders.test_threesixtygiving import FUNDER, grant
from tests.loaders.test_vinnova import RECORD as VINNOVA
from tests.loading import apply_to
from viz.exports import exports

Sums = Mapping[tuple[str, str], float]
"""Funder by name, and currency, to the sum of what it gives."""


def added(entries: Iterable[tuple[str, str, float]]) -> Sums:
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for funder, currency, amount in entries:
        found[funder, currency].append(amount)
    return {key: fsum(amounts) for key, amounts in found.items() if any(amounts)}


def of_api(network: StakeholderNetwork) -> Sums:
    items = (funder_item(actor, network.facts_from(actor.id, "FUNDS"), network) for actor in network.actors.values())
    return added(
        (item["name"], total["currency"], total["amount"])
        for item in items
        for total in [*item["amounts"], *item["doubly_told"]]
    )


def of_edges(network: StakeholderNetwork) -> Sums:
    """As JSON has it, the parts that its evidence states."""
    data = json.loads(exports()["json"].render(network))
    names = {node["id"]: node["name"] for node in data["nodes"]}
    paid = [edge for edge in data["edges"] if edge["type"] == "FUNDS"]
    for edge in paid:
        if "amount" in edge:  # in several currencies it has none of its own
            counted = fsum(piece["amount"] for piece in edge["evidence"] if piece.get("counted"))
            assert edge["amount"] == pytest.approx(counted)
    return added(
        (names[edge["source"]], piece["currency"], piece["amount"])
        for edge in paid
        for piece in edge["evidence"]
        if piece.get("counted")
    )


def of_workbook(network: StakeholderNetwork) -> Sums:
    sheet = openpyxl.load_workbook(io.BytesIO(exports()["xlsx"].render(network)))["Finansiering"]
    headings, *rows = sheet.iter_rows(values_only=True)
    found = [dict(zip(headings, row, strict=True)) for row in rows]
    return added(
        (str(row["funder"]), str(row["currency"]), float(str(row["amount"]))) for row in found if row["amount"]
    )


def of_followthemoney(network: StakeholderNetwork) -> Sums:
    lines = exports()["followthemoney"].render(network).decode().splitlines()
    entities = {entity["id"]: entity for entity in map(json.loads, lines)}

    def entries() -> Iterable[tuple[str, str, float]]:
        for entity in entities.values():
            values = entity["properties"]
            if entity["schema"] == "Payment":
                name = entities[values["payer"][0]]["properties"]["name"][0]
                yield name, values["currency"][0], float(values["amount"][0])
            elif values.get("role") == ["funder"] and "description" in values:
                amount, currency = values["description"][0].split()
                yield entities[values["participant"][0]]["properties"]["name"][0], currency, float(amount)

    return added(entries())


def check(store: LadybugStore, expected: Sums) -> None:
    network = read_network(store).of(View())
    assert expected
    for found in (of_api(network), of_edges(network), of_workbook(network), of_followthemoney(network)):
        assert found == pytest.approx(expected, abs=0.01)


def rows_of(text: str, delimiter: str = ";") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def written(path: Path, *rows: Mapping[str, Any], delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


LISTS = {
    "different parts": "A;X;Fonden;5000000;SEK\nA;Y;Fonden;1000000;SEK\nA;Z;Fonden;1000000;SEK\nB;X;Fonden;7.25;EUR\n",
    "two currencies of one project": "A;X;Fonden;500;SEK\nA;Y;Fonden;30.5;EUR\nA;Y;Vinnova;8;SEK\n",
    "parts under a cent's rest": "A;X;Fonden;309375;EUR\nA;Y;Fonden;978933.75;EUR\nA;Z;Fonden;0.1;EUR\n",
    "one of two rows empty": "A;X;Fonden;309375;EUR\nA;Y;Fonden;;\nB;Y;Fonden;4;EUR\n",
    "the same twice for one actor": "A;X;Fonden;5;SEK\nA;X;Fonden;5;SEK\nA;X;Fonden;3;SEK\n",
}
HEADINGS = "Projekt;Aktör;Finansiär;Belopp;Valuta\n"
MAPPING = TableMapping.from_yaml(
    """version: 1
row: participation
decimal: '.'
columns:
- {heading: Projekt, field: project}
- {heading: Aktör, field: actor, role: partner}
- {heading: Finansiär, field: funder}
- {heading: Belopp, field: amount}
- {heading: Valuta, field: currency}
"""
)


@pytest.mark.parametrize("mapping", [None, MAPPING], ids=["flat list", "mapping"])
@pytest.mark.parametrize("rows", LISTS.values(), ids=LISTS)
def test_a_list_of_participations(store: LadybugStore, tmp_path: Path, rows: str, mapping: TableMapping | None) -> None:
    file = tmp_path / "lista.csv"
    file.write_text(HEADINGS + rows, "utf-8")
    apply_to(store, read_files([file], mapping=mapping))
    entries = [row for row in rows_of(HEADINGS + rows) if row["Belopp"]]
    check(store, added((row["Finansiär"], row["Valuta"], float(row["Belopp"])) for row in entries))


@pytest.mark.parametrize("mapping", [None, MAPPING], ids=["flat list", "mapping"])
@pytest.mark.parametrize("amounts", ["partner", "project"])
def test_a_list_that_repeats_an_amount(
    store: LadybugStore, tmp_path: Path, amounts: str, mapping: TableMapping | None
) -> None:
    rows = "A;X;Fonden;5000;SEK\nA;Y;Fonden;5000;SEK\nB;X;Fonden;7;EUR\nB;Y;Fonden;7;EUR\nB;Z;Fonden;7;EUR\n"
    file = tmp_path / "lista.csv"
    file.write_text(HEADINGS + rows, "utf-8")
    apply_to(store, read_files([file], mapping=mapping, amounts=amounts))
    entries = {
        (row["Projekt"], "" if amounts == "project" else row["Aktör"]): (row["Valuta"], float(row["Belopp"]))
        for row in rows_of(HEADINGS + rows)
    }
    check(store, added(("Fonden", *money) for money in entries.values()))


def test_a_list_of_projects(store: LadybugStore, tmp_path: Path) -> None:
    """A row's amount is its project's, whoever takes part; what two funders give together is told and left out."""
    rows = "A;X | Y;Fonden;5000;SEK\nB;X;Fonden;70;SEK\nC;X | Y;Fonden | Vinnova;900;SEK\n"
    file = tmp_path / "lista.csv"
    file.write_text(HEADINGS + rows, "utf-8")
    document = MAPPING.to_yaml().replace("row: participation", "row: project")
    document = re.sub(r"(?m)(field: (?:actor|funder))$", r"\1\n  separator: '|'", document)
    load = read_files([file], mapping=TableMapping.from_yaml(document))
    assert any("900 SEK" in note for note in load.notes)
    apply_to(store, load)
    entries = [row for row in rows_of(HEADINGS + rows) if "|" not in row["Finansiär"]]
    check(store, added((row["Finansiär"], row["Valuta"], float(row["Belopp"])) for row in entries))


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
    sums = added((row["Fund_Name"], "EUR", float(row["Project_EU_Budget"])) for row in rows)
    return written(folder / "kohesio.csv", *rows), sums


def _grants(folder: Path) -> tuple[Path, Sums]:
    grants = [grant(), grant(id="360G-nod-2", amountAwarded=99.25, title="Other nets")]
    (folder / "grants.json").write_text(json.dumps({"version": "1.1", "grants": grants}), "utf-8")
    return folder / "grants.json", added((FUNDER["name"], "GBP", each["amountAwarded"]) for each in grants)


def _cordis(folder: Path) -> tuple[Path, Sums]:
    return projects(folder, {}), {("Horisont 2020", "EUR"): 650_000.5}


def _cordis_parts(folder: Path) -> tuple[Path, Sums]:
    other = {"organisationID": "900000009", "name": "NODWERK", "vatNumber": "", "netEcContribution": "100000,5"}
    return organisations(folder, {}, other), {("Horisont 2020", "EUR"): 400_000.0 + 100_000.5}


@pytest.mark.parametrize("made", [_vinnova, _swecris, _kohesio, _grants, _cordis, _cordis_parts])
def test_a_register(
    store: LadybugStore, tmp_path: Path, small: Catalogue, made: Callable[[Path], tuple[Path, Sums]]
) -> None:
    file, expected = made(tmp_path)
    apply_to(store, read_files([file], catalogue=small))
    network = read_network(store).of(View())
    total = {currency: amount for (_, currency), amount in expected.items()}
    assert {currency: amount for (_, currency), amount in of_api(network).items()} == pytest.approx(total)
    for found in (of_edges(network), of_workbook(network), of_followthemoney(network)):
        assert found == pytest.approx(of_api(network))


def test_the_list_of_a_municipality(store: LadybugStore, shared_data: Path) -> None:
    file = shared_data / "data/municipal/flat.csv"
    apply_to(store, read_files([file]))
    rows = rows_of(file.read_text("utf-8-sig"))
    expected = added((row["Finansiär"], row["Valuta"], float(row["Belopp"])) for row in rows)
    assert expected == {("Tillväxtverket", "SEK"): 7_000_000}
    check(store, expected)


def _total(network: StakeholderNetwork) -> float:
    return fsum(amount for (_, currency), amount in of_api(network).items() if currency in ("SEK", "EUR"))


def test_projektbanken(store: LadybugStore, shared_data: Path) -> None:
    file = shared_data / "data/projektbanken/projektbanken_2014-2020.json"
    load = read_files([file])
    apply_to(store, load)
    left_out = {problem.row for problem in load.rejected}
    records = json.loads(file.read_text("utf-8"))
    read = [float(str(record["beviljat_belopp_sek"]).replace(" ", "").replace(",", ".") or 0) for record in records]
    assert not left_out
    network = read_network(store).of(View())
    assert _total(network) == pytest.approx(fsum(read))
    assert fsum(of_workbook(network).values()) == pytest.approx(fsum(read))


def test_swecris(store: LadybugStore, shared_data: Path) -> None:
    """Grants that the file gives to two funders each are of both."""
    file = shared_data / "data/swecris/swecris_north.csv"
    apply_to(store, read_files([file]))
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = {row["ProjectId"]: row for row in csv.DictReader(lines, delimiter=";")}
    expected = fsum(float(row["FundingsSek"] or 0) for row in rows.values())
    network = read_network(store).of(View())
    assert _total(network) == pytest.approx(expected)
    assert fsum(of_followthemoney(network).values()) == pytest.approx(expected)


def test_cordis(store: LadybugStore, shared_data: Path) -> None:
    file = shared_data / "data/cordis/organization.csv"
    apply_to(store, read_files([file]))
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    expected = fsum(float(row["netEcContribution"].replace(",", ".") or 0) for row in rows)
    network = read_network(store).of(View())
    assert _total(network) == pytest.approx(expected)
    assert fsum(of_edges(network).values()) == pytest.approx(expected)


def _granted(load: Load) -> float:
    amounts = (relation.properties.get("amount") for relation in load.relations if relation.name == "FUNDS")
    return fsum(amount for amount in amounts if isinstance(amount, float))


def test_keep_eu(shared_data: Path) -> None:
    """A project that stands in several rows is one: its first counts."""
    file = shared_data / "data/keep_eu/keep_2014-2020.xlsx"
    load = read_files([file])
    book = openpyxl.load_workbook(file, read_only=True)
    headings, *rows = book["Projects (lead partners)"].iter_rows(values_only=True)
    found = [dict(zip(headings, row, strict=True)) for row in rows]
    first = {(row["Programme"], row["Acronym"]): row["EU Funding"] for row in reversed(found) if row["Acronym"]}
    assert _granted(load) == pytest.approx(
        fsum(float(str(grant).replace(",", "")) for grant in first.values() if grant)
    )


def test_all_participations_of_cordis(tmp_path: Path, small: Catalogue) -> None:
    """Every row repeats what the whole project gets: the source's document says so, and nobody is asked."""
    partner = {"pic": "900000005", "role": "participant"}
    load = read_files([table(tmp_path, PARTICIPATION, [{}, partner], "alla.csv")], catalogue=small)
    assert _granted(load) == float(PARTICIPATION["max_contribution"])
