"""Mapping a table on the command line: the dialogue, the mapping kept for next time, and where nobody can be asked."""

import os
import pty
import select
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import app
from api.cli.mapping_dialogue import Dialogue
from graph.errors import InputError
from loaders.documents.mapping import Column, TableMapping
from loaders.documents.showing import UNSAID, Showing
from loaders.files.sample import Sample
from loaders.registers.registry import load_registry
from loaders.tables.open_table import open_tables
from tests.api.conftest import command

TABLE = """Ärende;Titel;Sökande;Beviljat (kr);Start;Medsökande;Område;Handläggare
24-1;Skogens värden;Norrskens förening;1 250 000;01/02/2024;Älv AB, Ås AB;Skog;Ek
24-2;Fjällmat;Malå matlag;480 000;03/04/2024;;Xyzzy;Al
"""
# Row kind, that the columns are right, the roles of both columns of actors, the funder, the order of dates, the unknown
# theme, what the list shows (nobody knows), keep.
ANSWERS = ["", "", "9", "2", "3", "Norrfonden", "2", "1", "", "j"]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "Projektlista 2024.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUR_GRAPH", str(tmp_path / "graph"))
    monkeypatch.setenv("HUR_WAIT", "0")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "graph"


def dialogue(answers: list[str], said: list[str]) -> Dialogue:
    left: Iterator[str] = iter(answers)

    def ask(question: str) -> str:
        said.append(question)
        return next(left)

    return Dialogue("sv", load_registry(), ask, said.append)


def run(*arguments: str, answers: list[str] | None = None) -> Result:
    lines = "".join(f"{answer}\n" for answer in answers or ())
    return CliRunner().invoke(app, arguments, input=lines, catch_exceptions=False)


