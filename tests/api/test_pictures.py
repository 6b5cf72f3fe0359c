"""A map as a picture or slides over HTTP, on the page and on the command line: titled, transparent, in a template."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pptx.enum.shapes import MSO_SHAPE_TYPE

from graph.errors import InputError
from tests.api.command_line import run
from tests.api.conftest import API
from tests.unit.viz.slides_of import opened, template
from viz.exports import exports

TITLE = "Två vägar <b>till</b> skärgården"


def test_a_title_of_ones_own_stands_in_every_picture(demo: TestClient) -> None:
    svg = demo.get(f"{API}/exports/svg", params={"title": TITLE}).text
    assert "Två vägar &lt;b&gt;till&lt;/b&gt; skärgården" in svg
    slides = opened(demo.get(f"{API}/exports/pptx", params={"title": TITLE}).content).slides
    assert slides[0].shapes.title.text == TITLE
    assert "binder ihop" in demo.get(f"{API}/exports/svg", params={"lang": "sv"}).text


def test_a_transparent_picture_has_nothing_behind(demo: TestClient) -> None:
    whole = demo.get(f"{API}/exports/svg").text
    bare = demo.get(f"{API}/exports/svg", params={"transparent": "true"}).text
    assert '<rect width="1920" height="1080" fill="#fff"/>' in whole
    assert '<rect width="1920" height="1080"' not in bare


@pytest.mark.parametrize(
    ("format", "wished"), [("pdf", {"transparent": "true"}), ("xlsx", {"title": "x"}), ("svg", {"title": "x" * 201})]
)
def test_what_a_format_cannot_do_is_refused(demo: TestClient, format: str, wished: dict[str, str]) -> None:
    answer = demo.get(f"{API}/exports/{format}", params=wished)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_slides_come_in_the_template_that_is_sent(demo: TestClient) -> None:
    file = {"template": ("mall.potx", template(potx=True))}
    answer = demo.post(f"{API}/exports/pptx", files=file, params={"title": TITLE, "theme": "skills-supply"})
    assert answer.status_code == 200
    made = opened(answer.content)
    assert made.slides[0].shapes.title.text == TITLE
    assert made.slides[0].slide_layout.name == "Title Only"
    refused = demo.post(f"{API}/exports/pptx", files={"template": ("mall.potx", b"hej")})
    assert refused.status_code == 422
    assert "The template cannot be read" in refused.json()["detail"]


def test_the_page_saves_the_map_with_what_its_format_can_do(demo: TestClient) -> None:
    page = demo.get("/karta", params={"lang": "sv", "theme": "skills-supply"}).text
    assert 'action="/karta/fil?theme=skills-supply&amp;lang=sv"' in page
    form = {"format": "pptx", "title": TITLE, "transparent": "true"}
    answer = demo.post("/karta/fil?lang=sv", data=form, files={"template": ("m.pptx", template(potx=False))})
    assert answer.headers["content-disposition"] == 'attachment; filename="hur.pptx"'
    assert opened(answer.content).slides[0].shapes.title.text == TITLE
    without = demo.post("/karta/fil?lang=sv", data={"format": "pdf"}, files={"template": ("", b"")})
    assert without.content.startswith(b"%PDF-")


def test_what_a_reader_hid_is_left_out_of_every_file_which_says_so(demo: TestClient) -> None:
    wished = {"without": ["company", "municipality"], "lang": "sv"}
    for format in ("svg", "html"):
        text = demo.get(f"{API}/exports/{format}", params=wished).text
        assert "utan: kommuner och företag" in text
        assert "Boliden" not in text
    slides = opened(demo.get(f"{API}/exports/pptx", params=wished).content).slides
    words = [shape.text_frame.text for shape in slides[0].shapes if shape.has_text_frame]
    assert any("utan: kommuner och företag" in text for text in words)
    form = {"format": "svg", "without": ["company"]}
    assert "utan: företag" in demo.post("/karta/fil?lang=sv", data=form).text
    assert "utan: företag" in demo.get("/karta/innehall?lang=sv&without=company").text
    assert demo.get(f"{API}/exports/svg", params={"without": "red"}).status_code == 422
    assert "Boliden" in demo.get(f"{API}/exports/svg", params={"lang": "sv"}).text


def test_the_page_begins_with_what_its_address_hides(demo: TestClient) -> None:
    page = demo.get("/karta?lang=sv&without=company&without=red").text
    assert '<input type="checkbox" autocomplete="off" data-colour="company">' in page
    assert '<input type="checkbox" autocomplete="off" checked data-colour="municipality">' in page
    assert "/api/v1/exports/svg?lang=sv&amp;without=company" in page
    assert '<input type="hidden" name="without" value="company">' in page


@pytest.mark.usefixtures("graph")
def test_the_command_line_writes_slides(tmp_path: Path) -> None:
    assert run("load", "demo", "--yes").exit_code == 0
    mall, out = tmp_path / "mall.potx", tmp_path / "karta.pptx"
    mall.write_bytes(template(potx=True))
    assert run("map", str(out), "--title", TITLE, "--slides", str(mall)).exit_code == 0
    assert opened(out.read_bytes()).slides[0].shapes.title.text == TITLE
    assert run("map", str(tmp_path / "k.pdf")).exit_code == 0
    assert run("map", str(tmp_path / "h.svg"), "--without", "company", "--without", "cluster").exit_code == 0
    assert "utan: företag och science parks och kluster" in (tmp_path / "h.svg").read_text("utf-8")
    with pytest.raises(InputError, match="without"):
        run("map", str(tmp_path / "k.svg"), "--without", "red")
    with pytest.raises(InputError, match="template"):
        run("map", str(tmp_path / "k.svg"), "--slides", str(mall))
    assert not (tmp_path / "k.svg").exists()


def test_without_names_no_format_has_one(demo: TestClient) -> None:
    for format in ("html", "pyvis", "svg"):
        text = demo.get(f"{API}/exports/{format}", params={"anonymous": "true", "lang": "sv"}).text
        assert "Boliden" not in text
        assert "Kommun" in text
    slides = demo.post("/karta/fil?lang=sv", data={"format": "pptx", "anonymous": "true"}).content
    names = [shape.name for slide in opened(slides).slides for shape in slide.shapes]
    assert "Kommun 1" in names
    assert not [name for name in names if "Boliden" in name]
    assert demo.get(f"{API}/exports/json", params={"anonymous": "true"}).status_code == 422
    assert "Boliden" in demo.get(f"{API}/exports/svg", params={"lang": "sv"}).text


LTU = "orgnr:2021002841"


def test_one_community_is_saved_in_every_format(demo: TestClient) -> None:
    page = demo.get("/karta", params={"grupp": LTU, "lang": "sv"})
    assert page.status_code == 200
    assert f'/api/v1/exports/pptx?lang=sv&amp;grupp={LTU.replace(":", "%3A")}"' in page.text
    whole = demo.get(f"{API}/exports/json").json()
    part = demo.get(f"{API}/exports/json", params={"grupp": LTU}).json()
    ids = {node["id"] for node in part["nodes"]}
    assert LTU in ids
    assert ids < {node["id"] for node in whole["nodes"]}
    for format in exports():
        assert demo.get(f"{API}/exports/{format}", params={"grupp": LTU}).status_code == 200, format
    svg = demo.get(f"{API}/exports/svg", params={"grupp": LTU, "lang": "sv"}).text
    assert "Paper Province" not in svg
    assert "utanför gruppen" in svg
    hidden = demo.get(f"{API}/exports/svg", params={"grupp": LTU, "anonymous": "true", "lang": "sv"}).text
    assert "LTU" not in hidden
    form = {"format": "svg", "title": TITLE}
    assert "Paper Province" not in demo.post(f"/karta/fil?lang=sv&grupp={LTU}", data=form).text


def test_a_community_that_is_not_on_the_map_says_so(demo: TestClient) -> None:
    answer = demo.get(f"{API}/exports/svg", params={"grupp": "orgnr:0000000000"})
    assert answer.status_code == 404
    assert "The map has no group" in answer.json()["detail"]
    page = demo.get("/karta", params={"grupp": "small:se:99", "lang": "sv"})
    assert (page.status_code, "Kartan har ingen grupp ”small:se:99”" in page.text) == (404, True)


@pytest.mark.usefixtures("graph")
def test_the_command_line_writes_one_community(tmp_path: Path) -> None:
    assert run("load", "demo", "--yes").exit_code == 0
    assert run("map", str(tmp_path / "k.svg"), "--group", LTU).exit_code == 0
    assert "Paper Province" not in (tmp_path / "k.svg").read_text("utf-8")
    assert run("export", str(tmp_path / "k.json"), "--group", LTU).exit_code == 0
    assert "Paper Province" not in (tmp_path / "k.json").read_text("utf-8")


def test_a_map_lies_on_municipalities_where_it_is_asked_to(demo: TestClient) -> None:
    asked = {"layout": "geographic", "lang": "sv"}
    svg = demo.get(f"{API}/exports/svg", params=asked).text
    assert '<g class="land"' in svg
    assert "Utan plats i Sverige: 9" in svg
    assert '<g class="land"' not in demo.get(f"{API}/exports/svg").text
    (group, *_) = [
        shape
        for shape in opened(demo.get(f"{API}/exports/pptx", params=asked).content).slides[0].shapes
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP
    ]
    assert "Skellefteå" in {shape.name for shape in group.shapes}
    page = demo.get("/karta", params=asked).text
    assert '<g class="land"' in page
    assert 'layout=geographic" aria-current="true">Sverigekarta</a>' in page.replace("&amp;lang=sv", "")
    assert demo.get(f"{API}/exports/svg", params={"layout": "globe"}).status_code == 422


def test_without_names_no_municipality_is_on_the_map(demo: TestClient) -> None:
    asked = {"layout": "geographic", "anonymous": "true", "lang": "sv"}
    svg = demo.get(f"{API}/exports/svg", params=asked).text
    land = svg[svg.index('<g class="land"') : svg.index("</g>", svg.index('<g class="land"'))]
    assert 0 < land.count("<path") <= 21  # counties
    assert not [name for name in ("Skellefteå", "Sorsele", "Luleå") if name in svg]


@pytest.mark.usefixtures("graph")
def test_the_command_line_draws_on_municipalities(tmp_path: Path) -> None:
    assert run("load", "demo", "--yes").exit_code == 0
    assert run("map", str(tmp_path / "k.svg"), "--layout", "geographic").exit_code == 0
    assert '<g class="land"' in (tmp_path / "k.svg").read_text("utf-8")
