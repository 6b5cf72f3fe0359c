"""Opens an embedded store in a process of its own, which a log that the engine cannot bear may take down.

    python -I -S probe.py FILE FOLDER-OF-THE-ENGINE whole|part|look

`whole` replays the log into the file if all of it can be read, `part` as far as it can; `look` does as `part`, but
writes nothing. Imports the engine alone: three times as quick as importing HUR.
"""

from __future__ import annotations

import sys
from typing import Final

OPENED: Final = 0
REFUSED: Final = 3
"""The exit code when the engine says why, on standard output; any other than these two is the engine's own end."""


def main(file: str, packages: str, how: str) -> int:
    """Open and close the store in `file`."""
    sys.path.append(packages)
    import ladybug

    try:
        ladybug.Database(file, throw_on_wal_replay_failure=how == "whole", read_only=how == "look").close()
    except RuntimeError as error:
        sys.stdout.write(str(error))
        return REFUSED
    return OPENED


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
