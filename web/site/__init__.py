"""The public site: what a visitor sees of the company, one address per language."""
