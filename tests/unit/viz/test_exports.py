"""Every format is whole, holds the same network and lets no name become anything but text."""

from __future__ import annotations

import html
import io
import json
import xml.etree.ElementTree as ElementTree
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import openpyxl
import pytest
import resvg_py

from graph.messages import clean
from graph.network.network import StakeholderNetwork
from loaders.run import read_files
from tests.unit.viz.networks import HOSTILE, Notebook, demo, hostile, synthetic
from viz.drawing.layout import draw
from viz.exports import exports, png, svg, takes_network
from viz.svg.markup import safe_url
from viz.svg.templating import inline_json
from viz.view.build import network_view

SVG = "{http://www.w3.org/2000/svg}"


def written(name: str, network: StakeholderNetwork) -> bytes:
    export = exports()[name]
    return export.render(network if takes_network(export) else draw(network_view(network)))


def without_time(content: bytes) -> bytes | dict[str, bytes]:
    """A workbook as its parts, without the time it was made."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {name: parts.read(name) for name in parts.namelist() if name != "docProps/core.xml"}


def test_formats_are_found() -> None:
    assert set(exports()) >= {"html", "pyvis", "svg", "png", "json", "graphml", "gexf", "xlsx"}
    assert all(name == export.NAME and export.SUFFIX.startswith(".") for name, export in exports().items())


@pytest.mark.parametrize("name", sorted(exports()))
@pytest.mark.parametrize("network", [demo(), hostile()], ids=["demo", "hostile"])
def test_every_format_writes_every_network_twice_the_same(name: str, network: StakeholderNetwork) -> None:
    content = written(name, network)
    assert len(content) > 500
    assert without_time(written(name, network)) == without_time(content)


@pytest.mark.parametrize("network", [demo(), hostile()], ids=["demo", "hostile"])
def test_svg_is_well_formed_and_holds_only_shapes(network: StakeholderNetwork) -> None:
    root = ElementTree.fromstring(written("svg", network))
    names = {each.tag.removeprefix(SVG) for each in root.iter()}
    assert names <= {"svg", "title", "desc", "g", "rect", "circle", "ellipse", "line", "polygon", "text", "tspan"}
    assert not [key for each in root.iter() for key in each.attrib if key.startswith("on") or "href" in key]


def test_svg_says_title_source_and_counts() -> None:
    text = " ".join(ElementTree.fromstring(written("svg", demo())).itertext())
    assert "Två aktörer binder ihop SORESS-MMI och North Sweden Green Deal" in text
    assert "Hela underlaget" in text
    assert "35 av 55 noder visas" in text
    assert "Källor: " in text


def test_png_has_its_width_and_real_letters() -> None:
    drawing = draw(network_view(demo()))
    image = png.render(drawing, width=960)
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(image[16:20], "big") == 960
    bare = bytes(resvg_py.svg_to_bytes(svg_string=svg.render(drawing).decode(), width=960, skip_system_fonts=True))
    assert len(image) > 1.3 * len(bare)  # without a font there are no letters


def test_html_stays_below_a_megabyte_at_a_thousand_nodes() -> None:
    assert len(written("html", synthetic(1000))) < 1_000_000


@pytest.mark.parametrize("name", ["html", "pyvis"])
def test_pages_load_nothing(name: str) -> None:
    page = html.unescape(written(name, demo()).decode())
    assert "default-src 'none'" in page
    assert "unsafe" not in page.split("</head>")[0]
    head = page.split("<body>")[0]
    assert "src=" not in head.replace("default-src", "").replace("script-src", "")
    assert "<link" not in head


def test_json_is_read_by_networkx() -> None:
    data = json.loads(written("json", demo()))
    graph: Any = nx.node_link_graph(data, edges="edges")
    network = demo()
    assert graph.is_directed()
    assert graph.is_multigraph()
    assert graph.number_of_edges() == len(network.facts)
    assert graph.nodes["boliden-ab"] == {"type": "Actor", "name": "Boliden AB", "kind": "company"}
    parallel = graph.get_edge_data("boliden-ab", "soress").values()
    assert {edge["type"] for edge in parallel} == {"PARTICIPATES_IN", "FUNDS"}
    assert data["view"]["funding"] == "exclude"
    assert data["revision"] == 1
    quote = {"source": "soress", "quote": "Boliden AB", "status": "asserted", "dataset": "demo"}
    assert quote in [each for edge in parallel for each in edge["evidence"]]


@pytest.mark.parametrize("name", ["graphml", "gexf"])
@pytest.mark.parametrize("network", [demo(), hostile()], ids=["demo", "hostile"])
def test_exchange_formats_are_read_by_networkx(name: str, network: StakeholderNetwork) -> None:
    read = nx.read_graphml if name == "graphml" else nx.read_gexf
    graph = read(io.BytesIO(written(name, network)))
    assert graph.number_of_edges() == len(network.facts)
    names = {values.get("name") for _, values in graph.nodes(data=True)}
    assert {clean(actor.name) for actor in network.actors.values()} <= names


def test_workbook_has_the_sheets_of_the_loader_and_no_formula() -> None:
    note = Notebook()
    note.project("p", '=HYPERLINK("http://x","y")')
    note.takes_part("p", "s", "partner", "+1", "-2", "@SUM(A1)", "=1+1")
    note.takes_part("p", "s", "partner", "A kommun", "B kommun", expanded_from="alla")
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", note.network())))
    assert book.sheetnames[:4] == ["Aktörer", "Projekt", "Medverkan", "Finansiering"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert "=1+1" in [cell.value for cell in cells]
    rows = list(book["Medverkan"].iter_rows(min_row=2, values_only=True))
    assert ('=HYPERLINK("http://x","y")', "alla", "partner", "s") in [row[:4] for row in rows]
    assert not [row for row in rows if row[1] == "A kommun"]  # the loader expands the phrase again


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " javascript:x", "data:text/html,x", "//host/x", "http:", "file:///etc/x", "", None]
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert safe_url(url) is None
    assert safe_url("https://hur.example/å") == "https://hur.example/å"


def test_script_data_cannot_end_its_element() -> None:
    assert "<" not in inline_json({"name": HOSTILE})
    assert json.loads(inline_json({"name": HOSTILE})) == {"name": HOSTILE}


def test_titles_and_numbers_of_projects_come_back_from_the_workbook(tmp_path: Path) -> None:
    note = Notebook()
    note.project("p", "Norra nätet", aliases=("The northern net", "=1+1"), numbers=("2014-05039", "101069831"))
    file = tmp_path / "nät.xlsx"
    file.write_bytes(written("xlsx", note.network()))
    (project,) = [each for each in read_files([file]).nodes if each.label == "Project"]
    assert project.properties["aliases"] == ("The northern net", "=1+1")
    assert project.properties["numbers"] == ("2014-05039", "101069831")


def test_workbook_is_read_by_the_spreadsheet_loader_with_the_same_facts(tmp_path: Path) -> None:
    file = tmp_path / "demo.xlsx"
    file.write_bytes(written("xlsx", demo()))
    load = read_files([file])
    # by pair: the loader does not expand a group over a member that the project names itself (Lycksele in SHiMR)
    # Themes that the load reads from titles are beside the facts of the file.
    stated = [each for each in load.relations if each.evidence.status != "read"]
    found = Counter(name for name, _, _ in {(each.name, each.start, each.end) for each in stated})
    told = Counter(type for type, _, _ in {(fact.type, fact.start, fact.end) for fact in demo().facts})
    for type in ("PARTICIPATES_IN", "FUNDS", "COLLABORATES_WITH", "ABOUT"):
        assert found[type] == told[type], type
