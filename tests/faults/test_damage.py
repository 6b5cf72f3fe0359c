"""A byte of a text in the store's file is another, and no digest of the file tells: `hur verify` finds it."""

from pathlib import Path

import pytest

from tests.faults.damage import tried, write


@pytest.mark.parametrize("text", ["Längre text.", "Aktör a 17"])
def test_another_letter_in_the_file_is_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "whole").mkdir()
    whole, content = write(tmp_path / "whole")
    place = whole.index(text.encode()) + len(text.encode()) - 1
    assert tried(whole, (place, 1), content, tmp_path / "damaged") == "found by verify"
