"""What a person decides about a pair, as it is sent and answered."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from api.http.schemas.shape import Shape, node_shape
from graph.model.vocabulary import VERDICT


class VerdictOrder(BaseModel):
    """What a person decides about a pair."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"verdict": "complementary", "decided_by": "Projektkontoret", "reason": "Olika mål"}]
        },
    )

    verdict: Annotated[str, Field(max_length=50)]
    decided_by: Annotated[str, Field(min_length=1, max_length=200)]
    reason: Annotated[str | None, Field(max_length=2000)] = None


class Decision(Shape):
    """What a decision has beside its properties."""

    id: str


Verdict: Final = node_shape(VERDICT, Decision)
