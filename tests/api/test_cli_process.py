"""The command as a process of its own: exit codes, pipes, and a service that holds the store."""

import json
import os
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.api.conftest import command

HEAVY = {
    "fastapi",
    "httpx",
    "ladybug",
    "neo4j",
    "networkit",
    "networkx",
    "openpyxl",
    "pandas",
    "pydantic",
    "scipy",
    "sklearn",
}


def hur(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def service(environment: dict[str, str]) -> Iterator[dict[str, Any]]:
    """A service on the environment's graph; ended after the test."""
    process = subprocess.Popen(
        command("serve", "--port", "0"), env=environment, stderr=subprocess.PIPE, encoding="utf-8"
    )
    file = Path(environment["HUR_GRAPH"]) / "service.json"
    while not file.exists():
        assert process.poll() is None, process.stderr and process.stderr.read()
        time.sleep(0.05)
    yield {"process": process, "file": file, **json.loads(file.read_text())}
    if process.poll() is None:
        process.terminate()
    process.wait(30)
    assert process.stderr is not None
    process.stderr.close()


def test_help_comes_without_what_takes_long_to_import(environment: dict[str, str]) -> None:
    told = "import atexit, sys; atexit.register(lambda: print(*sys.modules, sep='\\n', file=sys.stderr)); "
    interpreter, option, code, *arguments = command("--help")
    shown = subprocess.run(
        [interpreter, option, told + code, *arguments], env=environment, capture_output=True, encoding="utf-8"
    )
    assert shown.returncode == 0
    assert "load" in shown.stdout
    imported = {name.partition(".")[0] for name in shown.stderr.splitlines()}
    assert "typer" in imported
    assert imported & HEAVY == set()


def test_letters_survive_a_pipe_without_a_locale_and_without_colour(environment: dict[str, str]) -> None:
    loaded = hur(environment, "load", "demo")
    assert loaded.returncode == 0
    assert "inläst" in loaded.stdout
    shown = hur(environment, "ask", "brokers")
    assert "Luleå tekniska universitet" in shown.stdout
    assert "\x1b" not in shown.stdout + shown.stderr + loaded.stderr


def test_a_reader_that_has_seen_enough_is_no_failure(environment: dict[str, str]) -> None:
    hur(environment, "load", "demo")
    process = subprocess.Popen(
        command("ask", "brokers", "--json"), env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(1)
    process.stdout.close()
    complaints = process.stderr.read()
    process.stderr.close()
    assert (process.wait(60), complaints) == (0, b"")


@pytest.mark.parametrize(
    ("arguments", "changed", "code"),
    [
        (["status"], {}, 0),
        (["load", "no-such-file.xlsx"], {}, 1),
        (["forget", "nothing", "--yes"], {}, 1),
        (["no-such-command"], {}, 2),
        (["status"], {"HUR_GRAPH": "bolt://127.0.0.1:1", "HUR_NEO4J_USER": "u", "HUR_NEO4J_PASSWORD": "p"}, 3),
        (["status"], {"HUR_GRAPH": "ftp://somewhere"}, 4),
        (["serve"], {"HUR_HOST": "0.0.0.0"}, 4),
        (["serve"], {"HUR_PORT": "port"}, 4),
    ],
)
def test_exit_codes(environment: dict[str, str], arguments: list[str], changed: dict[str, str], code: int) -> None:
    ended = hur(environment | changed, *arguments)
    assert ended.returncode == code, ended.stderr
    assert "Traceback" not in ended.stderr
    assert bool(ended.stderr) == (code != 0)


def test_debug_shows_where(environment: dict[str, str]) -> None:
    assert "Traceback" in hur(environment, "--debug", "load", "no-such-file.xlsx").stderr


def test_the_file_of_a_service_is_its_owner_s_and_goes_with_it(service: dict[str, Any]) -> None:
    assert stat.S_IMODE(service["file"].stat().st_mode) == 0o600
    assert service["pid"] == service["process"].pid
    with urlopen(f"{service['url']}/health/ready") as ready:
        assert ready.status == 200
    service["process"].send_signal(signal.SIGTERM)
    assert service["process"].wait(30) == 0
    assert not service["file"].exists()


def test_commands_go_through_the_service_that_holds_the_store(
    environment: dict[str, str], service: dict[str, Any], tmp_path: Path
) -> None:
    loaded = hur(environment, "load", "demo")
    assert (loaded.returncode, loaded.stderr.count("hur:")) == (0, 0), loaded.stderr
    assert "revision 1" in loaded.stdout
    with urlopen(f"{service['url']}/api/v1/projects") as listed:
        assert json.load(listed)["total"] == 6
    status = json.loads(hur(environment, "status", "--json").stdout)
    assert (status["service"], status["revision"]) == (service["url"], 1)

    file = tmp_path / "skog.csv"
    file.write_text("project;actor;role\nSkog 2030;Boliden AB;partner\n", encoding="utf-8")
    assert "Skog 2030" in hur(environment, "load", str(file), "--dry-run").stdout
    assert hur(environment, "load", str(file)).returncode == 0
    answer = json.loads(hur(environment, "ask", "brokers", "--json").stdout)
    assert answer["revision"] == 2
    assert answer["total"] == len(answer["items"])

    assert hur(environment, "map", str(tmp_path / "karta.html")).returncode == 0
    assert hur(environment, "export", str(tmp_path / "nät.json")).returncode == 0
    assert hur(environment, "backup", str(tmp_path / "b.jsonl")).returncode == 0
    assert json.loads((tmp_path / "b.jsonl").read_text("utf-8").splitlines()[0])["revision"] == 2
    assert hur(environment, "forget", "skog", "--yes").returncode == 0
    assert [each["id"] for each in json.loads(hur(environment, "datasets", "--json").stdout)] == ["demo"]


def test_a_wrong_file_has_the_same_message_through_the_service(
    environment: dict[str, str], service: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "skog.csv"
    file.write_text("project;actor;role\nSkog;Boliden AB;king\n", encoding="utf-8")
    through = hur(environment, "load", str(file))
    alone = hur(environment | {"HUR_GRAPH": str(tmp_path / "other")}, "load", str(file))
    assert (through.returncode, through.stderr) == (alone.returncode, alone.stderr)
    assert "rad 2" in through.stderr
    assert hur(environment, "load", str(tmp_path / "none.csv")).returncode == 1
    assert hur(environment, "ask", "overlaps", "no such project").returncode == 1


def test_a_second_service_says_who_holds_the_graph(environment: dict[str, str], service: dict[str, Any]) -> None:
    second = hur(environment, "serve", "--port", "0")
    assert second.returncode == 3
    assert str(service["pid"]) in second.stderr
    assert hur(environment, "restore", __file__).returncode == 3


def test_a_file_left_by_a_service_that_was_killed_misleads_nobody(
    environment: dict[str, str], service: dict[str, Any]
) -> None:
    service["process"].kill()
    service["process"].wait(30)
    assert service["file"].exists()
    assert hur(environment, "load", "demo").returncode == 0
    left = json.loads(service["file"].read_text())
    service["file"].write_text(json.dumps(left | {"pid": os.getpid()}))  # the number is another program's by now
    assert json.loads(hur(environment, "status", "--json").stdout)["service"] is None


def test_a_taken_port_is_said_so(environment: dict[str, str], service: dict[str, Any], tmp_path: Path) -> None:
    port = service["url"].rpartition(":")[2]
    refused = hur(environment | {"HUR_GRAPH": str(tmp_path / "other")}, "serve", "--port", port)
    assert refused.returncode == 4
    assert f"HUR_PORT={port}" in refused.stderr


def test_a_question_that_nobody_answers_is_2(environment: dict[str, str], tmp_path: Path) -> None:
    for name, code in (("lista 2024.csv", 0), ("lista 2025.csv", 2)):
        (tmp_path / name).write_text("projekt;aktör;roll\nSkog;Malå kommun;partner\n", "utf-8")
        loaded = hur(environment, "load", str(tmp_path / name), "--yes")
        assert loaded.returncode == code, loaded.stderr
    assert "--dataset lista-2024" in loaded.stderr
    assert "--new" in loaded.stderr
