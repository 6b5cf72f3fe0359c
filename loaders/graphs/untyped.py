"""Nodes that do not say what they are: asked about once, so that words and causes do not become organisations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from graph.errors import OpenQuestion, OpenQuestionsError
from graph.messages import Message
from graph.model.vocabulary import ACTOR, PROJECT
from loaders.base import Reading
from loaders.documents.answers import NODES_ARE
from loaders.graphs import words
from loaders.graphs.elements import GraphNode, PropertyGraph
from loaders.graphs.fields import field, plain
from loaders.registers.name_words import names_organisation

QUESTION: Final = "nodes"
LABELS: Final = {"actor": ACTOR.label, "project": PROJECT.label, "none": ""}
_MEANING: Final = {"actor": "loading.nodes_actor", "project": "loading.nodes_project", "none": "loading.nodes_none"}
_NUMBERS: Final = frozenset({"org_number", "ror", "pic"})
_LIKELY: Final = 0.15  # of a list of organisations from many countries, one name in six says what it is
_EXAMPLES: Final = 5


def says_what_it_is(node: GraphNode) -> bool:
    """Whether a known word, an organisation's number or an id of ours says what the node is."""
    name, stands_in = words.name_of(node.id, node.attributes)
    return (
        words.node_type(words.type_words(node.attributes, name, stands_in)) is not None
        or plain(node.attributes.get(words.OWN_ID)) is not None
        or any(_is_number(attribute) for attribute, value in node.attributes.items() if value)
    )


def label_of_untyped(graphs: Iterable[PropertyGraph], reading: Reading) -> str:
    """The label of nodes that do not say what they are; empty where they are to be left out.

    Raises:
        OpenQuestionsError: there are such nodes, and nobody has said what they are.
    """
    names = [
        name
        for graph in graphs
        for node in graph.nodes
        if not says_what_it_is(node)
        for name, _ in [words.name_of(node.id, node.attributes)]
        if name
    ]
    if names and reading.answers.get(QUESTION) not in LABELS:
        raise _question(names, reading)
    return LABELS.get(reading.answers.get(QUESTION, ""), ACTOR.label)


def _question(names: Sequence[str], reading: Reading) -> OpenQuestionsError:
    known = sum(names_organisation(name) or reading.organisation(name) is not None for name in names)
    is_likely = known >= _LIKELY * len(names)
    values: dict[str, object] = {"count": len(names), "shown": tuple(names[:_EXAMPLES])}
    choices = tuple((answer, Message(_MEANING[answer])) for answer in NODES_ARE)
    question = OpenQuestion(
        QUESTION,
        Message("loading.nodes_question", **values),
        choices,
        "actor" if is_likely else None,
        is_certain=is_likely,
    )
    return OpenQuestionsError(Message("loading.nodes_open", **values), (), (question,))


def _is_number(attribute: str) -> bool:
    found = field(ACTOR.label, attribute)
    return found is not None and found.name in _NUMBERS
