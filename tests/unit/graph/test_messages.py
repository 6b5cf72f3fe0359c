"""The message catalogue: whole in both languages, and messages that keep their key and values."""

from __future__ import annotations

import ast
import copy
import json
import pickle
import re
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError, Problem, SettingsError
from graph.messages import FOLDERS, LANGUAGES, Message, catalogue, chosen_language, said
from graph.settings import read_settings

ROOT = Path(__file__).parents[3]
VALUES = st.recursive(
    st.text() | st.integers() | st.fixed_dictionaries({"sv": st.text(), "en": st.text()}),
    lambda inner: st.lists(inner).map(tuple) | st.builds(lambda each: Message("loading.more", count=each), inner),
    max_leaves=5,
)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def keys_used_by_loaders() -> Iterator[str]:
    for file in (ROOT / "loaders").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("loading."):
                yield node.value


def layers() -> dict[str, list[set[str]]]:
    """The floors of each package, the lowest first, as the import contracts have them; "" is the packages' own."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    return {
        (contract.get("containers") or [""])[0]: [{*layer.split(" | ")} for layer in reversed(contract["layers"])]
        for contract in contracts
        if contract["type"] == "layers"
    }


FLOORS = layers()


def floor(container: str, name: str) -> int:
    return next(number for number, names in enumerate(FLOORS[container]) if name in names)


def may_use(file: str, room: str) -> bool:
    """Whether a file may use the messages of a room: its own, and those of the rooms that it may import."""
    (package, name), (of_package, *of_name) = file.removesuffix(".py").split("/")[:2], FOLDERS[room].split("/")
    if package != of_package:
        return floor("", of_package) < floor("", package)
    return not of_name or of_name[0] == name or floor(package, of_name[0]) < floor(package, name)


def keys_used(source: str) -> Iterator[str]:
    """The message keys that a module names; of a key that it puts together, what it begins with."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            room, _, rest = node.value.partition(".")
            if room in FOLDERS and rest and any(key.startswith(node.value) for key in catalogue()):
                yield node.value


def test_a_room_uses_its_own_messages_and_those_of_lower_rooms() -> None:
    used = {
        (path.relative_to(ROOT).as_posix(), key)
        for package in ("graph", "queries", "loaders", "viz", "api")
        for path in (ROOT / package).rglob("*.py")
        for key in keys_used(path.read_text("utf-8"))
    }
    assert len(used) > 300
    assert {(file, key) for file, key in used if not may_use(file, key.partition(".")[0])} == set()


def test_a_message_of_a_higher_or_neighbouring_room_is_found() -> None:
    assert list(keys_used('say("cli.load_more")\nMessage(f"model.kind_{kind}")')) == ["cli.load_more", "model.kind_"]
    assert not may_use("loaders/run.py", "cli")
    assert not may_use("queries/finding/lookup.py", "loading")
    assert not may_use("graph/store/state.py", "identity")
    assert may_use("graph/store/state.py", "errors")
    assert may_use("api/cli/console.py", "pages")


def test_every_message_has_both_languages_with_the_same_placeholders() -> None:
    assert len(catalogue()) > 500
    for key, entry in catalogue().items():
        assert set(entry) == set(LANGUAGES), key
        assert all(entry.values()), key
        assert placeholders(entry["sv"]) == placeholders(entry["en"]), key
        assert not placeholders(entry["sv"]) & {"", "0"}, key


def test_loaders_use_every_message_of_theirs_and_no_other() -> None:
    assert set(keys_used_by_loaders()) == {key for key in catalogue() if key.startswith("loading.")}


def test_numbers_lists_and_words_follow_the_language() -> None:
    reason = Message("loading.long_cell", count=40_000, most=32_767)
    assert reason == "holds 40,000 characters; at most 32,767 are read"
    assert reason.say("sv") == "Cellen har 40\u00a0000 tecken och högst 32\u00a0767 läses. Korta texten."
    share = Message("loading.not_a_share", value=1.5)
    assert (share.say("sv")[:3], share.say("en")[:3]) == ("1,5", "1.5")
    role = Message("loading.no_role", value="chef", choices={"sv": "ägare, partner", "en": "owner, partner"})
    assert role.say("sv") == "”chef” är ingen roll. Skriv någon av ägare, partner."
    fields = Message("loading.fields_not_read", fields=("a", Message("loading.more", count=2)))
    assert fields.say("sv") == "Fält som inte lästes: a, och 2 till"


