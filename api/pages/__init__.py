"""The pages people see: server-rendered, Swedish first, whole without JavaScript."""

from api.pages.routes import (
    about,
    assets,
    browsing,
    consortium,
    details,
    judging,
    loading,
    lost,
    mapping,
    maps,
    partners,
    questions,
    reviewing,
    revisions,
    shares,
    start,
    views,
    what_if,
)
from api.pages.routing import page_router

router = page_router()
for _module in (
    assets,
    start,
    browsing,
    details,
    questions,
    partners,
    consortium,
    judging,
    mapping,
    loading,
    reviewing,
    revisions,
    what_if,
    maps,
    views,
    shares,
    about,
    lost,
):
    router.include_router(_module.router)
