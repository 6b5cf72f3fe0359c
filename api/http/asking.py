"""The parameters of a question as those of an address."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import Parameter as Argument
from typing import Annotated, Any, Final, Literal

from fastapi import Query

from api.http.dependencies import argument
from graph.network.view import OPTIONS, VIEW_OPTIONS
from queries.question import Parameter, Question

_LARGEST_NUMBER: Final = 1_000_000


def arguments_of(question: Question) -> Iterator[tuple[str, Argument]]:
    """What the question takes beside the options of a view that keep their names: each by its public name."""
    for parameter in question.parameters:
        if parameter.name not in OPTIONS:
            yield parameter.name, _argument(parameter)
    for option in VIEW_OPTIONS:
        if (name := question.view_name(option.name)) != option.name:
            yield name, argument(option, name).replace(name=f"view_{option.field}")


def _argument(parameter: Parameter) -> Argument:
    query = Query(description=parameter.description, max_length=None if parameter.type in ("integer", "flag") else 300)
    annotation: Any = Annotated[str | None, query]
    if parameter.type == "integer":
        annotation = Annotated[int | None, Query(description=parameter.description, ge=0, le=_LARGEST_NUMBER)]
    elif parameter.type == "flag":
        annotation = Annotated[bool | None, Query(description=parameter.description)]
    elif parameter.choices and parameter.type == "text":
        annotation = Annotated[Literal[parameter.choices] | None, Query(description=parameter.description)]
    elif parameter.type == "texts":
        annotation = Annotated[list[str], Query(description=parameter.description)]
    default: Any = [] if parameter.type == "texts" else None
    return Argument(parameter.name, Argument.KEYWORD_ONLY, default=default, annotation=annotation)
