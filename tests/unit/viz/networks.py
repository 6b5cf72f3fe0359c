"""Networks to draw: the six initiatives of the demo, seeded ones of any size, and one full of hostile names."""

from __future__ import annotations

import random

from graph.network.facts import Actor, Fact, Place, Project, Report, Source, Theme
from graph.network.network import StakeholderNetwork
from graph.network.view import View

NORRBOTTEN = (
    "Arjeplog Arvidsjaur Boden Gällivare Haparanda Jokkmokk Kalix Kiruna Luleå Pajala Piteå "
    "Älvsbyn Överkalix Övertorneå"
)
REGION_10 = "Arjeplog Arvidsjaur Dorotea Lycksele Malå Norsjö Sorsele Storuman Vilhelmina Åsele"
SOURCES = {
    "soress": Source("soress", "Projekt SORESS-MMI"),
    "greendeal": Source("greendeal", "Projektstöd: North Sweden Green Deal", "https://example.org/green-deal"),
    "focus": Source(
        "focus", "Projekt för hållbart växande industrier i Norra Mellansverige", "https://example.org/focus"
    ),
    "vagar": Source("vagar", "Vägar till hållbar utveckling"),
    "sorsele": Source("sorsele", "Pågående projekt, Sorsele kommun", "https://example.org/sorsele"),
}
_KINDS = {
    "IVL Svenska Miljöinstitutet": "institute",
    "Boliden AB": "company",
    "Luleå tekniska universitet": "university",
    "Örebro universitet": "university",
    "Samforma": None,
    "Maskinentreprenörerna": "association",
    "Expats & Friends": None,
    "Vinnova": "agency",
    "Swedish Metals & Minerals": "programme",
    "Region Norrbotten": "region",
    "Region Västerbotten": "region",
    "Norrbottens Kommuner": "association",
    "Länsstyrelsen Norrbotten": "agency",
    "Swedish Lapland Visitors Board": "association",
    "Europeiska regionala utvecklingsfonden": "programme",
    "Dalarna Science Park": "cluster",
    "Sandbacka Science Park": "cluster",
    "RISE (Propell)": "institute",
    "Paper Province": "cluster",
    "Sustainable Steel Region": "cluster",
    "REACT-EU": "programme",
    "Region Dalarna": "region",
    "Region Gävleborg": "region",
    "Region Värmland": "region",
    "EU": "programme",
    "Landsbygdsprogrammet": "programme",
}


class Notebook:
    """Collects actors, projects and facts."""

    def __init__(self) -> None:
        self.actors: dict[str, Actor] = {}
        self.projects: dict[str, Project] = {}
        self.themes: dict[str, Theme] = {}
        self.places: dict[str, Place] = {}
        self.facts: list[Fact] = []

    def actor(self, name: str, kind: str | None = None) -> str:
        id = name.casefold().replace(" ", "-")
        kind = kind or ("municipality" if name.endswith(" kommun") else _KINDS.get(name))
        self.actors.setdefault(id, Actor(id, name, kind))
        return id

    def project(self, id: str, name: str, **values: object) -> None:
        self.projects[id] = Project(id, name, **values)  # type: ignore[arg-type]

    def fact(self, type: str, start: str, end: str, source: str, quote: str | None = None, **values: object) -> None:
        key = f"demo│{source}│{start}│{end}│{values.get('discriminator') or ''}│{len(self.facts)}"
        report = Report(key, "demo", source, quote, None, "asserted")
        self.facts.append(Fact(type, start, end, (report,), **values))  # type: ignore[arg-type]

    def takes_part(self, project: str, source: str, role: str, *names: str, **values: object) -> None:
        for name in names:
            self.fact("PARTICIPATES_IN", self.actor(name), project, source, name, discriminator=role, **values)

    def funds(self, project: str, source: str, *names: str, **values: object) -> None:
        for name in names:
            self.fact("FUNDS", self.actor(name), project, source, f"Finansiär: {name}", **values)

    def about(self, project: str, source: str, *themes: str) -> None:
        for theme in themes:
            self.themes.setdefault(theme, Theme(theme, theme, theme))
            self.fact("ABOUT", project, theme, source, theme, discriminator=theme)

    def network(self) -> StakeholderNetwork:
        facts = sorted(self.facts, key=lambda fact: (fact.start, fact.end, fact.discriminator or "", fact.type))
        return StakeholderNetwork(
            1, View(), self.actors, self.projects, self.themes, self.places, SOURCES, tuple(facts)
        )


