"""Speed, measured as a ratio against what a user would pick instead, in the same run. Never part of the tests."""
