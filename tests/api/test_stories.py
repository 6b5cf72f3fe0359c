"""Stories over HTTP: kept, told, changed under them, frozen, and written as files that say the same."""

import csv
import io
import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from fastapi.testclient import TestClient
from pptx import Presentation

from api.service.stories import played, telling_of
from graph.errors import InputError
from queries.stories.proposal import proposal
from queries.stories.text import read_story, write_story
from tests.api.conftest import API
from tests.unit.viz.hidden import found_in
from tests.unit.viz.slides_of import template
from viz.drawing.drawing import LAYOUTS, Layout
from viz.stories import formats
from viz.stories.scenes import lifted_count

STORY = """
title: Två broar
steps:
- title: Helheten
- title: En brobyggare
  sentence: Hon känner alla.
  notes: Fråga Åsa först.
  question: brokers
- title: De två
  items: [luleå-kommun, ingen-alls]
"""


@pytest.fixture
def client(make_client: Callable[..., TestClient]) -> TestClient:
    client = make_client()
    assert client.post(f"{API}/loads", params={"apply": True}, data={"demo": "true"}).status_code in (200, 201, 202)
    return client


def service_of(client: TestClient) -> Any:
    return client.app.state.service  # type: ignore[attr-defined]


def keep(client: TestClient, content: str, **order: bool) -> dict[str, Any]:
    answer = client.post(f"{API}/stories", json={"content": content, **order})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def test_a_story_is_kept_found_and_forgotten(client: TestClient) -> None:
    made = keep(client, STORY)
    assert (made["id"], made["steps"], made["frozen_at"]) == ("två-broar", 3, None)
    assert client.get(f"{API}/stories").json()["items"] == [made]
    text = read_story(client.get(f"{API}/stories/två-broar").json()["content"])
    assert text.steps[1].items, "what the answer lifts now is in the text"
    assert client.delete(f"{API}/stories/två-broar").status_code == 204
    assert client.get(f"{API}/stories/två-broar").status_code == 404
    assert client.get(f"{API}/stories").json()["items"] == []


def test_another_of_the_same_title_is_replaced_only_when_asked(client: TestClient) -> None:
    keep(client, STORY)
    other = "title: Två broar\nsteps: [{title: Bara en}]"
    assert client.post(f"{API}/stories", json={"content": other}).status_code == 409
    assert keep(client, other, replace=True)["steps"] == 1


def test_what_is_no_story_is_refused(client: TestClient) -> None:
    refused = client.post(f"{API}/stories", json={"content": "title: A\nsteps: [{title: B, colour: red}]"})
    assert refused.status_code == 422
    assert "Step 1: colour" in refused.json()["detail"]
    unknown = client.post(f"{API}/stories", json={"content": "title: A\nview: {place: Atlantis}\nsteps: [{title: B}]"})
    assert unknown.status_code == 422
    drawn = client.post(f"{API}/stories", json={"content": "title: A\nsteps: [{title: B}, {title: C, layout: spiral}]"})
    assert drawn.status_code == 422
    assert "Step 2: there is no layout spiral" in drawn.json()["detail"]


def test_five_steps_are_proposed_each_with_the_sentence_of_its_answer(client: TestClient) -> None:
    moment = service_of(client).now()
    found = proposal("Hela nätet", {}, moment, "sv")
    assert [step.title for step in found.story.steps] == [
        "Helheten",
        "De som är med mest",
        "En brobyggare",
        "En lucka",
        "Ett överlapp",
    ]
    assert found.missing == ()
    for step in found.story.steps[2:]:
        first = client.get(f"{API}/{step.question}", params={"lang": "sv", "limit": 1}).json()["items"][0]
        assert step.sentence == first["sentence"]
    assert read_story(write_story(found.story)) == found.story


def test_steps_that_the_view_has_nothing_for_are_told(client: TestClient) -> None:
    found = proposal("Snävt", {"from": "2095"}, service_of(client).now(), "sv")
    assert [line.partition(":")[0] for line in found.missing] == ["En brobyggare", "Ett överlapp"]
    assert len(found.story.steps) == 3
    assert all(line.partition(": ")[2] for line in found.missing)


