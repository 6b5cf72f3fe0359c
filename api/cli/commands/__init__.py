"""One module a command; each has `add_to(app)`. What takes time is imported when the command runs."""
