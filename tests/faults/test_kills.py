"""A process killed while it writes: what it had acknowledged is there, and nothing by halves."""

import shutil
from pathlib import Path

import pytest

from tests.availability import unavailable
from tests.faults.kills import Moment, kill, template

MOMENTS = (
    *(Moment(seconds=seconds) for seconds in (0.0, 0.2)),
    *(Moment("pwrite64", number) for number in (3, 400, 900)),
    *(Moment(call, 2) for call in ("fdatasync", "rename", "unlink")),
)


@pytest.fixture(scope="module")
def begin_with(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return template(tmp_path_factory.mktemp("template"))


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: f"{moment.name}-{moment.number or moment.seconds}")
def test_a_killed_writer_leaves_what_it_acknowledged(begin_with: Path, moment: Moment, tmp_path: Path) -> None:
    if moment.call and shutil.which("strace") is None:
        unavailable("no strace: run scripts/install_system.sh")
    outcome = kill(begin_with, tmp_path / "killed", moment)
    assert outcome.failures == []
