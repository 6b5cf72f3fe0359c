"""Answers on the real data, held against its facts."""
