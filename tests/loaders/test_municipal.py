"""Spreadsheets as municipal officers keep them, by the questions asked alone: what comes of them, in how many answers.

The dialogue is played for files of our own in the layouts of such lists, and for the real ones where they are. What a
file says was read off it by hand.
"""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from api.cli.mapping_dialogue import Dialogue
from graph.ingest.load import Load
from loaders.catalogue import find_loaders
from loaders.files.sample import Sample
from loaders.recognition import why_unknown
from loaders.registers.registry import load_registry
from loaders.run import read_files
from loaders.tables.open_table import open_tables
from tests.loaders.conftest import Rows, WriteText, WriteWorkbook

MOST_ANSWERS = 8
MOST_TYPED = 1  # that are not Enter
Ties = dict[str, set[str]]


@dataclass
class Officer:
    """Answers with what stands in `typed` for a question that holds its key, else with Enter."""

    typed: Mapping[str, str]
    answers: list[str] = field(default_factory=list)
    told: str = ""

    def ask(self, question: str) -> str:
        assert len(self.answers) < MOST_ANSWERS, f"asked more than {MOST_ANSWERS} times, at last: {question}"
        self.answers.append(next((answer for key, answer in self.typed.items() if key in self.told + question), ""))
        return self.answers[-1]

    def tell(self, text: str) -> None:
        self.told = text


def loaded(file: Path, typed: Mapping[str, str] | None = None) -> tuple[Load, list[str]]:
    """What comes of a file that is dropped on HUR by somebody who answers so, and the answers."""
    officer, mapping = Officer(typed or {}), None
    with Sample(file) as sample, contextlib.suppress(EOFError):
        if why_unknown([sample], find_loaders()):
            mapping = Dialogue("sv", load_registry(), officer.ask, officer.tell).mapping(open_tables(sample))
            assert mapping is not None
    return read_files([file], mapping=mapping, dataset="lista"), officer.answers


def partners(load: Load) -> Ties:
    """Who takes part in each project, by names."""
    name = {node.id: str(node.properties["name"]) for node in reversed(load.nodes) if node.properties.get("name")}
    found: Ties = {name[node.id]: set() for node in load.nodes if node.label == "Project"}
    for tie in load.relations:
        if tie.name == "PARTICIPATES_IN":
            found[name[tie.end]].add(name[tie.start])
    return found


def check(file: Path, ties: Ties, typed: Mapping[str, str] | None = None) -> Load:
    load, answers = loaded(file, typed)
    assert partners(load) == ties
    assert sum(map(bool, answers)) <= MOST_TYPED
    return load


NETS = {"Nätbygge": {"Ås kommun", "Älv AB", "Norrskens förening"}, "Skog": {"Malå matlag", "Älv AB"}}
LIST: Rows = [
    ["Projektnamn", "Beskrivning", "Koordinator", "Samarbetspartners", "Finansiär", "Period", "Budget", "Handläggare"],
    ["Nätbygge", "Nät byggs", "Ås kommun", "Älv AB, Norrskens förening", "Norrfonden", "2024 – 2025", "ca 2 mkr", "Al"],
    ["Skog", "Skog sköts", "Malå matlag", "Älv AB", "Skogsfonden", "våren 2023 – 2024", "400 tkr", "Bo Ek"],
]
GROUPED: Rows = [
    ["Näringslivskontorets projekt"],
    ["uppdaterad 2025-03-14"],
    [],
    ["Projekt", "Projektägare", "Deltagare", "Tid", None, "Budget", "Status"],
    [None, None, None, "Start", "Slut", None, None],
    ["Nätbygge", "Ås kommun", "Älv AB, Norrskens förening", "2024-01-01", "2025-12-31", "2 000 000 kr", "Pågår"],
    ["Skog", "Malå matlag", "Älv AB", "2023-01-01", "2024-06-30", "400 000 kr", "Avslutat"],
    ["Summa", None, None, None, None, "2 400 000 kr", None],
    [],
    ["* Alla belopp är preliminära"],
]
TWO_TABLES: Rows = [
    ["Projekt", "Projektägare", "Partners", "Startdatum", "Slutdatum", "Budget (tkr)"],
    ["Nätbygge", "Ås kommun", "Älv AB, Norrskens förening", "2024-01-01", "2025-12-31", 2000],
    ["Skog", "Malå matlag", "Älv AB", "2023-01-01", "2024-06-30", 400],
    ["Totalt", None, None, None, None, 2400],
    [],
    [],
    ["Organisation", "Ort", "Typ"],
    ["Älv AB", "Luleå", "Företag"],
    ["Ås kommun", "Luleå", "Kommun"],
]
SHEETS: dict[str, Rows] = {
    "Nätbygge": [
        ["Projektnamn", "Nätbygge"],
        ["Syfte", "Nät byggs"],
        ["Startdatum", "2024-01-01"],
        ["Budget", "2 000 000 kr"],
        ["Finansiär", "Norrfonden"],
        [],
        ["Deltagande organisationer", "Roll"],
        ["Ås kommun", "Koordinator"],
        ["Älv AB", "Partner"],
        ["Norrskens förening", "Partner"],
    ],
    "Skog": [
        ["Projektnamn", "Skog"],
        ["Syfte", "Skog sköts"],
        ["Startdatum", "2023-01-01"],
        ["Budget", "400 000 kr"],
        ["Finansiär", "Skogsfonden"],
        ["Koordinator", "Malå matlag"],
        ["Partner", "Älv AB"],
    ],
}
FLAT = """Projekt;Aktör;Roll;Startdatum
Nätbygge;Ås kommun;Koordinator;2024-01-01
Nätbygge;Älv AB;Partner;2024-01-01
Nätbygge;Norrskens förening;Partner;2024-01-01
Skog;Malå matlag;Koordinator;2023-01-01
Skog;Älv AB;Partner;2023-01-01
"""


