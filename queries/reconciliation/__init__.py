"""Matching names in other people's tables with actors and projects."""
