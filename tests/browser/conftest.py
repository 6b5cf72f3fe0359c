"""A running service on a store of its own, and pages in a real browser that may not complain."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import uvicorn

from api.app import create_app
from api.service.requests import LoadOrder
from graph.network.network import StakeholderNetwork
from graph.settings import open_store, read_settings
from viz.drawing.layout import draw
from viz.exports import exports
from viz.view.build import network_view

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_OF_TESTS: Final = ("HUR_TEST", "HUR_BACKUPS_KEPT")


@contextmanager
def service_on(folder: Path, *files: Path, demo: bool = False) -> Iterator[str]:
    """The address of a service in this process, with the files loaded."""
    for name in [name for name in os.environ if name.startswith("HUR_") and not name.startswith(_OF_TESTS)]:
        del os.environ[name]
    for library in ("networkit", "sklearn.feature_extraction.text"):
        import_module(library)  # else a service's first question imports them, while its pages wait for seconds
    settings = read_settings(graph=str(folder), wait=0, port=0)
    app = create_app(settings, open_store(settings))
    app.state.waiting.patience = 60.0  # a test that opens a page gets it, on a busy machine too
    for order in [LoadOrder(())] * demo + [LoadOrder((file,)) for file in files]:
        app.state.service.prepare(order).apply()
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none", access_log=False))
    running = threading.Thread(target=server.run, args=([listening],))
    running.start()
    while not server.started:
        assert running.is_alive()
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    running.join()
    listening.close()


@pytest.fixture(scope="session")
def demo_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service with the demo network, for tests that only read."""
    with service_on(tmp_path_factory.mktemp("demo"), demo=True) as url:
        yield url


@pytest.fixture(scope="session")
def job_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service on a copy of the graph in the folder `HUR_TEST_GRAPH`, else on the demo network; tests only read."""
    folder = tmp_path_factory.mktemp("job")
    if given := os.environ.get("HUR_TEST_GRAPH"):
        shutil.copytree(given, folder, dirs_exist_ok=True)
    with service_on(folder, demo=not given) as url:
        yield url


@pytest.fixture
def own_job_url(tmp_path: Path) -> Iterator[str]:
    """The same to write in."""
    folder = tmp_path / "graph"
    if given := os.environ.get("HUR_TEST_GRAPH"):
        shutil.copytree(given, folder)
    with service_on(folder, demo=not given) as url:
        yield url


@pytest.fixture
def own_url(tmp_path: Path) -> Iterator[str]:
    """A service on an empty store, to write in."""
    with service_on(tmp_path / "graph") as url:
        yield url


@pytest.fixture(autouse=True)
def clicks_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a click end when the page it leads to can be read: Playwright's ends when that begins to arrive."""
    from playwright.sync_api import Locator

    click = Locator.click

    def click_and_wait(self: Locator, **options: Any) -> None:
        click(self, **options)
        self.page.wait_for_load_state("domcontentloaded")

    monkeypatch.setattr(Locator, "click", click_and_wait)


@pytest.fixture
def open_page(chromium: "Browser") -> Iterator[Callable[..., "Page"]]:
    """Pages in contexts of their own. One whose console says anything, or that asks anybody else, fails its test."""
    contexts, problems = [], []

    def opened(url: str, width: int = 1280, **options: Any) -> "Page":
        context = chromium.new_context(viewport={"width": width, "height": 800}, accept_downloads=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000 if "HUR_TEST_GRAPH" in os.environ else 10_000)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda said: problems.append(said.text) if said.type in ("error", "warning") else None)
        page.on("dialog", lambda dialog: problems.append(f"dialog: {dialog.message}"))
        host = url.split("/")[2]
        page.on("request", lambda asked: problems.append(asked.url) if _elsewhere(asked.url, host) else None)
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    expected = [each for each in problems if "422 (Unprocessable" in each or "404 (Not Found)" in each]
    assert [each for each in problems if each not in expected] == []


def _elsewhere(url: str, host: str) -> bool:
    return url.startswith("http") and url.split("/")[2] != host


@pytest.fixture
def open_map(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open a file written from a network; every request but the file itself is blocked and counted."""
    contexts = []

    def opened(network: StakeholderNetwork, name: str = "html", width: int = 1280, **values: Any) -> Any:
        file = tmp_path / f"map{exports()[name].SUFFIX}"
        file.write_bytes(exports()[name].render(draw(network_view(network, **values))))
        context = chromium.new_context(viewport={"width": width, "height": 800}, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        page.requests, page.problems = [], []

        def route(each: Any) -> None:
            if each.request.url == file.as_uri():
                each.continue_()
            else:
                page.requests.append(each.request.url)
                each.abort()

        page.route("**/*", route)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda message: page.problems.append(message.text))
        page.on("dialog", lambda dialog: page.problems.append(dialog.message))
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]")
        return page

    yield opened
    for context in contexts:
        context.close()
