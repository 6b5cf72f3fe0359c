"""Lists of names in a cell. What is two and what is one is what a municipal officer would say, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.ingest.load import Load
from loaders.documents.mapping import Column, TableMapping
from loaders.registers.registry import Registry, load_registry
from loaders.run import read_files
from loaders.tables.brackets import bracketed
from loaders.tables.name_lists import NameLists
from loaders.tables.signs import Sample
from tests.loaders.conftest import WriteText, WriteWorkbook

CELLS = [
    # cell, separator, names
    ("Boliden AB och Skellefteå kommun", "", ("Boliden AB", "Skellefteå kommun")),
    ("Region Dalarna och Region Värmland", "", ("Region Dalarna", "Region Värmland")),
    ("Bygg AB och Miljö AB", "", ("Bygg AB", "Miljö AB")),
    ("Norrköpings kommun & Linköpings kommun", "", ("Norrköpings kommun", "Linköpings kommun")),
    ("Luleå och Piteå kommuner", "", ("Luleå kommun", "Piteå kommun")),
    ("KTH och Chalmers", "", ("KTH", "Chalmers")),
    ("Lund University and Uppsala University", "", ("Lund University", "Uppsala University")),
    ("Kemi kaupunki ja Tornio kaupunki", "", ("Kemi kaupunki", "Tornio kaupunki")),
    ("Region Norrbotten und Region Västerbotten", "", ("Region Norrbotten", "Region Västerbotten")),
    ("Aalborg Havn A/S og Vesthimmerlands Kommune", "", ("Aalborg Havn A/S", "Vesthimmerlands Kommune")),
    ("A, B, LKAB samt Vattenfall", ",", ("A", "B", "LKAB", "Vattenfall")),
    ("Nod, Maskinentreprenörerna och Expats & Friends", ",", ("Nod", "Maskinentreprenörerna", "Expats & Friends")),
    ("Vinnova, Boliden AB och Skellefteå kommun.", ",", ("Vinnova", "Boliden AB", "Skellefteå kommun")),
    ("UiT, NTNU og SINTEF", "list", ("UiT", "NTNU", "SINTEF")),
    ("A AB; B AB\nC AB, D AB och E AB.", "list", ("A AB", "B AB", "C AB", "D AB", "E AB")),
    ("• Luleå kommun\n• Piteå kommun", "list", ("Luleå kommun", "Piteå kommun")),
    ("1. Luleå kommun\n2. Piteå kommun", "newline", ("Luleå kommun", "Piteå kommun")),
    (
        "Niels Brock. Detailkarriere ApS. Neye-Fonden. Bik Bok A/S.",
        "list",
        ("Niels Brock", "Detailkarriere ApS", "Neye-Fonden", "Bik Bok A/S"),
    ),
    ("Niels Brock. Bik Bok A/S.", ".", ("Niels Brock", "Bik Bok A/S")),
    ("A AB, okänt, -, B AB", ",", ("A AB", "B AB")),
]
ONE = [
    ("Svenskt Näringsliv", ""),
    ("Barn och utbildning", ","),
    ("Länsstyrelsen i Västra Götalands län", "list"),
    ("Sveriges Kommuner och Regioner", "list"),
    ("Kultur Akademin, Ideell Förening", ","),
    ("Institutionen för vatten, energi och miljö", "list"),
    ("Nod (del av Bygd, Byar)", ","),
    ("Acme Inc.", ","),
    ("Norrskens ek. för.", "."),
    ("samtliga kommuner i Norrbotten", "list"),
]
UNCLEAR = ["Bygg och Miljö AB", "Expats och Friends", "Trygg och Säker", "Skellefteå kommun, Bygg och Miljö AB"]


@pytest.mark.parametrize(("cell", "separator", "names"), CELLS)
def test_cells_with_several_names(registry: Registry, cell: str, separator: str, names: tuple[str, ...]) -> None:
    assert NameLists(registry).names(cell, separator) == names


@pytest.mark.parametrize(("cell", "separator"), ONE)
def test_cells_with_one_name_that_nobody_need_be_told_of(registry: Registry, cell: str, separator: str) -> None:
    lists = NameLists(registry)
    assert lists.names(cell, separator) == (cell,)
    assert not lists.kept


@pytest.mark.parametrize("cell", UNCLEAR)
def test_what_could_be_two_stays_one_and_is_kept_to_be_told(registry: Registry, cell: str) -> None:
    lists = NameLists(registry)
    last = cell.rpartition(", ")[2]
    assert lists.names(cell, ",")[-1] == last
    assert (list(lists.kept), list(lists.divided)) == ([last], [])


def test_what_grammar_alone_parts_is_kept_to_be_told(registry: Registry) -> None:
    lists = NameLists(registry)
    lists.names("Nod, Samforma och Expats & Friends", ",")
    assert list(lists.divided) == ["Samforma och Expats & Friends"]


@given(st.text(max_size=60), st.sampled_from(["", ";", ",", "|", "/", "newline", ".", "list"]))
def test_no_letter_is_lost_or_added(cell: str, separator: str) -> None:
    lists = NameLists(load_registry())
    letters = [sign for name in lists.names(cell, separator) for sign in name if sign.isalpha()]
    assert len(letters) <= sum(map(str.isalpha, cell))
    assert set(letters) <= set(cell)


@pytest.mark.parametrize(
    ("written", "name", "role", "abbreviation"),
    [
        ("Region Norrbotten (koord.)", "Region Norrbotten", "coordinator", None),
        ("Nod AB (projektägare)", "Nod AB", "owner", None),
        ("Nod AB (lead)", "Nod AB", "coordinator", None),
        ("Nod AB (LP)", "Nod AB", "coordinator", None),
        ("Nod AB [partner]", "Nod AB", "partner", None),
        ("Koordinator: Region Norrbotten", "Region Norrbotten", "coordinator", None),
        ("Luleå tekniska universitet (LTU)", "Luleå tekniska universitet", None, "LTU"),
        ("Stockholms universitet (SU)", "Stockholms universitet", None, "SU"),
        ("Norra Nod (NN) (samordnare)", "Norra Nod", "coordinator", "NN"),
        ("Nod AB (publ)", "Nod AB (publ)", None, None),
        ("Bygdelaget (Sorsele)", "Bygdelaget (Sorsele)", None, None),
        ("Nod (SE)", "Nod (SE)", None, None),
        ("Nod (USA)", "Nod (USA)", None, None),
        ("(koord.)", "(koord.)", None, None),
    ],
)
def test_what_stands_in_brackets(written: str, name: str, role: str | None, abbreviation: str | None) -> None:
    assert bracketed(written) == (name, role, abbreviation)


def participants(load: Load) -> set[tuple[str, object]]:
    return {(tie.start, tie.properties["role"]) for tie in load.relations if tie.name == "PARTICIPATES_IN"}


def test_a_role_beside_a_name_wins_over_that_of_the_column(csv_file: WriteText) -> None:
    columns = (Column("P", "project"), Column("Aktörer", "actor", role="partner", separator=","), Column("F", "funder"))
    text = "P;Aktörer;F\nNät;Nod AB (koord.), Norra Nod (NOD) och Region Dalarna;Boliden AB och Skellefteå kommun\n"
    text += "Väg;Bygg och Miljö AB;\n"
    load = read_files([csv_file(text, name="d.csv")], mapping=TableMapping("project", columns))
    named = {str(node.properties["name"]): node for node in load.nodes if node.label == "Actor"}
    assert {
        "Nod AB",
        "Norra Nod",
        "Region Dalarna",
        "Boliden AB",
        "Skellefteå kommun",
        "Bygg och Miljö AB",
    } <= named.keys()
    assert named["Norra Nod"].properties["aliases"] == ("NOD",)
    assert participants(load) == {
        ("nod-ab", "coordinator"),
        ("norra-nod", "partner"),
        ("region-dalarna", "partner"),
        ("bygg-och-miljö-ab", "partner"),
    }
    assert any("Bygg och Miljö AB" in note for note in load.notes)


def test_our_own_sheets_know_an_actor_by_its_name_with_and_without_what_stands_beside(workbook: WriteWorkbook) -> None:
    load = read_files(
        [
            workbook(
                {
                    "Aktörer": [("namn", "typ"), ("Norra Nod (NOD)", "företag")],
                    "Medverkan": [
                        ("projekt", "aktör", "roll"),
                        ("A", "Norra Nod", "partner"),
                        ("B", "NOD", "partner"),
                        ("C", "Norra Nod (koord.)", "partner"),
                        ("D", "Norra Nod (NOD)", None),
                    ],
                }
            )
        ]
    )
    assert participants(load) == {("norra-nod", "partner"), ("norra-nod", "coordinator"), ("norra-nod", None)}
    (actor,) = [dict(node.properties) for node in load.nodes if node.label == "Actor"]
    assert actor == {"name": "Norra Nod", "kind": "company", "aliases": ("NOD",)}


def test_what_is_said_with_ca_is_approximate_and_quoted(csv_file: WriteText) -> None:
    columns = (
        Column("P", "project"),
        Column("B", "budget", unit="kr"),
        Column("F", "funder"),
        Column("G", "amount", unit="kr"),
    )
    text = "P;B;F;G\nNät;ca 500 tkr;Fonden;c:a 200 tkr (40 %)\nVäg;5;Fonden;2\n"
    load = read_files([csv_file(text, name="d.csv")], mapping=TableMapping("project", columns))
    projects = {node.id: node for node in load.nodes if node.label == "Project"}
    assert projects["d:nät"].properties["approximate"] == ("budget",)
    assert projects["d:nät"].property_evidence["budget"].quote == "ca 500 tkr"
    assert "approximate" not in projects["d:väg"].properties
    grants = {tie.end: tie for tie in load.relations if tie.name == "FUNDS"}
    about = grants["d:nät"]
    assert (about.properties["amount"], about.properties["approximate"], about.properties["share"]) == (
        200_000,
        ("amount",),
        0.4,
    )
    assert about.evidence.quote == "c:a 200 tkr (40 %)"
    assert grants["d:väg"].properties.get("approximate") is None


@pytest.mark.parametrize(
    ("cells", "separator"),
    [
        (["A AB, B AB", "C AB"], ","),
        (["A AB, B AB", "C AB; D AB"], "list"),
        (["Kommunstyrelsen, ekonomi och IT", "C AB"], ""),
        (["Niels Brock. Neye-Fonden. Bik Bok A/S.", "DTU"], "."),
        (["A AB\nB AB", "C AB"], "newline"),
    ],
)
def test_what_stands_between_names_is_proposed_from_the_cells(cells: list[str], separator: str) -> None:
    assert Sample(cells).separator(of_names=True)[0] == separator
