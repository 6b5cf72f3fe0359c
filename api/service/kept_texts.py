"""Files beside the graph in which a text may stand: saved mappings, backups, and the store's own."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from pathlib import Path

from graph.errors import InputError
from graph.ingest.backup import read_backup
from graph.ingest.erase import Eraser, holds
from graph.settings import Settings


def erase_in_mappings(settings: Settings, text: str) -> list[Path]:
    """Take the text out of saved mappings; returns the files that had it."""
    eraser, changed = Eraser.of(text), []
    folder = settings.mappings_folder
    for file in sorted(folder.rglob("*.yml")) if folder.is_dir() else ():
        content = file.read_text("utf-8")
        if (left := eraser.without(content)) != content:
            file.write_text(left, "utf-8")
            changed.append(file)
    return changed


def backups_holding(settings: Settings, text: str) -> list[Path]:
    """The backups that have the text in a record; one that cannot be read counts where its bytes have it."""
    folder = settings.backups_folder
    return [file for file in _files(folder) if "jsonl" in file.name and _backup_holds(file, text)]


def store_files_holding(settings: Settings, text: str) -> list[Path]:
    """The files in the graph's folder whose bytes have the text: the store's, and older ones set aside."""
    if settings.is_server:
        return []
    apart = {*_files(settings.backups_folder), *_files(settings.mappings_folder)}
    return [file for file in _files(Path(settings.graph)) if file not in apart and _has_bytes(file, text)]


def _files(folder: Path) -> Iterator[Path]:
    return iter(sorted(file for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else ())


def _backup_holds(file: Path, text: str) -> bool:
    try:
        return holds(read_backup(file)[1], text)
    except InputError:
        return _has_bytes(file, text)


def _has_bytes(file: Path, text: str) -> bool:
    if not file.stat().st_size:
        return False
    with file.open("rb") as content, mmap.mmap(content.fileno(), 0, access=mmap.ACCESS_READ) as found:
        return found.find(text.encode()) >= 0
