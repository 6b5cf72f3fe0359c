"""OpenRefine's requests over HTTP: the demo network's actors by the Reconciliation Service API 0.2."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import jsonschema_rs
import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import API
from tests.availability import shared

AUTHENTICATION = "http://swagger.io/v2/schema.json"
OPENREFINE = "http://127.0.0.1:3333"
QUERIES: dict[str, Any] = {
    "q0": {"query": "LTU", "limit": 3},
    "q1": {"query": "Skelleftea kommun", "type": "/actor/municipality", "type_strict": "should"},
    "q2": {"query": "Skellefteå", "properties": [{"pid": "org_number", "v": "212000-2643"}, {"pid": "kind", "v": 7}]},
    "q3": {"query": "Vimmelhöjdens fiktiva skrivbyrå"},
    "q5": {"query": "SORESS-MMI", "type": "/project"},
    "q4": {"properties": [{"pid": "place", "v": [{"id": "se:2482", "name": "Skellefteå"}, True]}]},
}
EXTEND = {"ids": ["", "nobody"], "properties": [{"id": name} for name in ("name", "kind", "place", "aliases")]}
HOSTILE = '<script>alert("x")</script> & Söner'


def checked(name: str, document: Any) -> None:
    """Check a document with the specification's own schema, none of which is fetched."""
    folder = shared("reconciliation")  # 0.2/schemas of the specification
    schemas = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
    resources = {each["$id"]: each for each in schemas}
    outside: dict[str, Any] = {"definitions": {"securityDefinitions": {"additionalProperties": {}}}}
    registry = jsonschema_rs.Registry([*resources.items(), (AUTHENTICATION, outside)], draft=jsonschema_rs.Draft7)
    schema = json.loads((folder / f"{name}.json").read_text("utf-8"))
    jsonschema_rs.Draft7Validator(schema, registry=registry).validate(document)