def test_a_problem_says_its_place_and_reason_in_the_language() -> None:
    problem = Problem.of("loading.no_such_day", file="nät.xlsx", sheet="Projekt", row=5, column="Start", value="31 feb")
    assert problem.say("sv") == (
        "nät.xlsx, blad Projekt, rad 5, kolumn Start: 31 feb finns inte i kalendern. "
        "Skriv datumet som 2025-02-28, 2025-02 eller 2025."
    )
    assert str(problem) == "nät.xlsx, sheet Projekt, row 5, column Start: 31 feb is not a day in the calendar"
    assert problem.why("en") == problem.reason
    assert Problem("too long", column="query.limit").say("sv") == "query.limit: too long"
    assert InputError.of((problem, Problem("x"))).say("sv") == problem.say("sv") + "\nx"


def test_an_error_whose_detail_is_a_message_is_said_in_the_language() -> None:
    error = InputError(Message("loading.no_file"))
    assert (error.detail, error.say("sv")) == ("No file was given", "Ingen fil är vald. Välj minst en.")
    assert said("no message of ours", "sv") == "no message of ours"


@given(VALUES)
def test_a_message_survives_copying_and_json(value: object) -> None:
    message = Message("loading.no_such_file", path=value)
    through_json = Message.of(json.loads(json.dumps(message.item())))
    for each in (copy.deepcopy(message), pickle.loads(pickle.dumps(message)), through_json):
        assert [each.say(language) for language in LANGUAGES] == [message.say(language) for language in LANGUAGES]
    assert json.loads(json.dumps(message)) == str(message)


def test_a_problem_as_plain_data_keeps_its_message() -> None:
    problem = Problem.of("loading.empty_cell", file="a.csv", row=2)
    assert Problem(**asdict(problem)).say("sv") == "a.csv, rad 2: Cellen är tom men måste fyllas i."


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"port": "många"}, "HUR_PORT: ”många” är ingen port. Skriv ett heltal från 0 till 65535."),
        (
            {"language": "fi", "wait": -1},
            "HUR_LANGUAGE: ”fi” är inget språk som HUR kan. Skriv sv eller en.\nHUR_WAIT: ”-1”",
        ),
        ({"graph": "http://x"}, "HUR_GRAPH: http:// går inte att använda."),
        ({"graph": "bolt://x"}, "HUR_GRAPH är en server."),
        ({"token": 5}, "HUR_TOKEN: Värdet går inte att använda."),
    ],
)
def test_a_wrong_setting_is_said_in_swedish(
    settings: dict[str, object], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HUR_NEO4J_USER", "HUR_NEO4J_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SettingsError) as error:
        read_settings(**settings)
    assert error.value.say("sv").startswith(told)


def test_a_value_that_json_does_not_know_is_carried_as_text() -> None:
    told = Message("errors.file_there", file=Path("å.csv"))
    assert Message.of(json.loads(json.dumps(told.item()))).say("sv") == told.say("sv")


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [((), "sv"), (("en",), "en"), ((None, "", "en", "sv"), "en"), (("fi", "sv", "en"), "sv"), (("fi", None), "sv")],
)
def test_the_first_language_of_ours_is_chosen(asked: tuple[str | None, ...], chosen: str) -> None:
    assert chosen_language(*asked) == chosen


# Words that are Swedish and no English ones, and names of sheets of the Swedish form.
SWEDISH = re.compile(
    r"\b(?:och|att|är|inte|för|med|som|till|filen|raden|kolumnen|bladet|eller|finns|ingen|inget|saknas|från|den|det|"
    r"Källor|Aktörer|Projekt|Medverkan|Finansiering|Samarbeten|Belägg)\b"
)


def test_no_english_text_has_swedish_words() -> None:
    found = {key: entry["en"] for key, entry in catalogue().items() if SWEDISH.search(entry["en"])}
    assert found == {}


def test_a_swedish_word_is_found() -> None:
    assert SWEDISH.search("sources that are not listed in Källor: {names}")
    assert not SWEDISH.search("Write one or more words, such as luleå or skills.")
