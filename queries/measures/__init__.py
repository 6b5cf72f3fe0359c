"""Figures of a network as pure functions: a graph in, plain values out. No store, no files, no settings.

Nodes are ids (str). An undefined figure is None, never NaN. Every random thing takes a seed. Nothing is imported here,
so that asking for one measure does not load the libraries of the others.
"""
