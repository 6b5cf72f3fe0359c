"""Everything that recognises a file, one folder each, found by being there."""
