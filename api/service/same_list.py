"""Asking whether a file is a list that is loaded already under another name."""

from __future__ import annotations

from typing import Final

from graph.errors import ResemblanceError
from graph.ingest.load import Load
from graph.ingest.resemblance import resemblance
from graph.messages import Message
from graph.model.vocabulary import ACTOR, DATASET, PROJECT
from graph.store import cypher
from graph.store.protocol import Transaction

_COUNTED: Final = {PROJECT.label: Message("errors.projects"), ACTOR.label: Message("errors.actors")}


def check_resemblance(transaction: Transaction, load: Load) -> None:
    """Refuse a load whose file named the dataset, and which resembles one that another file named.

    A register is always the same dataset, and so is the demo network: neither is asked about.

    Raises:
        ResemblanceError: nobody has said whether it replaces that dataset.
    """
    from loaders.catalogue import find_loaders
    from loaders.run import DEMO

    named_by_file = {name for name, entry in find_loaders().items() if entry.settings.dataset is None}
    stored = transaction.rows(cypher.read_nodes(DATASET))
    if load.dataset.loader not in named_by_file or any(row["id"] == load.dataset.id for row in stored):
        return
    titles = {row["id"]: row["title"] for row in stored if row["loader"] in named_by_file and row["id"] != DEMO}
    if titles and (found := resemblance(transaction, load, titles)):
        counts = {name: getattr(found, name) for name in ("count", "common", "equal", "lacking")}
        what = _COUNTED[found.label]
        raise ResemblanceError(
            Message("errors.resembles", dataset=found.dataset, title=found.title, what=what, **counts)
        )
