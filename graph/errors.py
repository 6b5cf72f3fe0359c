"""The few ways in which HUR can fail, each with its meaning and HTTP status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Self

from graph.messages import Message, message, said


class HurError(Exception):
    """Root of every error HUR raises on purpose; `detail` is a `Message` to the person who has to act on it.

    With `problems` it is the text of them all, or a message that sums them up.
    """

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Something went wrong"

    def __init__(self, detail: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.problems = problems

    @classmethod
    def of(cls, problems: tuple[Problem, ...]) -> Self:
        """Join problems into one error that names them all."""
        return cls("\n".join(str(problem) for problem in problems), problems)

    def say(self, language: str) -> str:
        """The detail in `language`: every problem on a line of its own, unless a message sums them up."""
        if isinstance(self.detail, Message) or not self.problems:
            return said(self.detail, language)
        return "\n".join(problem.say(language) for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in an input: where it is and why it cannot be used.

    `reason` is English; where it is a `Message`, `why` and `say` give it in other languages.
    """

    reason: str
    file: str | None = None
    row: int | None = None
    column: str | None = None
    sheet: str | None = None

    @classmethod
    def of(
        cls,
        key: str,
        /,
        *,
        file: str | None = None,
        row: int | None = None,
        column: str | None = None,
        sheet: str | None = None,
        **values: object,
    ) -> Problem:
        """The problem whose reason is the message `key` with these values."""
        return cls(Message(key, **values), file=file, row=row, column=column, sheet=sheet)

    @classmethod
    def from_item(cls, item: Mapping[str, Any]) -> Problem:
        """Inverse of `item`."""
        fields = dict(item)
        reason = fields.pop("message", None)
        return cls(**fields | ({"reason": Message.of(reason)} if reason else {}))

    def item(self) -> dict[str, Any]:
        """The problem as JSON: in English, with its message for other languages."""
        reason = self.reason.item() if isinstance(self.reason, Message) else None
        return {**asdict(self), "message": reason}

    def why(self, language: str) -> str:
        """The reason in `language`."""
        return said(self.reason, language)

    def say(self, language: str) -> str:
        """Place and reason on one line: "nät.xlsx, blad Projekt, rad 5, kolumn Start: …"."""
        place = ", ".join(part for part in (self.file, *self._place(language)) if part)
        return f"{place}: {self.why(language)}" if place else self.why(language)

    def __str__(self) -> str:
        return self.say("en")

    @property
    def place(self) -> tuple[str | None, str | None, int | str | None]:
        """File, sheet and row: what several problems of one row share. Without a row, what it is about."""
        return self.file, self.sheet, self.row or self.column

    def _place(self, language: str) -> list[str | None]:
        sheet, row, column = (
            None if given is None else message(f"errors.{word}", language, name=given)
            for word, given in (("sheet", self.sheet), ("row", self.row), ("column", self.column))
        )
        # Without a row, what is called a column is a field of a request.
        return [sheet, row, column if self.row else self.column]


class InputError(HurError):
    """What was handed in cannot be used. Correct the input; nothing was written."""

    status = 422
    title = "The input cannot be used"


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something that only a person can say of an input; `name` is the option that says it.

    `choices` lead from an answer to what it means; `proposal` is the answer that is likely, if there is one. Who takes
    what is proposed without looking is not asked where it `is_certain`.
    """

    name: str
    text: Message
    choices: tuple[tuple[str, Message], ...]
    proposal: str | None = None
    is_certain: bool = False

    @classmethod
    def from_item(cls, item: Mapping[str, Any]) -> OpenQuestion:
        """Inverse of `item`."""
        choices = tuple((choice["answer"], Message.of(choice["message"])) for choice in item["choices"])
        return cls(item["name"], Message.of(item["message"]), choices, item["proposal"], item["certain"])

    def item(self, language: str = "en") -> dict[str, Any]:
        """The question as JSON."""
        choices = [
            {"answer": answer, "text": text.say(language), "message": text.item()} for answer, text in self.choices
        ]
        said = {"name": self.name, "text": self.text.say(language), "message": self.text.item()}
        return {**said, "choices": choices, "proposal": self.proposal, "certain": self.is_certain}


class OpenQuestionsError(InputError):
    """Only a person can say what something in the input means. Hand it in again with the answers to `questions`."""

    title = "A question is open"

    def __init__(
        self, detail: str, problems: tuple[Problem, ...] = (), questions: tuple[OpenQuestion, ...] = ()
    ) -> None:
        super().__init__(detail, problems)
        self.questions = questions


class ExpectationError(InputError):
    """A source gave far less than it should: it is probably truncated. Nothing was written and nothing pruned."""

    title = "The source is shorter than expected"


class NotFoundError(HurError):
    """There is no such thing. Check the id; `detail` names it."""

    status = 404
    title = "Not found"


def absent(what: str, name: str, *, known: Iterable[str] | None = None) -> NotFoundError:
    """The error for what is not there; `what` is a word of errors.yml such as `actor`, `known` names what there is."""
    word = Message(f"errors.no_{what}")
    if known is None:
        return NotFoundError(Message("errors.absent", what=word, name=name))
    return NotFoundError(
        Message("errors.absent_of", what=word, name=name, known=tuple(known) or Message("errors.none"))
    )


class ConflictError(HurError):
    """The request does not fit the present state of the graph. Read the state again and repeat."""

    status = 409
    title = "Conflict"


class ResemblanceError(ConflictError):
    """The file resembles a loaded dataset, and nobody said whether to replace it. Name that dataset, or say new."""

    title = "Perhaps the same list"

    @property
    def values(self) -> Mapping[str, object]:
        """How it resembles which dataset: what the detail's message is filled with."""
        return self.detail.values if isinstance(self.detail, Message) else {}

    @property
    def dataset(self) -> str:
        """The id of the dataset that it resembles."""
        return str(self.values.get("dataset", ""))


class PreconditionError(ConflictError):
    """The graph is not at the revision that the caller saw. Look again and repeat."""

    status = 412
    title = "The graph has moved on"


class ForbiddenError(HurError):
    """The caller may not do this; `detail` says what is missing."""

    status = 403
    title = "Not allowed"


class BusyError(HurError):
    """The service works on as much as it can already. The same request succeeds a little later."""

    status = 503
    title = "Busy"


class SettingsError(HurError):
    """A setting is missing or makes no sense. Correct it and start again."""

    status = 500
    title = "A setting is wrong"


class StoreError(HurError):
    """The store refused a statement. This is a defect of HUR or of the store, not of the input."""

    title = "The store failed"


class StoreUnavailableError(StoreError):
    """The store cannot be reached. Trying again later may succeed; no restart is needed."""

    status = 503
    title = "The store cannot be reached"


class StoreBusyError(StoreUnavailableError):
    """Another process holds the embedded store. `detail` says which one."""

    title = "The store is in use"


class StoreFullError(StoreUnavailableError):
    """There is no room on the store's disk. Nothing was written; reading goes on, and writing when there is room."""

    title = "The disk is full"


class StoreVersionError(StoreError):
    """The store was written by a newer HUR, or its engine is too old. Update the one that is older."""

    title = "The store has another version"
