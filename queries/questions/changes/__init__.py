"""Changes: what has happened since an earlier revision?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from typing_extensions import TypedDict

from graph.errors import InputError
from graph.messages import Message
from graph.model.dates import last_day
from graph.network.choosing import is_chosen
from graph.network.facts import Fact
from queries.answer import Answer, Evidence, Reference, answered, evidence
from queries.question import Moment, Parameter, Question
from queries.questions.changes.differences import CHANGES, Compared, Difference
from queries.questions.changes.moved import FIRST, moved
from queries.questions.changes.sentences import Names, sentence

_ORDER: Final = ("Project", "PARTICIPATES_IN", "Actor", "FUNDS", "COLLABORATES_WITH", "overlaps", "gaps", "groups")


class ViewChange(TypedDict):
    """One thing that changed in the view.

    `subject` is what it is about: a project, an actor, or the two ends of a fact or pair. `type` is theirs, or the
    question whose answer moved. `before` and `after` hold what differs, null where there was or is nothing; `sources`
    who says so, of what is gone who said so.
    """

    change: str
    type: str
    subject: list[Reference]
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    sources: list[Evidence]
    sentence: str


class ChangesMethod(TypedDict):
    """From which revision and day to which, and how many changes of each sort; `watched` are the first so many."""

    exact: bool
    since: int
    since_day: str | None
    until_day: str | None
    counts: dict[str, int]
    watched: dict[str, int]


def answer(moment: Moment, parameters: Mapping[str, Any], language: str) -> Answer:
    """What is new, ended, changed, merged, withdrawn or moved, in this order, since a revision or a day.

    Of a new or withdrawn actor or project one item tells, with all its facts. A project ended when its last day lies
    between the two days. With a day, the revision is the last one made by then. Without either, it is the one before.
    Brokers move only where their figures are exact: a place between estimates says nothing.

    Raises:
        InputError: neither a number nor a date, or a revision after that of the view.
        NotFoundError: there is no such revision.
    """
    since = parameters.get("since") or str(moment.network.revision - 1)
    if since == "0":
        return _nothing(moment, "no_earlier", language)
    compared = Compared.of(moment.at(since), moment.network)
    if compared.earlier.revision > compared.later.revision:
        raise InputError(Message("errors.since_later", since=since, revision=str(compared.later.revision)))
    begin, end = _day(since, compared.earlier.made), _day("", compared.later.made)
    left_out: Counter[str] = Counter()
    found = [*compared.differences(begin, end), *moved(compared, language, left_out)]
    differences = [difference for difference in found if _is_chosen(compared, difference)]
    names = Names(compared, language)
    items = [_item(names, difference, language) for difference in differences]
    wanted = parameters.get("change")
    items = sorted((item for item in items if not wanted or item["change"] == wanted), key=_order)
    method: ChangesMethod = {
        "exact": True,
        "since": compared.earlier.revision,
        "since_day": begin.isoformat(),
        "until_day": end.isoformat(),
        "counts": dict(Counter(difference.change for difference in differences)),
        "watched": dict(FIRST),
    }
    forgotten = compared.earlier.left_out.get("dataset_forgotten", 0)
    not_chosen = len(found) - len(differences)
    left_out.update(dataset_forgotten=forgotten, change_not_chosen=not_chosen, no_change=int(not items))
    return answered("changes", moment.network, language, items, method=method, left_out=left_out)


def _is_chosen(compared: Compared, difference: Difference) -> bool:
    """Whether the view chooses anything that it is about, before or after."""
    sides = (compared.earlier, compared.later)
    return any(is_chosen(side, id) for side in sides for id in difference.subject)


def _day(given: str, made: str | None) -> date:
    """The day that was given, else that on which the revision was made."""
    if given and not given.isdecimal():
        return last_day(given)
    return date.fromisoformat(made[:10]) if made else date.min


def _nothing(moment: Moment, reason: str, language: str) -> Answer:
    method: ChangesMethod = {
        "exact": True,
        "since": moment.network.revision,
        "since_day": None,
        "until_day": None,
        "counts": {},
        "watched": dict(FIRST),
    }
    return answered("changes", moment.network, language, (), method=method, left_out={reason: 1})


def _item(names: Names, difference: Difference, language: str) -> ViewChange:
    return {
        "change": difference.change,
        "type": difference.type,
        "subject": [names.reference(id) for id in difference.subject],
        "before": dict(difference.before) if difference.before is not None else None,
        "after": dict(difference.after) if difference.after is not None else None,
        "sources": evidence(_one_a_source(difference.facts)),
        "sentence": sentence(names, difference, language),
    }


def _one_a_source(facts: Iterable[Fact]) -> Iterable[Fact]:
    """The first fact of each source."""
    return {fact.reports[0].record: fact for fact in reversed(list(facts))}.values()


def _order(item: ViewChange) -> tuple[int, int, str]:
    """Sorts of change in turn, projects before what is said of them; what moved by its place."""
    place = _ORDER.index(item["type"]) if item["type"] in _ORDER else len(_ORDER)
    told = "" if item["change"] == "moved" else item["sentence"]
    return CHANGES.index(item["change"]), place, told


QUESTION: Final = Question(
    "changes",
    "What has happened since?",
    (
        Parameter("since", "A day or a revision; the one before when not given", "text", positional=True),
        Parameter("change", "Only changes of this sort", "text", choices=CHANGES),
    ),
    answer,
    (ViewChange,),
    (ChangesMethod,),
)
