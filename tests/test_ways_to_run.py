"""The files HUR is installed and run by say what they must. Their text is read; no Docker engine is needed."""

import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    assert set(compose["services"]) == {"neo4j", "hur"}
    assert set(compose["volumes"]) == {"neo4j-data", "hur-data"}
    services: dict[str, Any] = compose["services"]
    return services


@pytest.fixture(scope="module")
def dockerfile() -> list[str]:
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("name", ["neo4j", "hur"])
def test_a_service_listens_on_loopback_only_and_is_watched(services: dict[str, Any], name: str) -> None:
    service = services[name]
    assert service["ports"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert service["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
    assert service["healthcheck"]["retries"] >= 3


@pytest.mark.parametrize(
    ("name", "variable"), [("neo4j", "NEO4J_AUTH"), ("hur", "HUR_NEO4J_PASSWORD"), ("hur", "HUR_TOKEN")]
)
def test_no_secret_has_a_default(services: dict[str, Any], name: str, variable: str) -> None:
    required = r"(neo4j/)?\$\{HUR_(NEO4J_PASSWORD|TOKEN):\?[^}]+\}"  # compose stops with the text after `:?`
    assert re.fullmatch(required, services[name]["environment"][variable])


def test_what_is_written_lies_in_named_volumes(services: dict[str, Any]) -> None:
    assert services["neo4j"]["volumes"] == ["neo4j-data:/data"]
    assert services["hur"]["volumes"] == ["hur-data:/data"]


def test_hur_waits_for_neo4j_and_uses_it(services: dict[str, Any]) -> None:
    assert services["hur"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert re.match(r"(bolt|neo4j)://neo4j:7687", services["hur"]["environment"]["HUR_GRAPH"])
    assert services["neo4j"]["image"].startswith("neo4j:5.26")


def test_the_image_runs_hur_as_a_user_without_rights(dockerfile: list[str]) -> None:
    words = [line.split()[0] for line in dockerfile if not line.startswith(" ")]
    assert "USER hur" in dockerfile
    assert words.index("USER") < words.index("CMD")
    assert not any(line.startswith("RUN") for line in dockerfile[dockerfile.index("USER hur") :])
    assert any(line.startswith("HEALTHCHECK") and "/health/live" in line for line in dockerfile)


def test_the_image_copies_what_the_engine_is_sent_and_is_there(dockerfile: list[str]) -> None:
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    copied = {name for line in dockerfile if line.startswith("COPY") for name in line.split()[1:-1]}
    assert copied == sent
    assert [name for name in sorted(copied) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("script", [".ci/run", "scripts/install_system.sh"])
def test_a_script_is_strict_and_well_formed(script: str) -> None:
    text = (ROOT / script).read_text("utf-8")
    assert "set -euo pipefail" in text
    assert os.access(ROOT / script, os.X_OK)
    subprocess.run(["bash", "-n", script], cwd=ROOT, check=True)


# `make` for the gate below: lint ends only when the tests run beside it, and each ends as the environment says.
MAKE = """#!/usr/bin/env bash
case $1 in
    lint) while [[ ! -e beside ]]; do sleep 0.05; done; echo "lint says" >&2; exit "$LINT" ;;
    types) echo "types say" ;;
    test) touch beside; sleep 0.2; echo "3 passed in 1.00s"; exit "$TESTS" ;;
esac
"""


@pytest.mark.parametrize(
    ("lint", "tests", "answer"), [(0, 0, "all green"), (1, 0, "FAILED: lint"), (0, 5, "FAILED: tests")]
)
def test_the_gate_runs_its_steps_side_by_side_and_keeps_what_failed(
    tmp_path: Path, lint: int, tests: int, answer: str
) -> None:
    for name, text in {
        ".ci/run": (ROOT / ".ci/run").read_text("utf-8"),
        "scripts/install_system.sh": "",
        "make": MAKE,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
        (tmp_path / name).chmod(0o755)
    found = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "LINT": str(lint), "TESTS": str(tests)}
    run = subprocess.run([tmp_path / ".ci/run"], env=found, capture_output=True, text=True)
    told = [line for line in run.stdout.splitlines() if not line.startswith("== ")]
    assert told[:3] == ["lint says", "types say", "3 passed in 1.00s"]
    assert told[3].startswith(answer)
    assert run.returncode == (1 if lint or tests else 0)


def test_make_lists_and_knows_its_ways() -> None:
    told = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("install", "demo", "test", "lint", "types", "format", "bench", "clean"):
        assert re.search(rf"(?m)^{target} ", told), target
        subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, check=True)


def test_every_runtime_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    locks = {"requirements.lock": project["dependencies"]}
    locks["requirements-test.lock"] = project["dependencies"] + project["optional-dependencies"]["test"]
    for lock, wanted in locks.items():
        pinned = {line.partition("==")[0].lower() for line in (ROOT / lock).read_text("utf-8").splitlines()}
        names = {re.split(r"[<>=\[; ]", requirement)[0].lower().replace("_", "-") for requirement in wanted}
        assert names - pinned == set()


def test_whatever_lies_beside_the_code_is_packaged_with_it() -> None:
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    packaged = {pattern.removeprefix("**/*") for pattern in setuptools["package-data"]["*"]} | {".py", ".pyc", ".md"}
    folders = ["graph", "queries", "loaders", "viz", "api"]
    beside = {path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()}
    assert sorted(str(path) for path in beside if path.suffix not in packaged) == []
    assert any(path.suffix != ".py" for path in beside)
