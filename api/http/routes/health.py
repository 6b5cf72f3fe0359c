"""For whoever starts and watches the service."""

from fastapi import APIRouter, Request

from api.http.dependencies import ServiceDep
from api.http.schemas.service import Health

router = APIRouter(prefix="/health", tags=["service"])


@router.get("/live", response_model=Health, summary="The process answers")
async def live(request: Request) -> Health:
    """Asks nothing of the store, and waits for no thread."""
    return Health(instance=request.app.state.instance)


@router.get("/ready", response_model=Health, summary="The store answers")
def ready(service: ServiceDep) -> Health:
    """503 while the store cannot be reached, is gone, or has no room for what would be written."""
    service.check()
    return Health()