def test_a_story_told_after_a_change_says_what_has_changed_and_what_has_gone(client: TestClient) -> None:
    service = service_of(client)
    before = proposal("Före", {}, service.now(), "sv").story
    keep(client, write_story(before))
    told_of = service.now().revision
    keep(client, write_story(before).replace("title: Före", "title: Fryst"), frozen=True)
    dataset = client.get(f"{API}/datasets").json()["items"][0]["id"]
    assert client.delete(f"{API}/datasets/{dataset}").status_code == 200
    live = telling_of(service.store, service.now(), "före", "sv")
    assert live.scenes[1].remarks[0].startswith("Finns inte längre: ")
    assert all(name in live.scenes[1].remarks[0] for name in before.steps[1].items.values())
    assert all(scene.remarks for scene in live.scenes[1:])
    frozen = telling_of(service.store, service.now(), "fryst", "sv")
    assert frozen.state == f"Fryst vid revision {told_of}"


def test_every_output_has_the_same_steps_and_counts(client: TestClient) -> None:
    keep(client, STORY)
    service = service_of(client)
    telling = telling_of(service.store, service.now(), "två-broar", "sv")
    counts = [lifted_count(scene, telling) for scene in telling.scenes]
    html = client.get(f"{API}/stories/två-broar/exports/html", params={"lang": "sv"}).text
    assert [*re.findall(r'<p class="count">(.*?)</p>', html)] == counts
    data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', html)[1])  # type: ignore[index]
    assert [len(scene["lifted"]) for scene in data["scenes"]] == [len(scene.lifted) for scene in telling.scenes]
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(f"{API}/stories/två-broar/exports/xlsx", params={"lang": "sv"}).content)
    )
    assert [row[3].value for row in book.worksheets[0].iter_rows(min_row=2)] == counts
    text = client.get(f"{API}/stories/två-broar/exports/csv", params={"lang": "sv"}).content.decode("utf-8-sig")
    assert [row["På kartan"] for row in csv.DictReader(io.StringIO(text), delimiter=";")] == counts
    deck = Presentation(io.BytesIO(client.get(f"{API}/stories/två-broar/exports/pptx", params={"lang": "sv"}).content))
    slides = [[shape.text_frame.text for shape in slide.shapes if shape.has_text_frame] for slide in deck.slides]
    assert len(slides) == len(counts) + 1, "a slide a step, and the table"
    assert all(count in " ".join(texts) for count, texts in zip(counts, slides, strict=False))
    assert "Fråga Åsa först." in deck.slides[1].notes_slide.notes_text_frame.text
    pdf = client.get(f"{API}/stories/två-broar/exports/pdf", params={"lang": "sv"}).content
    assert len(re.findall(rb"/Type /Page\b", pdf)) == len(counts) + 1
    text = client.get(f"{API}/stories/två-broar/exports/yml").text
    assert [step.title for step in read_story(text).steps] == [scene.title for scene in telling.scenes]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_step_has_the_layout_it_asks_for_in_every_output(client: TestClient, layout: Layout) -> None:
    keep(client, f"title: Ritad\nsteps: [{{title: A}}, {{title: B, layout: {layout}, question: brokers}}]")
    service = service_of(client)
    telling = telling_of(service.store, service.now(), "ritad", "sv")
    assert list(telling.drawings) == [None, layout]
    assert telling.drawings[layout].layout == layout
    html = client.get(f"{API}/stories/ritad/exports/html").text
    data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', html)[1])  # type: ignore[index]
    layers = len({drawing.layout for drawing in telling.drawings.values()})
    assert [scene["layer"] for scene in data["scenes"]] == [0, layers - 1]
    assert html.count('<g class="layer">') == len(data["layers"]) == layers
    for name in ("pptx", "pdf"):
        assert client.get(f"{API}/stories/ritad/exports/{name}").status_code == 200


NAMED = """
title: LTU bygger broar
steps:
- title: Helheten i Luleå
- title: En brobyggare
  question: brokers
- title: De två
  sentence: Luleå kommuns roll, enligt https://ltu.example/om, är att ge {name} plats.
  notes: Fråga {name} först.
  items: [{id}, luleå-kommun, ingen-alls]
- title: Ett överlapp
  question: overlaps
"""
NAMED += "".join(f"- {{title: Ritad, layout: {layout}}}\n" for layout in LAYOUTS)