@pytest.mark.parametrize(
    "sheets",
    [{"Projekt": LIST}, {"Projekt 2025": GROUPED}, {"Översikt": TWO_TABLES}, SHEETS, {"Blad1": SHEETS["Nätbygge"]}],
    ids=["list", "grouped", "two tables", "sheets of labels", "one sheet of labels"],
)
def test_lists_in_the_layouts_of_officers(workbook: WriteWorkbook, sheets: dict[str, Rows]) -> None:
    load = check(workbook(sheets), NETS if "Blad1" not in sheets else {"Nätbygge": NETS["Nätbygge"]})
    budgets = {node.properties["name"]: node.properties["budget"] for node in load.nodes if node.label == "Project"}
    assert budgets["Nätbygge"] == 2_000_000


def test_a_flat_list_asks_nothing(csv_file: WriteText) -> None:
    load, answers = loaded(csv_file(FLAT, name="lista.csv"))
    assert (partners(load), answers) == (NETS, [])


# What the real files say: six projects, two tables of three, and lists of projects that others of these are cut from.
SHIMR = {"Lycksele kommun", "Sorsele kommun", "Storumans kommun", "Vilhelmina kommun", "Arjeplogs kommun"}
SORESS = {
    *("IVL Svenska Miljöinstitutet", "Boliden AB", "Luleå tekniska universitet", "Skellefteå kommun"),
    *("Örebro universitet", "Samforma", "Maskinentreprenörerna", "Expats & Friends"),
}
GREEN_DEAL = {
    *("Region Norrbotten", "Region Västerbotten", "Norrbottens Kommuner", "Luleå tekniska universitet"),
    *("Länsstyrelsen Norrbotten", "Swedish Lapland Visitors Board", "Skellefteå kommun"),
}
FOCUS = {"Sandbacka Science Park", "Region Gävleborg", "Region Dalarna", "Region Värmland"}
SIX: Ties = {
    "SORESS-MMI": SORESS,
    "North Sweden Green Deal": GREEN_DEAL,
    "Focus Industry": FOCUS,
    "SHiMR": SHIMR,
    "Medskapandeprocesser för hållbar service": {"Sorsele kommun"},
    "Vägar till hållbar utveckling": {"Region Norrbotten", "Luleå tekniska universitet"},
}
THREE: Ties = {
    "SORESS-MMI": {*SORESS} & {"IVL Svenska Miljöinstitutet", "Boliden AB", "Luleå tekniska universitet"}
    | {"Skellefteå kommun"},
    "North Sweden Green Deal": {"Region Norrbotten", "Region Västerbotten", "Skellefteå kommun"},
    "SHiMR": {"Lycksele kommun", "Sorsele kommun", "Storumans kommun"},
}
OLD: Ties = {name: SIX[name] for name in ("SORESS-MMI", "North Sweden Green Deal", "Focus Industry", "SHiMR")}
DAY_FIRST = {"datumen": "2"}
REAL: list[tuple[str, Ties, Mapping[str, str]]] = [
    ("Projektlista ren.xlsx", SIX, DAY_FIRST),
    ("Projekt i kommunen 2025.xlsx", SIX, DAY_FIRST | {"Roll för Aktörer": "3"}),
    ("Projektblad.xlsx", SIX, DAY_FIRST),
    ("Ett projektblad.xlsx", {"SORESS-MMI": SORESS}, DAY_FIRST),
    ("Två tabeller.xlsx", THREE, {}),
]


@pytest.mark.parametrize(("name", "ties", "typed"), REAL, ids=[name for name, _, _ in REAL])
def test_the_real_files(shared_data: Path, name: str, ties: Ties, typed: Mapping[str, str]) -> None:
    check(shared_data / "data" / "municipal" / name, ties, typed)


@pytest.mark.parametrize("name", ["Gammal lista.xls", "Gammal lista.ods"])
def test_the_real_old_lists_ask_nothing(shared_data: Path, name: str) -> None:
    load, answers = loaded(shared_data / "data" / "municipal" / name)
    assert (partners(load), answers) == (OLD, [])
