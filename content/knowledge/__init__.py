"""Room of the knowledge: documents cut into passages, indexed, and found again with their source."""
