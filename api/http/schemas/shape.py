"""What all shapes that the API answers have in common, and how those of the model are built from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, create_model, with_config

from api.service.items import public
from graph.model.vocabulary import NodeType, Property
from queries.answer import Evidence, Named, Reference

_TYPES: Final[Mapping[str, Any]] = {"text": str, "date": str, "number": float, "integer": int, "texts": list[str]}
_EXAMPLES: Final[Mapping[str, Any]] = {
    "acronym": "SORESS-MMI",
    "aliases": ["Skills for the green transition"],
    "loaded": "2026-11-22T10:00:00+00:00",
    "numbers": ["2023-01234"],
    "starts": "2025",
}
_ALWAYS: Final = frozenset({"name", "name_sv", "name_en"})

Built = TypeVar("Built", bound="Shape")


class Shape(BaseModel):
    """Exactly what is answered: a name that is not declared is a mistake, which the tests find."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


def _described(record: type, examples: Mapping[str, Any]) -> None:
    """Give examples to a record of the core, which knows nothing of descriptions."""

    def extend(schema: dict[str, Any]) -> None:
        for name, value in examples.items():
            schema["properties"][name]["examples"] = [value]

    with_config(ConfigDict(**Shape.model_config, json_schema_extra=extend))(record)


_described(Named, {"id": "se:2482", "name": "Skellefteå"})
_described(Reference, {"id": "orgnr:2120002650", "name": "Skellefteå kommun", "kind": "municipality"})
_described(Evidence, {"quote": "Samordnare: IVL", "locator": "Medverkan, row 3"})


def node_shape(node_type: NodeType, derived: type[Built], name: str | None = None) -> type[Built]:
    """The shape of a node: its public properties as the model declares them, and what `derived` adds to them."""
    return built(name or node_type.label, derived, node_type.description, public(node_type))


def built(
    name: str, derived: type[Built], description: str, properties: Iterable[Property], *, only_stated: bool = False
) -> type[Built]:
    """`derived` with a field for each property: null where nobody has stated it, or left out with `only_stated`."""
    fields: dict[str, Any] = {
        property.name: (_annotation(property), _field(property, only_stated)) for property in properties
    }
    return create_model(name, __base__=derived, __doc__=description, **fields)


def _annotation(property: Property) -> Any:
    annotation = Literal[property.choices] if property.choices else _TYPES[property.type]
    return annotation if property.name in _ALWAYS or property.type == "texts" else annotation | None


def _field(property: Property, is_optional: bool) -> Any:
    default: Any = ... if not is_optional or property.name in _ALWAYS else [] if property.type == "texts" else None
    examples = [_EXAMPLES[property.name]] if property.name in _EXAMPLES else None
    return Field(default, description=property.description, examples=examples)
