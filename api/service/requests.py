"""What the command line asks of a graph, be it opened here or held by a running service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from api.service.picture import AS_USUAL, Picture
from graph.ingest.load import LoadReport
from graph.ingest.write import Progress

if TYPE_CHECKING:
    from graph.identity import Decision, Pair
    from loaders.documents.mapping import TableMapping


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its options.

    `options` holds parameters and view options under their public names, as they were written: themes and places may
    be names. `limit` is the greatest number of items, None for all. With `stale_ok` a running service may answer for
    the revision before while it works a new one out.
    """

    question: str
    options: Mapping[str, Any] = field(default_factory=dict)
    language: str = "sv"
    limit: int | None = None
    cursor: str | None = None
    stale_ok: bool = False


@dataclass(frozen=True, slots=True)
class CandidatesAsked:
    """Which candidates: `of` actors or projects, of at least this score, with a mention of this dataset."""

    of: str = "actors"
    least: float = 0
    dataset: str | None = None


@dataclass(frozen=True, slots=True)
class LoadOrder:
    """Which files to load, and how. No file means the demo network.

    Without a `mapping` (docs/mapping.md) the one saved for the first file's headings is used, if there is one.
    `made_by` is who loads, by the name that they gave. Where neither a `dataset` is named nor `new` says that it is one
    of its own, a file that resembles a loaded dataset is refused until somebody does. `partial` files are a part of the
    dataset: they add and change, and nothing is withdrawn. `amounts` (`partner`, `project`) says whose an amount is
    that several rows of one project repeat; `answers` are those to other open questions, by their names.
    """

    files: Sequence[Path]
    loader: str | None = None
    dataset: str | None = None
    skip_bad_rows: bool = False
    mapping: TableMapping | None = None
    made_by: str | None = None
    new: bool = False
    partial: bool = False
    amounts: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)

    def answered(self, answers: Mapping[str, str]) -> LoadOrder:
        """The order with the answers to open questions, by name; its mapping, which is to be saved, has them too."""
        given = {**self.answers, **answers}
        amounts = given.pop("amounts", self.amounts)
        mapping = replace(self.mapping, amounts=amounts) if self.mapping and amounts else self.mapping
        return replace(self, amounts=amounts, mapping=mapping, answers=given)


class Pending(Protocol):
    """A load that can be looked at before it is made."""

    def compare(self) -> LoadReport:
        """What it would change."""
        ...

    def apply(self, progress: Progress | None = None) -> LoadReport:
        """Change it; after `compare`, exactly what that showed."""
        ...


class Access(Protocol):
    """A graph to work with."""

    def status(self) -> dict[str, Any]:
        """Engine, revision, and how many of what."""
        ...

    def datasets(self) -> list[dict[str, Any]]:
        """Every dataset with its number of facts."""
        ...

    def prepare(self, order: LoadOrder, progress: Progress | None = None) -> Pending:
        """Read the files; nothing is written."""
        ...

    def forget(self, dataset: str, made_by: str | None = None) -> LoadReport:
        """Withdraw a dataset, which `made_by` does."""
        ...

    def undo(self, number: int, made_by: str | None = None) -> LoadReport:
        """Undo the load that made a revision, which `made_by` does."""
        ...

    def ask(self, asked: Asked) -> dict[str, Any]:
        """The answer's envelope, with the names that the API documents."""
        ...

    def candidates(
        self, language: str, asked: CandidatesAsked, limit: int | None = None, cursor: str | None = None
    ) -> dict[str, Any]:
        """The pairs that may be one, from the cursor on."""
        ...

    def decide_identities(
        self, decisions: Sequence[Decision], decided_by: str, reason: str | None = None, of: str = "actors"
    ) -> dict[str, Any]:
        """Store what somebody decided for a reason, `of` actors or projects; what it changed."""
        ...

    def withdraw_identities(
        self, pairs: Sequence[Pair], of: str = "actors", only_by: str | None = None
    ) -> dict[str, Any]:
        """Take the decisions on these pairs back, with `only_by` those of this person alone; what that changed."""
        ...

    def identity_decisions(self, of: str = "actors") -> list[dict[str, Any]]:
        """Every decision about who is who, or which projects are one, the newest first."""
        ...

    def export(self, format: str, options: Mapping[str, Any], language: str, picture: Picture = AS_USUAL) -> bytes:
        """The view of `options` as a file of that format."""
        ...

    def stories(self) -> list[dict[str, Any]]:
        """Every story, without its text."""
        ...

    def story(self, id: str) -> dict[str, Any]:
        """One story with its text."""
        ...

    def save_story(self, content: str, made_by: str | None, *, frozen: bool, replacing: bool) -> dict[str, Any]:
        """Keep a story, `frozen` at the newest revision that there is now."""
        ...

    def export_story(
        self, id: str, format: str, language: str, *, anonymous: bool = False, template: bytes | None = None
    ) -> bytes:
        """A story as a file of that format, without names, or with slides in a template."""
        ...

    def backup(self, file: Path) -> int:
        """Write the whole graph to `file`; returns the number of records."""
        ...

    def verify(self, language: str) -> dict[str, Any]:
        """Read everything: what was `checked`, and the `problems` found."""
        ...

    def close(self) -> None:
        """Let go of the graph."""
        ...
