"""The house's habits that no other tool checks. Each rule is also shown to find what it forbids."""

import ast
import pkgutil
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import api.http.errors
import graph.errors
from graph.errors import HurError, Problem

ROOT = Path(__file__).parents[1]
PACKAGES = ("graph", "queries", "loaders", "viz", "api")
LONGEST_FILE = 350
LONGEST_TEMPLATE_LINE = 300
CODE = {".py", ".sh", ".js", ".css", ".html", ".cypher"}
DRIVERS = {"ladybug", "neo4j"}

# In two parts, so that this file does not hold what it looks for.
REGISTRY_HOSTS = [
    f"{name}.{domain}"
    for name, domain in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("repo.maven.apache", "org"),
        ("repo1.maven", "org"),
        ("deb.debian", "org"),
        ("crates", "io"),
        ("proxy.golang", "org"),
    ]
]
# What a person may be told, and where it may be a plain text.
TOLD = {
    name
    for module in (graph.errors, api.http.errors)
    for name, each in vars(module).items()
    if isinstance(each, type) and issubclass(each, HurError | Problem)
}
PLAIN_ERRORS = {
    "api/http/errors.py": "what the framework refuses, in its own words",
    "graph/settings.py": "hands on the message that the validator raised",
}
UNFINISHED = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XX" + r"X\b")))


def project_files() -> Iterator[Path]:
    """Yield every text file that is, or would be, part of the repository."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    for name in filter(None, listed):
        path = ROOT / name
        if path.is_file() and b"\0" not in path.read_bytes()[:8192]:
            yield path


def our_code() -> list[Path]:
    """Return what we wrote ourselves; vendored browser code is only carried."""
    return [path for path in project_files() if path.suffix in CODE and "static/vendor" not in path.as_posix()]


def imported(source: str) -> set[str]:
    """Return the top-level packages a module imports, at its head or inside a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}


def plain_errors(source: str) -> list[int]:
    """Return the lines that make an error or a problem of a plain text, which is English whoever reads it."""
    return [
        call.lineno
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in TOLD
        and call.args
        and not _may_be_message(call.args[0])
    ]


def _may_be_message(told: ast.expr) -> bool:
    if isinstance(told, ast.IfExp):
        return _may_be_message(told.body) and _may_be_message(told.orelse)
    if isinstance(told, ast.Call):
        return isinstance(told.func, ast.Name) and told.func.id == "Message"
    # A name or attribute hands on what was made elsewhere.
    return isinstance(told, ast.Name | ast.Attribute)


def test_every_error_is_a_message() -> None:
    found = {
        (path.relative_to(ROOT).as_posix(), line)
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for line in plain_errors(path.read_text("utf-8"))
    }
    assert {path for path, _ in found} == PLAIN_ERRORS.keys()


@pytest.mark.parametrize(
    "source",
    [
        'raise InputError("no")',
        'raise NotFoundError(f"no {id}")',
        'StoreError("a" + b)',
        "HurError(str(error))",
        'InputError(", ".join(found))',
        'Problem("no", row=1)',
        'ConflictError("no" if late else Message("a.b"))',
    ],
)
def test_an_error_of_a_plain_text_is_found(source: str) -> None:
    assert plain_errors(source) == [1]


def test_an_error_of_a_message_passes() -> None:
    assert (
        plain_errors('InputError(Message("a.b"))\nHurError(error.detail)\nProblem.of("a.b")\nInputError.of(all)') == []
    )


def test_files_are_short() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text("utf-8").splitlines()) for path in our_code()}
    assert lengths
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_lines_of_templates_can_be_read() -> None:
    long = {
        (path.relative_to(ROOT).as_posix(), number)
        for path in our_code()
        if path.suffix == ".html"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if len(line) > LONGEST_TEMPLATE_LINE
    }
    assert long == set()


