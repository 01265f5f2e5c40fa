"""Who of the company may do what: staff accounts, their sessions and roles."""
