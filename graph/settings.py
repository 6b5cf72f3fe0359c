"""Settings from the environment, validated once, and the single choice of engine."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final, Self

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.errors import Problem, SettingsError
from graph.messages import Message, catalogue
from graph.store.protocol import GraphStore

SERVER_SCHEMES: Final = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_LOG: Final = logging.getLogger("hur")


class Settings(BaseSettings):
    """Every setting of HUR; each is read from the environment variable `HUR_` + its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="HUR_", frozen=True, extra="ignore")

    graph: str = Field("hur-data", description="Where the graph is: a folder, or bolt://, neo4j://, neo4j+s://…")
    neo4j_user: str | None = Field(None, description="User on the Neo4j server")
    neo4j_password: SecretStr | None = Field(None, description="Password on the Neo4j server")
    neo4j_database: str | None = Field(None, description="Database on the Neo4j server; its default when empty")
    backups: Path | None = Field(
        None,
        description="Folder of the backups that HUR takes; `backups` in the graph's folder, hur-backups for a server",
    )
    backups_kept: int = Field(7, ge=0, description="How many of them stay; 0 takes none")
    mappings: Path | None = Field(
        None,
        description="Folder of the mappings of tables; `mappings` in the graph's folder, hur-mappings for a server",
    )
    host: str = Field("127.0.0.1", description="Address the service listens on")
    port: int = Field(8087, ge=0, le=65535, description="Port the service listens on; 0 picks a free one")
    hosts: str | None = Field(
        None, description="Names it answers to beside loopback and `host`, with spaces or commas between"
    )
    proxy: str = Field(
        "127.0.0.1,::1", description="Addresses of the proxy that is believed who asks, and whether by TLS"
    )
    token: SecretStr | None = Field(None, description="Asked for to write; needed as soon as `host` is beyond loopback")
    read_token: SecretStr | None = Field(None, description="Asked for to read; anybody reads where it is empty")
    access_log: Path | None = Field(None, description="File for writes, exports and refused attempts as JSON Lines")
    language: str = Field("sv", pattern="^(sv|en)$", description="Language of pages and sentences unless asked")
    read_seconds: float = Field(600.0, gt=0, description="Seconds that reading the files of a load may take")
    read_memory: int = Field(4096, ge=512, description="Megabytes of memory that reading the files of a load may take")
    wait: float = Field(30.0, ge=0, description="Seconds to wait for another process that holds the embedded store")

    @model_validator(mode="after")
    def _check(self) -> Self:
        scheme, separator, _ = self.graph.partition("://")
        if separator and scheme not in SERVER_SCHEMES:
            known = tuple(f"{scheme}://" for scheme in SERVER_SCHEMES)
            raise ValueError(Message("errors.settings_scheme", scheme=f"{scheme}://", known=known))
        if self.is_server and not (self.neo4j_user and self.neo4j_password):
            raise ValueError(Message("errors.settings_login"))
        return self

    @property
    def is_server(self) -> bool:
        """Whether the graph is on a Neo4j server rather than in a folder."""
        return "://" in self.graph

    @property
    def mappings_folder(self) -> Path:
        """Where the mappings of tables are kept."""
        return self.mappings or (Path("hur-mappings") if self.is_server else Path(self.graph) / "mappings")

    @property
    def backups_folder(self) -> Path:
        """Where the backups that HUR takes by itself are kept."""
        return self.backups or (Path("hur-backups") if self.is_server else Path(self.graph) / "backups")

    @property
    def vectors_folder(self) -> Path:
        """Where the vectors of a multilingual encoder are kept, beside the graph."""
        return Path("hur-vectors") if self.is_server else Path(self.graph) / "vectors"

    @property
    def positions_folder(self) -> Path:
        """Where it is kept how everything lay on each map, beside the graph."""
        return Path("hur-positions") if self.is_server else Path(self.graph) / "positions"

    @property
    def host_names(self) -> list[str]:
        """Each name of `hosts`."""
        return (self.hosts or "").replace(",", " ").split()

    @property
    def is_loopback(self) -> bool:
        """Whether the service can be reached from this machine only."""
        return is_loopback(self.host)


def is_loopback(name: str) -> bool:
    """Whether a name or address of a host, without a port, is this machine."""
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def read_settings(**overrides: object) -> Settings:
    """Settings from the environment; `overrides` that are not None win.

    Raises:
        SettingsError: naming every setting that is wrong.
    """
    try:
        return Settings(**{key: value for key, value in overrides.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingsError.of(tuple(map(_problem, error.errors()))) from error


def open_store(settings: Settings, warn: Callable[[Message], None] = _LOG.warning) -> GraphStore:
    """Open the store that `HUR_GRAPH` names. This is the only place that chooses an engine.

    `warn` is told what had to be set aside for that.

    Raises:
        SettingsError: there can be no such folder.
        StoreUnavailableError: it cannot be reached, or another process holds it.
        StoreVersionError: it was written by a newer HUR.
    """
    if settings.is_server:
        return _open_server(settings)
    from graph.store.ladybug import LadybugStore

    return LadybugStore(Path(settings.graph), wait=settings.wait, warn=warn)


def set_graph_aside(settings: Settings) -> tuple[Path, ...]:
    """Move the files of the graph out of the way, whatever is wrong with them; nothing of a server.

    Raises:
        StoreBusyError: another process holds it.
    """
    if settings.is_server:
        return ()
    from graph.store.embedded_opening import set_store_aside

    return set_store_aside(Path(settings.graph))


def _open_server(settings: Settings) -> GraphStore:
    from graph.ingest.backup import write_backup
    from graph.store.neo4j import Neo4jStore

    def before_migration(store: GraphStore) -> None:
        settings.backups_folder.mkdir(parents=True, exist_ok=True)
        write_backup(store, settings.backups_folder / "before-migration.jsonl")

    return Neo4jStore(
        settings.graph,
        settings.neo4j_user,
        settings.neo4j_password.get_secret_value() if settings.neo4j_password else None,
        database=settings.neo4j_database,
        before_migration=before_migration,
    )


def _problem(error: ErrorDetails) -> Problem:
    """What is wrong with one setting. Only values that are no secret have a message that repeats them."""
    if not error["loc"]:
        return Problem(error["ctx"]["error"].args[0])
    name = str(error["loc"][0])
    key = f"errors.setting_{name}"
    return Problem.of(
        key if key in catalogue() else "errors.setting", column=f"HUR_{name.upper()}", value=error["input"]
    )
