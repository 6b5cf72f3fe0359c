"""The questions: one route for each, made from what the question says of itself."""

from collections.abc import Callable
from inspect import Parameter as Argument
from inspect import Signature
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Response

from api.http.dependencies import (
    PAGE,
    Conditional,
    Cursor,
    Language,
    Limit,
    MomentDep,
    ViewOptions,
    argument,
    json_response,
)
from api.http.keeping import KeptRoute
from api.http.schemas.answers import answer_of
from graph.network.view import OPTIONS, VIEW_OPTIONS
from queries.question import Parameter, Question, questions

router = APIRouter(tags=["questions"], dependencies=[Conditional], route_class=KeptRoute)

_LARGEST_NUMBER: Final = 1_000_000


def _endpoint(question: Question) -> Callable[..., Response]:
    parameters = [parameter for parameter in question.parameters if parameter.name not in OPTIONS]
    hidden = [option for option in VIEW_OPTIONS if question.view_name(option.name) != option.name]
    names = {f"view_{option.field}": question.view_name(option.name) for option in hidden}

    def ask(
        moment: MomentDep,
        response: Response,
        options: ViewOptions,
        language: Language,
        limit: Limit = PAGE,
        cursor: Cursor = None,
        **values: Any,
    ) -> Response:
        given = {names.get(name, name): value for name, value in values.items() if value}
        answer = moment.answer(question.name, options | given, language)
        return json_response(answer.envelope(limit=limit, cursor=cursor), response)

    fixed = {
        "moment": MomentDep,
        "response": Response,
        "options": ViewOptions,
        "language": Language,
        "limit": Limit,
        "cursor": Cursor,
    }
    defaults = {"limit": PAGE, "cursor": None}
    arguments = [
        Argument(name, Argument.KEYWORD_ONLY, default=defaults.get(name, Argument.empty), annotation=annotation)
        for name, annotation in fixed.items()
    ]
    arguments += [_argument(parameter) for parameter in parameters]
    arguments += [
        argument(option, alias).replace(name=name) for option, (name, alias) in zip(hidden, names.items(), strict=True)
    ]
    ask.__signature__ = Signature(arguments, return_annotation=Response)  # type: ignore[attr-defined]
    ask.__name__ = question.name
    ask.__doc__ = question.description
    return ask


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


for _question in questions().values():
    router.get(f"/{_question.name}", response_model=answer_of(_question), summary=_question.description)(
        _endpoint(_question)
    )
