"""The shapes that the API answers, for its description. Names of answers are those of the questions' page."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from graph.model.vocabulary import ACTOR_KINDS

Item = TypeVar("Item")
Kind = Literal[ACTOR_KINDS]  # type: ignore[valid-type]


class Shape(BaseModel):
    """What all shapes have in common: later versions may add names."""

    model_config = ConfigDict(extra="allow")


class Reference(Shape):
    """A node inside an item."""

    id: str = Field(examples=["orgnr:2120002650"])
    name: str = Field(examples=["Skellefteå kommun"])
    kind: str | None = Field(None, examples=["municipality"])


class Evidence(Shape):
    """What one source says for a fact, and where."""

    source: str
    quote: str | None = Field(examples=["Samordnare: IVL"])
    locator: str | None = Field(examples=["Medverkan, row 3"])
    status: str
    dataset: str


class Actor(Reference):
    """An organisation."""

    sector: str | None = Field(examples=["public"])
    aliases: list[str]
    org_number: str | None
    ror: str | None
    pic: str | None
    website: str | None
    description: str | None
    places: list[Reference]
    n_projects: int


class Funder(Actor):
    """An actor that funds; sums of what is stated, by currency, but for what is told of another funder too."""

    amounts: list[dict[str, Any]] = Field(examples=[[{"currency": "SEK", "amount": 480000.0}]])
    doubly_told: list[dict[str, Any]] = Field(examples=[[]])


class Project(Reference):
    """A named undertaking with a goal."""

    acronym: str | None = Field(examples=["SORESS-MMI"])
    aliases: list[str] = Field(examples=[["Skills for the green transition"]])
    numbers: list[str] = Field(examples=[["2023-01234"]])
    summary: str | None
    url: str | None
    starts: str | None = Field(examples=["2025"])
    ends: str | None
    budget: float | None
    currency: str | None
    themes: list[Reference]
    places: list[Reference]
    n_actors: int
    n_funders: int


class Theme(Reference):
    """A field of work."""

    name_sv: str
    name_en: str
    n_projects: int


class Place(Reference):
    """A country, county, municipality or village; counts include what lies below it."""

    level: str | None
    nuts: str | None
    parents: list[Reference]
    n_projects: int
    n_actors: int


class Source(Reference):
    """A document that facts cite."""

    title: str | None
    url: str | None
    licence: str | None
    retrieved: str | None
    n_facts: int


class Dataset(Reference):
    """The unit that a load replaces and a forget withdraws."""

    loader: str | None
    loaded: str | None = Field(examples=["2026-11-22T10:00:00+00:00"])
    covers_places: list[str]
    n_facts: int


class Relation(Shape):
    """A fact: a tie between two nodes with the evidence for it. `told` is a role, kind or phrase.

    `sentence` says what became of an actor, in the language of the answer; null for other facts.
    """

    type: str = Field(examples=["PARTICIPATES_IN"])
    start: Reference
    end: Reference
    told: str | None = Field(examples=["coordinator"])
    sentence: str | None = Field(examples=["Sveriges Kommuner och Regioner efterträdde SKL 2019-11-27"])
    status: str
    evidence: list[Evidence]


class Claim(Evidence):
    """What one source says of one property."""

    property: str = Field(examples=["name"])
    value: Any = None


class Detail(Shape):
    """What every node has beside the properties of its list: claims, and a page of its relations."""

    id: str
    name: str
    claims: list[Claim]
    relations: list[Relation]
    relations_total: int
    relations_next: str | None
    revision: int


class View(Shape):
    """The filter that an answer was given for."""

    from_: str | None = Field(alias="from")
    to: str | None
    theme: list[str]
    place: list[str]
    sector: list[str]
    dataset: list[str]
    status: list[str]
    funding: str
    expanded: str


class Page(Shape, Generic[Item]):
    """Some items of a list; `next` leads to those that follow."""

    items: list[Item]
    total: int
    next: str | None
    view: View | None
    revision: int


class Answer(Shape):
    """The answer to a question."""

    question: str
    view: View
    revision: int
    considered: dict[str, int] = Field(examples=[{"actors": 60, "projects": 6}])
    left_out: list[dict[str, Any]]
    method: dict[str, Any]
    items: list[dict[str, Any]]
    total: int
    next: str | None


class Network(Shape):
    """Node-link data as `networkx.node_link_graph(data, edges="edges")` reads it."""

    directed: bool
    multigraph: bool
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]


class Counts(Shape):
    """How many of one type were new, changed, unchanged or withdrawn."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0


class Change(Shape):
    """One entry of a difference."""

    change: Literal["new", "changed", "withdrawn"]
    type: str
    id: str
    name: str = Field(examples=["Boliden AB → SORESS-MMI (partner)"])
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}


class Report(Shape):
    """What a load did, or would do."""

    dataset: str
    revision: int
    applied: bool
    changed: bool
    counts: dict[str, Counts]
    difference: list[Change]
    difference_total: int
    rejected: list[dict[str, Any]]
    notes: list[str]
    note_messages: list[dict[str, Any] | None]


class Progress(Shape):
    """How far a running load has come."""

    step: str
    done: int
    total: int


class Load(Shape):
    """A load on its way: `ready` means that `report` shows what it would change and nothing is written."""

    id: str
    state: Literal["running", "ready", "applied", "failed"]
    progress: Progress
    report: Report | None
    problem: dict[str, Any] | None


class Revision(Shape):
    """One change of the graph."""

    number: int
    at: str
    action: str
    dataset: str | None
    summary: dict[str, Counts]


class RevisionDetail(Revision):
    """One change with its difference."""

    difference: list[dict[str, Any]]


class Status(Shape):
    """What the service holds."""

    engine: str
    revision: int
    counts: dict[str, int]
    version: str


class Health(Shape):
    """Whether the service can answer."""

    status: Literal["ok"] = "ok"


class VerdictOrder(BaseModel):
    """What a person decides about a pair."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"verdict": "complementary", "decided_by": "Projektkontoret", "reason": "Olika mål"}]
        },
    )

    verdict: Annotated[str, Field(max_length=50)]
    decided_by: Annotated[str, Field(min_length=1, max_length=200)]
    reason: Annotated[str | None, Field(max_length=2000)] = None


class Verdict(Shape):
    """A decision about a pair; it wins over every proposal until a fact of the pair changes."""

    question: str
    first: str
    second: str
    verdict: str
    reason: str | None
    decided_by: str
    decided_at: str


class ProblemDocument(Shape):
    """What went wrong (RFC 9457)."""

    type: str = Field(examples=["urn:hur:problem:not-found"])
    title: str = Field(examples=["Not found"])
    status: int = Field(examples=[404])
    detail: str
    instance: str | None = None
    problems: list[dict[str, Any]] | None = None
