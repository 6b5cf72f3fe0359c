"""The questions HUR answers."""
