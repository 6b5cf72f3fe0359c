"""What a person can answer to the questions that a load may ask, by the name of the question."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

AMOUNTS_OF: Final = ("partner", "project")
NODES_ARE: Final = ("actor", "project", "none")
PERSONS_ARE: Final = ("leave", "keep")
ANSWERS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"amounts": AMOUNTS_OF, "nodes": NODES_ARE, "persons": PERSONS_ARE}
)
