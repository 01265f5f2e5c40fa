"""Room of the re-check: what would be different if an open quote were made now, and why."""
