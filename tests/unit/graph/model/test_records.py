import math
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.model.names import normalised
from graph.model.records import (
    QUOTE_LIMIT,
    DatasetRecord,
    Evidence,
    Node,
    RecordError,
    Relation,
    SourceRecord,
    actor_id,
    slug,
)

SAID = Evidence("s")
LETTERS = st.text(st.characters(codec="utf-8"), max_size=30)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Håbo kommun", "håbo-kommun"),
        ("Habo kommun", "habo-kommun"),
        ("  RISE (Propell) ", "rise-propell"),
        ("Expats & Friends", "expats-&-friends"),
        ("C+ AB", "c+-ab"),
        (" + & ", ""),
        ("Straße_9", "strasse-9"),
        ("–", ""),
    ],
)
def test_a_slug_keeps_letters_and_digits(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(LETTERS)
def test_a_slug_is_its_own_slug_and_the_same_decomposed(name: str) -> None:
    assert slug(slug(name)) == slug(name)
    assert slug(unicodedata.normalize("NFD", name)) == slug(unicodedata.normalize("NFC", name))


NAMES = (LETTERS | st.text("CcÅå9 &+@#-_.", max_size=6)).filter(lambda name: any(map(str.isalnum, name)))


@given(NAMES, NAMES)
@example("C+ AB", "C AB")
@example("R&D", "R D")
def test_two_names_have_one_slug_only_when_they_are_one_name(name: str, other: str) -> None:
    assert (slug(name) == slug(other)) == (normalised(name) == normalised(other))


@given(LETTERS)
def test_a_normalised_name_is_its_own_and_the_same_decomposed(name: str) -> None:
    assert normalised(normalised(name)) == normalised(name)
    assert normalised(unicodedata.normalize("NFD", name)) == normalised(unicodedata.normalize("NFC", name))
    assert normalised(f"  {name}.") == normalised(name)


def test_an_actor_is_known_by_its_best_identifier() -> None:
    known = {"org_number": "5560514142", "ror": "https://ror.org/016st3p78/", "pic": "999"}
    assert actor_id("Å", **known) == "orgnr:5560514142"
    assert actor_id("Å", ror=known["ror"], pic="999") == "ror:016st3p78"
    assert actor_id("Å", pic="999") == "pic:999"
    assert actor_id("Åsele kommun") == "åsele-kommun"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=400))
def test_a_quote_is_never_longer_than_the_limit(quote: str) -> None:
    kept = Evidence("s", quote).quote
    assert kept is not None
    assert len(kept) <= QUOTE_LIMIT
    composed = unicodedata.normalize("NFC", quote).strip()
    assert kept == composed or (kept.endswith("…") and composed.startswith(kept[:-1]))


def test_texts_are_composed_everywhere() -> None:
    decomposed = "Å"
    said = Evidence(decomposed, decomposed, decomposed)
    assert (said.source, said.quote, said.locator) == ("Å", "Å", "Å")
    assert SourceRecord(decomposed, decomposed).title == SourceRecord(decomposed).id == "Å"
    assert DatasetRecord(decomposed, "l", decomposed).id == DatasetRecord("d", "l", decomposed).title == "Å"
    node = Node("Actor", decomposed, {"name": decomposed, "aliases": (decomposed,)}, said)
    assert (node.id, dict(node.properties)) == ("Å", {"name": "Å", "aliases": ("Å",)})
    relation = Relation("FUNDS", decomposed, decomposed, said)
    assert (relation.start, relation.end) == ("Å", "Å")


@pytest.mark.parametrize(
    ("label", "properties", "message"),
    [
        ("Person", {}, "unknown node type 'Person'"),
        ("Actor", {"shoe_size": "9"}, "Actor has no property 'shoe_size'"),
        ("Actor", {"kind": "guild"}, "Actor.kind: 'guild' is none of municipality"),
        ("Actor", {"aliases": "A"}, "Actor.aliases: 'A' is not a tuple"),
        ("Actor", {"aliases": (1,)}, "is not a tuple of texts"),
        ("Actor", {"name": 7}, "Actor.name: 7 is not a text"),
        ("Actor", {"name": "A\0"}, "NUL byte"),
        ("Project", {"starts": "2025-02-31"}, "Project.starts: 2025-02-31 is not a day"),
        ("Project", {"budget": "3"}, "Project.budget: '3' is not a number"),
        ("Project", {"budget": True}, "is not a number"),
        ("Project", {"budget": math.nan}, "is not a finite number"),
        ("Project", {"budget": math.inf}, "is not a finite number"),
    ],
)
def test_what_does_not_fit_the_model_is_refused(label: str, properties: dict, message: str) -> None:
    with pytest.raises(RecordError, match=message):
        Node(label, "x", properties, SAID)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Node("Actor", "", {}, SAID), "Actor without an id"),
        (lambda: Node("Actor", "a", {}, SAID, {"colour": SAID}), "evidence for unknown properties of Actor: colour"),
        (lambda: Evidence(""), "evidence without a source"),
        (lambda: Evidence("s", status="maybe"), "'maybe' is none of asserted"),
        (lambda: Evidence("s", "\0"), "NUL byte"),
        (lambda: Relation("LIKES", "a", "b", SAID), "unknown relation type"),
        (lambda: Relation("FUNDS", "a", "", SAID), "without both ends"),
        (lambda: Relation("PART_OF", "a", "b", SAID), "cannot join None"),
        (lambda: Relation("FUNDS", "a", "b", SAID, labels=("Project", "Actor")), "cannot join"),
        (lambda: Relation("FUNDS", "a", "b", SAID, {"role": "owner"}), "FUNDS has no property 'role'"),
    ],
)
def test_other_records_that_make_no_sense(make, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(RecordError, match=message):
        make()


def test_empty_text_is_no_text_and_numbers_are_floats() -> None:
    node = Node("Project", "p", {"name": "  ", "budget": 3, "url": None}, SAID)
    assert dict(node.properties) == {"name": None, "budget": 3.0, "url": None}
    assert isinstance(node.properties["budget"], float)


def test_a_key_tells_dataset_source_ends_role_and_ordinal() -> None:
    relation = Relation("PARTICIPATES_IN", "a", "p", SAID, {"role": "owner"}, ordinal=2)
    assert relation.key("d") == "d│s│a│p│owner│2"
    assert Relation("FUNDS", "a", "p", SAID).key("d") == "d│s│a│p││0"
    assert relation.numbered(0).key("d") == "d│s│a│p│owner│0"


def test_ends_of_different_labels_have_different_keys() -> None:
    keys = {Relation("LOCATED_IN", "x", "se", SAID, labels=(label, "Place")).key("d") for label in ("Actor", "Project")}
    assert len(keys) == 2


@given(st.text(min_size=1, max_size=3, alphabet="aåz"), st.text(min_size=1, max_size=3, alphabet="aåz"))
def test_an_undirected_relation_has_one_key(first: str, second: str) -> None:
    there, back = (Relation("COLLABORATES_WITH", *ends, SAID) for ends in [(first, second), (second, first)])
    assert there == back
    assert there.start <= there.end
