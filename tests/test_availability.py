"""Tests on the real data say why they do not run, and fail on CI when they could."""

from pathlib import Path

import pytest

from tests.availability import shared

Skipped, Failed = pytest.skip.Exception, pytest.fail.Exception


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of real data with one file that can be read, a link to nowhere and an empty folder."""
    monkeypatch.setenv("HUR_SHARED", str(tmp_path))
    (tmp_path / "data" / "empty").mkdir(parents=True)
    (tmp_path / "data" / "whole.csv").write_text("a\n", "utf-8")
    (tmp_path / "data" / "torn.csv").symlink_to(tmp_path / "nowhere")
    return tmp_path


@pytest.mark.parametrize("ci", ["true", ""])
def test_absent_data_is_said_to_be_absent(monkeypatch: pytest.MonkeyPatch, folder: Path, ci: str) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(Skipped, match=rf"absent: the real data {folder}/pages"):
        shared("pages", "texts")


@pytest.mark.parametrize(("ci", "outcome"), [("true", Failed), ("", Skipped)])
@pytest.mark.parametrize("path", ["torn.csv", "empty", "never/there.csv"])
def test_unreadable_data_fails_on_ci(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[Exception], path: str
) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match=rf"unreadable: the real data .*data/{path}"):
        shared("data", path)


def test_what_can_be_read_is_given(folder: Path) -> None:
    assert shared("data", "whole.csv") == folder / "data" / "whole.csv"
    assert shared("data") == folder / "data"
