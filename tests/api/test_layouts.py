"""The layout that an address asks for: on the page, in what is saved from it, over HTTP and on the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.api.command_line import run
from tests.api.conftest import API
from viz.drawing.drawing import LAYOUTS


def chosen(page: str) -> list[str]:
    """The layouts that a page names as the one that is drawn."""
    return re.findall(r'aria-current="true">(\w+)</a>', page)


@pytest.mark.parametrize("address", ["/karta", "/karta/kring/demo:soress-mmi"])
def test_the_page_names_every_layout_and_draws_the_one_asked_for(demo: TestClient, address: str) -> None:
    usual = demo.get(address, params={"lang": "sv"}).text
    asked = demo.get(address, params={"lang": "sv", "layout": "matrix"}).text
    assert chosen(usual) != chosen(asked) == ["matris"]
    for layout in LAYOUTS:
        assert f"layout={layout}" in usual
    assert "cells-takes_part" in asked
    assert "cells-takes_part" not in usual
    assert "layout=matrix" in re.search(r'href="([^"]*)" target="_blank"', asked)[1]  # type: ignore[index]


def test_what_is_saved_from_the_page_has_its_layout(demo: TestClient) -> None:
    page = demo.get("/karta", params={"layout": "matrix"}).text
    saved = re.findall(r'href="(/api/v1/exports/svg[^"]*)"', page)
    assert saved
    assert all("layout=matrix" in address for address in saved)
    assert "rotate(-45 " in demo.get(saved[0].replace("&amp;", "&")).text
    for address in ("/karta/innehall", "/karta/omkring/demo:soress-mmi"):
        assert "cells-takes_part" in demo.get(address, params={"layout": "matrix"}).text


def test_an_overlap_leads_to_its_two_projects_as_columns(demo: TestClient) -> None:
    page = demo.get("/overlapp", params={"lang": "sv"}).text
    address = re.search(r'href="(/karta\?[^"]*layout=matrix[^"]*)"', page)
    assert address
    assert address[1].count("markera=") == 2


def test_a_layout_that_is_none_is_refused_over_http_and_passed_by_on_the_page(demo: TestClient) -> None:
    assert demo.get(f"{API}/exports/svg", params={"layout": "tower"}).status_code == 422
    assert demo.get("/karta", params={"layout": "tower"}).status_code == 200


@pytest.mark.usefixtures("graph")
def test_the_command_line_draws_a_matrix(tmp_path: Path) -> None:
    assert run("load", "demo", "--yes").exit_code == 0
    out = tmp_path / "karta.svg"
    assert run("map", str(out), "--layout", "matrix").exit_code == 0
    assert "rotate(-45 " in out.read_text("utf-8")
