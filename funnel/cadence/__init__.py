"""The playbook at work: which plays run for which customer, which step is due when, and what became of it."""
