"""Backups that are taken by themselves and take turns: the newest few stay."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from graph.errors import InputError
from graph.ingest.backup import check_backup, write_backup
from graph.messages import Message
from graph.store import state
from graph.store.protocol import GraphStore

_TIME: Final = "%Y%m%dT%H%M%SZ"
_NAME: Final = re.compile(r"hur-(\d{8}T\d{6}Z)-revision-(\d+)\.jsonl\.gz")


def kept_backups(folder: Path) -> list[Path]:
    """The backups that were taken by themselves, the newest first."""
    files = folder.iterdir() if folder.is_dir() else ()
    return sorted((file for file in files if _NAME.fullmatch(file.name)), key=lambda file: file.name, reverse=True)


def keep_backup(store: GraphStore, folder: Path, most: int, older_than: timedelta) -> Path | None:
    """Take a backup, and remove the oldest so that `most` stay; None where none is needed.

    None is where the graph is empty, the newest is of the same revision, or it is not `older_than` that; and where the
    store's files are not as HUR left them, so that what is kept was taken before.

    Raises:
        InputError: it cannot be written.
        StoreError: the store failed.
    """
    now, revision = datetime.now(UTC), store.read(state.revision)
    kept = kept_backups(folder)
    if not most or not revision or store.damage or (kept and not _is_needed(kept[0], revision, now - older_than)):
        return None
    file = folder / f"hur-{now.strftime(_TIME)}-revision-{revision}.jsonl.gz"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(Message("errors.file_failed", file=folder, reason=error.strerror or str(error))) from error
    write_backup(store, file)
    for old in kept_backups(folder)[most:]:
        old.unlink(missing_ok=True)
    return file


def newest_whole(folder: Path) -> tuple[Path, list[InputError]]:
    """The newest backup that can be restored, and what is wrong with those that are newer.

    Raises:
        InputError: there is none.
    """
    damaged: list[InputError] = []
    for file in kept_backups(folder):
        try:
            check_backup(file)
        except InputError as error:
            damaged.append(error)
        else:
            return file, damaged
    raise InputError(Message("errors.no_kept_backup", folder=folder))


def _is_needed(newest: Path, revision: int, since: datetime) -> bool:
    found = _NAME.fullmatch(newest.name)
    assert found is not None
    taken = datetime.strptime(found[1], _TIME).replace(tzinfo=UTC)
    return int(found[2]) != revision and taken <= since
