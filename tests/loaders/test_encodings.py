"""Encodings are told where they are certain; texts damaged by an earlier conversion are repaired or refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError
from loaders.cell_errors import CellError
from loaders.files.encodings import Repairs, repaired
from loaders.files.sample import Sample
from loaders.run import read_files

# What Swedish tables are written with. Neither Ã nor √ is among it.
LETTERS = "abcåäöABCÅÄÖéüøæšč0 .,;:–’”…€·"
CODECS = ["mac_roman", "cp1252"]


def damaged(text: str, codec: str) -> str:
    """UTF-8 read by a program that took it for `codec`; what Windows-1252 lacks becomes a control character."""
    return "".join(
        bytes((byte,)).decode(codec, errors="ignore") or chr(byte)  # as browsers and Excel do
        for byte in text.encode("utf-8")
    )


@pytest.mark.parametrize("codec", CODECS)
@given(st.text(LETTERS, max_size=30), st.sampled_from("åäöÅÄÖéü–€"), st.text(LETTERS, max_size=30))
def test_damage_is_undone(codec: str, before: str, certain: str, after: str) -> None:
    text = before + certain + after
    assert repaired(damaged(text, codec)) == text


@given(st.text(LETTERS, max_size=60))
def test_what_is_whole_stays_as_it_is(text: str) -> None:
    assert repaired(text) is text


@pytest.mark.parametrize("text", ["UMEÅ–LULE", "ÅR”", "√2", "SÃO PAULO", "São Paulo", "Ø·Æ", "Čohkka", "北"])
def test_odd_but_whole_texts_stay_as_they_are(text: str) -> None:
    assert repaired(text) == text


def test_a_decomposed_letter_is_repaired_too() -> None:
    assert repaired(damaged("Lulea\u030a", "mac_roman")) == "Lulea\u030a"


@pytest.mark.parametrize("text", ["Lule√• – Umeå", "Lule\ufffd", "LuleÃ¥ och Umeå"])
def test_damage_that_is_not_certain_is_refused(text: str) -> None:
    with pytest.raises(CellError, match="converted earlier"):
        repaired(text)


def test_repairs_are_counted_and_shown() -> None:
    repairs = Repairs()
    assert repairs.row(("Lule√•", 3, "Umeå", "\ufffd", "Lule√•"))[0] == ("Luleå", 3, "Umeå", "\ufffd", "Luleå")
    assert set(repairs.row(("\ufffd",))[1]) == {0}
    note = repairs.note("blad")
    assert note is not None
    assert "2 celler i blad" in note.say("sv")
    assert note.say("sv").endswith("Luleå")
    assert Repairs().note("blad") is None


TABLE = "projekt;aktör;roll\nSkog;Luleå kommun;partner\nNät;Umeå universitet;partner\nHärlig fjällväg;Sorsele;partner\n"


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "utf-8-sig"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
    ],
)
def test_the_encoding_is_told(tmp_path: Path, encoding: str, expected: str) -> None:
    file = tmp_path / "tabell.csv"
    file.write_bytes(TABLE.encode(encoding))
    assert Sample(file).encoding == expected
    load = read_files([file])
    names = {node.properties["name"] for node in load.nodes if node.evidence.source.startswith("tabell/")}
    assert {"Luleå kommun", "Umeå universitet", "Härlig fjällväg"} <= names


def test_a_character_may_stand_on_both_sides_of_a_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.files.encodings._BLOCK", 3)
    for encoding, expected in (("utf-8", "utf-8-sig"), ("mac_roman", "mac_roman")):
        (tmp_path / "tabell.csv").write_bytes(TABLE.encode(encoding))
        assert Sample(tmp_path / "tabell.csv").encoding == expected


@pytest.mark.parametrize(
    ("content", "row", "reason"),
    [
        ("a;b\nš;\n".encode("cp1252"), 2, "Windows-1252 or Mac Roman"),  # ö in Mac Roman
        ("a;b\nLuleå;\n".encode("cp1252") + "Umeå;ö\n".encode("mac_roman"), 3, "Windows-1252 or Mac Roman"),
        (b"a;b\n" + b"\x81\x8d;\n", 2, "neither"),
        (b"a;b\n\xe5;\x00\n", 2, "NUL"),
        ("a;b\nc;\x00\n".encode("utf-16"), 2, "NUL"),
        ("a;b\nc;d\n".encode("utf-16")[:-1], 2, "breaks off"),
    ],
)
def test_what_is_not_certain_is_refused_with_its_line(tmp_path: Path, content: bytes, row: int, reason: str) -> None:
    file = tmp_path / "tabell.csv"
    file.write_bytes(content)
    with pytest.raises(InputError, match=reason) as refused:
        assert Sample(file).encoding
    assert [(each.file, each.row) for each in refused.value.problems] == [("tabell.csv", row)]


def test_a_spreadsheet_is_repaired_with_a_note(tmp_path: Path) -> None:
    (tmp_path / "tabell.csv").write_text("projekt;aktör\nSkog;Lule√• kommun\nSkog;UmeÃ¥ kommun\n", encoding="utf-8")
    load = read_files([tmp_path / "tabell.csv"])
    assert {each.start for each in load.relations if each.name == "PARTICIPATES_IN"} == {"luleå-kommun", "umeå-kommun"}
    assert any("2 cells of tabell.csv" in note for note in load.notes)


def test_a_spreadsheet_with_lost_letters_is_refused_with_row_and_column(tmp_path: Path) -> None:
    (tmp_path / "tabell.csv").write_text("projekt;aktör\nSkog;Lule\ufffd kommun\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_files([tmp_path / "tabell.csv"])
    assert [(each.row, each.column) for each in refused.value.problems] == [(2, "aktör")]


# Names of places and schools in the letters that their languages are written with.
EASTERN = {
    "cp1250": [
        "Miasto Łódź;Wrocław;Politechnika Śląska",
        "Urząd Marszałkowski;Gdańsk;Toruń",
        "Plzeň;Budějovice;Příbram",
    ],
    "cp1257": [
        "Žemaitijos kolegija",
        "Klaipėdos universitetas;Šiaulių kolegija;Luleå",
        "Rēzekne;Kuldīgas novada pašvaldība",
    ],
}
WESTERN = [
    "Luleå kommun;Umeå;20 m³;5 £;½", "Þingeyjarsveit;Háskóli Íslands;Alþingi",
    "Université de Liège;cœur;Fundação;Logroño",
    "Tromsø;Bodø;Sør-Varanger", "Barça;Institut Català d'Història;Àrea", "Müller;Straße;België", "Vinnova¹;nº3;1ª",
]  # fmt: skip


@pytest.mark.parametrize(("codec", "text"), [(codec, text) for codec, texts in EASTERN.items() for text in texts])
def test_a_text_of_another_code_page_is_read_right_where_its_words_tell(tmp_path: Path, codec: str, text: str) -> None:
    (tmp_path / "a.csv").write_bytes(f"Projekt\n{text}\n".encode(codec))
    assert Sample(tmp_path / "a.csv").encoding == codec


@pytest.mark.parametrize("text", WESTERN)
def test_western_words_stay_western(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_bytes(f"Projekt\n{text}\n".encode("cp1252"))
    assert Sample(tmp_path / "a.csv").encoding == "cp1252"


def test_words_of_no_page_for_certain_are_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("Projekt\nJudeţul Bihor;Moţilor\n".encode("cp1250"))
    with pytest.raises(InputError, match="save it as CSV UTF-8"):
        assert Sample(tmp_path / "a.csv").encoding
