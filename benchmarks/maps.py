"""Opening a map in a browser: HUR's file, and pyvis' default page of the same nodes and ties.

    python -m benchmarks.maps SHARED_DATA

Usable means: HUR's map is drawn (its load event and two frames have passed); pyvis' physics has come to rest, which is
when its default page takes its loading bar away. The page has vis-network inside, so nothing is fetched. Medians of
three in Chromium without a GPU. Drawing the file, which pyvis leaves to the browser, is printed too.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, TimeoutError, sync_playwright
from pyvis.network import Network

from api.service.prepared_load import PreparedLoad
from graph.network.network import StakeholderNetwork
from graph.network.reading import read_network
from graph.network.view import View
from graph.store.ladybug import LadybugStore
from loaders.run import read_files
from queries.questions.brokers.between import brokerage
from tests.conftest import CHROMIUM, CHROMIUM_ARGUMENTS
from viz.drawing.layout import draw
from viz.exports import html
from viz.view.build import network_view
from viz.view.network_view import NetworkView

RUNS: Final = 3
LONGEST_SECONDS: Final = 120
VIEWS: Final = (View(dataset=("demo",)), View(place=("se:24",)), View(place=("se:24", "se:25")))
AT_REST: Final = "() => window.network && network.physics.stabilized"
_DRAWN: Final = "() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => r(true))))"


def default_page(view: NetworkView) -> str:
    """What a user of pyvis gets by default, with the browser's code in the file."""
    network = Network(cdn_resources="in_line")
    for node in view.nodes:
        network.add_node(node.id, label=node.name)
    for edge in view.edges:
        network.add_edge(edge.source, edge.target)
    return str(network.generate_html())


def until_usable(browser: Browser, file: Path, ready: str) -> float | None:
    """Seconds from asking for the page until `ready` holds; None when it does not within two minutes."""
    page = browser.new_page()
    page.set_default_timeout(1000 * LONGEST_SECONDS)
    page.route("http*://**", lambda route: route.abort())
    begin = time.perf_counter()
    try:
        page.goto(file.as_uri())
        page.wait_for_function(ready)
        return time.perf_counter() - begin
    except TimeoutError:
        return None
    finally:
        page.close()


def compare(browser: Browser, network: StakeholderNetwork, folder: Path) -> None:
    """One line about the map of a network, as HUR draws it: aggregated above 1,000 nodes."""
    view = network_view(network, brokerage=brokerage(network))
    begin = time.perf_counter()
    (folder / "hur.html").write_bytes(html.render(draw(view)))
    drawing = time.perf_counter() - begin
    (folder / "pyvis.html").write_text(default_page(view), encoding="utf-8")
    ours = _median([until_usable(browser, folder / "hur.html", _DRAWN) for _ in range(RUNS)])
    theirs = _median([until_usable(browser, folder / "pyvis.html", AT_REST) for _ in range(RUNS)])
    ratio = f", ratio {ours / theirs:.3f}" if ours and theirs else ""
    size = f"{len(view.nodes)} nodes, {len(view.edges)} ties"
    print(f"{size}: drawing {drawing:.2f} s; usable: HUR {_text(ours)}, pyvis {_text(theirs)}{ratio}", flush=True)


def _median(times: list[float | None]) -> float | None:
    known = [seconds for seconds in times if seconds is not None]
    return statistics.median(known) if len(known) == len(times) else None


def _text(seconds: float | None) -> str:
    return f"not within {LONGEST_SECONDS} s" if seconds is None else f"{seconds:.2f} s"


def main(shared: Path) -> None:
    """The demo, then keep.eu's projects with partners in Västerbotten, in northern Sweden and in Sweden."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        store = LadybugStore(folder / "graph")
        for files in (["demo"], [shared / "data" / "keep_eu" / "keep_2014-2020.xlsx"]):
            PreparedLoad(store, read_files(files)).apply()
        snapshot = read_network(store)
        store.close()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        for view in VIEWS:
            compare(browser, snapshot.of(view), folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
