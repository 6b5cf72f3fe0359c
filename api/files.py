"""Files the command line writes."""

from __future__ import annotations

from pathlib import Path

from graph.errors import InputError


def check_writable(out: Path, *suffixes: str, force: bool = True) -> None:
    """Refuse early what would fail late.

    Raises:
        InputError: another suffix, a folder that is not there, or, without `force`, a file that is.
    """
    if suffixes and not out.name.lower().endswith(suffixes):
        raise InputError(f"{out}: the name should end in {' or '.join(suffixes)}")
    if out.is_dir():
        raise InputError(f"{out}: is a folder")
    if not out.absolute().parent.is_dir():
        raise InputError(f"{out}: there is no folder {out.absolute().parent}")
    if out.exists() and not force:
        raise InputError(f"{out}: is there already; --force replaces it")


def write_whole(out: Path, content: bytes) -> None:
    """Write a file that appears only when it is complete."""
    part = out.with_name(f"{out.name}.part")
    try:
        part.write_bytes(content)
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputError(f"{out}: {error.strerror}") from error
