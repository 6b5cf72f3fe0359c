"""The demo network: six initiatives of northern and central Sweden, as a workbook for the spreadsheet loader."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def demo_workbook() -> Traversable:
    """The workbook that `hur load demo` loads; `loaders/demo/build.py` writes it."""
    return files("loaders.demo").joinpath("hur-demo.xlsx")