def demo() -> StakeholderNetwork:
    """The six initiatives as their pages tell them."""
    note = Notebook()
    for page in (_places, _soress, _green_deal, _focus, _vagar, _sorsele, _locations):
        page(note)
    return note.network()


def _places(note: Notebook) -> None:
    note.places |= {
        "se:24": Place("se:24", "Västerbottens län", "county", parents=("se",)),
        "se:25": Place("se:25", "Norrbottens län", "county", parents=("se",)),
        "se:2422": Place("se:2422", "Sorsele", "municipality", parents=("se:24", "se")),
        "se": Place("se", "Sverige", "country"),
    }


def _soress(note: Notebook) -> None:
    note.project("soress", "SORESS-MMI", starts="2025", ends="2028", budget=3_800_000.0, currency="SEK")
    note.takes_part("soress", "soress", "coordinator", "IVL Svenska Miljöinstitutet")
    partners = (
        "Boliden AB",
        "Luleå tekniska universitet",
        "Skellefteå kommun",
        "Örebro universitet",
        "Samforma",
    )
    note.takes_part("soress", "soress", "partner", *partners, "Maskinentreprenörerna", "Expats & Friends")
    note.funds("soress", "soress", "Vinnova", "Swedish Metals & Minerals", "Boliden AB", "Skellefteå kommun")
    note.about("soress", "soress", "kompetensförsörjning", "social hållbarhet")


def _green_deal(note: Notebook) -> None:
    note.project("greendeal", "North Sweden Green Deal", ends="2023-07", budget=112_500_000.0, currency="SEK")
    regions = ("Region Norrbotten", "Region Västerbotten")
    note.takes_part("greendeal", "greendeal", "participant", *regions)
    partners = ("Norrbottens Kommuner", "Luleå tekniska universitet", "Länsstyrelsen Norrbotten", "Skellefteå kommun")
    note.takes_part("greendeal", "greendeal", "partner", *partners, "Swedish Lapland Visitors Board")
    group = "samtliga kommuner i Norrbotten"
    names = [f"{name} kommun" for name in NORRBOTTEN.split()]
    note.takes_part("greendeal", "greendeal", "partner", *names, expanded_from=group)
    note.funds("greendeal", "greendeal", "Europeiska regionala utvecklingsfonden", share=0.5)
    note.funds("greendeal", "greendeal", *regions, "Skellefteå kommun")
    note.about("greendeal", "greendeal", "attraktivitet", "kompetensförsörjning", "samhällsplanering", "energi")


def _focus(note: Notebook) -> None:
    note.project("focus", "Focus Industry Spets")
    parks = ("Dalarna Science Park", "Sandbacka Science Park", "RISE (Propell)", "Paper Province")
    note.takes_part("focus", "focus", "participant", *parks, "Sustainable Steel Region")
    note.funds("focus", "focus", "REACT-EU", "Region Dalarna", "Region Gävleborg", "Region Värmland")
    note.about("focus", "focus", "industriell omställning")


def _vagar(note: Notebook) -> None:
    note.project("vagar", "Vägar till hållbar utveckling")
    note.takes_part("vagar", "vagar", "partner", "Luleå tekniska universitet")
    contact = sorted((note.actor("Region Norrbotten"), note.actor("Region Värmland")))
    note.fact("COLLABORATES_WITH", contact[0], contact[1], "vagar", "En kontakt finns även", discriminator="contact")
    note.about("vagar", "vagar", "hållbarhetsverktyg")


def _sorsele(note: Notebook) -> None:
    shimr: dict[str, object] = {"starts": "2023-01-02", "ends": "2026-03-16", "acronym": "SHiMR"}
    long = "Strategisk Samverkan för Hållbar Näringslivsutveckling i Möjligheternas Region"
    note.project("shimr", long, budget=23_974_594.0, currency="SEK", **shimr)
    note.takes_part("shimr", "sorsele", "owner", "Lycksele kommun")
    names = [f"{name} kommun" for name in REGION_10.split()]
    note.takes_part("shimr", "sorsele", "participant", *names, expanded_from="Region 10")
    note.funds("shimr", "sorsele", "EU", "Region Norrbotten", "Region Västerbotten")
    note.about("shimr", "sorsele", "näringslivsutveckling")

    service = "Utveckling av medskapandeprocesser för hållbar service i Sorsele kommun"
    note.project("service", service, starts="2022-09-01", ends="2024-06-30")
    note.takes_part("service", "sorsele", "owner", "Sorsele kommun")
    note.funds("service", "sorsele", "Landsbygdsprogrammet", amount=480_000.0, currency="SEK")
    note.about("service", "sorsele", "service")


