"""What the registers add. Facts of the registers (numbers, codes, memberships) are published by their owners."""

import pytest

from graph.identity.evidence import Evidence
from graph.ingest.load import Load
from graph.ingest.reports import mentions, reports_of
from graph.messages import said
from graph.store.ladybug import LadybugStore
from graph.store.protocol import rows
from loaders.base import Reading
from loaders.catalogue import find_loaders
from loaders.documents.mapping import Column, TableMapping
from loaders.enrichment.groups import stands_for_several
from loaders.run import read_files
from tests.loaders.conftest import WriteText, WriteWorkbook
from tests.loading import load_into


def claims(load: Load, id: str, source: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for node in load.nodes:
        if node.id == id and node.evidence.source == source:
            found |= node.properties
    return found


def test_an_english_name_gets_the_identity_of_the_register(csv_file: WriteText) -> None:
    load = read_files([csv_file("projekt;aktör\nNätet;Luleå University of Technology\n")])
    told = claims(load, "luleå-university-of-technology", "register:organisations")
    assert (told["org_number"], told["kind"]) == ("2021002841", "university")
    places = {
        each.end
        for each in load.relations
        if each.start == "luleå-university-of-technology" and each.name == "LOCATED_IN"
    }
    assert places <= {"se:25", "se:2580"}
    assert places


def test_two_names_of_one_organisation_are_one_actor_in_the_graph(csv_file: WriteText, store: LadybugStore) -> None:
    load_into(store, csv_file("projekt;aktör\nA;Luleå University of Technology\nB;Luleå tekniska universitet\n"))
    found = rows(store, "MATCH (a:Actor)-[:PARTICIPATES_IN]->(:Project) RETURN DISTINCT a.id AS id, a.name AS name")
    assert found == [{"id": "orgnr:2021002841", "name": "Luleå tekniska universitet"}]


def test_kinds_or_numbers_that_contradict_the_register_keep_actors_apart(workbook: WriteWorkbook) -> None:
    load = read_files(
        [
            workbook(
                {
                    "Aktörer": [
                        ("namn", "typ", "organisationsnummer"),
                        ("Luleå kommun", "företag", None),
                        ("Umeå universitet", None, "556051-4142"),
                    ]
                }
            )
        ]
    )
    assert claims(load, "luleå-kommun", "register:municipalities") == {}
    assert any("Luleå kommun is in the registers: Municipality" in note for note in load.notes)
    # That number is Boliden's: nobody can tell which of the two the row means.
    assert claims(load, "orgnr:5560514142", "register:organisations") == {}
    assert any("Boliden AB" in note and "Umeå universitet" in note for note in load.notes)


def test_notes_are_said_in_swedish(workbook: WriteWorkbook) -> None:
    load = read_files(
        [
            workbook(
                {
                    "Aktörer": [("namn", "typ"), ("Luleå kommun", "företag")],
                    "Projekt": [("namn", "teman", "platser"), ("A", "blomsterspråk", "Atlantis")],
                    "Medverkan": [("projekt", "aktör"), ("A", "flera lokala företag"), ("B", "Nod")],
                }
            )
        ]
    )
    told = [said(note, "sv") for note in load.notes]
    assert "Luleå kommun är enligt registren: Kommun, men enligt filen: Företag. De hålls isär." in told
    assert len(told) == 7
    assert not set(told) & set(load.notes)


def test_places_come_with_their_neighbours_from_the_adjacency_register(
    csv_file: WriteText, store: LadybugStore
) -> None:
    """Neighbours by the map: Luleå borders on five municipalities, Norrbotten on Västerbotten alone in Sweden."""
    file = csv_file("namn;platser\nA;Luleå\nB;Gotland\n", name="Projekt.csv")
    first = load_into(store, file)
    found = {each["id"]: each["n"] for each in rows(store, "MATCH (p:Place) RETURN p.id AS id, p.neighbours AS n")}
    boden, kalix, pitea, alvsbyn, overkalix = "se:2582", "se:2514", "se:2581", "se:2560", "se:2513"
    assert sorted(found["se:2580"]) == sorted([boden, kalix, pitea, alvsbyn, overkalix])
    assert found["se:25"] == ["se:24"]
    assert not found["se"]
    assert not found["se:0980"]
    sources = rows(store, "MATCH (s:Source) RETURN s.id AS id")
    assert {"id": "register:municipality-adjacency"} in sources
    (luleå,) = [each for each in read_files([file]).nodes if each.id == "se:2580"]
    assert luleå.property_evidence["neighbours"].source == "register:municipality-adjacency"
    again = load_into(store, file)
    assert (first.changed, again.changed) == (True, False)


def test_programmes_come_with_what_they_are_part_of(csv_file: WriteText) -> None:
    load = read_files([csv_file("projekt;finansiär\nNätet;REACT-EU\n", name="Finansiering.csv")])
    parts = {(each.start, each.end) for each in load.relations if each.ends == ("Actor", "Actor")}
    assert parts == {("react-eu", "europeiska-regionala-utvecklingsfonden")}
    assert claims(load, "europeiska-regionala-utvecklingsfonden", "register:organisations")["kind"] == "programme"


@pytest.mark.parametrize(
    ("name", "several"),
    [
        ("samtliga kommuner i Norrbotten", True),
        ("Region 10", True),
        ("deras näringsliv", True),
        ("alla kommuner", True),
        ("15 kommuner", True),
        ("flera lokala företag", True),
        ("LTU m.fl.", True),
        ("All partners", True),
        ("Norrbottens Kommuner", False),
        ("Alla Kvinnors Hus", False),
        ("Region Norrbotten", False),
        ("Tio AB", False),
        ("Luleå kommun", False),
        ("All Ireland Institute", False),
    ],
)
def test_phrases_for_several_organisations(name: str, several: bool) -> None:
    reading = Reading("d", find_loaders()["spreadsheet"].settings)
    assert stands_for_several(reading, name) is several


def test_a_member_keeps_its_own_role_also_under_another_name(csv_file: WriteText) -> None:
    load = read_files(
        [csv_file("projekt;aktör;roll\nA;Kiruna Municipality;ägare\nA;samtliga kommuner i Norrbotten;partner\n")]
    )
    ties = [each for each in load.relations if each.name == "PARTICIPATES_IN"]
    assert len(ties) == 14  # the municipalities of Norrbotten
    assert [each.start for each in ties if not each.properties.get("expanded_from")] == ["kiruna-municipality"]
    assert {each.evidence.quote for each in ties} == {None}


def test_a_group_in_another_tie_is_left_out_and_told(csv_file: WriteText) -> None:
    load = read_files([csv_file("projekt;finansiär\nA;samtliga kommuner i Norrbotten\n", name="Finansiering.csv")])
    assert not [each for each in load.relations if each.name == "FUNDS"]
    assert any("samtliga kommuner i Norrbotten" in note for note in load.notes)
    assert {each.label for each in load.nodes} == {"Project"}


def test_an_actor_listed_with_a_kind_is_one_organisation(workbook: WriteWorkbook) -> None:
    load = read_files(
        [
            workbook(
                {
                    "Aktörer": [("namn", "typ"), ("Region 10", "förening")],
                    "Medverkan": [("projekt", "aktör"), ("A", "Region 10")],
                }
            )
        ]
    )
    assert [each.start for each in load.relations if each.name == "PARTICIPATES_IN"] == ["region-10"]


def known(load: Load) -> set[str]:
    """The names of the actors that the register of organisations knows."""
    return {
        str(each.properties["name"])
        for each in load.nodes
        if each.label == "Actor" and each.evidence.source == "register:organisations"
    }


def test_an_abbreviation_of_a_register_joins_in_a_list_of_swedes(csv_file: WriteText) -> None:
    """LTU and RISE are nobody else's in a list without foreign signs; Aurora may be anybody, but not as a funder."""
    swedes = "projekt;aktör\nNätet;LTU\nNätet;RISE\nNätet;Aurora\nNätet;Nordnod AB\n"
    assert known(read_files([csv_file(swedes)])) == {"Luleå tekniska universitet", "RISE Research Institutes of Sweden"}
    foreign = "projekt;aktör\nNätet;SSC\nNätet;Nordnod GmbH\nNätet;Sydnod S.r.l.\n"
    assert known(read_files([csv_file(foreign)])) == set()
    funders = "projekt;finansiär\nNätet;Aurora\n"
    assert "Interreg Aurora" in known(read_files([csv_file(funders, name="Finansiering.csv")]))


def test_a_registers_name_outweighs_a_category_of_a_mapped_table(csv_file: WriteText) -> None:
    """A register of projects that has county boards among the regional authorities speaks of county boards."""
    mapping = TableMapping(
        "participation",
        (Column("projekt", "project"), Column("aktör", "actor", role="partner"), Column("slag", "kind")),
        values={"kind": {"Regional public authority": "region"}},
    )
    text = "projekt;aktör;slag\nNätet;Länsstyrelsen i Kalmar län;Regional public authority\n"
    load = read_files([csv_file(text)], mapping=mapping)
    assert known(load) == {"Länsstyrelsen i Kalmar län"}
    (mention,) = mentions(reports_of(load, "run"))
    assert Evidence.of(mention).kinds == {"agency"}
