"""Figures of the house itself: reads, opens, files crossed, growth, decisions, verdicts, maps, rooms."""
