"""The answers to questions, a row an item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from api.tables.columns import Column, Row
from api.tables.shapes import (
    EVIDENCE,
    GIVEN,
    NEXT_STEP,
    REASON,
    cited,
    id_of,
    kind_of,
    left_out,
    many,
    names,
    node,
    shares,
)
from api.tables.table import Asked, Found, Table
from graph.messages import catalogue, message
from graph.network.network import StakeholderNetwork
from queries.finding.grouping import county_of

_LANE: Final = Column("lane", "code", words=("tables.lane_",), filtered=True)
_RANK: Final = Column("rank", "whole")
_OVERLAP: Final = (
    node("project_a", "projects.0"),
    node("project_b", "projects.1"),
    Column("class", "code", words=("tables.class_",), filtered=True),
    Column("likeness", "share", at="score"),
    REASON,
    NEXT_STEP,
    Column("proposed", "code", words=("tables.class_",), shown=False),
    *GIVEN,
    Column("owners", "code", words=("tables.owners_",), filtered=True, shown=False),
    names("owners_a", "owned_by.0", "owner"),
    names("owners_b", "owned_by.1", "owner"),
    names("series", "series", "project"),
    *shares("likeness", "text", "themes", "actors", "places", "time", "funder"),
    id_of("project_a", "projects.0"),
    id_of("project_b", "projects.1"),
)
_PARTNER: Final = (
    node("actor"),
    kind_of("kind", "actor"),
    Column("country", "country", filtered=True, shown=False),
    Column("county", filtered=True, shown=False),
    _LANE,
    Column("rank", "whole", shown=False),
    Column("score", "share"),
    REASON,
    node("via", "via.0"),
    NEXT_STEP,
    Column("last_active", "date"),
    Column("seated", "flag", shown=False),
    *GIVEN,
    *shares("fit", "themes", "adds", "closeness", "place", "recency"),
    names("adds_themes", "adds.themes", "theme"),
    names("adds_places", "adds.places", "place"),
    many("evidence", "evidence", (node("project"), *EVIDENCE.parts)),
    replace(id_of("actor"), filtered=True),
    id_of("via", "via.0"),
)
_BROKER: Final = (
    node("actor"),
    _RANK,
    kind_of("kind", "actor"),
    Column("sector", "code", words=("model.sector_",), filtered=True),
    REASON,
    Column("betweenness", "share"),
    Column("constraint", "number"),
    Column("effective_size", "number"),
    Column("group", at="group_name", shown=False),
    Column("theme", at="theme.name", shown=False),
    Column("seated", "flag", shown=False),
    *(
        Column(f"as_{role}", "whole", at=f"roles.{role}", shown=False)
        for role in ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
    ),
    names("projects", "projects", "project"),
    id_of("actor"),
)
_PAIR: Final = (
    node("actor_a", "actors.0"),
    node("actor_b", "actors.1"),
    Column("lane", "code", words=("tables.pair_lane_",), filtered=True),
    _RANK,
    kind_of("kind_a", "actors.0", shown=False),
    kind_of("kind_b", "actors.1", shown=False),
    Column("state", "code", words=("tables.state_",), filtered=True),
    REASON,
    NEXT_STEP,
    names("common_contacts", "via", "via"),
    *shares("pair", "needs", "themes", "text", "place", "kinds", "countries", "contacts"),
    id_of("actor_a", "actors.0"),
    id_of("actor_b", "actors.1"),
)
_GROUPS: Final = (
    Column("group_a", at="group_names.0"),
    Column("group_b", at="group_names.1"),
    Column("reading", "code", words=("tables.reading_",), filtered=True),
    REASON,
    Column("observed", "whole"),
    Column("expected", "number"),
    Column("z", "number"),
    Column("p", "number", shown=False),
    Column("q", "number"),
    NEXT_STEP,
    Column("theme", at="could_meet.theme.name", shown=False),
    Column("group_a_id", at="groups.0", shown=False),
    Column("group_b_id", at="groups.1", shown=False),
)
_COVERAGE: Final = (
    Column("theme", at="theme.name", filtered=True),
    Column("place", at="place.name", filtered=True),
    Column("n_projects", "whole"),
    Column("n_actors", "whole"),
    Column("amount", "money"),
    Column("currency"),
    REASON,
    names("needs", "needs", "actor"),
    id_of("theme"),
    id_of("place"),
)
_ISOLATE: Final = (
    node("who"),
    kind_of("kind", "who"),
    Column("why_alone", "code", at="reason", words=("tables.isolate_",), filtered=True),
    REASON,
    NEXT_STEP,
    Column("last_active", "date"),
    Column("theme", at="theme.name", shown=False),
    names("near", "near", "actor"),
    id_of("who"),
)
_INTRODUCTION: Final = (
    node("middle"),
    kind_of("kind", "middle"),
    Column("length", "whole"),
    REASON,
    many("path", "path", (Column("position", "whole"), node("step", "."), Column("id"))),
    EVIDENCE,
    id_of("middle"),
)
_MEMBER: Final = (
    Column("team", "whole", filtered=True),
    node("actor", "member.actor"),
    kind_of("kind", "member.actor"),
    names("adds_themes", "member.adds.themes", "theme", shown=True),
    names("adds_places", "member.adds.places", "place"),
    Column("coverage", "share"),
    Column("trust", "share"),
    Column("novelty", "share"),
    REASON,
    EVIDENCE,
    id_of("actor", "member.actor"),
)
_CONSEQUENCE: Final = (
    node("actor"),
    kind_of("kind", "actor", shown=False),
    Column("before", "number"),
    Column("after", "number"),
    REASON,
    names("with", "with", "other"),
    names("projects", "projects", "project"),
    id_of("actor"),
)
_CHANGE: Final = (
    Column("change", "code", words=("tables.happened_",), filtered=True),
    node("subject", "subject.0"),
    node("other", "subject.1"),
    REASON,
    EVIDENCE,
    id_of("subject", "subject.0"),
    id_of("other", "subject.1"),
)

Expand = Callable[[Row, Asked], Iterable[Row]]


def _of_question(name: str, expand: Expand, **fixed: str) -> Callable[[Asked], Found]:
    def find(asked: Asked) -> Found:
        answer = asked.moment.answer(name, {**asked.options, **fixed}, asked.language)
        return Found([row for item in answer.items for row in expand(item, asked)], left_out(answer.left_out))

    return find


def _same(item: Row, _: Asked) -> Iterator[Row]:
    yield item


def _partner(item: Row, asked: Asked) -> Iterator[Row]:
    whole, id = asked.moment.whole, item["actor"]["id"]
    county = county_of(whole, id)
    yield {
        **cited(item, whole),
        "country": whole.actors[id].country if id in whole.actors else None,
        "county": whole.places[county].name if county else None,
    }


def _in_group(item: Row, asked: Asked) -> Iterator[Row]:
    yield {**item, "group_name": _group(item.get("group"), asked)}


def _groups(item: Row, asked: Asked) -> Iterator[Row]:
    yield {**item, "group_names": [_group(group, asked) for group in item["groups"]]}


def _who(item: Row, _: Asked) -> Iterator[Row]:
    yield {**item, "who": item.get("actor") or item["project"]}


def _steps(item: Row, asked: Asked) -> Iterator[Row]:
    steps = [{**step, "position": position} for position, step in enumerate(item["path"], start=1)]
    yield {**cited(item, asked.moment.whole), "path": steps}


def _members(item: Row, asked: Asked) -> Iterator[Row]:
    for member in item["members"]:
        yield {
            **item,
            "team": item["rank"],
            "member": member,
            "evidence": cited(member, asked.moment.whole)["evidence"],
        }


def _sources(item: Row, asked: Asked) -> Iterator[Row]:
    yield cited({**item, "evidence": item["sources"]}, asked.moment.whole)


def _group(code: str | None, asked: Asked) -> str | None:
    """A sector, kind or county in words; a circle that was computed by its number, or by the actor it is around."""
    if code is None:
        return None
    keys = [key for key in (f"model.sector_{code}", f"model.kind_{code}") if key in catalogue()]
    return message(keys[0], asked.language) if keys else _name(code, asked.moment.whole)


def _name(id: str, whole: StakeholderNetwork) -> str:
    found = whole.places.get(id) or whole.actors.get(id)
    return found.name if found else id


def _table(
    name: str,
    columns: tuple[Column, ...],
    key: tuple[str, ...],
    question: str = "",
    expand: Expand = _same,
    fixed: Mapping[str, Any] | None = None,
) -> Table:
    question, fixed = question or name, fixed or {}
    return Table(name, columns, _of_question(question, expand, **fixed), key=key, question=question, fixed=fixed)


_TWO_PROJECTS: Final = ("project_a", "project_b", "project_a_id", "project_b_id")
TABLES: Final = (
    _table("overlaps", _OVERLAP, _TWO_PROJECTS),
    _table("partners", _PARTNER, ("actor", "actor_id"), expand=_partner),
    _table("brokers", _BROKER, ("actor", "actor_id"), expand=_in_group, fixed={"set": ""}),
    _table("gaps-pairs", _PAIR, ("actor_a", "actor_b", "actor_a_id", "actor_b_id"), "gaps", fixed={"of": "pairs"}),
    _table("gaps-groups", _GROUPS, ("group_a", "group_b"), "gaps", _groups, {"of": "groups"}),
    _table("gaps-coverage", _COVERAGE, ("theme", "theme_id", "place_id"), "gaps", fixed={"of": "coverage"}),
    _table("gaps-isolates", _ISOLATE, ("who", "who_id"), "gaps", _who, {"of": "isolates"}),
    _table("introductions", _INTRODUCTION, ("middle", "middle_id"), expand=_steps),
    _table("consortium", _MEMBER, ("team", "actor", "actor_id"), expand=_members),
    _table("what-if", _CONSEQUENCE, ("actor", "actor_id")),
    _table("changes", _CHANGE, ("change", "subject", "subject_id"), expand=_sources),
)