def test_nothing_is_left_unfinished() -> None:
    assert [str(path.relative_to(ROOT)) for path in our_code() if UNFINISHED.search(path.read_text("utf-8"))] == []


def test_no_file_names_a_package_registry() -> None:
    named = [
        (str(path.relative_to(ROOT)), host)
        for path in project_files()
        for host in REGISTRY_HOSTS
        if re.search(rf"(?<![\w-]){re.escape(host)}\b", path.read_text("utf-8", errors="replace"))
    ]
    assert named == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_every_pin_is_exact_and_hashed(lock: str) -> None:
    pins = [line for line in (ROOT / lock).read_text("utf-8").splitlines() if re.match(r"[a-z0-9]", line)]
    assert len(pins) > 50
    assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+(\[[\w,-]+\])?==[\w.]+( ; .+)? \\", pin)] == []
    text = (ROOT / lock).read_text("utf-8")
    assert not re.search(r"(?m)^\s*(--(extra-)?index-url|--find-links|-e|-f)\b", text)


def test_only_the_stores_import_the_drivers() -> None:
    importers = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if imported(path.read_text("utf-8")) & DRIVERS
    }
    assert {path for path in importers if not path.startswith("graph/store/")} == set()
    assert importers, "the stores themselves import them"


def test_imports_inside_functions_are_seen() -> None:
    assert imported("def late():\n    import neo4j.exceptions\n    from ladybug import Database") == DRIVERS


def test_every_loader_says_where_its_facts_come_from() -> None:
    folders = [path.parent for path in (ROOT / "loaders" / "sources").glob("*/loader.py")]
    assert [folder.name for folder in folders if not (folder / "source.yml").is_file()] == []
    assert folders


def lost_paths(text: str) -> list[str]:
    """The files and folders of ours that a text names and that are not there; `<name>` and `*` stand for any."""
    named = re.findall(
        r"(?<![\w/.-])((?:graph|queries|loaders|viz|api|tests|benchmarks|scripts|docs)/[\w./<>*-]+)", text
    )
    patterns = {re.sub(r"<[^>]*>", "*", name.rstrip("./-")) for name in named}
    return sorted(name for name in patterns if not any(ROOT.glob(name)) and not (ROOT / f"{name}.py").is_file())


def test_every_path_that_is_named_is_there() -> None:
    """In documentation, and in what comments, docstrings and messages of the packages say."""
    texts = [path for path in project_files() if path.suffix == ".md" and path.name != "CHANGELOG.md"]
    texts += [path for path in our_code() if path.relative_to(ROOT).parts[0] in PACKAGES]
    found = {path.relative_to(ROOT).as_posix(): lost_paths(path.read_text("utf-8")) for path in texts}
    assert {path: lost for path, lost in found.items() if lost} == {}
    assert len(found) > 300


def test_a_path_that_is_not_there_is_found() -> None:
    assert lost_paths("see `graph/model.py`, viz/exports/dot.py and `queries/questions/<name>.py`.") == [
        "graph/model.py",
        "viz/exports/dot.py",
    ]


def lost_names(text: str) -> list[str]:
    """The modules of ours, and what is in them, that a page names in code and that cannot be found."""
    named = set(re.findall(r"`((?:graph|queries|loaders|viz|api|benchmarks)(?:\.\w+){2,})(?:\(.*?\))?`", text))
    return sorted(name for name in named if not _is_found(name))


def _is_found(name: str) -> bool:
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


def test_every_name_in_the_documentation_is_there() -> None:
    pages = [path for path in project_files() if path.suffix == ".md" and path.name != "CHANGELOG.md"]
    found = {path.relative_to(ROOT).as_posix(): lost_names(path.read_text("utf-8")) for path in pages}
    assert {path: lost for path, lost in found.items() if lost} == {}
    assert lost_names("`viz.words.say`, `viz.view.words.say`, `viz.view.words.shout(x)`") == [
        "viz.view.words.shout",
        "viz.words.say",
    ]