def _locations(note: Notebook) -> None:
    for project, place in (("soress", "se:25"), ("soress", "se:24"), ("greendeal", "se:25"), ("service", "se:2422")):
        note.fact("LOCATED_IN", project, place, "sorsele" if project == "service" else project)


def demo_brokerage() -> dict[str, float]:
    """Betweenness of the demo's actors in the two-mode network."""
    import networkx as nx

    network = demo()
    found = nx.betweenness_centrality(network.two_mode, normalized=False)
    return {actor: value for actor, value in found.items() if actor in network.actors}


def synthetic(size: int, seed: int = 3) -> StakeholderNetwork:
    """About `size` nodes: projects in planted fields, actors that mostly stay in their field, a few that do not."""
    rnd = random.Random(seed)
    note = Notebook()
    fields = max(2, size // 40)
    count = max(3, size * 3 // 10)
    kinds = ("municipality", "region", "university", "company", "company", "cluster", "association", None)
    words = ("Norr", "Skog", "Älv", "Malm", "Kust", "Fjäll", "Vind", "Östra", "Järn", "Sjö")
    for p in range(count):
        start = rnd.randint(2015, 2024)
        name = f"{rnd.choice(words)}{rnd.choice(words).lower()} {rnd.choice(('omställning', 'lyft', 'samverkan'))} {p}"
        note.project(f"p{p:04}", name, starts=str(start), ends=str(start + rnd.randint(1, 4)))
        note.about(f"p{p:04}", "s", f"tema {p % 7}")
    for a in range(size - count):
        name = (
            f"{rnd.choice(words)}{rnd.choice(words).lower()} {rnd.choice(('AB', 'kommun', 'förening', 'institut'))} {a}"
        )
        id = note.actor(name, rnd.choice(kinds) or "other")
        field = a % fields
        for _ in range(min(9, int(rnd.paretovariate(1.6)))):
            home = (
                rnd.randrange(count) if rnd.random() < 0.1 else field + fields * rnd.randrange(max(1, count // fields))
            )
            role = rnd.choice(("coordinator", "partner", "partner", "participant"))
            if home < count:
                note.fact("PARTICIPATES_IN", id, f"p{home:04}", "s", f"{name} deltar i projektet", discriminator=role)
        if rnd.random() < 0.1:
            note.fact("FUNDS", id, f"p{rnd.randrange(count):04}", "s", "finansieras av", amount=1e6, currency="SEK")
    return note.network()


HOSTILE = (
    '"><img src=x onerror="window.__ran=1"></script><script>window.__ran=2</script>'
    "<svg onload=window.__ran=3>' onmouseover='window.__ran=4' href=javascript:window.__ran=5 {{7*7}}\x00\u202e"
)


def hostile() -> StakeholderNetwork:
    """The same payload in every text of the network, ids included."""
    note = Notebook()
    for i in range(3):
        project = f"p{i}{HOSTILE}"
        note.project(project, f"Projekt {i} {HOSTILE}", url="javascript:window.__ran=6", summary=HOSTILE)
        note.about(project, f"s{HOSTILE}", f"tema {HOSTILE}")
        for j in range(3):
            id = note.actor(f"Aktör {i} {j} {HOSTILE}")
            note.actors[id] = Actor(
                id, note.actors[id].name, None, (HOSTILE,), website="data:text/html,<script>1</script>"
            )
            note.fact("PARTICIPATES_IN", id, project, f"s{HOSTILE}", HOSTILE, discriminator="partner")
        names = [f"Medlem {j} {HOSTILE}" for j in range(3)]
        note.takes_part(project, f"s{HOSTILE}", "partner", *names, expanded_from=f"grupp {HOSTILE}")
    return note.network()
