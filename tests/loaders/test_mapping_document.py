"""The mapping of a table as a document: it comes back as it was, and says what it lacks."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError
from graph.model.vocabulary import ACTOR_KINDS, ROLES
from loaders.documents.fields import FIELDS, NOBODY_SAYS, ROW_KINDS
from loaders.documents.mapping import DATE_ORDERS, DECIMALS, Column, TableMapping, fingerprint
from loaders.documents.saved_mappings import SavedMappings

# Also what YAML would read as something else: yes, 1, null, a colon, a line break.
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20), st.sampled_from(["ja: nej", "yes", "1", "~"])
)
COLUMNS = st.builds(
    Column,
    TEXTS,
    st.sampled_from(["", *FIELDS]),
    st.sampled_from(["", NOBODY_SAYS, *ROLES]),
    st.sampled_from(["", ";", ",", "newline", "|"]),
    st.sampled_from(["", "kr", "tkr", "EUR", NOBODY_SAYS]),
)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "role": st.dictionaries(TEXTS, st.sampled_from([None, *ROLES]), min_size=1, max_size=4),
        "kind": st.dictionaries(TEXTS, st.sampled_from([None, *ACTOR_KINDS]), min_size=1, max_size=4),
        "theme": st.dictionaries(TEXTS, st.sampled_from([None, "energy"]), min_size=1, max_size=4),
    },
)
MAPPINGS = st.builds(
    TableMapping,
    st.sampled_from(ROW_KINDS),
    st.lists(COLUMNS, min_size=1, max_size=6).map(tuple),
    st.dictionaries(st.sampled_from(list(FIELDS)), TEXTS, max_size=3),
    VALUES,
    st.sampled_from(["", *DATE_ORDERS]),
    st.sampled_from(["", *DECIMALS]),
    TEXTS,
)


@given(MAPPINGS)
def test_a_mapping_comes_back_as_it_was(mapping: TableMapping) -> None:
    assert TableMapping.from_yaml(mapping.to_yaml()) == mapping


@given(st.text(max_size=80))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        TableMapping.from_yaml(text)


@pytest.mark.parametrize(
    "text",
    [
        "version: 2\nrow: project\ncolumns: []",
        "version: 1\nrow: house\ncolumns: []",
        "version: 1\nrow: project\ncolumns: [{heading: A, field: shoe}]",
        "version: 1\nrow: project\ncolumns: [{heading: A, colour: red}]",
        "version: 1\nrow: project\ncolumns: []\nvalues: {role: {a: king}}",
        "version: 1\nrow: project\ncolumns: []\nvalues: {shoe: {a: b}}",
        "version: 1\nrow: project\ncolumns: []\nconstants: {shoe: b}",
        "version: 1\nrow: project\ncolumns: []\ndates: sometimes",
        "version: 1\nrow: project\ncolumns: [{heading: [A]}]",
        "version: 1\nrow: project",
        "version: 1\ncolumns: []",
        "a: [",
    ],
)
def test_a_document_with_a_word_of_its_own_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        TableMapping.from_yaml(text)
    assert "ingen koppling" in refused.value.say("sv")


def test_headings_have_one_fingerprint_in_any_order_and_case() -> None:
    assert fingerprint(["Namn", "Org.nr"]) == fingerprint(["ORG NR", "namn"])
    assert fingerprint(["Namn"]) != fingerprint(["Namn", "Org.nr"])


COMPLETE: dict[str, Any] = {
    "row": "project",
    "columns": (
        Column("Titel", "project"),
        Column("Sökande", "actor", role="owner"),
        Column("Org.nr", "org_number"),
        Column("Beviljat", "amount", unit="tkr"),
        Column("Start", "starts"),
    ),
    "constants": {"funder": "Norrfonden"},
    "dates": "iso",
}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, []),
        ({"constants": {}}, ["Beloppet behöver en finansiär"]),
        ({"dates": ""}, ["Säg vad som står först i datumen (Start)"]),
        ({"row": "participation", "columns": (Column("Titel", "project"),)}, ["Säg vilken kolumn som är: Aktör"]),
        (
            {"columns": (Column("Titel", "project"), Column("A", "actor"))},
            ["Säg vilken roll aktörerna i kolumnen A har"],
        ),
        (
            {"columns": (Column("Titel", "project"), Column("A", "budget"))},
            ["Säg vilken valuta beloppen i kolumnen A har"],
        ),
        ({"columns": (Column("Titel", "project"), Column("A", "budget", unit="skor"))}, ["”skor” är ingen enhet"]),
        ({"columns": (Column("T", "project"), Column("U", "project"))}, ["kan bara vara en kolumn, men är T, U"]),
        ({"columns": (Column("T", "project"), Column("U", "actor_a"))}, ["Kolumnen U kan inte vara"]),
        ({"columns": (Column("T", "project"), Column("O", "org_number"))}, ["ingen kolumn är aktören"]),
        ({"constants": {"funder": "F", "currency": "guld"}}, ["ingen valuta"]),
        ({"constants": {"funder": "F", "actor_a": "A"}}, ["kan inte sägas om den här sortens rader"]),
    ],
)
def test_a_mapping_says_what_it_lacks(changed: dict[str, Any], told: list[str]) -> None:
    missing = [each.say("sv") for each in TableMapping(**(COMPLETE | changed)).missing()]
    assert [any(part in each for each in missing) for part in told] == [True] * len(told), missing
    assert bool(missing) == bool(told)


def test_a_kept_mapping_is_found_by_its_headings(tmp_path: Path) -> None:
    kept = SavedMappings(tmp_path / "mappings")
    mapping = TableMapping(**COMPLETE)
    assert not kept.has_any
    assert kept.find(["Titel"]) is None
    kept.save(mapping)
    assert kept.find([column.heading.upper() for column in reversed(mapping.columns)]) == mapping
    assert kept.find(["Titel"]) is None


def test_a_spoilt_kept_mapping_is_named(tmp_path: Path) -> None:
    kept = SavedMappings(tmp_path)
    file = kept.save(TableMapping(**COMPLETE))
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=file.name):
        kept.find([column.heading for column in COMPLETE["columns"]])


@pytest.mark.parametrize("text", ["[" * 20_000, "{a: " * 5_000, "- " * 20_000])
def test_a_document_nested_without_end_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no mapping"):
        TableMapping.from_yaml(text)
