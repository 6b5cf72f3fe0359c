"""How five kinds of work on one network grow with it: seconds at n actors and n projects, and the exponent of growth.

    python -m benchmarks.house.growth

The network is made up, the same at every run: each project has four participants, a theme, a place and a funder, each
actor has a place, and one in ten offers a theme. Seconds are CPU, the least of three on a network just made, so that
nothing is worked out before, with the garbage collector paused as when a question is answered. The exponent is that
of n between the last two sizes: 1 is linear, 2 quadratic.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Mapping
from typing import Final

from graph import gc_pause
from graph.decisions.verdicts import fingerprint
from graph.network.facts import Actor, Fact, Place, Project, Report, Source, Theme
from graph.network.network import StakeholderNetwork
from graph.network.view import View
from queries.question import Moment
from queries.questions.gaps import coverage
from queries.questions.partners.brief import themes_done
from viz.exports import xlsx
from viz.view.build import network_view

SIZES: Final = (1000, 2000, 4000)
RUNS: Final = 3
_THEMES: Final = 20
_PLACES: Final = 290
_KINDS: Final = ("municipality", "company", "university", "association", None)


def synthetic(n: int, seed: int = 7) -> StakeholderNetwork:
    """A network of `n` actors and `n` projects."""
    chance = random.Random(seed)
    actors = {f"a{i:05}": Actor(f"a{i:05}", f"Aktör {i}", chance.choice(_KINDS)) for i in range(n)}
    projects = {
        f"p{i:05}": Project(f"p{i:05}", f"Projekt {i}", starts="2020", ends="2023", budget=1e6, currency="SEK")
        for i in range(n)
    }
    themes = {f"t{i:02}": Theme(f"t{i:02}", f"Tema {i}", f"Theme {i}") for i in range(_THEMES)}
    counties = {f"se:{i:02}": Place(f"se:{i:02}", f"Län {i}", "county", parents=("se",)) for i in range(21)}
    municipalities = {
        f"se:{i % 21:02}{i:03}": Place(
            f"se:{i % 21:02}{i:03}", f"Kommun {i}", "municipality", parents=(f"se:{i % 21:02}", "se")
        )
        for i in range(_PLACES)
    }
    facts: list[Fact] = []
    for project in projects:
        members = chance.sample(list(actors), 4)
        facts += [_fact("PARTICIPATES_IN", member, project, "partner") for member in members]
        facts.append(_fact("FUNDS", chance.choice(list(actors)), project))
        facts.append(_fact("ABOUT", project, chance.choice(list(themes))))
        facts.append(_fact("LOCATED_IN", project, chance.choice(list(municipalities))))
    for actor in actors:
        facts.append(_fact("LOCATED_IN", actor, chance.choice(list(municipalities))))
        if chance.random() < 0.1:
            facts.append(_fact("OFFERS", actor, chance.choice(list(themes))))
    facts.sort(key=lambda fact: (fact.type, fact.start, fact.end))
    places = counties | municipalities
    return StakeholderNetwork(1, View(), actors, projects, themes, places, {"s": Source("s")}, tuple(facts))


def _fact(type: str, start: str, end: str, role: str | None = None) -> Fact:
    report = Report(f"d│s│{start}│{end}│{role or ''}│0", "d", "s", f"{start} {end}", "s. 1", "asserted")
    return Fact(type, start, end, (report,), discriminator=role)


def _themes_of_everyone(network: StakeholderNetwork) -> None:
    for actor in network.actors:
        themes_done(network, actor)


def _fingerprints(network: StakeholderNetwork) -> None:
    """Of as many pairs as a tenth of the projects, as an answer with so many verdicts needs them."""
    projects = list(network.projects)
    for pair in zip(projects[::10], projects[1::10], strict=True):
        fingerprint(network, pair)


WORK: Final[Mapping[str, Callable[[StakeholderNetwork], object]]] = {
    "workbook export": xlsx.render,
    "coverage": lambda network: coverage.answer(Moment(network), {}, "sv"),
    "network view": network_view,
    "themes done by everyone": _themes_of_everyone,
    "verdicts looked at again": _fingerprints,
}


def seconds(work: Callable[[StakeholderNetwork], object], n: int) -> float:
    """CPU seconds of one run, the least of several."""
    found = []
    for _ in range(RUNS):
        network = synthetic(n)
        with gc_pause.paused():
            begin = time.process_time()
            work(network)
            found.append(time.process_time() - begin)
    return min(found)


def measure() -> list[tuple[str, str]]:
    """Each work with its seconds at every size and its exponent of growth."""
    first = synthetic(1500)
    for work in WORK.values():
        work(first)  # imports are not counted
    rows = []
    for name, work in WORK.items():
        times = [seconds(work, n) for n in SIZES]
        exponent = math.log2(times[-1] / times[-2]) if times[-2] else math.nan
        figures = " / ".join(f"{time_taken:.3f}" for time_taken in times)
        rows.append((f"{name}, n = {' / '.join(map(str, SIZES))}", f"{figures} s, exponent {exponent:.2f}"))
    return rows


if __name__ == "__main__":
    for name, figure in measure():
        print(f"{name}: {figure}")
