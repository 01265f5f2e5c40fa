"""A believable year of invented customers, made from a seed, marked, and taken away again."""
