"""The command `hur`."""
