"""What a browser may do with our answers: headers that every one of them has, also the refusals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final


def content_security_policy(scripts: Iterable[str] = (), styles: Iterable[str] = ()) -> str:
    """What a page of ours may load: itself only. `scripts` and `styles` are hashes such as `'sha256-…'`."""
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *scripts)),
            " ".join(("style-src 'self'", *styles)),
            "img-src 'self' data: blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


# same-origin, not no-referrer: without a referrer browsers post forms with `Origin: null`, which we refuse.
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": content_security_policy(),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
