"""Files that wait for a mapping are let go of with their place in the queue."""

from pathlib import Path

import pytest

from api.service.requests import LoadOrder
from api.service.uploads import Uploads

OPEN_FILES = Path("/proc/self/fd")


def waiting(uploads: Uploads, folder: Path) -> str:
    folder.mkdir()
    file = folder / "lista.csv"
    file.write_text("Namn;Belopp\nNordljus;5\n", "utf-8")
    return uploads.add(LoadOrder((file,)), folder)


def are_open(folder: Path) -> bool:
    return any(str(folder) in str(entry.readlink()) for entry in OPEN_FILES.iterdir() if entry.is_symlink())


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="the system does not list a process's open files in /proc")
@pytest.mark.parametrize("ending", ["take", "close"])
def test_a_file_is_open_only_while_it_waits(tmp_path: Path, ending: str) -> None:
    uploads = Uploads()
    id = waiting(uploads, tmp_path / "one")
    assert [table.where.title for table in uploads.tables(id)]
    uploads.table(id, 0)
    was_open = are_open(tmp_path / "one")
    uploads.take(id) if ending == "take" else uploads.close()
    assert was_open
    assert not are_open(tmp_path / "one")
