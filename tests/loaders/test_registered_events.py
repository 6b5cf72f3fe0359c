"""What became of organisations: whoever follows another is another, by name and in the register."""

from pathlib import Path

import pytest

from graph.identity import resolve
from graph.model.dates import check_date
from loaders.enrichment.labels import read_labels
from loaders.registers.registry import load_registry
from loaders.run import read_files
from tests.loaders.conftest import WriteWorkbook

FORMER = [
    ("SP Sveriges Tekniska Forskningsinstitut", "RISE Research Institutes of Sweden AB"),
    ("Swerea SICOMP AB", "RISE SICOMP AB"),
    ("Innventia AB", "RISE"),
    ("Norrbottens läns landsting", "Region Norrbotten"),
    ("Västerbotten County Council", "Region Västerbotten"),
    ("Regionförbundet Västerbottens län", "Region Västerbotten"),
]


def test_events_speak_of_organisations_that_the_register_knows() -> None:
    registry = load_registry()
    for event in registry.events:
        assert event.kind in ("follows", "part_of")
        assert registry.organisation_by_id(event.who), event
        assert registry.organisation_by_id(event.whom), event
        assert check_date(event.date)
        assert event.url.startswith("https://")
    assert len(registry.events) > 30


@pytest.mark.parametrize(("former", "follower"), FORMER)
def test_a_follower_is_not_an_alias(former: str, follower: str, tmp_path: Path) -> None:
    registry = load_registry()
    before, after = registry.organisation(former), registry.organisation(follower)
    assert before
    assert after
    assert before.register_id in registry.predecessors(after)
    file = tmp_path / "labels.csv"
    file.write_text(f"name,town,entity_id\n{former},,1\n{follower},,2\n", encoding="utf-8")
    assert len(set(resolve(each.mention for each in read_labels(file)).values())) == 2


def test_a_number_outlives_a_name(workbook: WriteWorkbook) -> None:
    file = workbook(
        {
            "Medverkan": [("projekt", "aktör"), ("Vård", "Norrbottens läns landsting")],
            "Aktörer": [("namn", "organisationsnummer"), ("Norrbottens läns landsting", "232100-0230")],
        }
    )
    names = {node.properties["name"] for node in read_files([file]).nodes if node.label == "Actor"}
    assert names == {"Norrbottens läns landsting", "Region Norrbotten"}
