"""What is answered is exactly what the description says: every name is declared, and nothing that is declared lacks."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import make_dataclass
from typing import Any

import jsonschema_rs
import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from api.http.routes.resources import RESOURCES
from api.http.schemas.entities import Node
from api.http.schemas.shape import node_shape
from api.service.items import values_of
from graph.model.vocabulary import NodeType, Property
from queries.finding.grouping import GROUPS
from queries.question import questions
from queries.questions.gaps import groups
from tests.api.conftest import API, load_demo

QUESTIONS: list[tuple[str, dict[str, str]]] = [
    *(("brokers", {"group": each, "expanded": "include"}) for each in GROUPS),
    *(("gaps", {"of": each}) for each in ("pairs", "coverage", "isolates")),
    *(("gaps", {"of": "groups", "group": each}) for each in groups.GROUPS),
    ("overlaps", {"none": "include"}),
    ("overlaps", {"project": "SORESS-MMI", "none": "include"}),
    ("partners", {"project": "SORESS-MMI"}),
    ("partners", {"theme": "skills-supply", "place": "se:25", "sector": "public"}),
    ("introductions", {"a": "Boliden AB", "b": "Region Norrbotten"}),
]
A_LIST = b"actor;project;role\nAnna Norrs AB;Norr;owner\nNorrs AB, Anna;Norr;partner\n"


class Described:
    """The description of a service beside what it answers."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.document = client.get(f"{API}/openapi.json").json()

    def check(self, route: str, content: Any, method: str = "get", status: int = 200) -> None:
        """`content` is an answer of the route as it is described."""
        self.validator(route, method, status).validate(content)

    def validator(self, route: str, method: str = "get", status: int = 200) -> Any:
        answer = self.document["paths"][f"{API}/{route}"][method]["responses"][str(status)]
        schema = answer["content"]["application/json" if status < 400 else "application/problem+json"]["schema"]
        return jsonschema_rs.validator_for(schema | {"components": self.document["components"]})

    def get(self, route: str, path: str | None = None, **query: Any) -> Any:
        """The answer of a route, checked."""
        response = self.client.get(f"{API}/{path or route}", params=query)
        assert response.status_code == 200, response.text
        self.check(route, response.json())
        return response.json()


@pytest.fixture(scope="module")
def demo_as_described(client_on_demo: TestClient) -> Described:
    return Described(client_on_demo)


@pytest.fixture
def described(make_client: Callable[..., TestClient]) -> Described:
    return Described(make_client())


@pytest.mark.parametrize("resource", RESOURCES)
def test_lists_and_every_detail(demo_as_described: Described, resource: str) -> None:
    listed = demo_as_described.get(resource, limit=1000)["items"]
    assert listed
    for item in listed:
        demo_as_described.get(f"{resource}/{{id}}", f"{resource}/{item['id']}", limit=1000)


@pytest.mark.parametrize(("question", "given"), QUESTIONS)
def test_questions(demo_as_described: Described, question: str, given: dict[str, str]) -> None:
    assert demo_as_described.get(question, limit=1000, **given)["items"]


def test_the_network_and_what_the_service_says_of_itself(demo_as_described: Described) -> None:
    assert {each["type"] for each in demo_as_described.get("network")["nodes"]} == {
        "Actor",
        "Project",
        "Theme",
        "Place",
    }
    demo_as_described.check("network", demo_as_described.client.get(f"{API}/exports/json").json())
    demo_as_described.get("status")
    assert demo_as_described.get("revisions")["items"]
    assert demo_as_described.get("revisions/{number}", "revisions/1")["difference"]
    assert demo_as_described.get("identities", limit=1000) == demo_as_described.get("identities", limit=1000)


def test_problems(demo_as_described: Described) -> None:
    for path, query, status in (
        ("actors/nobody", {}, 404),
        ("brokers", {"from": "2020-02-31"}, 422),
        ("brokers", {"limit": "many"}, 422),
    ):
        response = demo_as_described.client.get(f"{API}/{path}", params=query)
        assert response.status_code == status, response.text
        demo_as_described.check("actors/{id}" if status == 404 else path, response.json(), status=status)


def test_loads_revisions_and_what_is_withdrawn(described: Described) -> None:
    client = described.client
    seen = client.post(f"{API}/loads", files={"file": ("lista.csv", A_LIST)}).json()
    described.check("loads", seen, "post")
    assert seen["report"]["difference"]
    described.get("loads/{id}", f"loads/{seen['id']}")
    applied = client.post(f"{API}/loads/{seen['id']}/apply").json()
    described.check("loads/{id}/apply", applied, "post")
    refused = client.post(f"{API}/loads", files={"file": ("lista.csv", b"actor;project\n;\n")})
    described.check("loads", refused.json(), "post", refused.status_code)
    withdrawn = client.delete(f"{API}/datasets/{applied['report']['dataset']}").json()
    described.check("datasets/{id}", withdrawn, "delete")
    for revision in described.get("revisions")["items"]:
        described.get("revisions/{number}", f"revisions/{revision['number']}")


