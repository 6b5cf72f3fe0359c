"""Tables to records: what a column is, what its cells mean, by a source's words or by a mapping that a person made."""
