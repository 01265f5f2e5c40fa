"""What a company decides about its selling, in versions: its stages with their rules, and its playbook."""