def test_the_dialogue_asks_what_it_cannot_know_and_shows_what_it_understood(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said: list[str] = []
    mapping = dialogue(ANSWERS, said).mapping(open_tables(Sample(table)))
    assert mapping is not None
    columns = {each.heading: each for each in mapping.columns}
    assert columns["Sökande"] == Column("Sökande", "actor", role="owner")  # 9 is no role: asked again
    assert columns["Medsökande"] == Column("Medsökande", "actor", role="partner", separator=",")
    assert columns["Handläggare"] == Column("Handläggare")
    assert (mapping.constants, mapping.dates) == ({"funder": "Norrfonden"}, "day-first")
    assert list(mapping.values) == ["theme"]
    assert mapping.missing() == ()
    assert "Svara med ett nummer från 1 till 6." in said
    assert not any("Ek" in each.split() for each in said)
    shown = capsys.readouterr().out
    assert "2024-02-01" in shown
    assert "1\N{NO-BREAK SPACE}250\N{NO-BREAK SPACE}000 SEK" in shown
    assert "Älv AB (partner) · Ås AB (partner)" in shown


def test_a_column_can_be_something_else_or_left_out(table: Path) -> None:
    left_out = [answer for number in ("1", "3", "4", "5", "6") for answer in (number, "-")]
    answers = ["", *left_out, "7", "4", "", "", "j"]
    mapping = dialogue(answers, []).mapping(open_tables(Sample(table)))
    assert mapping is not None
    assert [(each.heading, each.field) for each in mapping.columns if each.field] == [
        ("Titel", "project"),
        ("Område", "summary"),
    ]


def test_what_a_list_shows_is_asked_and_enter_says_that_nobody_knows(table: Path) -> None:
    unknown = dialogue(ANSWERS, []).mapping(open_tables(Sample(table)))
    assert unknown is not None
    assert unknown.showing == UNSAID
    said: list[str] = []
    shown = [
        "1",
        "Atlantis",
        "",
        "",
        "",
        "Norrbotten; Norge",
        "2020",
        "2019",
        "",
        "Norrbotten; Norge",
        "2020",
        "",
        "kommun",
    ]
    mapping = dialogue([*ANSWERS[:-2], *shown, "j"], said).mapping(open_tables(Sample(table)))
    assert mapping is not None
    assert mapping.showing == Showing("yes", ("Norrbotten", "Norge"), "2020", None, ("municipality",))
    assert TableMapping.from_yaml(mapping.to_yaml()).showing == mapping.showing
    assert any("Atlantis" in text for text in said)
    assert any("ligger före starten" in text for text in said)


def test_of_a_list_that_names_only_some_no_cover_is_asked(table: Path) -> None:
    mapping = dialogue([*ANSWERS[:-2], "2", "j"], []).mapping(open_tables(Sample(table)))
    assert mapping is not None
    assert mapping.showing == Showing("no")


def test_who_does_not_want_to_keep_it_stops(table: Path) -> None:
    assert dialogue([*ANSWERS[:-1], "n"], []).mapping(open_tables(Sample(table))) is None


def test_a_mapping_is_given_ready_made(table: Path, tmp_path: Path) -> None:
    mapping = dialogue(ANSWERS, []).mapping(open_tables(Sample(table)))
    assert mapping is not None
    (tmp_path / "lista.yml").write_text(mapping.to_yaml(), encoding="utf-8")
    shown = run("load", str(table), "--mapping", str(tmp_path / "lista.yml"))
    assert shown.exit_code == 0
    assert "projektlista-2024: inläst" in shown.stdout
    with pytest.raises(InputError, match=r"saknas\.yml"):
        run("load", str(table), "--mapping", str(tmp_path / "saknas.yml"))


@pytest.mark.parametrize("asked_for", [[], ["--map"], ["--yes"]])
def test_at_the_end_of_the_input_what_is_open_is_a_mapping_to_fill_in(table: Path, asked_for: list[str]) -> None:
    shown = run("load", str(table), *asked_for, answers=[])
    assert shown.exit_code == 2
    assert "Projektlista 2024.mapping.yml" in shown.stderr
    assert "Säg vilken roll aktörerna i kolumnen Sökande har." in shown.stderr
    file = Path("Projektlista 2024.mapping.yml")
    written = file.read_text(encoding="utf-8")
    with pytest.raises(InputError, match="role: \\?"):
        run("load", str(table), "--mapping", str(file))
    filled = written.replace("role: '?'", "role: owner", 1).replace("role: '?'", "role: partner")
    filled = filled.replace("Xyzzy: '?'", "Xyzzy: null").replace("dates: '?'", "dates: day-first")
    file.write_text(f"{filled}constants: {{funder: Norrfonden}}\n", encoding="utf-8")
    assert run("load", str(table), *asked_for, answers=[]).exit_code == 2
    assert "Norrfonden" in file.read_text(encoding="utf-8")  # what somebody has filled in is not written over
    assert run("load", str(table), "--mapping", str(file)).exit_code == 0


def test_answers_come_line_by_line_from_a_pipe(table: Path) -> None:
    shown = run("load", str(table), answers=[*ANSWERS, ""])
    assert shown.exit_code == 0, shown.stderr
    assert "inläst, grafen är nu vid revision 1" in shown.stdout
    assert run("load", str(table), "--map", answers=[*ANSWERS, "n"]).exit_code == 0  # nothing would change


def test_who_is_not_there_to_agree_writes_nothing(table: Path) -> None:
    shown = run("load", str(table), answers=ANSWERS)
    assert (shown.exit_code, "Avbrutet; inget är ändrat." in shown.stdout) == (2, True)
    assert "--yes" in shown.stderr
    assert run("load", str(table), answers=[]).exit_code == 0  # the mapping was kept


def test_yes_takes_what_is_proposed_and_asks_the_rest(tmp_path: Path) -> None:
    certain = tmp_path / "Insatser.csv"
    certain.write_text("Projekttitel;Koordinator;Startår\nNät;Ås kommun;2024\nSkog;Älv AB;2023\n", encoding="utf-8")
    shown = run("load", str(certain), "--yes", answers=[])
    assert shown.exit_code == 0, shown.stderr
    assert "inläst, grafen är nu vid revision 1" in shown.stdout
    open_ones = tmp_path / "Insatser 2.csv"
    open_ones.write_text("Projekttitel;Sökande;Startår\nBygd;Ås kommun;2024\n", encoding="utf-8")
    assert run("load", str(open_ones), "--yes", answers=["2"]).exit_code == 0


def test_a_table_no_sheet_fits_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Färg;Form\nröd;rund\n", encoding="utf-8")
    shown = run("load", str(tmp_path / "a.csv"), answers=[])
    assert (shown.exit_code, "--mapping" in shown.stderr) == (2, True)


def test_a_kept_mapping_is_used_for_the_next_file(table: Path, graph: Path, tmp_path: Path) -> None:
    from loaders.documents.saved_mappings import SavedMappings

    mapping = dialogue(ANSWERS, []).mapping(open_tables(Sample(table)))
    assert isinstance(mapping, TableMapping)
    SavedMappings(graph / "mappings").save(mapping)
    next_year = table.with_name("Projektlista 2025.csv")
    next_year.write_text(TABLE.replace("24-", "25-"), encoding="utf-8")
    shown = run("load", str(next_year))
    assert "projektlista-2025: inläst" in shown.stdout
    assert "Handläggare" in shown.stderr


def test_on_a_terminal_an_unknown_table_opens_the_dialogue_and_is_loaded(
    table: Path, environment: dict[str, str], graph: Path
) -> None:
    shown = on_terminal([*ANSWERS, "j"], environment | {"COLUMNS": "200"}, "load", str(table))
    assert "HUR har inte läst en tabell med de här rubrikerna förut" in shown
    assert "inläst, grafen är nu vid revision 1" in shown, shown[-2000:]
    assert len(list((graph / "mappings").glob("*.yml"))) == 1


def on_terminal(answers: list[str], environment: dict[str, str], *arguments: str) -> str:
    """What a terminal shows of the command, with an answer typed at each prompt."""
    terminal, theirs = pty.openpty()
    process = subprocess.Popen(command(*arguments), env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown, left = b"", list(answers)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if not select.select([terminal], [], [], 0.3)[0]:
            if left and shown.endswith((b": ", b"] ")):
                os.write(terminal, f"{left.pop(0)}\n".encode())
            continue
        try:
            shown += os.read(terminal, 65536)
        except OSError:  # the terminal is closed when the command ends
            break
    process.wait(60)
    os.close(terminal)
    return shown.decode()


def play(text: str, answers: list[str], folder: Path, language: str = "sv") -> tuple[TableMapping | None, list[str]]:
    """The mapping of a table, and what was asked and told on the way."""
    (folder / "lista.csv").write_text(text, encoding="utf-8")
    said: list[str] = []
    asking = dialogue(answers, said)
    asking.language = language
    return asking.mapping(open_tables(Sample(folder / "lista.csv"))), said


def test_no_role_is_asked_where_a_later_column_says_it(tmp_path: Path) -> None:
    text = "Projekt;Sökande;Roll\nA;Ås kommun;partner\nA;Älv AB;koordinator\n"
    mapping, said = play(text, ["", "", "", "j"], tmp_path)
    assert mapping is not None
    assert [column.field for column in mapping.columns] == ["project", "actor", "role"]
    assert not any("Vilken roll" in question for question in said)


def test_a_separator_is_named_and_no_list_is_proposed_where_few_cells_have_a_comma(tmp_path: Path) -> None:
    rows = "".join(f"Projekt {number};Förening {number}\n" for number in range(40))
    text = f"Projekt;Koordinator\n{rows}Sist;Kultur Akademin, Ideell Förening\n"
    mapping, said = play(text, ["", "", "", "", "j"], tmp_path)
    assert mapping is not None
    assert mapping.columns[1].separator == ""
    assert "Skiljetecken i Koordinator, nummer (Enter = Ett värde i varje cell): " in said


@pytest.mark.parametrize(
    ("answer", "without"), [("", ("Avslag",)), ("-", ()), ("2", ("Avslag",)), ("9\n1, 2", ("Beviljad", "Avslag"))]
)
def test_which_rows_count_is_asked_once(tmp_path: Path, answer: str, without: tuple[str, ...]) -> None:
    text = "Projekt;Koordinator;Fas\nA;Ås kommun;Beviljad\nB;Älv AB;Avslag\nC;Myr AB;Beviljad\n"
    mapping, said = play(text, ["", "", *answer.split("\n"), "", "j"], tmp_path)
    assert mapping is not None
    assert mapping.rows.without == ({"Fas": without} if without else {})
    assert sum("Vilka rader ska inte räknas?" in text for text in said) == 1
    assert any("(Enter = Avslag, - = alla räknas)" in question for question in said)


def test_a_list_with_plain_headings_takes_four_answers(tmp_path: Path) -> None:
    text = (
        "Projektnamn;Koordinator;Samarbetspartners;Finansiär;Startdatum;Total budget\n"
        "Nät;Ås kommun;Älv AB, Myr AB;Vinnova;2024-01-01;5 mkr\n"
        "Skog;Älv AB;Ås kommun, Myr AB;Vinnova;2024-02-01;2 mkr\n"
    )
    mapping, said = play(text, ["", "", "", "j"], tmp_path)
    assert mapping is not None
    assert mapping.missing() == ()
    assert not any("Enhet" in question for question in said)


def test_in_english_nothing_is_asked_in_swedish(tmp_path: Path) -> None:
    _, said = play(TABLE, ANSWERS, tmp_path, "en")
    assert "Are the columns right? Enter = yes, the number of a column = change it: " in said
    assert not any("Enter = ja" in text or "Nummer" in text for text in said)
