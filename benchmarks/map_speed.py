"""How a map moves in a browser without a graphics card: pictures a second, time until it can be used, weight.

    python -m benchmarks.map_speed

Networks of a given size with as many ties as one asks for; each map is panned and zoomed for two seconds by pointer and
wheel events, one a picture. Pictures a second depend on what else the machine does; the processor time that the page's
own thread takes for one (16.7 ms are what sixty a second leave) hardly does. Beside it stands when pyvis' default page
of the same nodes and ties can be used, measured in the same run (`benchmarks.maps` says what usable means). The
overview is drawn by the service's page.
"""

from __future__ import annotations

import json
import random
import tempfile
import time
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from api.service.exports import overview_data
from benchmarks.maps import AT_REST, LONGEST_SECONDS, default_page, until_usable
from graph.network.network import StakeholderNetwork
from tests.browser.conftest import service_on
from tests.conftest import CHROMIUM, CHROMIUM_ARGUMENTS
from tests.unit.viz.networks import Notebook
from viz.drawing.layout import draw
from viz.drawing.overview import overview
from viz.exports import html
from viz.view.build import network_view

SIZES: Final = ((100, 200), (320, 450), (500, 1500), (1000, 2000))
SECONDS: Final = 2
_MOVED: Final = """async ([kind, seconds]) => {
  const map = document.querySelector('#map > *'), box = map.parentElement.getBoundingClientRect();
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  const pointer = (type, x, y) => map.dispatchEvent(new PointerEvent(type,
    {pointerId: 1, clientX: x, clientY: y, bubbles: true, pointerType: 'touch'}));
  map.setPointerCapture = () => {};
  if (kind === 'pan') pointer('pointerdown', x, y);
  const begin = performance.now(); let pictures = 0;
  await new Promise(done => requestAnimationFrame(function step(now) {
    pictures++;
    if (kind === 'pan') pointer('pointermove', x + 200 * Math.sin(pictures / 15), y + 120 * Math.cos(pictures / 15));
    else map.dispatchEvent(new WheelEvent('wheel', {deltaY: Math.floor(pictures / 40) % 2 ? 30 : -30, clientX: x,
      clientY: y, bubbles: true, cancelable: true, ctrlKey: true}));
    if (now - begin > 1000 * seconds) done(); else requestAnimationFrame(step);
  }));
  if (kind === 'pan') pointer('pointerup', x, y);
  return pictures / ((performance.now() - begin) / 1000);
}"""
_PICTURE: Final = "ProxyMain::BeginMainFrame"


def scattered(nodes: int, ties: int, seed: int = 5) -> StakeholderNetwork:
    """A network of so many nodes, three in ten of them projects, and so many ties that mostly stay in their field."""
    rnd, note = random.Random(seed), Notebook()
    projects = [f"p{number}" for number in range(nodes * 3 // 10)]
    actors = [f"Aktör {number}" for number in range(nodes - len(projects))]
    fields = max(2, nodes // 40)
    for project in projects:
        note.project(project, f"Projekt {project}")
    pairs = {(actor, rnd.choice(projects[number % fields :: fields])) for number, actor in enumerate(actors)}
    while len(pairs) < ties:
        number = rnd.randrange(len(actors))
        near = projects[number % fields :: fields] if rnd.random() < 0.85 else projects
        pairs.add((actors[number], rnd.choice(near)))
    for actor, project in sorted(pairs):
        note.takes_part(project, "soress", "partner", actor)
    return note.network()


def moved(browser: Browser, page: Page, kind: str) -> str:
    """Pictures a second while the map is panned or zoomed, and milliseconds of the page's own thread for one."""
    browser.start_tracing(page=page, categories=["cc", "disabled-by-default-devtools.timeline"])
    rate = page.evaluate(_MOVED, [kind, SECONDS])
    events = json.loads(browser.stop_tracing())["traceEvents"]
    taken = [event.get("tdur", 0) / 1000 for event in events if event["name"] == _PICTURE and event["ph"] == "X"]
    return f"{kind} {rate:.0f} a second ({sum(taken) / max(1, len(taken)):.1f} ms)"


def measure(browser: Browser, size: tuple[int, int], folder: Path) -> None:
    """One line for a map of that size."""
    view = network_view(scattered(*size))
    ours, theirs = folder / "hur.html", folder / "pyvis.html"
    ours.write_bytes(html.render(draw(view)))
    theirs.write_text(default_page(view), encoding="utf-8")
    ready = until_usable(browser, ours, "() => document.documentElement.dataset.ready")
    usable = until_usable(browser, theirs, AT_REST)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(ours.as_uri())
    page.wait_for_selector("html[data-ready]")
    pan, zoom = (moved(browser, page, kind) for kind in ("pan", "zoom"))
    page.close()
    sooner = f"{usable / ready:.0f}" if usable and ready else f"more than {LONGEST_SECONDS / (ready or 1):.0f}"
    print(
        f"{len(view.nodes)} nodes, {len(view.edges)} ties: {pan}, {zoom}; "
        f"ready {ready:.2f} s, {sooner} times sooner than pyvis; {ours.stat().st_size / 1000:.0f} kB",
        flush=True,
    )


def measure_overview(browser: Browser, url: str, nodes: int, ties: int) -> None:
    """One line for an overview of that size, on the page of a service."""
    data = overview_data(overview(scattered(nodes, ties)), "sv")
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.route("**/karta/oversikt*", lambda asked: asked.fulfill(body=data, content_type="application/json"))
    page.goto(f"{url}/karta?form=oversikt")
    page.wait_for_selector("html[data-ready]")
    pan, zoom = (moved(browser, page, kind) for kind in ("pan", "zoom"))
    page.close()
    print(f"overview of {nodes} nodes, {ties} ties: {pan}, {zoom}", flush=True)


def places(nodes: int, ties: int) -> None:
    """How long the overview of a network takes to be worked out."""
    network = scattered(nodes, ties)
    begin = time.perf_counter()
    drawn = overview(network)
    print(
        f"overview of {len(drawn.seats)} nodes, {len(drawn.ties)} ties: {time.perf_counter() - begin:.1f} s", flush=True
    )


def main() -> None:
    """Maps, then the places of overviews."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        for size in SIZES:
            measure(browser, size, Path(name))
        with service_on(Path(name) / "graph", demo=True) as url:
            measure_overview(browser, url, 10_000, 30_000)
        browser.close()
    places(10_000, 30_000)
    places(50_000, 150_000)


if __name__ == "__main__":
    main()
