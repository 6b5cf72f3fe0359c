"""What the Reconciliation Service API 0.2 asks: queries and data extensions, as they come in one form field."""

from __future__ import annotations

from typing import Annotated, Final, TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

LARGEST_BATCH: Final = 500
LARGEST_FIELD: Final = 1_000_000
_MOST_MATCHES: Final = 50

Text = Annotated[str, Field(max_length=1000)]


class EntityValue(BaseModel):
    """A value that is an entity itself, reconciled before."""

    id: Text
    name: Text | None = None


Value = Text | bool | int | float | EntityValue


class PropertyValue(BaseModel):
    """What the table says in one of its columns."""

    pid: Text
    v: Value | list[Value]

    @property
    def texts(self) -> list[str]:
        """The values as texts, of an entity its id."""
        values = self.v if isinstance(self.v, list) else [self.v]
        return [value.id if isinstance(value, EntityValue) else str(value) for value in values]


class Query(BaseModel):
    """One name to be found, with what else the row says."""

    query: Text = ""
    type: Text | list[Text] = Field(default_factory=list)
    limit: int = Field(10, ge=1)
    properties: list[PropertyValue] = Field(default_factory=list)

    @property
    def types(self) -> list[str]:
        """The types asked for, none for any."""
        return [self.type] if isinstance(self.type, str) else self.type

    @property
    def most(self) -> int:
        """How many matches to answer."""
        return min(self.limit, _MOST_MATCHES)


class ExtensionProperty(BaseModel):
    """A property to fetch."""

    id: Text


class Extension(BaseModel):
    """Properties to fetch of entities."""

    ids: list[Text] = Field(max_length=10 * LARGEST_BATCH)
    properties: list[ExtensionProperty] = Field(max_length=50)


QUERIES: Final[TypeAdapter[dict[str, Query]]] = TypeAdapter(
    Annotated[dict[str, Query], Field(max_length=LARGEST_BATCH)]
)
EXTENSION: Final = TypeAdapter(Extension)

Read = TypeVar("Read")


def read(adapter: TypeAdapter[Read], text: str, field: str) -> Read:
    """The content of a form field.

    Raises:
        RequestValidationError: it is not as the protocol says; lists every mistake.
    """
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        raise RequestValidationError(
            [{**mistake, "loc": (field, *mistake["loc"])} for mistake in error.errors()]
        ) from error
