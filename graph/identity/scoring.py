"""Whether two actors are one: a score of 0–100, a band, and the reasons in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

from graph.identity.evidence import (
    Evidence,
    is_firms_name,
    is_grown,
    is_own_name,
    is_unique_name,
    legal_form,
    other_city,
    other_marks,
    other_order,
)
from graph.identity.mentions import IDENTIFIERS, REGISTERED
from graph.identity.names import NameForm
from graph.identity.similarity import Likeness, is_distinctive, likeness
from graph.identity.vocabulary import stem
from graph.messages import Message

Band = Literal["merge", "ask", "apart"]
Finding = tuple[str, Mapping[str, Any]]

MERGE: Final = 92.0
ASK: Final = 70.0
_FIELDS: Final = frozenset(
    (
        *("other_legal_form", "other_kind", "other_country", "other_place", "other_period"),
        *(f"other_identifier_{identifier}" for identifier in IDENTIFIERS),
    )
)
_SAME_NAME: Final = frozenset(("same_name", "same_title"))
_OTHER_NAME: Final = frozenset(("other_letters", "other_order", "other_city"))
_SAME_PLACE: Final = 3.0
# A word of so many letters, or a name of so many words that are the same, is not another by a letter.
_LONG: Final = 10
_MANY_WORDS: Final = 3
_NAME: Final = 6  # letters of a word that is a name by itself
# Upper limits of a score: below MERGE a person decides, below ASK the two are kept apart.
_DOUBTFUL: Final = 90.0
_PART: Final = 75.0
_APART: Final = 40.0


@dataclass(frozen=True, slots=True)
class Side:
    """One actor of a pair: a name of it, and what else is known."""

    form: NameForm
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely two are one; `findings` are the reasons as message keys with their values."""

    score: float
    findings: tuple[Finding, ...]

    @property
    def band(self) -> Band:
        """What is to be done: merge them, ask a person, or keep them apart."""
        return "merge" if self.score >= MERGE else "ask" if self.score >= ASK else "apart"

    @property
    def differs(self) -> tuple[str, ...]:
        """What the two say differently: name, legal_form, kind, country, place, org_number, ror, pic, period."""
        keys = [key for key, _ in self.findings]
        found = [] if _SAME_NAME.intersection(keys) and _OTHER_NAME.isdisjoint(keys) else ["name"]
        found += [key.removeprefix("other_").removeprefix("identifier_") for key in keys if key in _FIELDS]
        return tuple(found)

    @property
    def reasons(self) -> tuple[Message, ...]:
        """Why, as sentences in Swedish and English."""
        return tuple(_worded(key, values) for key, values in self.findings)


def with_places(reason: Message, names: Mapping[str, str]) -> Message:
    """The reason with the names of places in place of their ids."""
    if reason.key != "identity.other_place":
        return reason
    sides = cast(Mapping[str, tuple[str, ...]], reason.values)
    return Message(reason.key, **{side: tuple(names.get(place, place) for place in sides[side]) for side in sides})


def judge(one: Side, other: Side) -> Judgement:
    """Judge two by what is known of them alone: no other actor changes the answer."""
    alike = likeness(one.form, other.form)
    if one.evidence.same_identifier(
        other.evidence
    ):  # and they are two already, so something tells them from each other
        others: Iterator[Finding] = (
            (f"other_identifier_{kind}", {}) for kind in one.evidence.other_identifiers(other.evidence)
        )
        return Judgement(_DOUBTFUL, (("same_identifier", {}), *others))
    score, findings = _by_name(one.form, other.form, alike)
    limits = [*_name_limits(one.form, other.form, alike), *_limits(one, other, alike)]
    if one.evidence.same_place(other.evidence):
        score = min(score + _SAME_PLACE, 100.0)
        findings.append(("same_place", {}))
        if _is_longer(one.form, other.form, alike):
            score = max(score, _PART)
    score = min([score, *(limit for limit, _ in limits)])
    return Judgement(round(score, 1), (*findings, *(finding for _, finding in limits)))


def _is_longer(one: NameForm, other: NameForm, alike: Likeness) -> bool:
    """Whether one name has all words of the other and more, and these are enough to be a name."""
    if alike.misspelt or bool(alike.lacking) == bool(alike.extra):
        return False
    shared = [word for word in {*one.words} & {*other.words} if is_distinctive([word])]
    return len(shared) > 1 or any(len(word) >= _NAME for word in shared)


def may_merge(one: NameForm, other: NameForm) -> bool:
    """Whether two with these names are one where nothing beside the names is against it, judged in either order."""
    return max(_most_by_names(one, other), _most_by_names(other, one)) >= MERGE


def _most_by_names(one: NameForm, other: NameForm) -> float:
    alike = likeness(one, other)
    score, _ = _by_name(one, other, alike)
    return round(min([score + _SAME_PLACE, *(limit for limit, _ in _name_limits(one, other, alike))]), 1)


def contested(judgement: Judgement) -> Judgement:
    """The judgement of a pair for a person to decide that would be merged if no others contradicted it."""
    if judgement.band != "merge":
        return judgement
    return Judgement(_DOUBTFUL, (*judgement.findings, ("several", {})))


