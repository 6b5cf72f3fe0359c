"""What every child that reads files needs, read once by the process they are forked from, which imports this."""

import gc

import api.service.reading  # noqa: F401
from loaders.catalogue import find_loaders
from loaders.registers.registry import load_registry

find_loaders()
load_registry()
gc.freeze()  # else the first collection of each child copies all of it
