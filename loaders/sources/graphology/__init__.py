"""Graphology: graphs as programs on the web serialise them."""
