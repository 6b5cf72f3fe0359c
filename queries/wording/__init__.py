"""Putting names and decisions into answers and sentences."""
