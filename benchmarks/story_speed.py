"""How long a step of a story takes to change in a browser without a graphics card, and how many pictures that has.

    python -m benchmarks.story_speed

From the key until nothing moves any more and its last picture is drawn; first between steps of one layout, then from
one layout to another. The movement itself takes 150 milliseconds of it.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

from benchmarks.map_speed import scattered
from queries.stories.telling import ToldStep
from queries.stories.text import Step
from tests.conftest import CHROMIUM, CHROMIUM_ARGUMENTS
from viz.drawing.layout import draw
from viz.stories.html import render
from viz.stories.scenes import scene_of, telling
from viz.view.build import network_view

SIZES: Final = ((100, 200), (320, 450))
SCREENS: Final = ((1280, 800), (1920, 1080))
_LAYOUTS: Final = ("", "", "", "layered", "")
_CHANGED: Final = """async key => {
  const picture = async () => {
    await new Promise(requestAnimationFrame);
    const { port1, port2 } = new MessageChannel();
    await new Promise(done => { port1.onmessage = done; port2.postMessage(0); });
  };
  await picture();
  const begin = performance.now();
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  let pictures = 0;
  const moving = () => document.getAnimations().some(({ playState }) => playState === 'running');
  do { await picture(); pictures++; } while (pictures < 2 || moving());
  return [performance.now() - begin, pictures];
}"""
_LAYER: Final = "[...document.querySelectorAll('.layer')].findIndex(layer => layer.matches('.now'))"


def written(size: tuple[int, int], file: Path) -> None:
    """A story of five steps, each of which lifts three projects with an actor of theirs."""
    view = network_view(scattered(*size))
    projects = [node.id for node in view.nodes if node.type == "project"]
    steps = []
    for number, layout in enumerate(_LAYOUTS):
        chosen = projects[number * 7 : number * 7 + 3]
        near = [edge.source for edge in view.edges if edge.target in chosen][:3]
        steps.append(ToldStep(Step(f"Steg {number}", layout=layout), dict.fromkeys((*chosen, *near), "")))
    scenes = tuple(scene_of(step, view) for step in steps)
    file.write_bytes(render(telling("Berättelse", "", scenes, lambda layout: draw(view, layout=layout))))


def measure(browser: Browser, file: Path, screen: tuple[int, int]) -> None:
    """One line for a story on a screen: the median and the longest time, and the pictures of the median."""
    page = browser.new_page(viewport={"width": screen[0], "height": screen[1]})
    page.goto(file.as_uri())
    page.wait_for_timeout(500)
    within: list[list[float]] = []
    across: list[list[float]] = []
    for key in ["PageDown"] * 4 + ["PageUp"] * 4:
        before = page.evaluate(_LAYER)
        change = page.evaluate(_CHANGED, key)
        page.wait_for_timeout(300)
        after = page.evaluate(_LAYER)
        (within if before == after else across).append(change)
    page.close()
    print(f"  {screen[0]}: {_text(within)}; to another layout {_text(across)}", flush=True)


def _text(changes: list[list[float]]) -> str:
    times = [time for time, _ in changes]
    pictures = statistics.median(count for _, count in changes)
    return f"{statistics.median(times):.0f} ms (longest {max(times):.0f}), {pictures:.0f} pictures"


def main() -> None:
    """Each size on each screen."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        for size in SIZES:
            file = Path(name) / "story.html"
            written(size, file)
            print(f"{size[0]} nodes, {size[1]} ties, {file.stat().st_size / 1000:.0f} kB")
            for screen in SCREENS:
                measure(browser, file, screen)
        browser.close()


if __name__ == "__main__":
    main()
