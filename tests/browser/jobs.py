"""Playing a job as a person does: every click is counted, and photographs are kept of where it led."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

_PICTURES: Final = Path(__file__).parents[2] / "test-results"
_WINDOWS: Final = ((400, 800), (1280, 800), (1920, 1080))


class Hand:
    """A hand on the mouse of one page. Choosing in a list costs two clicks: opening it, and the choice.

    With `HUR_TEST_PHOTOGRAPHS=all` every step is photographed in three windows, light and dark, in Swedish and English.
    """

    def __init__(self, page: "Page", job: str) -> None:
        self.page, self.clicks = page, 0
        self._job, self._photographs_all = job, os.environ.get("HUR_TEST_PHOTOGRAPHS") == "all"
        _PICTURES.mkdir(exist_ok=True)

    def click(self, what: "Locator") -> None:
        """Click it."""
        if self._photographs_all:
            self._photograph()
        self.clicks += 1
        what.click()

    def write(self, field: "Locator", text: str) -> None:
        """Click into a field and type after what stands there."""
        self.click(field)
        self.page.keyboard.press("End")
        self.page.keyboard.type(text)

    def choose(self, field: "Locator", label: str) -> None:
        """Open a list and take one of it."""
        self.clicks += 2
        field.select_option(label=label)

    def keep_picture(self) -> None:
        """Keep what is in the window, as `test-results/<job>.png`."""
        if self._photographs_all:
            self._photograph()
        self.page.screenshot(path=str(_PICTURES / f"{self._job}.png"))

    def _photograph(self) -> None:
        """The page in Swedish, as it stands, and the same address in English."""
        self._in_every_window(self.page, "sv")
        context = self.page.context.browser.new_context(storage_state=self.page.context.storage_state())  # type: ignore[union-attr]
        context.add_cookies([{"name": "hur_lang", "value": "en", "url": self.page.url}])
        page = context.new_page()
        page.goto(self.page.url, wait_until="load")
        self._in_every_window(page, "en")
        context.close()

    def _in_every_window(self, page: "Page", language: str) -> None:
        before = page.viewport_size
        for width, height in _WINDOWS:
            page.set_viewport_size({"width": width, "height": height})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                page.wait_for_timeout(300)  # the map settles after it was given another size
                page.screenshot(path=str(_PICTURES / f"{self._job}-{self.clicks}-{language}-{width}-{scheme}.png"))
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(before)  # type: ignore[arg-type]
