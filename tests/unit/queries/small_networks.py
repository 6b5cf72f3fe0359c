"""Small networks written out by hand, and stores that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from graph.network.facts import Actor, Dataset, Fact, Place, Project, Report, Theme, Verdict
from graph.network.network import StakeholderNetwork
from graph.network.view import View

SWEDEN = Place("se", "Sverige", "country")
NORRBOTTEN = Place("se:25", "Norrbottens län", "county", parents=("se",))
VASTERBOTTEN = Place("se:24", "Västerbottens län", "county", parents=("se",))
LULEA = Place("se:2580", "Luleå kommun", "municipality", parents=("se:25", "se"), neighbours=("se:2582", "se:2581"))
BODEN = Place("se:2582", "Bodens kommun", "municipality", parents=("se:25", "se"), neighbours=("se:2580",))
KIRUNA = Place("se:2584", "Kiruna kommun", "municipality", parents=("se:25", "se"))
UMEA = Place("se:2480", "Umeå kommun", "municipality", parents=("se:24", "se"))
PLACES = (SWEDEN, NORRBOTTEN, VASTERBOTTEN, LULEA, BODEN, KIRUNA, UMEA)
THEMES = (Theme("skills", "Kompetensförsörjning", "Skills supply"), Theme("energy", "Energi", "Energy"))

KINDS = {"u": "university", "c": "company", "m": "municipality", "f": "association", "x": None, "p": "programme"}


def fact(type: str, start: str, end: str, told: str | None = None, **more: Any) -> Fact:
    report = Report(f"d│s│{start}│{end}│{told}│0", "d", "s", f"{start}–{end}", "p. 1", "asserted")
    return Fact(type, start, end, (report,), discriminator=told, **more)


def said_by(dataset: str, *facts: Fact) -> list[Fact]:
    """The same facts as this dataset reports them."""
    return [
        replace(
            said, reports=(Report(f"{dataset}│s│{said.start}│{said.end}││0", dataset, "s", None, None, "asserted"),)
        )
        for said in facts
    ]


def taking_part(*pairs: str, told: str = "partner", **more: Any) -> list[Fact]:
    """`u1 p1` takes part."""
    return [fact("PARTICIPATES_IN", pair.split()[0], pair.split()[1], told, **more) for pair in pairs]


def network(
    teams: Mapping[str, str] | None = None,
    *,
    projects: Iterable[Project] = (),
    facts: Iterable[Fact] = (),
    actors: Iterable[Actor] = (),
    verdicts: Iterable[Verdict] = (),
    datasets: Iterable[Dataset] = (),
    view: View | None = None,
) -> StakeholderNetwork:
    """A network from teams such as `{"p1": "u1 m1 c1"}`.

    The first letter of an actor's id tells its kind (see `KINDS`); its name is the id in capitals.
    """
    teams = teams or {}
    told = [
        fact("PARTICIPATES_IN", actor, project, "partner") for project, ids in teams.items() for actor in ids.split()
    ]
    told += list(facts)
    told.sort(key=lambda each: (each.type, each.start, each.end, each.discriminator or ""))
    known = {each.id: each for each in projects}
    known |= {id: Project(id, f"Projekt {id}") for id in teams if id not in known}
    given = {each.id: each for each in actors}
    mentioned = {end for each in told for end in (each.start, each.end)} | set(given)
    ids = sorted(mentioned - known.keys() - {each.id for each in (*PLACES, *THEMES)})
    return StakeholderNetwork(
        revision=7,
        view=view or View(),
        actors={id: given.get(id) or Actor(id, id.upper(), KINDS[id[0]]) for id in ids},
        projects=dict(sorted(known.items())),
        themes={each.id: each for each in THEMES},
        places={each.id: each for each in PLACES},
        sources={},
        facts=tuple(told),
        datasets={each.id: each for each in datasets},
        verdicts=tuple(verdicts),
    )
