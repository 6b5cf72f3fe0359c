"""Graphs of nodes and edges from other programs: what their formats share once they are parsed."""
