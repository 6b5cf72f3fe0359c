"""The pages people see: server-rendered, Swedish first, whole without JavaScript."""

from api.pages.routes import (
    about,
    assets,
    consortium,
    details,
    judging,
    loading,
    lost,
    mapping,
    maps,
    overlaps,
    partners,
    questions,
    reviewing,
    revisions,
    shares,
    start,
    stories,
    tables,
    views,
    what_if,
)
from api.pages.routing import page_router

router = page_router()
for _module in (
    assets,
    start,
    tables,
    details,
    questions,
    overlaps,
    partners,
    consortium,
    judging,
    mapping,
    loading,
    reviewing,
    revisions,
    what_if,
    maps,
    stories,
    views,
    shares,
    about,
    lost,
):
    router.include_router(_module.router)