def named_story(client: TestClient) -> dict[str, Any]:
    (boliden,) = client.get(f"{API}/actors", params={"q": "Boliden AB"}).json()["items"]
    return keep(client, NAMED.replace("{name}", boliden["name"]).replace("{id}", boliden["id"]))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_without_names_no_output_has_one(client: TestClient, language: str, tmp_path: Path) -> None:
    id = named_story(client)["id"]
    whole = service_of(client).now().whole
    asked = {"lang": language, "anonymous": "true"}
    files = {name: client.get(f"{API}/stories/{id}/exports/{name}", params=asked) for name in formats()}
    share = client.post(f"{API}/shares", json={"story": id, "names": "hidden"}).json()
    files["played"] = client.get(f"/berattelse/{id}", params={"lang": language, "namn": "dolda"})
    files["shared"] = client.get(share["path"], params={"lang": language})
    files["slides"] = client.post(
        f"/berattelse/{id}/fil", data={"anonymous": "true"}, files={"template": ("mall.potx", template(potx=True))}
    )
    for name, answer in files.items():
        assert answer.status_code == 200, (name, answer.text)
        assert found_in(answer.content, whole, tmp_path) == set(), name
        assert id not in answer.headers.get("content-disposition", ""), name
    assert found_in(client.get(f"{API}/stories/{id}/exports/html").content, whole, tmp_path), "names would be found"


def test_without_names_somebody_is_called_the_same_in_every_step_and_counts_stay(client: TestClient) -> None:
    id = named_story(client)["id"]
    service = service_of(client)
    named = telling_of(service.store, service.now(), id, "sv")
    hidden = telling_of(service.store, service.now(), id, "sv", "html")
    counts = [[lifted_count(scene, telling) for scene in telling.scenes] for telling in (named, hidden)]
    assert counts[0] == counts[1]
    assert [len(scene.lifted) for scene in named.scenes] == [len(scene.lifted) for scene in hidden.scenes]
    company, municipality = hidden.scenes[2].names
    assert hidden.scenes[2].notes == f"Fråga {company} först."
    assert hidden.scenes[2].sentence == f"{municipality}:s roll, enligt (länk), är att ge {company} plats."
    assert hidden.scenes[0].title == "Helheten i Norrbottens län"
    drawn = {node.id: node.name for node in hidden.view.nodes}
    assert [drawn[id] for id in hidden.scenes[2].lifted][:1] == [company]
    assert not any(scene.sources for scene in hidden.scenes)
    assert "Utan namn, utbytta i texterna: " in hidden.state


def test_words_that_tell_who_is_meant_are_refused_with_the_step(client: TestClient) -> None:
    keep(client, "title: Broar\nsteps: [{title: Hela}, {title: Gruvan, notes: Ring Sandbacka}]")
    refused = client.get(f"{API}/stories/broar/exports/pdf", params={"anonymous": "true", "lang": "sv"})
    assert refused.status_code == 422
    page = client.get("/berattelse/broar/utan-namn", params={"lang": "sv"}).text
    assert "Steg 2, anteckningar: Sandbacka kan visa vem det handlar om." in page
    assert client.post(f"{API}/shares", json={"story": "broar", "names": "hidden"}).status_code == 422
    assert client.get(f"{API}/stories/broar/exports/yml", params={"anonymous": "true"}).status_code == 422


def test_the_page_says_what_is_replaced(client: TestClient) -> None:
    id = named_story(client)["id"]
    page = client.get(f"/berattelse/{id}/utan-namn", params={"lang": "sv"}).text
    assert "<li>Luleå kommuns</li>" in page
    assert f"/berattelse/{quote(id)}?namn=dolda" in page


def test_slides_of_a_story_come_in_a_template(client: TestClient) -> None:
    keep(client, STORY)
    files = {"template": ("mall.potx", template(potx=True))}
    for answer in (
        client.post(f"{API}/stories/två-broar/exports/pptx", files=files),
        client.post("/berattelse/två-broar/fil", files=files),
    ):
        slides = Presentation(io.BytesIO(answer.content)).slides
        assert [slide.slide_layout.name for slide in slides] == ["Title Only"] * 4
        assert slides[1].shapes.title.text == "En brobyggare"
    assert client.post(f"{API}/stories/två-broar/exports/pdf", files=files).status_code == 422
    assert client.post("/berattelse/två-broar/fil", files={"template": ("m.potx", b"hej")}).status_code == 422


