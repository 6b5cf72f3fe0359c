"""Figures for Prometheus and its like."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from api.http.dependencies import ServiceDep
from api.service.service import Service
from graph.errors import StoreError
from graph.settings import Settings

if TYPE_CHECKING:
    from prometheus_client import Metric

router = APIRouter(include_in_schema=False)


@router.get("/metrics")
def metrics(service: ServiceDep) -> Response:
    """Requests, loads, revision and size, in the text format of Prometheus; of the process what the machine tells."""
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, ProcessCollector, generate_latest

    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(_Collector(service))
    return Response(generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


class _Collector:
    """What the service knows at the moment, as families of metrics."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def collect(self) -> Iterator[Metric]:
        """Called by the registry."""
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, SummaryMetricFamily

        names = ("method", "address", "status")
        requests = SummaryMetricFamily("hur_request_seconds", "Requests and the time they took", labels=names)
        for asked, answered in self._service.figures.answered().items():
            requests.add_metric(asked, answered.count, answered.seconds)
        yield requests
        loads = CounterMetricFamily("hur_loads", "Loads that were applied or failed", labels=("state",))
        for state, count in self._service.jobs.done.items():
            loads.add_metric((state,), count)
        yield loads
        answers = 1
        try:
            yield GaugeMetricFamily("hur_revision", "Number of the newest revision", self._service.revision())
        except StoreError:
            answers = 0
        yield GaugeMetricFamily("hur_store_answers", "1 while the store answers, else 0", answers)
        told = "How many things /api/v1/status tells whoever runs the service, such as a damaged store"
        yield GaugeMetricFamily("hur_notices", told, len(self._service.store.notices))
        for name, told, size in _sizes(self._service.settings):
            yield GaugeMetricFamily(name, told, size)


def _sizes(settings: Settings) -> Iterator[tuple[str, str, int]]:
    if not settings.is_server:
        from graph.store.embedded_log import log_size
        from graph.store.embedded_opening import FILE_NAME

        store = Path(settings.graph) / FILE_NAME
        yield "hur_store_bytes", "Size of the embedded store", _size(store)
        yield "hur_store_log_bytes", "Size of its log of what was written since the last checkpoint", log_size(store)
    if settings.access_log:
        yield "hur_access_log_bytes", "Size of the access log", _size(settings.access_log)


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0
