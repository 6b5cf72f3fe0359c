"""Slides with shapes that can be edited."""
