"""Measure the house whole; each part also runs by itself, as `python -m benchmarks.house.growth`.

python -m benchmarks.house [SHARED]
"""

from __future__ import annotations

import sys
from importlib import import_module
from inspect import signature
from pathlib import Path
from pkgutil import iter_modules

import benchmarks.house


def main(shared: Path) -> None:
    """Print every figure under the part that measured it."""
    for part in sorted(module.name for module in iter_modules(benchmarks.house.__path__) if module.name != "__main__"):
        measure = import_module(f"{benchmarks.house.__name__}.{part}").measure
        print(f"== {part}")
        for name, figure in measure(shared) if signature(measure).parameters else measure():
            print(f"{name}: {figure}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
