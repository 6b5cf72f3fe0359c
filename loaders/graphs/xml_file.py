"""XML from strangers as a tree: no entity is expanded and nothing outside the file is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers import expat

from graph.messages import Message
from loaders.files.sample import Sample
from loaders.files.table import refuse
from loaders.graphs.elements import GraphEdge, GraphNode, PropertyGraph, check_size

_BLOCK: Final = 1 << 20
_DEEPEST: Final = 200


Attributes = Callable[["Tag"], dict[str, Any]]


@dataclass(slots=True)
class Tag:
    """An element: its name without namespace, the line it begins in, and the text directly in it."""

    name: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list[Tag] = field(default_factory=list)

    def named(self, *names: str) -> Iterator[Tag]:
        """The children with one of these names."""
        return (child for child in self.children if child.name in names)

    def below(self, name: str) -> Iterator[Tag]:
        """Every element called `name` below this one, in the order of the file."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.below(name)


def read_graph(file: Sample, root: Tag, of_node: Attributes, of_edge: Attributes) -> PropertyGraph:
    """The nodes and edges below `root`, wherever they stand, with what is read of the attributes of each."""
    nodes = (
        GraphNode(of_node(tag), f"node {id}", tag.line, id=id)
        for tag in root.below("node")
        if (id := tag.attributes.get("id", "").strip())
    )
    edges = (
        GraphEdge(of_edge(tag), f"edge {tag.attributes.get('id', position)}", tag.line, source=source, target=target)
        for position, tag in enumerate(root.below("edge"), start=1)
        for source, target in [[tag.attributes.get(end, "").strip() for end in ("source", "target")]]
    )
    return PropertyGraph.of(file, nodes, edges)


def begins_with(file: Sample, root: str) -> bool:
    """Whether the file is XML whose first element is called `root`; nothing after that is looked at."""
    found: list[str] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        found.append(name.rpartition(" ")[2])
        raise _FoundError

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    with suppress(OSError, *_NO_XML):
        parser.Parse(file.head.lstrip(), False)
    return found == [root]


def read_xml(file: Sample) -> Tag:
    """The root of the file.

    Raises:
        InputError: it is no whole XML, too large, nested too deeply, or declares an entity.
    """
    check_size(file)
    tree = _Tree()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: tree.start(name, attributes, parser.CurrentLineNumber)
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.characters
    parser.EntityDeclHandler = _refuse_entity
    try:
        with file.opened() as stream:
            while block := stream.read(_BLOCK):
                parser.Parse(block, False)
            parser.Parse(b"", True)
    except _EntityError as error:
        raise refuse(file.name, Message("loading.xml_entity"), parser.CurrentLineNumber) from error
    except (*_NO_XML, _DepthError) as error:
        raise refuse(file.name, Message("loading.xml_broken"), parser.CurrentLineNumber) from error
    return tree.root


class _FoundError(Exception):
    """What was looked for has been read."""


class _EntityError(Exception):
    """The file declares an entity: a graph needs none, an attack does."""


class _DepthError(Exception):
    """The elements are nested more deeply than any graph's."""


def _refuse_entity(*_declared: object) -> None:
    raise _EntityError


_NO_XML: Final = (expat.ExpatError, _FoundError, ValueError, LookupError)  # the last: an encoding nobody knows


class _Tree:
    """Builds the tree as the parser tells it."""

    def __init__(self) -> None:
        self._open = [Tag("", {}, 0)]

    @property
    def root(self) -> Tag:
        return self._open[0].children[0]

    def start(self, name: str, attributes: dict[str, str], line: int) -> None:
        if len(self._open) > _DEEPEST:
            raise _DepthError
        bare = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        tag = Tag(name.rpartition(" ")[2], bare, line)
        self._open[-1].children.append(tag)
        self._open.append(tag)

    def end(self, _name: str) -> None:
        self._open.pop()

    def characters(self, text: str) -> None:
        self._open[-1].text += text


def number(text: str) -> str | float:
    """A declared number as one; what is none stays text."""
    try:
        return float(text)
    except ValueError:
        return text
