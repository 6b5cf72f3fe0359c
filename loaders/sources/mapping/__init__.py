"""Any table, read by a mapping that a person made once: which column is what."""
