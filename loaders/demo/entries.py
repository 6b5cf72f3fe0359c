"""What the facts of the demo network are made of; the workbook's sheets follow these."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """A document the facts cite; we gave the title, it had no address."""

    source: str
    title: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact stands: the document, the fragment, and the slide when the document is a deck."""

    source: str
    quote: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor; number, place and further names are added from the registers."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """An initiative; `fields` are columns of the sheet Projekt, `evidence` their fragments, several for a list."""

    name: str
    summary: str
    named: Evidence
    fields: dict[str, str | int]
    evidence: tuple[tuple[str, Evidence], ...]


@dataclass(frozen=True, slots=True)
class Participation:
    """An actor, or a phrase for several, in a project."""

    project: str
    actor: str
    role: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Funding:
    """Who pays: `share` is 0–1 and empty when several pay it jointly."""

    project: str
    funder: str
    evidence: Evidence
    amount: int | None = None
    currency: str = ""
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Collaboration:
    """Two actors in touch outside a project; kind `contact` is no working together yet."""

    actor_a: str
    actor_b: str
    kind: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class OfferOrNeed:
    """What an actor offers or needs."""

    actor: str
    offers_or_needs: str
    theme: str
    evidence: Evidence
