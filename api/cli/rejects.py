"""The file of rows that a load left out (`hur load --rejects FILE`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from api.cli.session import Session
from graph.errors import InputError, Problem
from graph.messages import Message

if TYPE_CHECKING:
    from api.service.rejects_file import Format


class Rejects:
    """Where the rows go that a load of these files leaves out; nowhere when `file` is None."""

    def __init__(self, session: Session, file: Path | None, files: Sequence[Path]) -> None:
        self._session, self._file, self._files = session, file, files
        if file is not None and file.suffix.lower() not in (".xlsx", ".csv"):
            raise InputError(Message("cli.rejects_suffix", file=file))

    @contextmanager
    def of_refused(self) -> Iterator[None]:
        """Write those for which the files are refused, and refuse them."""
        try:
            yield
        except InputError as error:
            self.write([problem for problem in error.problems if problem.row])
            raise

    def write(self, problems: Sequence[Problem]) -> None:
        """Write the rows that these problems are about, and say so."""
        if self._file is None:
            return
        from api.cli.console import tell
        from api.service.rejects_file import rejects_file
        from loaders.files.sample import samples
        from loaders.tables.rejects import rejected_rows

        with samples(self._files) as files:
            rows = rejected_rows(files, problems)
        if not rows:
            tell(self._session.say("rejects_none", file=self._file))
            return
        format = cast("Format", self._file.suffix.lower().removeprefix("."))
        try:
            self._file.write_bytes(rejects_file(rows, format, self._session.language))
        except OSError as error:
            raise InputError(Message("cli.rejects_not_written", file=self._file, why=str(error))) from error
        tell(self._session.say("rejects_written", file=self._file, count=len(rows)))
