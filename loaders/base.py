"""What a loader is, what its source.yml says, and where it puts what it reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.resources import files
from typing import Any, Final, Literal, Protocol

import yaml

from graph.errors import Problem
from graph.messages import Message
from graph.model.dates import check_date
from graph.model.records import Evidence, Node, RecordError, Relation, SourceRecord, Value
from graph.model.vocabulary import ABOUT, ACTOR_KINDS, LOCATED_IN, PLACE, ROLES
from loaders.documents.register import RegisterMapping
from loaders.documents.showing import Showing
from loaders.files.sample import Sample
from loaders.registers.entries import Organisation, PlaceEntry
from loaders.registers.registry import Registry, load_registry

Unmapped = Literal["theme", "place", "role", "type"]

_SHOWN_PHRASES: Final = 20
_LONGEST_PLACE: Final = 80  # characters of what says where a problem is
_LEFT_OUT: Final[Mapping[Unmapped, str]] = {
    "theme": "loading.left_out_theme",
    "place": "loading.left_out_place",
    "role": "loading.left_out_role",
    "type": "loading.left_out_type",
}


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """What `source.yml` says of a kind of source.

    `title` is Swedish, or the same in every language where there is no `title_en`.
    `dataset` is None for a loader that reads anybody's files (the file then names the dataset). `columns` leads from
    our words to the source's. `expected` holds the least number of nodes or relations a whole source has, by type.
    `rejected_share` is the share of rows that may be bad before the source is refused. `themes` maps a source's
    phrase to one of our themes, or to None where it means none of them; `spellings` its names of places to the right
    ones. `kinds` maps a regular expression on an organisation's name to its kind ("" for none), tried in order where
    no register knows the name; `kinds_of` in source.yml adds a set of kinds.yml after the source's own. `types` leads
    from the source's words for sorts of organisation to kinds ("" for none), `roles` from its words for what they do
    to our roles. `table` says what the columns are where no code of the source's own reads them; `columns` then holds
    their headings. `shows_collaboration` (`yes`, `no`) says whether those who take part together are named, None for a
    loader of anybody's files; `covers_*` what the dataset claims to show in full. `country` is where everybody in it
    sits. `persons` says that some of its actors without a number may be private persons, and what goes when they are
    left out: they alone (`actors`), or with what they alone take part in (`grants`).
    """

    name: str
    title: str
    title_en: str | None = None
    dataset: str | None = None
    licence: str | None = None
    url: str | None = None
    retrieved: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    expected: Mapping[str, int] = field(default_factory=dict)
    rejected_share: float = 0.0
    themes: Mapping[str, str | None] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    table: RegisterMapping | None = None
    shows_collaboration: str | None = None
    country: str | None = None
    persons: str = ""
    covers_places: tuple[str, ...] = ()
    covers_from: str | None = None
    covers_to: str | None = None
    covers_kinds: tuple[str, ...] = ()

    @property
    def titles(self) -> Mapping[str, str]:
        """The title by language."""
        return {"sv": self.title, "en": self.title_en or self.title}

    @classmethod
    def from_yaml(cls, name: str, text: str) -> SourceSettings:
        """Read the text of a `source.yml`; ValueError when it lacks its title or has a word we do not know."""
        declared: dict[str, Any] = yaml.safe_load(text) or {}
        try:
            declared |= asdict(Showing.taken(declared))
        except ValueError as error:
            raise ValueError(f"{name}/source.yml: {error}") from error
        if declared.get("retrieved") is not None:
            declared["retrieved"] = check_date(str(declared["retrieved"]))
        declared.pop("how", None)
        if table := declared.get("table"):
            declared["table"] = _table(name, table)
            declared["columns"] = {column.heading: column.heading for column in declared["table"].columns}
        if shared := declared.pop("kinds_of", None):
            sets: dict[str, dict[str, str]] = yaml.safe_load(
                files("loaders.registers").joinpath("kinds.yml").read_text("utf-8")
            )
            if shared not in sets:
                raise ValueError(f"{name}/source.yml: kinds.yml has no {shared}")
            declared["kinds"] = {**declared.get("kinds", {}), **sets[shared]}
        try:
            settings = cls(name=name, **declared)
        except TypeError as error:
            raise ValueError(f"{name}/source.yml: {error}") from error
        kinds = {*settings.kinds.values(), *settings.types.values()}
        for what, unknown in (
            ("actor kind", kinds - {*ACTOR_KINDS, ""}),
            ("role", {*settings.roles.values()} - {*ROLES}),
        ):
            if unknown:
                raise ValueError(f"{name}/source.yml: no {what} is called {', '.join(sorted(unknown))}")
        return settings


def _table(name: str, declared: dict[str, Any]) -> RegisterMapping:
    try:
        return RegisterMapping.of(declared)
    except (TypeError, KeyError, ValueError) as error:
        raise ValueError(f"{name}/source.yml: table: {error}") from error


class Loader(Protocol):
    """Reads one kind of file. `loader.py` in the loader's folder holds one such object, called `LOADER`."""

    def recognises(self, file: Sample) -> bool:
        """Whether the file's content is of this kind; never raises for a file of another kind."""
        ...

    def read(self, files: Sequence[Sample], reading: Reading) -> None:
        """Put all that the files say into `reading`; InputError when they cannot be read at all."""
        ...


