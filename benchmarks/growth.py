"""How every question grows with the data: a table, and a plot of seconds against facts, both on logarithmic scales.

    python -m benchmarks.growth GRAPH [PLOT.svg]

GRAPH is the folder of an embedded store. Parts of it with an eighth, a quarter, half and all of the projects (each part
in the next) are asked with nothing worked out before, the largest first, so that what is remembered of names helps the
small ones and flatters nobody. Processor seconds, the least of two. The exponent is the slope of log seconds over log
facts by least squares: 1 is linear, 2 quadratic. *changes* compares each part with nine tenths of it.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.questions import ASKED, import_libraries
from graph.network.network import StakeholderNetwork
from graph.network.reading import read_network
from graph.network.view import View
from graph.store.ladybug import LadybugStore
from queries.answers import ask

SHARES: Final = (1.0, 0.5, 0.25, 0.125)
RUNS: Final = 2
SEED: Final = 20
_NAMED: Final = "demo"  # the dataset whose actors and projects the questions name
_WIDTH, _HEIGHT, _MARGIN = 760, 460, 50
_COLOURS: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")

Options = Mapping[str, Any]


def part(whole: StakeholderNetwork, share: float) -> StakeholderNetwork:
    """The network with this share of the projects, those of the demo first, and who has to do with them."""
    named = {id for fact in whole.facts if fact.reports[0].dataset == _NAMED for id in (fact.start, fact.end)}
    others = sorted(set(whole.projects) - named)
    random.Random(SEED).shuffle(others)
    projects = {*(named & set(whole.projects)), *others[: round(share * len(others))]}
    acting = {fact.start for fact in whole.facts if fact.end in projects} | named
    gone = (set(whole.projects) - projects) | (set(whole.actors) - acting)
    return replace(
        whole,
        actors={id: actor for id, actor in whole.actors.items() if id not in gone},
        projects={id: project for id, project in whole.projects.items() if id not in gone},
        facts=tuple(fact for fact in whole.facts if fact.start not in gone and fact.end not in gone),
    )


def processor_seconds(whole: StakeholderNetwork, share: float, question: str, options: Options) -> float:
    """How long an answer takes from a network that has just been read; the least of several."""
    found = []
    for _ in range(RUNS):
        now, before = part(whole, share), replace(part(whole, 0.9 * share), revision=whole.revision - 1)

        def network_of(view: View, now: Any = now, before: Any = before) -> StakeholderNetwork:
            return before.of(replace(view, as_of=None)) if view.as_of else now.of(view)  # type: ignore[no-any-return]

        begin = time.process_time()
        ask(network_of, question, options)
        found.append(time.process_time() - begin)
    return min(found)


def exponent(facts: list[int], seconds: list[float]) -> float:
    """The slope of log seconds over log facts."""
    return float(np.polyfit(np.log(facts), np.log(seconds), 1)[0])


def plot(facts: list[int], times: Mapping[str, list[float]]) -> str:
    """Lines of seconds over facts as an SVG, with a linear one to compare with."""
    linear = [0.05 * size / facts[-1] for size in facts]
    lines = {**times, "linear": linear}
    xs = np.log([min(facts), max(facts)])
    ys = np.log([min(min(line) for line in lines.values()), max(max(line) for line in lines.values())])

    def at(size: int, seconds: float) -> str:
        x = _MARGIN + (np.log(size) - xs[0]) / (xs[1] - xs[0]) * (_WIDTH - 6 * _MARGIN)
        y = _HEIGHT - _MARGIN - (np.log(seconds) - ys[0]) / (ys[1] - ys[0]) * (_HEIGHT - 2 * _MARGIN)
        return f"{x:.0f},{y:.0f}"

    drawn = []
    for number, (name, line) in enumerate(sorted(lines.items(), key=lambda named: -named[1][0])):
        colour, dashes = _COLOURS[number % len(_COLOURS)], "4" if number >= len(_COLOURS) else "none"
        points = " ".join(at(size, seconds) for size, seconds in zip(facts, line, strict=True))
        drawn += [
            f'<polyline fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}" points="{points}"/>',
            f'<text x="{_WIDTH - 240}" y="{_MARGIN + 26 * number}" fill="{colour}">{name}, {line[0]:.2f} s</text>',
        ]
    axis = f'<text x="{_MARGIN}" y="{_HEIGHT - 12}">{min(facts)} to {max(facts)} facts, both axes logarithmic</text>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH + 80} {_HEIGHT}" font-size="12">'
    return "\n".join((head, '<rect width="100%" height="100%" fill="white"/>', *drawn, axis, "</svg>\n"))


def main(folder: Path, picture: Path | None) -> None:
    """Print the table; write the plot."""
    store = LadybugStore(folder)
    whole = read_network(store)
    store.close()
    import_libraries()
    parts = [part(whole, share) for share in SHARES]
    facts = [len(network.facts) for network in parts]
    sizes = (f"{len(network.actors)} actors, {len(network.facts)} facts" for network in parts)
    print(f"| question | {' | '.join(sizes)} | exponent |")
    print("|---" * (len(SHARES) + 2) + "|")
    times: dict[str, list[float]] = {}
    for question, options in ASKED:
        name = " ".join((question, *(f"{key}={value}" for key, value in options.items())))
        processor_seconds(whole, SHARES[-1], question, options)  # imports
        times[name] = [processor_seconds(whole, share, question, options) for share in SHARES]
        figures = " | ".join(f"{seconds:.2f} s" for seconds in times[name])
        print(f"| {name} | {figures} | {exponent(facts, times[name]):.2f} |", flush=True)
    if picture:
        picture.write_text(plot(facts, times), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2:] else None)
