"""A service that is told to stop while something in it never ends."""

import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
# As serve() does it, with a write that hangs and a second instead of a minute.
STUCK = """
import sys, time
from pathlib import Path
from api import serve
from api.service.service import Service
from graph.settings import read_settings
serve._LAST_SECONDS = 1
Service.close = lambda self: time.sleep(600)
settings = read_settings(graph=sys.argv[1], port=0)
serve.serve(settings, lambda url: print(url, flush=True), print, print)
"""


def test_a_service_that_hangs_ends_all_the_same(tmp_path: Path) -> None:
    command = [sys.executable, "-c", STUCK, str(tmp_path / "graph")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout is not None
        assert service.stdout.readline().startswith("http://")
        time.sleep(1.0)  # until it runs
        service.send_signal(signal.SIGTERM)
        try:
            assert service.wait(timeout=60) == 1
        finally:
            service.kill()
