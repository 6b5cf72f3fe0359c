"""The datasets of the graph; one of them can be withdrawn."""

from typing import Any

from api.dependencies import ServiceDep
from api.reporting import report_item
from api.resources import resource_router
from api.schemas import Dataset, Report

router = resource_router("datasets", Dataset)


@router.delete("/{id:path}", response_model=Report, summary="Withdraw everything a dataset reported")
def forget(service: ServiceDep, id: str) -> dict[str, Any]:
    """Facts that another dataset reports too stay."""
    return report_item(service.forget(id))
