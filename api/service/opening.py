"""Opening the graph: where an older HUR wrote it, its datasets come to say what they can show."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from api.service import service_file
from graph.errors import StoreBusyError
from graph.ingest.digest import add_to_digest, rows_digest
from graph.ingest.verify import count_problem, keep_missing_digest, lacks_digest
from graph.ingest.write import upsert
from graph.messages import Message
from graph.model.vocabulary import DATASET
from graph.network.reading import read_network
from graph.settings import Settings, open_store
from graph.store import cypher, state
from graph.store.protocol import GraphStore, Row, Transaction, rows

if TYPE_CHECKING:
    from loaders.catalogue import Catalogue

Tell = Callable[[list[str]], None]
Warn = Callable[[Message], None]
_LOG: Final = logging.getLogger("hur")


@dataclass(frozen=True, slots=True)
class Older:
    """Titles of the datasets that an older HUR had loaded when this one opened the graph, and when that was."""

    titles: frozenset[str] = frozenset()
    opened: str = ""

    @classmethod
    def now(cls, titles: Iterable[str]) -> Older:
        """As of this moment."""
        return cls(frozenset(titles), datetime.now(UTC).isoformat(timespec="seconds"))

    def waiting(self, datasets: Iterable[Mapping[str, Any]]) -> list[str]:
        """The names of those datasets that nobody has loaded since, so that they lack what newer loads bring."""
        return [row["name"] for row in datasets if row["name"] in self.titles and (row["loaded"] or "") < self.opened]


def open_graph(settings: Settings, tell: Tell | None = None, warn: Warn = _LOG.warning) -> GraphStore:
    """The store that `HUR_GRAPH` names; `tell` is given the titles of datasets that an older HUR loaded.

    Of those the countries of actors come with their next load. The store has been backed up before. `warn` is told
    what had to be set aside, and when records are missing.

    Raises:
        StoreUnavailableError: it cannot be reached, or another process holds it.
        StoreVersionError: it was written by a newer HUR.
    """
    store = open_store(settings, warn)
    try:
        if problem := store.read(count_problem):
            warn(problem)
        if store.read(lacks_digest):
            store.write(keep_missing_digest)
        titles = say_what_datasets_show(store)
    except BaseException:
        store.close()
        raise
    if titles and tell:
        tell(titles)
    return store


def refuse_running(settings: Settings) -> None:
    """Raise StoreBusyError when a running service holds the graph."""
    running = None if settings.is_server else service_file.find(Path(settings.graph))
    if running is not None:
        raise StoreBusyError(Message("errors.service_holds", url=running.url, process=str(running.pid)))


def say_what_datasets_show(store: GraphStore) -> list[str]:
    """Let each stored dataset that does not say it say whether it shows collaboration, and what it covers.

    As its loader says, else whether its facts show it; it makes no revision. Returns the titles of those that a loader
    brought, and not the registers.
    """
    from loaders.catalogue import find_loaders

    if not any(map(_is_silent, rows(store, cypher.read_nodes(DATASET)))):
        return []
    known, by_facts = find_loaders(), read_network(store).showing

    def work(transaction: Transaction) -> list[str]:
        state.lock(transaction, "migration")
        found = [row for row in transaction.rows(cypher.read_nodes(DATASET)) if _is_silent(row)]
        shown = [{**row, **_shown(row, known, by_facts)} for row in found]
        upsert(transaction, DATASET, shown)
        add_to_digest(transaction, rows_digest((DATASET.label,), shown) - rows_digest((DATASET.label,), found))
        return [row["title"] or row["id"] for row in found if row["loader"] in known]

    return store.write(work)


def _is_silent(dataset: Row) -> bool:
    return dataset["shows_collaboration"] is None


def _shown(dataset: Row, known: Catalogue, by_facts: frozenset[str]) -> Mapping[str, object]:
    by_rule = "yes" if dataset["id"] in by_facts else "no"
    if dataset["loader"] not in known:
        return {"shows_collaboration": by_rule}
    said = known[dataset["loader"]].settings
    return {
        "shows_collaboration": said.shows_collaboration or by_rule,
        "covers_places": list(said.covers_places),
        "covers_from": said.covers_from,
        "covers_to": said.covers_to,
        "covers_kinds": list(said.covers_kinds),
    }
