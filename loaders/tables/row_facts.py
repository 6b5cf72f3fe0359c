"""What one row says of its actors, of its project and of money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from graph.messages import Message
from graph.model.records import Evidence, Value, slug
from loaders.documents.cells import Amount, PlacePhrase
from loaders.documents.fields import NOBODY_SAYS, OF_ACTOR, OF_PROJECT
from loaders.documents.org_numbers import country_of
from loaders.tables.brackets import bracketed
from loaders.tables.understood import RefusedError, Said, Understood, parts

_OF_LISTS: Final = frozenset({"project_number", "other_title"})


@dataclass(frozen=True, slots=True)
class ActorSaid:
    """An actor as one row has it."""

    name: str
    role: str | None
    heading: str
    properties: Mapping[str, Value]
    places: tuple[PlacePhrase, ...]


def actors(row: Understood) -> Iterator[ActorSaid]:
    """The actors of a row.

    What a column says of an actor is of the nearest column of actors to its left, else of the first.

    Raises:
        RefusedError: that column names several, and nothing tells of which one it is.
    """
    owner: dict[int, list[Said]] = {}
    columns = [index for index, fact in enumerate(row.said) if fact.column.field == "actor"]
    for index, fact in enumerate(row.said):
        if fact.column.field in OF_ACTOR and columns:
            before = [column for column in columns if column < index] if fact.column.heading else []
            owner.setdefault(before[-1] if before else columns[0], []).append(fact)
    for index in columns:
        said = row.said[index]
        names = [name for name in parts(said.value) if isinstance(name, str)]
        about = [fact for fact in owner.get(index, []) if fact.value is not None] if names else []
        if about and len(names) > 1:
            raise RefusedError(Message("mapping.of_several", count=len(names)), about[0].column.field)
        phrases = (part for fact in about if fact.column.field == "place" for part in parts(fact.value))
        places = tuple(phrase for phrase in phrases if isinstance(phrase, PlacePhrase))
        properties: dict[str, Value] = {
            fact.column.field: fact.value  # type: ignore[misc]
            for fact in about
            if fact.column.field != "place"
        }
        if country := country_of(str(properties.get("org_number") or "")):
            properties["country"] = country
        role = said.column.role if said.column.role not in ("", NOBODY_SAYS) else row.text("role")
        for written in names:
            name, own_role, abbreviation = bracketed(written)
            aliases = {"aliases": _with(properties.get("aliases"), abbreviation)} if abbreviation else {}
            yield ActorSaid(name, own_role or role, said.column.heading, {**properties, **aliases}, places)


def _with(aliases: Value, abbreviation: str) -> tuple[str, ...]:
    return (*aliases, abbreviation) if isinstance(aliases, tuple) else (abbreviation,)


def own_fields(row: Understood) -> dict[str, Value]:
    """What the row says of its project by itself, by field; the currency is that of the budget."""
    own = {name: plain(row, name) for name in OF_PROJECT} | {"currency": money(row, "budget")[1]}
    lists = {name: tuple(row.all(name, str)) or None for name in _OF_LISTS}
    return own | lists | {"approximate": approximate_fields(row, "budget")}


def key_of(row: Understood) -> tuple[str, str]:
    """What names the project of a row: the field, and what it says as part of an id; empty without letter and digit."""
    if row.key:
        return "project", slug(row.key)
    field = next((name for name in ("project_id", "project_number", "acronym") if row.get(name)), "project")
    return field, slug(str(row.get(field)))


def approximate_fields(row: Understood, field: str) -> tuple[str, ...] | None:
    """The name of the field where its cell says "ca"."""
    amount = row.get(field)
    return (field,) if isinstance(amount, Amount) and amount.approximate else None


def share_beside(row: Understood, field: str) -> float | None:
    """The share that a cell gives beside its sum."""
    amount = row.get(field)
    return amount.share if isinstance(amount, Amount) else None


def quoting(row: Understood, field: str, evidence: Evidence) -> Evidence | None:
    """The evidence with the cell as its quote, where the cell is not meant exactly and nothing else is quoted."""
    written = row.written(field)
    return replace(evidence, quote=written) if written and evidence.quote is None else None


def money(row: Understood, field: str) -> tuple[float | None, str | None]:
    """Amount and currency; the currency may stand in its own column or beside the amount."""
    amount = row.get(field)
    return (amount.number, amount.currency or row.text("currency")) if isinstance(amount, Amount) else (None, None)


def part(row: Understood, amount: Amount | None) -> dict[str, Value]:
    """The part of a row's budget that is meant for a place."""
    if amount is None:
        return {}
    currency = amount.currency or money(row, "budget")[1] or row.text("currency")
    return {"amount": amount.number, "currency": currency}


def plain(row: Understood, field: str) -> Value:
    """What a row says of a field, as a record holds it."""
    value = row.get(field)
    return value.number if isinstance(value, Amount) else value  # type: ignore[return-value]
