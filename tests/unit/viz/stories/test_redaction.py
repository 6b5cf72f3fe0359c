"""Names give way in what people write, however they write them; what only reads like a name stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.viz.networks import demo
from viz.stories.redaction import Redaction
from viz.view.anonymous import Pseudonyms
from viz.view.build import network_view


def redaction(language: str = "sv") -> Redaction:
    network = demo()
    boliden = replace(network.actors["boliden-ab"], aliases=("Rönnskär",), org_number="556051-4142")
    network = replace(network, actors={**network.actors, "boliden-ab": boliden})
    view = network_view(network, language=language)
    return Redaction(network, Pseudonyms(view.nodes, language), language, [{"borta": "Gamla Bolaget"}])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("{name} är med.", "{shown} är med."),
        ("{name}s roll", "{shown}:s roll"),
        ("(Rönnskär, 556051-4142, boliden-ab)", "({shown}, {shown}, {shown})"),
        ("boliden ab", "{shown}"),
    ],
)
def test_a_name_in_every_guise_is_one_pseudonym(written: str, shown: str) -> None:
    found = redaction()
    pseudonym = found.name("boliden-ab")
    assert pseudonym.startswith("Företag ")
    assert found.text(written.format(name="Boliden AB")) == shown.format(shown=pseudonym)


def test_places_sources_links_and_what_has_gone_give_way() -> None:
    found = redaction()
    assert found.text("I Sorsele, Västerbotten och Sverige") == "I Västerbottens län, Västerbotten och Sverige"
    assert found.text("Sorseles roll") == "Västerbottens läns roll"
    assert found.text("Se https://boliden.example/om?a=1, eller a@b.example") == "Se (länk), eller (länk)"
    assert found.text("Läs Projektstöd: North Sweden Green Deal") == "Läs en källa"
    assert found.text("Finns inte längre: Gamla Bolaget.") == "Finns inte längre: Borttagen 1."
    assert list(found.replaced) == ["Sorsele", "Sorseles", "Projektstöd: North Sweden Green Deal", "Gamla Bolaget"]


def test_the_longest_name_wins_and_the_rest_of_the_text_stays() -> None:
    found = redaction()
    text = "Norrbottens län:\n  Region Norrbotten – 27 %, år 2025."
    region = found.name(next(id for id, actor in demo().actors.items() if actor.name == "Region Norrbotten"))
    assert found.text(text) == f"Norrbottens län:\n  {region} – 27 %, år 2025."
    assert found.text("Ingen nämns här, inte ens EU.") == "Ingen nämns här, inte ens EU."


def test_part_of_a_name_tells_who_is_meant() -> None:
    found = redaction()
    assert found.telltale("Bolidens gruva, och Sandbacka om Norrbotten. De två är hela EU.") == [
        "Bolidens",
        "Sandbacka",
    ]
    assert found.telltale("Boliden AB och SORESS-MMI nämns med hela namnet.") == []


def test_english_has_its_own_genitive() -> None:
    found = redaction("en")
    assert found.text("Boliden ABs role") == f"{found.name('boliden-ab')}’s role"
