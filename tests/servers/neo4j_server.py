"""A real Neo4j Community server on loopback: started from its jars, stopped, started again on the same port."""

import secrets
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import neo4j
from neo4j.exceptions import ClientError, DriverError, Neo4jError

from tests.servers.jars import find_java, neo4j_jars

LEAST_VERSION = "5.26.16"
CURRENT_VERSION = "2026.09.0"
USER = "neo4j"
START_SECONDS = 120.0

CONFIGURATION = """\
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.memory.pagecache.size=64m
db.tx_log.preallocate=false
dbms.usage_report.enabled=false
"""


@dataclass(frozen=True, slots=True)
class Neo4jServer:
    """A server that answers at `url`; `stop` and `start` act on the same data, address and password.

    Both return when it is so: after `stop` connections are refused, after `start` a query is answered.
    A server that is not ours skips the test instead.
    """

    url: str
    user: str
    password: str
    database: str
    version: str
    stop: Callable[[], None]
    start: Callable[[], None]


class Neo4jProcess:
    """The Java process of one server, with its home folder and its port."""

    def __init__(self, version: str, home: Path, java_options: Sequence[str]) -> None:
        """Prepare the home folder; nothing runs until `start`."""
        self.version, self.home, self.port = version, home, free_port()
        self.java_options = java_options
        self.calendar = not version.startswith("5.")  # 2025.01 and later: a newer Java, another main class
        self.java = find_java(range(21, 100) if self.calendar else range(17, 22))
        self.jars = neo4j_jars(version)
        self.process: subprocess.Popen[bytes] | None = None
        (home / "conf").mkdir(parents=True)
        (home / "conf" / "neo4j.conf").write_text(CONFIGURATION.format(port=self.port), encoding="utf-8")

    @property
    def url(self) -> str:
        """The Bolt address."""
        return f"bolt://127.0.0.1:{self.port}"

    def start(self, password: str) -> None:
        """Run the server and return when it answers `password`, or the first one a new server has."""
        main = "org.neo4j.server." + ("Neo4jCommunity" if self.calendar else "CommunityEntryPoint")
        command = [str(self.java), "-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", *self.java_options]
        command += ["-cp", f"{self.jars}/*", main]
        command += [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"]
        with (self.home / "console.log").open("ab") as console:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=console, stderr=console)
        deadline = time.monotonic() + START_SECONDS
        while not answers(self.url, password):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"Neo4j {self.version} did not start:\n{self._log()[-3000:]}")
            time.sleep(0.1)

    def stop(self) -> None:
        """End the server at once, as a power cut would: leaving in good order takes it up to ten seconds."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def _log(self) -> str:
        logs = [self.home / "console.log", self.home / "logs" / "neo4j.log"]
        return "\n".join(log.read_text(encoding="utf-8", errors="replace") for log in logs if log.exists())


def start_neo4j(version: str, home: Path, java_options: Sequence[str] = ()) -> Neo4jServer:
    """Start a server with an empty database in the folder `home`, with a password nobody else knows.

    Raises `ServerUnavailableError` when Java or the jars cannot be had.
    """
    process = Neo4jProcess(version, home, java_options)
    password = secrets.token_urlsafe(16)
    process.start("neo4j")
    with neo4j.GraphDatabase.driver(process.url, auth=(USER, "neo4j")) as driver:
        change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"
        driver.execute_query(change, password=password, database_="system")
    return Neo4jServer(
        process.url, USER, password, "neo4j", version, stop=process.stop, start=lambda: process.start(password)
    )


def answers(url: str, password: str) -> bool:
    """Say whether the server takes this password (also one that must be changed first)."""
    try:
        with (
            neo4j.GraphDatabase.driver(url, auth=(USER, password), connection_timeout=2) as driver,
            driver.session(database="system") as session,
        ):
            session.run("SHOW CURRENT USER").consume()  # not execute_query, which would wait and try again
    except ClientError as error:
        return error.code == "Neo.ClientError.Security.CredentialsExpired"
    except (DriverError, Neo4jError, OSError):
        return False
    return True


def free_port() -> int:
    """Return a loopback port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
