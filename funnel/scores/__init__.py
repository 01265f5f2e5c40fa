"""Scores learned from our own outcomes."""
