"""The projects of a view."""

from api.resources import resource_router
from api.schemas import Project

router = resource_router("projects", Project)
