"""Real servers that tests and benchmarks start, use and end."""
