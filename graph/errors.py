"""The few ways in which HUR can fail, each with its meaning and HTTP status."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class HurError(Exception):
    """Root of every error HUR raises on purpose; `detail` is written for the person who has to act on it."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Something went wrong"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in an input: where it stands and why it cannot be used."""

    reason: str
    file: str | None = None
    row: int | None = None
    column: str | None = None
    sheet: str | None = None

    def __str__(self) -> str:
        place = [
            self.file,
            self.sheet,
            f"row {self.row}" if self.row is not None else None,
            self.column,
        ]
        return ": ".join([", ".join(part for part in place if part), self.reason]).removeprefix(": ")


class InputError(HurError):
    """What was handed in cannot be used. Mend the input; nothing was written."""

    status = 422
    title = "The input cannot be used"

    def __init__(self, detail: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(detail)
        self.problems = problems

    @classmethod
    def of(cls, problems: tuple[Problem, ...]) -> InputError:
        """Join problems into one error that names them all."""
        return cls("\n".join(str(problem) for problem in problems), problems)


class ExpectationError(InputError):
    """A source gave far less than it should: it is probably truncated. Nothing was written and nothing pruned."""

    title = "The source is shorter than expected"


class NotFoundError(HurError):
    """There is no such thing. Check the id; `detail` names it."""

    status = 404
    title = "Not found"


class ConflictError(HurError):
    """The request does not fit the present state of the graph. Read the state again and repeat."""

    status = 409
    title = "Conflict"


class ForbiddenError(HurError):
    """The caller may not do this; `detail` says what is missing."""

    status = 403
    title = "Not allowed"


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


class StoreVersionError(StoreError):
    """The store was written by a newer HUR, or its engine is too old. Update the one that is older."""

    title = "The store has another version"
