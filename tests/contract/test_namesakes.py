"""New projects and actors that are called as one that is there: asked about before the load is applied."""

from graph.ingest.ingest import ingest
from graph.ingest.load import LoadReport
from graph.messages import Message
from graph.store.protocol import GraphStore
from tests.contract.samples import actor, load, project, takes_part

WHO = actor("Ås kommun")
KNOWN = project("a:1", name="Social resiliens i gruvorter", acronym="SORESS-MMI", aliases=("Mining towns",))


def asked(report: LoadReport) -> dict[str, object]:
    notes = [note for note in report.notes if isinstance(note, Message) and "namesakes" in note.key]
    return {note.key: note.values["names"] for note in notes}


def preview(store: GraphStore, name: str, **more: str) -> dict[str, object]:
    new = project("b:1", name=name, **more)
    return asked(ingest(store, load("b", WHO, new, takes_part(WHO, new)), apply=False))


def test_a_new_project_with_the_name_of_another_is_asked_about(store: GraphStore) -> None:
    ingest(store, load("a", WHO, KNOWN, takes_part(WHO, KNOWN)))
    for name in ("SORESS-MMI", "Soress MMI", "Mining Towns", "SOCIAL RESILIENS I GRUVORTER"):
        assert preview(store, name) == {"identity.namesakes_project": (f"{name} (a:1)",)}
    assert preview(store, "Något annat", acronym="soress-mmi") == {"identity.namesakes_project": ("soress-mmi (a:1)",)}
    assert preview(store, "Social resiliens") == {}


def test_nothing_is_asked_once_it_is_written_nor_of_a_name_that_goes(store: GraphStore) -> None:
    ingest(store, load("a", WHO, KNOWN, takes_part(WHO, KNOWN)))
    again = project("a:2", name="SORESS-MMI")
    replacing = load("a", WHO, again, takes_part(WHO, again))
    assert asked(ingest(store, replacing, apply=False)) == {}
    new = project("b:1", name="SORESS-MMI")
    assert asked(ingest(store, load("b", WHO, new, takes_part(WHO, new)))) == {}


def test_an_actor_that_identity_keeps_apart_is_asked_about(store: GraphStore) -> None:
    first = actor("Provbolaget i Ås", org_number="556012-5790")
    ingest(store, load("a", first, KNOWN, takes_part(first, KNOWN)))
    second, other = actor("Provbolaget i Ås", org_number="556036-0793"), project("b:1", name="Något annat")
    told = asked(ingest(store, load("b", second, other, takes_part(second, other)), apply=False))
    assert list(told) == ["identity.namesakes_actor"]
    same = actor("Provbolaget i Ås")
    assert asked(ingest(store, load("b", same, other, takes_part(same, other)), apply=False)) == {}
