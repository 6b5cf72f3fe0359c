"""Whose amounts are that several rows repeat, asked on the command line; and that a mapping keeps the answer."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import app
from graph.errors import InputError, OpenQuestionsError

pytestmark = pytest.mark.usefixtures("graph")

LIST = (
    "Projekt;Aktör;Roll;Finansiär;Belopp\nSkog;Malå kommun;ägare;Fonden;5 Mkr\nSkog;Nordnod AB;partner;Fonden;5 Mkr\n"
)
MAPPING = """version: 1
row: participation
columns:
- {heading: Projekt, field: project}
- {heading: Aktör, field: actor}
- {heading: Roll, field: role}
- {heading: Finansiär, field: funder}
- {heading: Belopp, field: amount, unit: kr}
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "lista.csv"
    path.write_text(LIST, "utf-8")
    return str(path)


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=typed, catch_exceptions=False)


def granted(tmp_path: Path) -> float:
    """What the one funder gives, in the file of the network."""
    exported = tmp_path / "nät.json"
    assert run("export", str(exported)).exit_code == 0
    (edge,) = [edge for edge in json.loads(exported.read_text("utf-8"))["edges"] if edge["type"] == "FUNDS"]
    return float(edge["amount"])


def test_where_nobody_can_be_asked_both_answers_are_named(file: str) -> None:
    with pytest.raises(OpenQuestionsError) as refused:
        run("load", "--yes", file)
    said = refused.value.say("sv").replace("\N{NO-BREAK SPACE}", " ")
    assert "--amounts partner om det är varje partners (tillsammans 10 000 000 SEK)" in said
    assert "--amounts project om det är hela projektets (tillsammans 5 000 000 SEK)" in said


@pytest.mark.parametrize(("answer", "amount"), [("partner", 10e6), ("project", 5e6)])
def test_the_option_answers(file: str, tmp_path: Path, answer: str, amount: float) -> None:
    assert run("load", "--yes", "--amounts", answer, file).exit_code == 0
    assert granted(tmp_path) == amount


def test_another_word_is_no_answer(file: str) -> None:
    with pytest.raises(InputError, match="--amounts partner"):
        run("load", "--amounts", "aktör", file)


@pytest.mark.parametrize(("typed", "amount"), [("1\n", 10e6), ("\n", 5e6), ("9\n2\n", 5e6)])
def test_it_is_asked_and_enter_takes_the_proposal(file: str, tmp_path: Path, typed: str, amount: float) -> None:
    loaded = run("load", file, typed=typed)
    assert loaded.exit_code == 0
    assert "Är det varje partners eller hela projektets?" in loaded.stderr
    assert granted(tmp_path) == amount


def test_who_ends_the_input_loads_nothing(file: str) -> None:
    ended = run("load", file, typed="")
    assert ended.exit_code == 2
    assert "--amounts partner" in ended.stderr
    assert json.loads(run("datasets", "--json").stdout) == []


def test_a_saved_mapping_is_asked_about_once(file: str, tmp_path: Path) -> None:
    mapping = tmp_path / "koppling.yml"
    mapping.write_text(MAPPING, "utf-8")
    assert run("load", "--mapping", str(mapping), file, typed="1\n").exit_code == 0
    (saved,) = (tmp_path / "graph" / "mappings").glob("*.yml")
    assert "amounts: partner" in saved.read_text("utf-8")
    assert run("load", "--yes", "--mapping", str(saved), file).exit_code == 0
    assert granted(tmp_path) == 10e6
