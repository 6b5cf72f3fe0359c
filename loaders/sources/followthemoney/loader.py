"""Reads FollowTheMoney entities, one JSON object a line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from graph.messages import Message
from loaders.base import Reading
from loaders.files.sample import Sample
from loaders.files.table import refuse
from loaders.graphs.elements import GraphEdge, GraphNode, PropertyGraph, check_size
from loaders.graphs.records import add_graph
from loaders.sources.followthemoney.entities import Entity, edges, left_out, node

_LONGEST_LINE: Final = 1 << 20


class FollowTheMoneyLoader:
    """Organisations, projects and what joins them; persons are not kept."""

    def recognises(self, file: Sample) -> bool:
        """Whether the first line is an object with an id, a schema and properties."""
        start = file.opened().readline(_LONGEST_LINE)
        if not start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
            return False
        try:
            found = json.loads(start.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            return False
        return isinstance(found.get("schema"), str) and "id" in found and isinstance(found.get("properties"), dict)

    def read(self, files: Sequence[Sample], reading: Reading) -> None:
        """Read each file as a graph of its own."""
        for file in files:
            entities = {entity.id: entity for entity in _entities(file)}
            add_graph(_graph(file, entities, reading), reading)


def _graph(file: Sample, entities: dict[str, Entity], reading: Reading) -> PropertyGraph:
    nodes: list[GraphNode] = []
    ties: list[GraphEdge] = []
    unread: Counter[str] = Counter()
    for entity in entities.values():
        if found := node(entity):
            nodes.append(found)
        elif reason := left_out(entity):
            unread[reason] += 1
        ties += edges(entity, entities)
    if unread:
        shown = tuple(f"{schema} ({count})" for schema, count in unread.most_common())
        reading.note(Message("loading.ftm_left_out", count=unread.total(), shown=shown))
    return PropertyGraph.of(file, nodes, ties)


def _entities(file: Sample) -> Iterator[Entity]:
    check_size(file)
    with file.opened() as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                content: Any = json.loads(line.decode("utf-8-sig"))
            except UnicodeDecodeError as error:
                raise refuse(file.name, Message("loading.no_utf_8"), number) from error
            except (ValueError, RecursionError) as error:
                raise refuse(file.name, Message("loading.no_json"), number) from error
            if entity := Entity.of(content, number):
                yield entity


LOADER: Final = FollowTheMoneyLoader()
