"""What funders give, by funder and currency, as each way out of HUR says it.

Files of other programs are read here with `json`, networkx and openpyxl: without any reader of HUR's.
"""

from __future__ import annotations

import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from math import fsum
from typing import Any, Final
from urllib.parse import quote

import networkx as nx
import openpyxl
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from graph.network.network import StakeholderNetwork
from graph.network.reading import read_network
from graph.network.view import View
from graph.settings import read_settings
from graph.store.ladybug import LadybugStore
from viz.exports import exports

Sums = Mapping[tuple[str, str], float]
"""Funder by name, and currency, to the sum of what it gives."""
Entries = Iterable[tuple[str, str, float]]
Edge = Mapping[str, Any]

_API: Final = "/api/v1"
_MONEY: Final = re.compile(r"([\d\s]*\d)\s(kr|[A-Z]{3})\b")
_ROW: Final = re.compile(r'<tr><th scope="row"><a [^>]*>(.*?)</a>.*?</th>\s*<td data-label="Belopp">([^<]*)', re.DOTALL)


def added(entries: Entries) -> Sums:
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for funder, currency, amount in entries:
        found[funder, currency].append(amount)
    return {key: fsum(amounts) for key, amounts in found.items() if any(amounts)}


def _entries(names: Mapping[str, str], paid: Iterable[tuple[str, Edge]]) -> Entries:
    """From edges by funder: what their evidence states, else what they state themselves."""
    for funder, edge in paid:
        evidence = edge["evidence"]
        pieces = json.loads(evidence) if isinstance(evidence, str) else evidence
        counted = [piece for piece in pieces if "amount" in piece and piece.get("counted", True)]
        if edge.get("amount") is not None:  # in several currencies it has none of its own
            assert edge["amount"] == pytest.approx(fsum(piece["amount"] for piece in counted))
        for piece in counted:
            yield names[funder], piece["currency"], piece["amount"]


def _json(content: bytes) -> Entries:
    data = json.loads(content)
    names = {node["id"]: node["name"] for node in data["nodes"]}
    return _entries(names, [(edge["source"], edge) for edge in data["edges"] if edge["type"] == "FUNDS"])


def _graphology(content: bytes) -> Entries:
    data = json.loads(content)
    names = {node["key"]: node["attributes"]["label"] for node in data["nodes"]}
    edges = [(edge["source"], edge["attributes"]) for edge in data["edges"]]
    return _entries(names, [(funder, edge) for funder, edge in edges if edge["edge_type"] == "FUNDS"])


def _graphml(content: bytes) -> Entries:
    return _multigraph(nx.read_graphml(io.BytesIO(content), force_multigraph=True), "type")


def _gexf(content: bytes) -> Entries:
    return _multigraph(nx.read_gexf(io.BytesIO(content)), "kind_of_tie")


def _multigraph(graph: nx.Graph[str], kind: str) -> Entries:
    edges = [(funder, edge) for funder, _, edge in graph.edges(data=True) if edge[kind] == "FUNDS"]
    return _entries({id: values["name"] for id, values in graph.nodes(data=True)}, edges)


def _kumu(content: bytes) -> Entries:
    data = json.loads(content)
    names = {element["id"]: element["label"] for element in data["elements"]}
    return _entries(names, [(edge["from"], edge) for edge in data["connections"] if edge["type"] == "FUNDS"])


def _kumu_xlsx(content: bytes) -> Entries:
    names = {row["ID"]: row["Label"] for row in _rows(content, "Elements")}
    return _entries(names, [(row["From"], row) for row in _rows(content, "Connections") if row["Type"] == "FUNDS"])


def _xlsx(content: bytes) -> Entries:
    for row in _rows(content, "Finansiering"):
        if row["amount"]:
            yield row["funder"], row["currency"], float(str(row["amount"]).removeprefix("ca "))


def _rows(content: bytes, sheet: str) -> Iterator[dict[str, Any]]:
    headings, *rows = openpyxl.load_workbook(io.BytesIO(content))[sheet].iter_rows(values_only=True)
    return (dict(zip(map(str, headings), row, strict=True)) for row in rows)


def _followthemoney(content: bytes) -> Entries:
    entities = {entity["id"]: entity for entity in map(json.loads, content.decode().splitlines())}
    for entity in entities.values():
        values = entity["properties"]
        if entity["schema"] == "Payment":
            name = entities[values["payer"][0]]["properties"]["name"][0]
            yield name, values["currency"][0], float(values["amount"][0])
        elif values.get("role") == ["funder"] and "description" in values:
            amount, currency = values["description"][0].removeprefix("ca ").split()
            yield entities[values["participant"][0]]["properties"]["name"][0], currency, float(amount)


EXPORTS: Final[Mapping[str, Callable[[bytes], Entries]]] = {
    "json": _json,
    "xlsx": _xlsx,
    "followthemoney": _followthemoney,
    "graphml": _graphml,
    "gexf": _gexf,
    "graphology": _graphology,
    "kumu": _kumu,
    "kumu-xlsx": _kumu_xlsx,
}
"""Every format that carries the data and not a picture."""


def exported(network: StakeholderNetwork, format: str) -> Sums:
    """What the file of this format says."""
    return added(EXPORTS[format](exports()[format].render(network)))


def _of_api(client: TestClient) -> Entries:
    for funder in client.get(f"{_API}/funders").json()["items"]:
        for total in (*funder["amounts"], *funder["doubly_told"]):
            yield funder["name"], total["currency"], total["amount"]


def _of_projects(client: TestClient) -> Entries:
    """As the API has the parts of each project's money."""
    for project in client.get(f"{_API}/projects").json()["items"]:
        for relation in client.get(f"{_API}/projects/{quote(project['id'], '')}").json()["relations"]:
            for part in relation["parts"]:
                yield relation["start"]["name"], part["currency"], part["amount"]


def _of_pages(client: TestClient, network: StakeholderNetwork, ends: str) -> Entries:
    """What the pages of funders (`start`) or of projects (`end`) show, in whole kronor and euro."""
    for id in sorted({getattr(fact, ends) for fact in network.fundings}):
        path, caption = ("aktor", "Finansierar") if ends == "start" else ("projekt", "Finansiärer")
        page = client.get(f"/{path}/{quote(id, '')}").text
        (table,) = re.findall(rf"<caption>{caption} \(\d+\)</caption>.*?</table>", page, re.DOTALL)
        for heading, shown in _ROW.findall(table):
            name = network.actors[id].name if ends == "start" else unescape(heading)
            for amount, currency in _MONEY.findall(shown):
                yield name, "SEK" if currency == "kr" else currency, float(re.sub(r"\s", "", amount))


def check(store: LadybugStore, expected: Sums) -> None:
    """Every way out gives these sums; pages, which round each amount, to half a unit an amount."""
    network = read_network(store).of(View())
    assert expected
    for format in EXPORTS:
        assert exported(network, format) == pytest.approx(expected, abs=0.01), format
    rounding = len(network.fundings) / 2
    app = create_app(read_settings(wait=0), store)  # which closes the store
    with TestClient(app, base_url="http://localhost:8087") as client:
        for found in (_of_api(client), _of_projects(client)):
            assert added(found) == pytest.approx(expected, abs=0.01)
        for ends in ("start", "end"):
            assert added(_of_pages(client, network, ends)) == pytest.approx(expected, abs=rounding), ends
