"""The running service: the store, and what is computed from its revisions. Nothing here knows of HTTP or pages."""
