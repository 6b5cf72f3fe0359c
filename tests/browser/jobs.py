"""Playing a job as a person does: every click is counted, and a picture is kept of where it led."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

_PICTURES: Final = Path(__file__).parents[2] / "test-results"


class Hand:
    """A hand on the mouse of one page. Choosing in a list costs two clicks: opening it, and the choice."""

    def __init__(self, page: "Page") -> None:
        self.page, self.clicks = page, 0

    def click(self, what: "Locator") -> None:
        """Click it."""
        self.clicks += 1
        what.click()

    def write(self, field: "Locator", text: str) -> None:
        """Click into a field and type."""
        self.click(field)
        self.page.keyboard.type(text)

    def choose(self, field: "Locator", label: str) -> None:
        """Open a list and take one of it."""
        self.clicks += 2
        field.select_option(label=label)

    def keep_picture(self, name: str) -> None:
        """Keep what is in the window, as `test-results/<name>.png`."""
        _PICTURES.mkdir(exist_ok=True)
        self.page.screenshot(path=str(_PICTURES / f"{name}.png"))
