"""The shape of an answer to a question, from the records that the question names."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Annotated, Any

from pydantic import Field, create_model

from api.http.schemas.entities import View
from api.http.schemas.shape import Shape
from queries.answer import Considered, LeftOut
from queries.question import Question


class Answer(Shape):
    """What every answer has beside its items and how they were computed."""

    question: str
    view: View
    revision: int
    considered: Considered
    left_out: list[LeftOut]
    total: int
    next: str | None


def answer_of(question: Question) -> type[Answer]:
    """The shape of the answers to a question."""
    fields: dict[str, Any] = {"method": _one_of(question.methods), "items": list[_one_of(question.items)]}  # type: ignore[misc]
    return create_model(f"{question.name.title()}Answer", __base__=Answer, __doc__=question.description, **fields)


def _one_of(records: tuple[Any, ...]) -> Any:
    """Exactly one of the records."""
    return records[0] if len(records) == 1 else Annotated[reduce(or_, records), _EXACTLY_ONE]


def _exactly_one(schema: dict[str, Any]) -> None:
    schema["oneOf"] = schema.pop("anyOf")


_EXACTLY_ONE = Field(json_schema_extra=_exactly_one)
