"""What a test needs from outside the repository, and what becomes of it when that is not there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, NoReturn

import pytest

ROOT: Final = Path(__file__).parents[1]


def unavailable(reason: str) -> NoReturn:
    """Skip with the reason; on CI, where everything can be installed, fail instead."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def shared(collection: str, path: str = "") -> Path:
    """A file or folder of the real open data, which is no part of the repository, at `HUR_SHARED` or `../shared`.

    The test is skipped, on CI too, when there is no such collection. One that is there is meant to be read: what is
    missing from it or cannot be opened is unavailable.
    """
    folder = Path(os.environ.get("HUR_SHARED") or ROOT.parent / "shared") / collection
    if not folder.exists():
        pytest.skip(f"absent: the real data {folder} (set HUR_SHARED)")
    wanted = folder / path
    try:
        if wanted.is_dir():
            reason = "" if any(wanted.iterdir()) else "an empty folder"
        else:
            wanted.open("rb").close()
            reason = ""
    except OSError as error:
        reason = str(error)
    if reason:
        unavailable(f"unreadable: the real data {wanted}: {reason}")
    return wanted