class Reading:
    """Collects what a loader reads: records, problems, notes. One reading becomes one Load."""

    def __init__(
        self,
        dataset: str,
        settings: SourceSettings,
        registry: Registry | None = None,
        *,
        skip_bad_rows: bool = False,
        amounts: str = "",
        answers: Mapping[str, str] | None = None,
    ) -> None:
        self.dataset = dataset
        self.settings = settings
        self.skip_bad_rows = skip_bad_rows
        self.amounts = amounts  # whose an amount is that rows of one project repeat: each `partner`'s, the `project`'s
        self.answers = dict(answers or {})  # to the questions that only a person can answer, by their names
        self.registry = registry or load_registry()
        self.sources: dict[str, SourceRecord] = {}
        self.nodes: list[Node] = []
        self.refused: set[str] = set()  # ids of nodes that no record can hold
        self.relations: list[Relation] = []
        self.problems: list[Problem] = []
        self.set_aside: list[Problem] = []  # what is no row, so that nothing is wrong with it
        self.fields_left_out: list[Problem] = []  # told, and no reason to refuse the row or the file
        self.notes: list[str] = []
        self.showing: Showing | None = None  # what the files say of it themselves
        self.rows = 0
        self._left_out: set[tuple[str | None, str | None, int | str | None]] = set()
        self.villages: dict[str, PlaceEntry] = {}
        # Ids of actors outside Sweden: the registers, which are of Swedish ones, are not asked about them.
        self.abroad: set[str] = set()
        self._unmapped: dict[Unmapped, Counter[str]] = {}
        self._themes: dict[str, str | None] = {}
        self._organisations: dict[str, Organisation | None] = {}

    def source(self, record: SourceRecord) -> str:
        """Add a document and return its id; the first record of an id stands."""
        self.sources.setdefault(record.id, record)
        return record.id

    def file_source(self, name: str, checksum: str) -> str:
        """Add a file as a document of this dataset; returns its id."""
        return self.source(SourceRecord(f"{self.dataset}/{name}", title=name, checksum=checksum))

    def own_source(self, retrieved: str | None = None) -> str:
        """Add the source that source.yml describes, retrieved on that day or the one it says; returns its id."""
        own = self.settings
        return self.source(SourceRecord(self.dataset, own.title, own.url, own.licence, retrieved or own.retrieved))

    def node(
        self,
        label: str,
        id: str,
        properties: Mapping[str, Value],
        evidence: Evidence,
        property_evidence: Mapping[str, Evidence] | None = None,
    ) -> None:
        """Add what a source says of a node; what no record can hold is reported, with the ties of such a node."""
        try:
            self.nodes.append(Node(label, id, properties, evidence, property_evidence or {}))
        except RecordError as error:
            self.refused.add(id)
            self.reject(self._unusable(id, error), whole_row=True)

    def relation(
        self,
        name: str,
        start: str,
        end: str,
        evidence: Evidence,
        properties: Mapping[str, Value] | None = None,
        labels: tuple[str, str] | None = None,
    ) -> None:
        """Add what a source says of a tie; its ends must get node records too, places and themes do by themselves."""
        try:
            self.relations.append(Relation(name, start, end, evidence, properties or {}, labels))
        except RecordError as error:
            self.reject(self._unusable(f"{start} – {end}", error), whole_row=True)

    @staticmethod
    def _unusable(where: str, error: RecordError) -> Problem:
        return Problem.of("loading.unusable", column=where.replace("\0", "")[:_LONGEST_PLACE], reason=str(error))

    def located(
        self,
        label: str,
        id: str,
        places: Iterable[str],
        evidence: Evidence,
        properties: Mapping[str, Value] | None = None,
    ) -> None:
        """Tie an actor or a project to the places it lies in."""
        for place in places:
            self.relation(LOCATED_IN.name, id, place, evidence, properties, (label, PLACE.label))

    def reject(self, problem: Problem, *, whole_row: bool) -> None:
        """Report something that cannot be used: a field, or with `whole_row` all that its row says."""
        self.problems.append(problem)
        if whole_row:
            self._left_out.add(problem.place)

    @property
    def rows_left_out(self) -> int:
        """How many rows say nothing in the load for what is wrong with them."""
        return len(self._left_out)

    def counted_rows(self) -> tuple[int, int]:
        """How many rows say nothing in the load, or are none, and how many others lack a field or more."""
        outside = self._left_out | {problem.place for problem in self.set_aside if problem.row}
        told = {problem.place for problem in (*self.problems, *self.fields_left_out) if problem.row}
        return len(outside), len(told - outside)

    def note(self, text: str) -> None:
        """Tell the person who loads something that is no error; a `Message` is told in the person's language."""
        if text not in self.notes:
            self.notes.append(text)

    def leave_out(self, what: Unmapped, phrase: str) -> None:
        """Count a phrase that means nothing to the registers; `what` says what it would have been."""
        self._unmapped.setdefault(what, Counter())[phrase] += 1

    def theme(self, phrase: str) -> str | None:
        """The theme that a phrase means, by the source's own mapping, else by the registers; None is counted."""
        if phrase not in self._themes:
            found = self.registry.theme(phrase)
            self._themes[phrase] = self.settings.themes.get(phrase, found.id if found else None)
        theme = self._themes[phrase]
        if theme is None and phrase not in self.settings.themes:
            self.leave_out("theme", phrase)
        return theme

    def about(self, project: str, phrases: Iterable[tuple[str, str]], evidence: Evidence) -> None:
        """Tie a project to each theme once, with the first of its phrases; each comes with what is looked up for it."""
        themes: dict[str, str] = {}
        for phrase, lookup in phrases:
            if theme := self.theme(lookup):
                themes.setdefault(theme, phrase)
        for theme, phrase in themes.items():
            self.relation(ABOUT.name, project, theme, evidence, {"phrase": phrase})

    def places(self, phrase: str, level: str | None = None) -> tuple[str, ...]:
        """Ids of the places that a phrase means, several for an area such as Övre Norrland; none is counted."""
        phrase = self.settings.spellings.get(phrase, phrase)
        entry = self.registry.place(phrase, level)
        found = (entry,) if entry else () if level else self.registry.places_named(phrase)
        if not found:
            self.leave_out("place", phrase)
        self.villages |= {place.id: place for place in found if place.level == "village"}
        return tuple(place.id for place in found)

    def places_in(self, country: str | None, phrase: str) -> tuple[str, ...]:
        """As `places`, in this country; a town abroad is counted as left out, whatever Swedish one bears its name."""
        if country in (None, "SE"):
            return self.places(phrase)
        self.leave_out("place", phrase)
        return ()

    def organisation(self, name: str) -> Organisation | None:
        """The register entry of an organisation called `name`; looked up once a name."""
        if name not in self._organisations:
            self._organisations[name] = self.registry.organisation(name)
        return self._organisations[name]

    def kind(
        self, name: str, type: str | None = None, org_number: str | None = None, *, is_abroad: bool = False
    ) -> str | None:
        """The kind of an organisation that no register knows, by signs in its name, else by the source's `type` of it.

        None when neither says; a type that source.yml does not map is counted. Registers are not asked about one that
        `is_abroad`.
        """
        is_known = self.organisation(name) is not None and not self.registry.is_short(name)
        if not is_abroad and (is_known or self.registry.organisation_by_number(org_number or "")):
            return None
        sign = next((kind for sign, kind in self.settings.kinds.items() if re.search(sign, name)), None)
        if sign is not None or type is None:
            return sign or None
        if type not in self.settings.types:
            self.leave_out("type", type)
        return self.settings.types.get(type) or None

    def role(self, word: str | None) -> str | None:
        """The role that the source's word means; None, counted, when source.yml does not say."""
        if word and word not in self.settings.roles:
            self.leave_out("role", word)
        return self.settings.roles.get(word) if word else None

    def all_notes(self) -> tuple[str, ...]:
        """The notes, and for each sort of phrase left out the commonest ones with their counts."""
        return (*self.notes, *(_left_out(what, phrases) for what, phrases in self._unmapped.items()))


def _left_out(what: Unmapped, phrases: Counter[str]) -> Message:
    return Message(_LEFT_OUT[what], count=len(phrases), shown=commonest(phrases))


def commonest(counted: Counter[str]) -> tuple[str, ...]:
    """The commonest phrases with their counts, and how many more there are."""
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    shown: list[str] = [f"{phrase} ({count})" for phrase, count in ordered[:_SHOWN_PHRASES]]
    if (more := len(ordered) - _SHOWN_PHRASES) > 0:
        shown.append(Message("loading.more", count=more))
    return tuple(shown)
