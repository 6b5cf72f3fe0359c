"""The name under which the command line writes."""

from __future__ import annotations

import getpass


def login_name() -> str | None:
    """The user of this machine who runs the command; None where it has no name, as in some containers."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # Python 3.13 raises the latter
        return None
