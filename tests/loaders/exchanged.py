"""Networks that leave in a format of another program and come back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from graph.network.facts import Fact
from graph.network.network import StakeholderNetwork
from graph.network.reading import read_network
from graph.network.view import View
from graph.store.ladybug import LadybugStore
from tests.loading import load_into
from viz.exports import exports

FORMATS: Final = ("graphml", "gexf", "graphology", "kumu", "kumu-xlsx", "followthemoney")


def written(network: StakeholderNetwork, format: str, folder: Path, name: str = "demo") -> Path:
    export = exports()[format]
    file = folder / f"{name}{export.SUFFIX}"
    file.write_bytes(export.render(network))
    return file


def returned(file: Path, dataset: str = "demo") -> StakeholderNetwork:
    """The network of a store that holds nothing but the file."""
    store = LadybugStore(file.parent / f"graph-{file.name}")
    try:
        load_into(store, file, dataset=dataset)
        return read_network(store).of(View())
    finally:
        store.close()


def told(fact: Fact) -> tuple[Any, ...]:
    """All that a fact says and cites, without the key, which holds the ids that each dataset gave."""
    cited = sorted((each.source, each.quote or "", each.locator or "", each.status) for each in fact.reports)
    values = (fact.amount, fact.currency, fact.share, fact.since, fact.until)
    return (fact.type, fact.start, fact.end, fact.discriminator, fact.expanded_from, *values, tuple(cited))


def facts(network: StakeholderNetwork, reading: Callable[[Fact], Any] = told) -> Counter[Any]:
    return Counter(reading(fact) for fact in network.facts)
