"""A digest of the store's file while nobody has it open: damage that the engine does not see is told."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path


def seal(file: Path) -> None:
    """Keep the digest of a file that has just been closed, as `sha256sum --check` reads it."""
    part = digest_of(file).with_name(f"{file.name}.digest.part")
    with suppress(OSError):
        part.write_text(f"{_digest(file)}  {file.name}\n", encoding="utf-8")
        part.replace(digest_of(file))


def is_changed(file: Path) -> bool:
    """Whether the file is another than was sealed; False where it was not, as after a kill."""
    try:
        kept = digest_of(file).read_text("utf-8").split()
    except (OSError, UnicodeDecodeError):
        return False
    return kept[:1] != [_digest(file)]


def break_seal(file: Path) -> None:
    """Forget the digest: the file is about to change."""
    digest_of(file).unlink(missing_ok=True)


def digest_of(file: Path) -> Path:
    """Where the digest is kept."""
    return file.with_name(f"{file.name}.digest")


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
