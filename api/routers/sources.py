"""The sources of a view."""

from api.resources import resource_router
from api.schemas import Source

router = resource_router("sources", Source)
