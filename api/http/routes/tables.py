"""Tables as files, under addresses that stay: for Power Query and other programs, and for a person's spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter as Argument
from inspect import Signature
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response

from api.http.asking import arguments_of
from api.http.dependencies import Conditional, Language, MomentDep, ViewOptions
from api.http.keeping import KeptRoute
from api.tables.declared import tables
from api.tables.dialects import DIALECTS, PLAIN
from api.tables.extract import Extract
from api.tables.files import FORMATS
from api.tables.selection import ONLY, Selection
from api.tables.table import Asked, Table
from queries.question import questions

router = APIRouter(prefix="/tables", tags=["tables"], dependencies=[Conditional], route_class=KeptRoute)

_MEDIA_TYPES: Final = tuple(format.media_type.partition(";")[0] for format in FORMATS.values())


def _endpoint(table: Table) -> Callable[..., Response]:
    own = _own(table)

    def written(
        request: Request, moment: MomentDep, response: Response, options: ViewOptions, language: Language, **values: Any
    ) -> Response:
        chosen = DIALECTS.get(values["for_"], PLAIN)
        given = {name: value for name, argument in own.items() if (value := values[argument.name])}
        asked = Asked(moment, {**options, **given}, chosen.language or language)
        suffix = values["format"]
        listed = table.details()[values["rows"]] if values.get("rows") else table
        extract = Extract(listed, asked, Selection.read(listed, request.query_params.multi_items()))
        headers = {name: value for name, value in response.headers.items() if name != "content-length"}
        headers |= _named(extract, suffix, chosen.language)
        return Response(FORMATS[suffix].write(extract, chosen), media_type=FORMATS[suffix].media_type, headers=headers)

    written.__signature__ = Signature(_arguments(table, own), return_annotation=Response)  # type: ignore[attr-defined]
    return written


def _named(extract: Extract, suffix: str, language: str | None) -> dict[str, str]:
    """What the file is called where it is saved: by the table's title for a person."""
    name = f"{extract.table.title(language)} r{extract.asked.moment.revision}" if language else extract.table.name
    return {"Content-Disposition": f"attachment; filename*=utf-8''{quote(f'{name}.{suffix}')}"}


def _own(table: Table) -> dict[str, Argument]:
    """What the question of the table takes and the table does not fix, by public name."""
    known = arguments_of(questions()[table.question]) if table.question else ()
    return {name: argument for name, argument in known if name not in table.fixed}


def _arguments(table: Table, own: dict[str, Argument]) -> list[Argument]:
    columns = ", ".join(column.name for column in table.columns)
    filters = {
        f"{ONLY}{column.name}": Query(alias=f"{ONLY}{column.name}", description=f"Only rows with this {column.name}")
        for column in table.columns
        if column.filtered
    }
    texts = {
        "q": Query(description="Words that the row holds", max_length=200),
        "sort": Query(description=f"Column to sort by, falling when - stands before it: {columns}", max_length=100),
    }
    fixed = (("request", Request), ("moment", MomentDep), ("response", Response), ("options", ViewOptions))
    arguments = [
        Argument(name, Argument.KEYWORD_ONLY, annotation=kind) for name, kind in (*fixed, ("language", Language))
    ]
    arguments.append(Argument("format", Argument.KEYWORD_ONLY, annotation=Literal[tuple(FORMATS)]))
    arguments.append(
        _optional("for_", Literal[tuple(DIALECTS)], Query(alias="for", description="For whose spreadsheet"))
    )
    arguments += [_optional(name, str, query) for name, query in texts.items()]
    arguments.append(_several("columns", Query(description=f"Columns to give, all if not given: {columns}")))
    if details := tuple(table.details()):
        of_many = Query(description="A row for each of what there may be several of in a row of the table")
        arguments.append(_optional("rows", Literal[details], of_many))
    arguments += [_several(name.replace("-", "_"), query) for name, query in filters.items()]
    return arguments + list(own.values())


def _optional(name: str, kind: Any, query: Any) -> Argument:
    return Argument(name, Argument.KEYWORD_ONLY, default=None, annotation=Annotated[kind | None, query])


def _several(name: str, query: Any) -> Argument:
    return Argument(name, Argument.KEYWORD_ONLY, default=[], annotation=Annotated[list[str], query])


for _table in tables().values():
    router.get(
        f"/{_table.name}.{{format}}",
        name=f"table_{_table.name}",
        response_class=Response,
        responses={200: {"content": {media: {} for media in _MEDIA_TYPES}, "description": "The table"}},
        summary=f"The table {_table.name} as CSV or as a workbook",
    )(_endpoint(_table))
