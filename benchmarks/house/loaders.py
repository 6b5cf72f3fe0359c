"""How long the loaders are, and which sources are read by a document and which by a program of their own.

python -m benchmarks.house.loaders
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

LOADERS: Final = Path(__file__).parents[2] / "loaders"


def non_blank(*files: Path) -> int:
    """The lines of these files that hold anything."""
    return sum(bool(line.strip()) for file in files for line in file.read_text("utf-8").splitlines())


def measure() -> list[tuple[str, str]]:
    """Lines of .py and .yml in loaders/, and of the programs that sources have beside their documents."""
    found = [
        (
            "non-blank lines of .py and .yml in loaders/",
            f"{non_blank(*LOADERS.rglob('*.py'), *LOADERS.rglob('*.yml')):,}",
        )
    ]
    for source in sorted(document.parent for document in LOADERS.glob("sources/*/source.yml")):
        program = non_blank(*source.glob("*.py"))
        document = non_blank(source / "source.yml")
        found.append(
            (source.name, f"a document of {document} lines" + (f", a program of {program}" if program else ""))
        )
    return found


if __name__ == "__main__":
    for name, figure in measure():
        print(f"{name}: {figure}")
