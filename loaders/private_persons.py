"""Recipients that may be private persons: told apart from organisations by their names, asked about, and left out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from graph.errors import OpenQuestion, OpenQuestionsError
from graph.messages import Message
from graph.model.records import Node, slug
from graph.model.vocabulary import ACTOR, PARTICIPATES_IN
from loaders.base import Reading
from loaders.documents.answers import PERSONS_ARE
from loaders.registers.name_words import may_be_person

QUESTION: Final = "persons"
_MEANING: Final = {"leave": "loading.persons_leave", "keep": "loading.persons_keep"}
_NUMBERS: Final = ("org_number", "ror", "pic")
_OWN_NUMBERS: Final = "360g-"  # a funder's own numbering, which persons have too
_EXAMPLES: Final = 5


def leave_out_private_persons(reading: Reading) -> None:
    """Leave out the actors that may be private persons, unless somebody has said that they are none.

    Raises:
        OpenQuestionsError: there are some, and nobody has said what they are.
    """
    if not reading.settings.persons:
        return
    found = {node.id: str(node.properties["name"]) for node in reading.nodes if _may_be_person(node, reading)}
    answer = reading.answers.get(QUESTION)
    if found and answer not in PERSONS_ARE:
        raise _question(list(found.values()))
    if found and answer == "leave":
        _leave_out(reading, found.keys())


def _may_be_person(node: Node, reading: Reading) -> bool:
    """Whether an actor has no organisation's number, no register knows it, and its name is like a person's."""
    name = node.properties.get("name")
    if node.label != ACTOR.label or not isinstance(name, str) or any(node.properties.get(key) for key in _NUMBERS):
        return False
    is_unnumbered = node.id.startswith((slug(name), _OWN_NUMBERS))
    return is_unnumbered and may_be_person(name) and reading.organisation(name) is None


def _question(names: list[str]) -> OpenQuestionsError:
    values: dict[str, object] = {"count": len(names), "shown": tuple(names[:_EXAMPLES])}
    choices = tuple((answer, Message(_MEANING[answer])) for answer in PERSONS_ARE)
    text = Message("loading.persons_question", **values)
    question = OpenQuestion(QUESTION, text, choices, "leave", is_certain=True)
    return OpenQuestionsError(Message("loading.persons_open", **values), (), (question,))


def _leave_out(reading: Reading, persons: Collection[str]) -> None:
    """Take persons out with their ties, and of grants also what nobody but they takes part in."""
    gone = set(persons)
    if reading.settings.persons == "grants":
        theirs = {relation.end for relation in reading.relations if _is_part(relation.name) and relation.start in gone}
        others = {
            relation.end for relation in reading.relations if _is_part(relation.name) and relation.start not in gone
        }
        gone |= theirs - others
    grants = len(gone) - len(set(persons))
    reading.nodes = [node for node in reading.nodes if node.id not in gone]
    reading.relations = [
        relation.naming(None) if relation.third in gone else relation
        for relation in reading.relations
        if gone.isdisjoint((relation.start, relation.end))
    ]
    reading.note(Message("loading.persons_are_left_out", count=len(persons), projects=grants))


def _is_part(relation: str) -> bool:
    return relation == PARTICIPATES_IN.name
