"""One module an engine: the only importers of the drivers."""
