"""One module a group of addresses, each with its `router`; found by being there."""
