"""A sample of the damaged files that `python -m tests.faults.mutate` reads by the hundred thousand."""

import sys
from pathlib import Path

import pytest

from tests.faults.mutate import mutate


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux tells it")
def test_no_damaged_file_does_more_than_be_refused(tmp_path: Path) -> None:
    found = mutate(400, 0, tmp_path / "kept")
    assert found.keys() == {"accepted", "refused"}, (tmp_path / "kept" / "outcomes.txt").read_text()
    assert min(found.values()) > 50
