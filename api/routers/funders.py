"""The funders of a view."""

from api.resources import resource_router
from api.schemas import Funder

router = resource_router("funders", Funder)
