"""Towns of other countries that bear the names of Swedish municipalities, and names that two countries have."""

from loaders.documents.mapping import Column, TableMapping
from loaders.run import read_files
from tests.loaders.conftest import WriteText, ties

COLUMNS = (("projekt", "project"), ("partner", "actor"), ("ort", "place"), ("land", "country"))
MAPPING = TableMapping("participation", tuple(Column(*column) for column in COLUMNS), constants={"role": "partner"})


def test_a_town_abroad_is_no_swedish_municipality_and_a_name_in_two_countries_two_actors(csv_file: WriteText) -> None:
    """Ales lies in France and Salem in Germany; Ale and Salem are Swedish municipalities too."""
    rows = (
        "Miljöministeriet;Ales;France",
        "Miljöministeriet;Salem;Tyskland",
        "Sälgen AB;Salem;Sverige",
        "Vide AB;Ale;X",
    )
    text = "projekt;partner;ort;land\n" + "".join(f"Nätet;{row}\n" for row in rows)
    load = read_files([csv_file(text)], mapping=MAPPING, skip_bad_rows=True)
    places = [(start, end) for start, end, _ in ties(load, "LOCATED_IN")]
    assert ("sälgen-ab", "se:0128") in places
    assert not [end for start, end in places if start.startswith("miljöministeriet")]
    countries = {each.id: each.properties.get("country") for each in load.nodes if each.label == "Actor"}
    assert (countries["miljöministeriet-fr"], countries["miljöministeriet-de"]) == ("FR", "DE")
    assert any("Ales (1)" in note and "Salem (1)" in note for note in load.notes)
    assert any("'X' is no country" in str(problem) for problem in load.rejected)