def reconciled(client: TestClient, queries: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    response = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert response.status_code == 200, response.text
    return {key: each["result"] for key, each in response.json().items()}


def test_without_queries_it_says_what_it_can(demo: TestClient) -> None:
    manifest = demo.get("/reconcile").json()
    assert manifest == demo.post("/reconcile").json()
    assert manifest["versions"] == ["0.2"]
    kinds = {each["id"] for each in manifest["defaultTypes"]}
    assert {"/actor", "/actor/municipality", "/project"} <= kinds
    (found,) = reconciled(demo, {"q": {"query": "Skellefteå kommun", "limit": 1}})["q"]
    for template in (manifest["view"]["url"], manifest["preview"]["url"]):
        assert found["name"] in demo.get(template.replace("{{id}}", found["id"])).text
    for service in (*manifest["suggest"].values(), manifest["extend"]["propose_properties"]):
        answer = demo.get(service["service_url"] + service["service_path"], params={"prefix": ""})
        assert answer.status_code == 200, answer.text


def test_queries_come_by_form_and_by_address(demo: TestClient) -> None:
    by_form = reconciled(demo, QUERIES)
    by_address = demo.get("/reconcile", params={"queries": json.dumps(QUERIES)}).json()
    assert by_address == {key: {"result": result} for key, result in by_form.items()}
    assert by_form.keys() == QUERIES.keys()
    assert len(by_form["q0"]) <= 3
    first = by_form["q1"][0]
    assert (first["name"], first["score"], first["match"]) == ("Skellefteå kommun", 100, True)
    assert [each["id"] for each in first["type"]] == ["/actor/municipality", "/actor"]
    assert {"id": "same_name", "value": True} in first["features"]
    assert all(each["type"][0]["id"] == "/actor/municipality" for each in by_form["q1"])
    assert by_form["q3"] == []


def test_every_answer_is_as_the_schemas_of_the_specification_say(demo: TestClient) -> None:
    checked("reconciliation-query-batch", QUERIES)
    checked("data-extension-query", EXTEND)
    checked("manifest", demo.get("/reconcile").json())
    checked("reconciliation-result-batch", demo.post("/reconcile", data={"queries": json.dumps(QUERIES)}).json())
    for what, name in (("entity", "entities"), ("type", "types"), ("property", "properties")):
        answer = demo.get(f"/reconcile/suggest/{what}", params={"prefix": ""}).json()
        assert answer["result"]
        checked(f"suggest-{name}-response", answer)
    extended = demo.post("/reconcile", data={"extend": json.dumps(EXTEND)}).json()
    checked("data-extension-response", extended)


def test_the_schemas_refuse_what_the_specification_forbids() -> None:
    with pytest.raises(jsonschema_rs.ValidationError):
        checked("reconciliation-result-batch", {"q0": {"result": [{"id": "a", "name": "A"}]}})
    with pytest.raises(jsonschema_rs.ValidationError):
        checked("manifest", {"versions": ["0.1"], "name": "HUR", "identifierSpace": "a", "schemaSpace": "b"})


def test_what_was_asked_wrongly_is_told_by_its_place(demo: TestClient) -> None:
    for queries in ("", "[]", "{", '{"q0": {"query": "x", "limit": 0}}', '{"q0": {"query": "x", "limit": "many"}}'):
        response = demo.post("/reconcile", data={"queries": queries})
        assert response.status_code == (200 if not queries else 422), queries
    response = demo.post("/reconcile", data={"queries": '{"q0": {"query": "x", "limit": 0}}'})
    assert response.json()["problems"][0]["column"] == "queries.q0.limit"
    batch = json.dumps({f"q{number}": {"query": "x"} for number in range(501)})
    assert demo.post("/reconcile", data={"queries": batch}).status_code == 422
    extend = json.dumps({"ids": [], "properties": [{"id": "salary"}]})
    assert demo.post("/reconcile", data={"extend": extend}).status_code == 422


def test_suggestions_begin_as_written_and_go_on(demo: TestClient) -> None:
    def suggested(what: str, **options: Any) -> list[str]:
        answer = demo.get(f"/reconcile/suggest/{what}", params=options).json()
        return [each["name"] for each in answer["result"]]

    assert suggested("entity", prefix="skellefteå KOM")[0] == "Skellefteå kommun"
    assert suggested("type", prefix="munici", lang="en") == ["Municipality"]
    assert suggested("property", prefix="org", lang="sv") == ["Organisationsnummer"]
    whole = suggested("entity", prefix="")
    assert len(whole) == 20
    assert suggested("entity", prefix="", cursor=5)[:15] == whole[5:]


def test_values_are_fetched_for_what_was_reconciled(demo: TestClient) -> None:
    (found,) = reconciled(demo, {"q": {"query": "Skellefteå kommun", "limit": 1}})["q"]
    order = EXTEND | {"ids": [found["id"], "nobody"]}
    answer = demo.get("/reconcile", params={"extend": json.dumps(order), "lang": "sv"}).json()
    assert [each["id"] for each in answer["meta"]] == ["name", "kind", "place", "aliases"]
    assert answer["rows"][found["id"]]["name"] == [{"str": "Skellefteå kommun"}]
    assert answer["rows"][found["id"]]["kind"] == [{"str": "Kommun"}]
    assert answer["rows"]["nobody"] == {"name": [], "kind": [], "place": [], "aliases": []}
    properties = demo.get("/reconcile/properties", params={"limit": 2}).json()["properties"]
    assert [each["id"] for each in properties] == ["name", "org_number"]


def test_projects_are_matched_suggested_shown_and_fetched(demo: TestClient) -> None:
    found = reconciled(demo, {"p": {"query": "SORESS-MMI", "type": "/project"}, "any": {"query": "soress-mmi"}})
    (first, *_) = found["p"]
    assert (first["match"], [each["id"] for each in first["type"]]) == (True, ["/project"])
    assert (found["any"][0]["id"], found["any"][0]["match"]) == (first["id"], True)
    actors = reconciled(demo, {"a": {"query": "SORESS-MMI", "type": "/actor"}})["a"]
    assert all(each["type"][-1]["id"] == "/actor" for each in actors)
    suggested = demo.get("/reconcile/suggest/entity", params={"prefix": "soress"}).json()["result"]
    assert first["id"] in [each["id"] for each in suggested]
    assert first["name"] in demo.get("/reconcile/preview", params={"id": first["id"], "lang": "sv"}).text
    answer = demo.get("/reconcile/view", params={"id": first["id"]}, follow_redirects=False)
    assert (answer.status_code, "/projekt/" in answer.headers["location"]) == (307, True)
    order = {"ids": [first["id"]], "properties": [{"id": "acronym"}, {"id": "kind"}, {"id": "place"}]}
    row = demo.get("/reconcile", params={"extend": json.dumps(order)}).json()["rows"][first["id"]]
    assert row == {"acronym": [{"str": "SORESS-MMI"}], "kind": [], "place": []}
    properties = demo.get("/reconcile/properties", params={"type": "/project"}).json()["properties"]
    assert {"name", "acronym", "numbers", "aliases"} <= {each["id"] for each in properties}


def test_markup_in_names_stays_text(make_client: Callable[..., TestClient]) -> None:
    client = make_client()
    table = f'projekt,aktör,roll\nTräd,"{HOSTILE.replace(chr(34), chr(34) * 2)}",partner\n'
    files = [("file", ("ett.csv", table.encode()))]
    assert client.post(f"{API}/loads", params={"apply": True}, files=files).status_code in (200, 201)
    (found,) = reconciled(client, {"q": {"query": HOSTILE}})["q"]
    assert found["name"] == HOSTILE
    response = client.get("/reconcile/preview", params={"id": found["id"]})
    assert response.headers["content-type"].startswith("text/html")
    assert "<script" not in response.text
    assert "&lt;script&gt;" in response.text
    assert f'href="http://localhost:8087/aktor/{quote(found["id"], safe=":")}"' in response.text
    assert client.get("/reconcile/preview", params={"id": "nobody"}).status_code == 404


def test_only_pages_of_this_machine_may_read_and_frame(demo: TestClient) -> None:
    header = "access-control-allow-origin"
    assert demo.get("/reconcile", headers={"Origin": OPENREFINE}).headers[header] == OPENREFINE
    for origin in ("https://evil.example", "http://127.0.0.1.evil.example", "null", "http://[", ""):
        assert header not in demo.get("/reconcile", headers={"Origin": origin}).headers
    assert header not in demo.get(f"{API}/actors", headers={"Origin": OPENREFINE}).headers
    assert demo.get("/reconcile", headers={"Host": "evil.example"}).status_code == 403
    assert demo.post("/reconcile", headers={"Origin": "https://evil.example"}).status_code == 403
    (found,) = reconciled(demo, {"q": {"query": "Skellefteå kommun", "limit": 1}})["q"]
    policy = demo.get("/reconcile/preview", params={"id": found["id"]}).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self' http://localhost:* http://127.0.0.1:*" in policy