def test_every_format_has_an_address_and_another_is_refused(client: TestClient) -> None:
    keep(client, STORY)
    for name, format in formats().items():
        answer = client.get(f"{API}/stories/två-broar/exports/{name}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, format.MEDIA_TYPE)
    assert client.get(f"{API}/stories/två-broar/exports/exe").status_code == 422
    assert client.get(f"{API}/stories/ingen/exports/html").status_code == 404


def test_the_file_asks_for_nothing_and_no_text_becomes_markup(client: TestClient) -> None:
    hostile = "title: <script>alert(1)</script>\nsteps: [{title: '\"><img src=x>', notes: </script><b>}]"
    made = keep(client, hostile)
    html = client.get(f"{API}/stories/{made['id']}/exports/html").text
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "<b>" not in html
    assert "default-src 'none'" in unescape(html)
    assert not re.findall(r'(?:src|href)="(?!#)', html)


def test_a_story_with_a_view_that_makes_no_sense_is_not_told(client: TestClient) -> None:
    story = read_story("title: A\nview: {place: Atlantis}\nsteps: [{title: B}]")
    with pytest.raises(InputError):
        played(story, service_of(client).now(), "sv")


def test_a_form_is_proposed_changed_kept_and_played(client: TestClient) -> None:
    form = client.get("/berattelser/ny").text
    content = unescape(re.search(r'name="content" value="([^"]*)"', form)[1])  # type: ignore[index]
    titles = [step.title for step in read_story(content).steps]
    fields = {"content": content, "title": "Till mötet", "order-4": "0", "drop-0": "1", "notes-1": "Å\r\nÄ"}
    fields |= {f"title-{number}": title for number, title in enumerate(titles)}
    fields |= {"layout-2": "layered", "layout-new": "communities"}
    fields |= {"title-new": "Två till", "items-new": "SORESS-MMI\nLTU\nIngen alls", "sentence-new": "De hör ihop."}
    saved = client.post("/berattelser/spara", data=fields, follow_redirects=False)
    assert (saved.status_code, saved.headers["location"]) == (303, "/berattelse/till-m%C3%B6tet")
    text = read_story(client.get(f"{API}/stories/till-mötet").json()["content"])
    assert [step.title for step in text.steps] == [titles[4], *titles[1:4], "Två till"]
    assert list(text.steps[4].items.values()) == ["SORESS-MMI", "Luleå tekniska universitet"]
    assert text.steps[1].notes == "Å\nÄ"
    assert [step.layout for step in text.steps] == ["", "", "layered", "", "communities"]
    played = client.get("/berattelse/till-mötet")
    assert played.headers["content-security-policy"].startswith("sandbox ")
    assert [*re.findall(r"<h2>(.*?)</h2>", played.text)] == [step.title for step in text.steps]


def test_a_form_is_shown_again_when_the_title_is_taken_and_a_story_may_be_renamed(client: TestClient) -> None:
    keep(client, STORY)
    form = client.get("/berattelse/två-broar/andra").text
    fields = {"content": unescape(re.search(r'name="content" value="([^"]*)"', form)[1])}  # type: ignore[index]
    again = client.post("/berattelser/spara", data=fields | {"title-0": "Annat"})
    assert again.status_code == 422
    assert "Annat" in again.text
    client.post("/berattelser/spara", data=fields | {"id": "två-broar", "title": "Tre broar"})
    assert [item["id"] for item in client.get(f"{API}/stories").json()["items"]] == ["tre-broar"]
    client.post("/berattelse/tre-broar/ta-bort")
    assert len(client.get(f"{API}/stories").json()["items"]) == 1, "nobody was sure"
    client.post("/berattelse/tre-broar/ta-bort", data={"sure": "1"})
    assert client.get(f"{API}/stories").json()["items"] == []
    assert "Inga berättelser" in client.get("/berattelser").text


def test_a_large_network_is_drawn_round_what_the_steps_lift(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.service.stories.MOST_NODES", 12)
    moment = service_of(client).now()
    telling = played(proposal("Hela", {}, moment, "sv").story, moment, "sv")
    view = telling.view
    assert len(view.nodes) <= 12
    assert all(scene.lifted for scene in telling.scenes[1:])
    assert view.total > 50, "what is left out is counted"
