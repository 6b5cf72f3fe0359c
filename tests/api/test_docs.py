"""The documentation names everything there is, and nothing there is not."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.main import get_command

from api.cli.main import COMMANDS, EXIT_CODES, app
from api.http.routes.questions import router as questions_router
from graph.network.view import OPTIONS
from graph.settings import Settings
from tests.api.conftest import API, ROOT
from viz.exports import exports

DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("*.md"))]


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def endpoints(client: TestClient) -> set[str]:
    paths = client.get(f"{API}/openapi.json").json()["paths"]
    return {f"{method.upper()} {path}" for path, operations in paths.items() for method in operations}


def test_every_endpoint_is_told_of(demo: TestClient) -> None:
    told = set(re.findall(r"`((?:GET|POST|PUT|DELETE) /[^`?]*)`", page("api.md")))
    known = {each for each in endpoints(demo) if "/api/" in each or "/health/" in each}
    assert known <= told
    assert {each for each in told if "openapi.json" not in each} <= known


def test_every_setting_is_told_of() -> None:
    told = set(re.findall(r"`(HUR_[A-Z0-9_]+)`", page("operating.md")))
    assert told == {f"HUR_{name.upper()}" for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        row = next(line for line in page("operating.md").splitlines() if line.startswith(f"| `HUR_{name.upper()}`"))
        if field.default is not None:
            assert f"`{field.default:g}`" in row if isinstance(field.default, float) else f"`{field.default}`" in row


def test_every_command_and_option_is_told_of() -> None:
    text = page("command-line.md")
    group = get_command(app)
    assert set(group.commands) == set(COMMANDS)  # type: ignore[attr-defined]
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        assert f"`hur {name}" in text, name
        for parameter in command.params:
            for option in (each for each in parameter.opts if each.startswith("--") and each != "--help"):
                assert f"`{option}" in text, (name, option)


@pytest.mark.parametrize("option", OPTIONS)
def test_every_view_option_is_told_of(option: str) -> None:
    assert f"`{option}`" in page("api.md")
    assert f"`--{option}`" in page("command-line.md")


def test_every_question_is_told_of() -> None:
    for route in questions_router.routes:
        name = route.path.strip("/")  # type: ignore[attr-defined]
        assert f"hur ask {name}" in page("command-line.md")
        assert f"`GET {API}/{name}`" in page("api.md")


def test_every_exit_code_is_told_of() -> None:
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", page("command-line.md"), re.MULTILINE)}
    assert told == {code for _, code in EXIT_CODES} | {0, 2}


@pytest.mark.parametrize("name", exports())
def test_every_export_is_told_of(name: str) -> None:
    assert f"`{name}`" in page("api.md")
    assert f"{exports()[name].SUFFIX}`" in page("command-line.md")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8"))
    lost = [target for target in links if not leads_somewhere(path, target)]
    assert lost == []


def leads_somewhere(page: Path, link: str) -> bool:
    """Whether a link to a file of ours finds it, and the heading in it that it names."""
    if link.startswith(("https://", "http://", "mailto:")):
        return True
    name, _, anchor = link.partition("#")
    target = (page.parent / name) if name else page
    return target.exists() and (not anchor or anchor in anchors(target.read_text("utf-8")))


def anchors(text: str) -> set[str]:
    """The anchors that GitHub gives the headings of a page."""
    headings = re.findall(r"(?m)^#+ (.+)$", text)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_a_link_that_leads_nowhere_is_found() -> None:
    api = DOCS / "api.md"
    assert leads_somewhere(api, "mapping.md")
    assert leads_somewhere(api, "questions.md#choices-that-the-definitions-leave-open")
    assert not leads_somewhere(api, "no-such-page.md")
    assert not leads_somewhere(api, "questions.md#no-such-heading")
