"""The description of the API holds for whatever a machine can think of to send."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from fastapi.testclient import TestClient
from schemathesis.core.failures import FailureGroup
from schemathesis.openapi.checks import JsonSchemaError
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.service.items import actor_item
from graph.network.view import OPTIONS, VIEW_OPTIONS
from tests.api.conftest import API, client_on, load_demo

CHEAP = list(hypothesis.HealthCheck)
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with client_on(tmp_path_factory.mktemp("described")) as client:
        load_demo(client)
        yield schemathesis.openapi.from_asgi(f"{API}/openapi.json", client.app, headers={"Host": "localhost"})


def test_no_request_breaks_what_the_description_says(described: Any) -> None:
    operations = [each.ok() for each in described.get_all_operations()]
    assert len(operations) > 20
    for operation in operations:
        _try(operation)


def _try(operation: Any) -> None:
    @hypothesis.given(case=operation.as_strategy())
    @hypothesis.settings(max_examples=10, deadline=None, derandomize=True, database=None, suppress_health_check=CHEAP)
    def holds(case: Any) -> None:
        case.call_and_validate(checks=CHECKS, headers={"Host": "localhost"})

    holds()


def test_a_name_that_the_code_adds_alone_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.service.lists.actor_item", lambda *of: actor_item(*of) | {"not_declared": 1})
    with client_on(tmp_path) as client:
        load_demo(client)
        described = schemathesis.openapi.from_asgi(f"{API}/openapi.json", client.app, headers={"Host": "localhost"})
        case = described[f"{API}/actors"]["GET"].Case()
        with pytest.raises(FailureGroup) as found:
            case.call_and_validate(checks=CHECKS, headers={"Host": "localhost"})
    assert [type(each) for each in found.value.exceptions] == [JsonSchemaError]
    assert "not_declared" in str(found.value.exceptions[0])


def test_every_operation_is_described_with_its_refusals(demo: TestClient) -> None:
    paths = demo.get(f"{API}/openapi.json").json()["paths"]
    assert len(paths) > 20
    for path, operations in paths.items():
        for method, operation in operations.items():
            assert operation["summary"], (method, path)
            assert "application/problem+json" in operation["responses"]["404"]["content"], (method, path)


def test_examples_stand_in_the_description(demo: TestClient) -> None:
    schemas = demo.get(f"{API}/openapi.json").json()["components"]["schemas"]
    assert schemas["Reference"]["properties"]["name"]["examples"] == ["Skellefteå kommun"]
    assert schemas["VerdictOrder"]["examples"]


def test_view_options_are_described_as_they_are_declared(demo: TestClient) -> None:
    document = demo.get(f"{API}/openapi.json").json()
    asked = {each["name"]: each for each in document["paths"][f"{API}/network"]["get"]["parameters"]}
    answered = document["components"]["schemas"]["View"]["properties"]
    assert tuple(answered) == tuple(name for name in asked if name in OPTIONS) == OPTIONS
    for option in VIEW_OPTIONS:
        assert asked[option.name]["description"] == answered[option.name]["description"] == option.description
        assert (asked[option.name]["schema"].get("type") == "array") is option.repeats
        allowed = asked[option.name]["schema"]
        allowed = allowed["items"] if option.repeats else allowed["anyOf"][0]
        assert tuple(allowed.get("enum", ())) == option.choices


def test_the_description_needs_nothing_from_elsewhere(make_client: Callable[..., TestClient]) -> None:
    client = make_client()
    assert client.get("/docs").status_code == 404
    assert client.get(f"{API}/openapi.json").json()["openapi"].startswith("3.1")