def test_verdicts(described: Described) -> None:
    load_demo(described.client)
    first, second = (each["id"] for each in described.get("projects", limit=2)["items"])
    order = {"verdict": "complementary", "decided_by": "Projektkontoret"}
    route = f"{API}/overlaps/{first}/{second}/verdict"
    described.check("overlaps/{a}/{b}/verdict", described.client.put(route, json=order).json(), "put")
    assert described.get("revisions/{number}", "revisions/2")["difference"]
    assert [each["verdict"] for each in described.get("overlaps")["items"] if each["verdict"]]


def test_decisions_about_who_is_who(described: Described) -> None:
    client = described.client
    client.post(f"{API}/loads", params={"apply": True}, files={"file": ("lista.csv", A_LIST)})
    doubts = described.get("identities")["items"]
    assert doubts
    ends = {side: {name: doubts[0][side][name] for name in ("dataset", "id")} for side in ("one", "other")}
    order = {"decisions": [{**ends, "verdict": "same"}], "decided_by": "Projektkontoret"}
    decided = client.put(f"{API}/identities/decisions", json=order).json()
    described.check("identities/decisions", decided, "put")
    assert decided["difference"]
    assert described.get("identities/decisions")
    taken_back = client.post(f"{API}/identities/withdrawals", json={"pairs": [ends]}).json()
    described.check("identities/withdrawals", taken_back, "post")


@pytest.mark.parametrize(
    ("route", "path"),
    [
        ("actors", "actors"),
        ("projects/{id}", "projects/{project}"),
        ("network", "network"),
        *((name, name) for name in ("brokers", "gaps", "overlaps")),
    ],
)
def test_a_name_that_is_not_declared_is_found_wherever_it_stands(
    demo_as_described: Described, route: str, path: str
) -> None:
    project = demo_as_described.get("projects")["items"][0]["id"]
    answer = demo_as_described.get(route, path.format(project=project))
    validator = demo_as_described.validator(route)
    places = list(_objects(answer))
    assert len(places) >= 3
    for place in places:
        changed = copy.deepcopy(answer)
        _at(changed, place)["not_declared"] = 1
        assert not validator.is_valid(changed), place


_OPEN = ("amounts", "graph", "weights")  # by currency, empty, by part


def _objects(content: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the objects of an answer stand, of each list the first only; what is open by design is passed over."""
    if isinstance(content, dict):
        yield place
        for name, value in content.items():
            if name not in _OPEN:
                yield from _objects(value, (*place, name))
    elif isinstance(content, list) and content:
        yield from _objects(content[0], (*place, 0))


def _at(content: Any, place: tuple[Any, ...]) -> Any:
    for step in place:
        content = content[step]
    return content


@pytest.mark.parametrize("name", questions())
def test_records_of_answers_are_described_by_name(demo_as_described: Described, name: str) -> None:
    shapes = demo_as_described.document["components"]["schemas"]
    answer = shapes[f"{name.title()}Answer"]["properties"]
    items, method = answer["items"]["items"], answer["method"]
    question = questions()[name]
    for described, records in ((items, question.items), (method, question.methods)):
        names = [each["$ref"].rpartition("/")[2] for each in described.get("oneOf", [described])]
        assert names == [each.__name__ for each in records]
        assert all(shapes[each]["description"] for each in names)


def test_no_shape_of_an_answer_lets_other_names_through(demo_as_described: Described) -> None:
    shapes = demo_as_described.document["components"]["schemas"]
    open_ones = [
        name
        for name, schema in shapes.items()
        if "properties" in schema and schema.get("additionalProperties") is not False
    ]
    # What is sent as a form, and the framework's own, is no shape of ours.
    assert [name for name in open_ones if not name.startswith(("Body_", "HTTPValidation", "ValidationError"))] == []


def test_a_property_added_to_the_model_is_in_the_item_and_in_its_shape() -> None:
    grown = NodeType(
        "Actor",
        "An organisation.",
        (
            Property("name", "text", "Its name"),
            Property("kind", "text", "Its kind"),
            Property("founded", "date", "Born"),
        ),
    )
    actor = make_dataclass("Actor", ["id", "name", "kind", "founded"])("a", "A", None, "1900")
    shape = node_shape(grown, Node)
    item = {"id": actor.id, **values_of(actor, grown)}
    assert item["founded"] == "1900"
    assert shape.model_validate(item).model_dump() == item
    assert shape.model_json_schema()["properties"]["founded"]["description"] == "Born"
    with pytest.raises(ValidationError, match="closed"):
        shape.model_validate(item | {"closed": "2000"})