def _by_name(one: NameForm, other: NameForm, alike: Likeness) -> tuple[float, list[Finding]]:
    if alike.share == 1.0:
        return 100.0, [("same_name", {})]
    if one.whole == other.key or other.whole == one.key:
        return _PART, [("department", {"name": (one if one.whole else other).written})]
    for short, long in ((one, other), (other, one)):
        if _abbreviates(short, long):
            return _PART, [("acronym", {"short": short.written})]
    if one.bare == other.key or other.bare == one.key:
        return _PART, [("bare_name", {"name": (other if one.bare else one).written})]
    findings: list[Finding] = [("alike_name", {"share": round(alike.share * 100)})]
    if not alike.follows:
        findings += [("misspelt", {"one": mine, "other": theirs}) for mine, theirs in alike.misspelt]
    if words := alike.lacking + alike.extra:
        findings.append(("words_of_one", {"words": words}))
    return min(alike.share * 100, _most_by_words(alike)), findings


def _most_by_words(alike: Likeness) -> float:
    """The upper limit for a pair whose names differ in words, of one or of both."""
    if is_distinctive(alike.lacking) and is_distinctive(alike.extra):
        return _APART
    return _DOUBTFUL - _SAME_PLACE if (alike.lacking or alike.extra) and not alike.in_law else 100.0


def _abbreviates(short: NameForm, long: NameForm) -> bool:
    if len(short.words) != 1 or len(long.words) < 2:
        return False
    is_made_of_it = short.is_acronym and short.compact == "".join(word[0] for word in long.words)
    return short.compact in long.acronyms or (is_made_of_it and len(short.compact) > 2)


def _name_limits(one: NameForm, other: NameForm, alike: Likeness) -> list[tuple[float, Finding]]:
    """Findings in the names that limit the score."""
    limits: list[tuple[float, Finding]] = []
    if one.numbers != other.numbers:
        limits.append((_APART, ("other_numbers", {})))
    if one.types != other.types and not (one.whole or other.whole):
        is_apart = one.types and other.types and not alike.follows
        limits.append((_APART if is_apart else _DOUBTFUL, ("other_type", {})))
    if alike.follows:
        limits.append((_DOUBTFUL, ("follows", {})))
    if alike.share == 1.0 and other_marks(one, other):
        limits.append((_DOUBTFUL, ("other_letters", {})))
    return limits


def _limits(one: Side, other: Side, alike: Likeness) -> list[tuple[float, Finding]]:
    """Findings in the evidence beside the names that limit the score."""
    limits: list[tuple[float, Finding]] = []
    for kind in one.evidence.other_identifiers(other.evidence):
        decides = kind == "org_number" or (kind == REGISTERED and not alike.follows)
        limits.append((_APART if decides else _DOUBTFUL, (f"other_identifier_{kind}", {})))
    mine, theirs = (legal_form(side.form, side.evidence.countries) for side in (one, other))
    if mine and theirs and mine != theirs and not (is_grown(mine, theirs) and one.evidence.same_place(other.evidence)):
        limits.append((_DOUBTFUL, ("other_legal_form", {"one": mine, "other": theirs})))
    if alike.share == 1.0:
        limits += _order_limits(one, other)
    if (alike.doubtful or alike.is_short) and not alike.follows and not _is_slip(one, other, alike):
        limits.append((_DOUBTFUL, ("unknown_place", {})))
    if alike.in_law and not one.evidence.same_place(other.evidence):
        limits.append((_DOUBTFUL, ("unknown_place", {})))
    if one.evidence.other_country(other.evidence):
        findings = _both(one.evidence.countries, other.evidence.countries)
        limits.append((_APART, ("other_country", findings)))
    is_own = alike.share == 1.0 and is_own_name((one.form, other.form), (one.evidence, other.evidence))
    if one.evidence.other_kind(other.evidence) and not is_own:
        limits.append((_DOUBTFUL, ("other_kind", _both(one.evidence.kinds, other.evidence.kinds))))
    if places_contradict(one, other):
        limits.append((_DOUBTFUL, ("other_place", _both(one.evidence.places, other.evidence.places))))
    return limits


def _order_limits(one: Side, other: Side) -> Iterator[tuple[float, Finding]]:
    """Findings in equal names that limit the score unless it is known where the two sit."""
    if other_city(one.form, other.form, one.evidence.countries | other.evidence.countries):
        yield _DOUBTFUL, ("other_city", {})
    if other_order(one.form, other.form) and not one.evidence.same_area(other.evidence):
        yield _DOUBTFUL, ("other_order", {})


def _is_slip(one: Side, other: Side, alike: Likeness) -> bool:
    """Whether a letter more or less is a slip: in one place, in a long word, in a long name within one country."""
    if alike.is_short:
        return False
    if one.evidence.same_place(other.evidence) or all(
        len(stem(word)) >= _LONG for pair in alike.doubtful for word in pair
    ):
        return True
    shared = (word for word in {*one.form.words} & {*other.form.words} if is_distinctive([word]))
    return one.evidence.same_area(other.evidence) and sum(1 for _ in shared) >= _MANY_WORDS


def _both(one: Iterable[str], other: Iterable[str]) -> dict[str, tuple[str, ...]]:
    return {"one": tuple(sorted(one)), "other": tuple(sorted(other))}


def _worded(key: str, values: Mapping[str, Any]) -> Message:
    if key == "other_kind":
        values = {side: tuple(Message(f"model.kind_{kind}") for kind in kinds) for side, kinds in values.items()}
    return Message(f"identity.{key}", **values)


def places_contradict(one: Side, other: Side) -> bool:
    """Whether the two sit in different places, and the name could be borne in both."""
    if one.evidence.is_registered and other.evidence.is_registered:
        return False
    places = one.evidence.places | other.evidence.places
    is_one_name = one.form.key == other.form.key and one.form.legal_form == other.form.legal_form
    if is_one_name and is_unique_name(one.form, places):
        return False
    if one.form.key == other.form.key and is_firms_name(one.form, other.form, (one.evidence, other.evidence)):
        return False
    return one.evidence.other_place(other.evidence)
