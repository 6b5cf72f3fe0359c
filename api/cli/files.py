"""Files the command line writes."""

from __future__ import annotations

from pathlib import Path

from graph.errors import InputError
from graph.messages import Message


def check_writable(out: Path, *suffixes: str, force: bool = True) -> None:
    """Refuse early what would fail late.

    Raises:
        InputError: another suffix, a folder that is not there, or, without `force`, a file that is.
    """
    if suffixes and not out.name.lower().endswith(suffixes):
        raise InputError(Message("errors.file_suffix", file=out, suffixes=suffixes))
    if out.is_dir():
        raise InputError(Message("errors.file_is_folder", file=out))
    if not out.absolute().parent.is_dir():
        raise InputError(Message("errors.file_no_folder", file=out, folder=out.absolute().parent))
    if out.exists() and not force:
        raise InputError(Message("errors.file_there", file=out))


def write_whole(out: Path, content: bytes) -> None:
    """Write a file that appears only when it is complete."""
    part = out.with_name(f"{out.name}.part")
    try:
        part.write_bytes(content)
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputError(Message("errors.file_failed", file=out, reason=error.strerror)) from error
