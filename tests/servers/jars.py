"""What a Neo4j server is run with: a Java of the right age, and the jars Maven resolves."""

import fcntl
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

POM = Path(__file__).with_name("pom.xml")
MAVEN_SECONDS = 600  # a cold cache on a slow line


class ServerUnavailableError(Exception):
    """A real server cannot be had on this machine; the message says what is missing."""


def find_java(versions: range) -> Path:
    """Return the `java` of the lowest feature version in `versions` among JAVA_HOME, PATH and /usr/lib/jvm."""
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    on_path = shutil.which("java")
    homes += [Path(on_path).resolve().parents[1]] if on_path else []
    homes += sorted(Path("/usr/lib/jvm").glob("*"))
    found = {version: home for home in reversed(homes) if (version := java_version(home)) in versions}
    if not found:
        raise ServerUnavailableError(f"no Java {versions.start} to {versions.stop - 1} found (set JAVA_HOME)")
    return found[min(found)] / "bin" / "java"


def java_version(home: Path) -> int:
    """Return the feature version (17, 21 …) that a Java home states of itself, 0 when it is none."""
    release = home / "release"
    if not (home / "bin" / "java").exists() or not release.exists():
        return 0
    stated = re.search(r'^JAVA_VERSION="(\d+)', release.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    return int(stated[1]) if stated else 0


def neo4j_jars(version: str) -> Path:
    """Return the folder with the jars of this Neo4j version, fetched once per user and kept outside the tree."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hur"
    cache.mkdir(parents=True, exist_ok=True)
    jars = cache / f"neo4j-{version}"
    with _locked(cache / f"neo4j-{version}.lock"):  # test workers start together
        if not jars.exists():
            _fetch(version, jars)
    return jars


def _fetch(version: str, jars: Path) -> None:
    """Let Maven copy the jars beside their place and move them there whole."""
    maven = shutil.which("mvn")
    if maven is None:
        raise ServerUnavailableError("Maven (mvn) is not installed, so the Neo4j jars cannot be fetched")
    with tempfile.TemporaryDirectory(dir=jars.parent) as scratch:
        lib = Path(scratch) / "lib"
        command = [maven, "-B", "-q", "-f", str(POM), f"-Dneo4j.version={version}"]
        command += ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={lib}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=MAVEN_SECONDS, check=False)
        if done.returncode:
            raise ServerUnavailableError(
                f"Maven could not fetch Neo4j {version}:\n{(done.stdout + done.stderr)[-2000:]}"
            )
        lib.rename(jars)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
