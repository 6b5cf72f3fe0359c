"""The questions: one route for each, made from what the question says of itself."""

from collections.abc import Callable
from inspect import Parameter as Argument
from inspect import Signature
from typing import Any

from fastapi import APIRouter, Response

from api.http.asking import arguments_of
from api.http.dependencies import (
    PAGE,
    Conditional,
    Cursor,
    Language,
    Limit,
    MomentDep,
    ViewOptions,
    json_response,
)
from api.http.keeping import KeptRoute
from api.http.schemas.answers import answer_of
from queries.question import Question, questions

router = APIRouter(tags=["questions"], dependencies=[Conditional], route_class=KeptRoute)


def _endpoint(question: Question) -> Callable[..., Response]:
    own = dict(arguments_of(question))

    def ask(
        moment: MomentDep,
        response: Response,
        options: ViewOptions,
        language: Language,
        limit: Limit = PAGE,
        cursor: Cursor = None,
        **values: Any,
    ) -> Response:
        given = {name: value for name, argument in own.items() if (value := values[argument.name])}
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
    arguments += own.values()
    ask.__signature__ = Signature(arguments, return_annotation=Response)  # type: ignore[attr-defined]
    ask.__name__ = question.name
    ask.__doc__ = question.description
    return ask


for _question in questions().values():
    router.get(f"/{_question.name}", response_model=answer_of(_question), summary=_question.description)(
        _endpoint(_question)
    )
