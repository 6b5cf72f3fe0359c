"""The themes of a view."""

from api.resources import resource_router
from api.schemas import Theme

router = resource_router("themes", Theme)
