import pytest

from graph.model.declarations import REPORT_PROPERTIES
from graph.model.vocabulary import (
    ACTOR_KINDS,
    FACT_NODES,
    FACT_RELATIONS,
    NODE_BY_LABEL,
    NODE_TYPES,
    RELATION_BY_NAME,
    RELATION_TYPES,
    REPORTS,
    SECTORS,
    sector_of,
)


@pytest.mark.parametrize(
    ("kind", "sector"),
    [
        ("municipality", "public"),
        ("region", "public"),
        ("agency", "public"),
        ("university", "academia"),
        ("institute", "academia"),
        ("company", "business"),
        ("cluster", "business"),
        ("association", "civil_society"),
        ("union", "civil_society"),
        ("programme", "funding"),
        ("other", None),
        (None, None),
    ],
)
def test_every_kind_has_its_sector(kind: str | None, sector: str | None) -> None:
    assert sector_of(kind) == sector


def test_every_sector_is_reached_and_no_other() -> None:
    assert {sector_of(kind) for kind in ACTOR_KINDS} == {*SECTORS, None}


def test_everything_is_described_and_named_once() -> None:
    assert len(NODE_BY_LABEL) == len(NODE_TYPES)
    assert len(RELATION_BY_NAME) == len(RELATION_TYPES)
    for owner in (*NODE_TYPES, *RELATION_TYPES):
        names = [each.name for each in owner.properties]
        assert len(set(names)) == len(names)
        assert "id" not in names
        assert owner.description.endswith(".")
        assert all(each.description for each in owner.properties)


def test_every_relation_carries_the_report() -> None:
    for relation in RELATION_TYPES:
        assert relation.properties[-len(REPORT_PROPERTIES) :] == REPORT_PROPERTIES
        assert relation.ends
        if relation.discriminator:
            assert relation.property(relation.discriminator)


def test_sources_report_every_kind_of_fact_node() -> None:
    assert [end for _, end in REPORTS.ends] == list(FACT_NODES)
    assert REPORTS not in FACT_RELATIONS
