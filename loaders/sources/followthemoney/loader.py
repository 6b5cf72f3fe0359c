"""Reads FollowTheMoney entities, one JSON object a line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from graph.messages import Message
from loaders.base import Reading
from loaders.files.json_records import UnusableError, usable_json
from loaders.files.sample import Sample
from loaders.files.table import refuse
from loaders.graphs.elements import GraphEdge, GraphNode, PropertyGraph, check_size
from loaders.graphs.records import GraphLoader
from loaders.sources.followthemoney.entities import Entity, edges, left_out, node, without_tie

_LONGEST_LINE: Final = 1 << 20


def _is_entities(file: Sample) -> bool:
    """Whether the first line is an object with an id, a schema and properties."""
    start = file.opened().readline(_LONGEST_LINE)
    if not start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return False
    try:
        found = json.loads(start.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(found.get("schema"), str) and "id" in found and isinstance(found.get("properties"), dict)


def _graph(file: Sample, reading: Reading) -> PropertyGraph:
    """Organisations, projects and what joins them; persons are not stored."""
    entities = {entity.id: entity for entity in _entities(file, reading)}
    nodes: list[GraphNode] = []
    ties: list[GraphEdge] = []
    unread: Counter[str] = Counter()
    untied: Counter[tuple[str, str, str]] = Counter()
    for entity in entities.values():
        if found := node(entity):
            nodes.append(found)
        elif reason := left_out(entity):
            unread[reason] += 1
        ties += edges(entity, entities)
        untied.update(without_tie(entity, entities))
    if unread:
        shown = tuple(f"{schema} ({count})" for schema, count in unread.most_common())
        reading.note(Message("loading.ftm_left_out", count=unread.total(), shown=shown))
    if untied:
        reasons = tuple(
            Message(reason, schema=schema, end=end, count=count)
            for (reason, schema, end), count in untied.most_common()
        )
        reading.note(Message("loading.ftm_ties", count=untied.total(), shown=reasons))
    return PropertyGraph.of(file, nodes, ties, is_slice=True)


def _entities(file: Sample, reading: Reading) -> Iterator[Entity]:
    check_size(file)
    unusable = 0
    with file.opened() as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                content: Any = usable_json(line.decode("utf-8-sig"))
            except UnicodeDecodeError as error:
                raise refuse(file.name, Message("loading.no_utf_8"), number) from error
            except UnusableError as error:
                raise refuse(file.name, Message("loading.unusable_character"), number) from error
            except (ValueError, RecursionError) as error:
                raise refuse(file.name, Message("loading.no_json"), number) from error
            if entity := Entity.of(content, number):
                yield entity
            else:
                unusable += 1
    if unusable:
        reading.note(Message("loading.ftm_no_entity", count=unusable))


LOADER: Final = GraphLoader(_is_entities, _graph)
