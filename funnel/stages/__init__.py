"""How customers leave a stage by other ways than the rules: by a person, backward, lost, come back, or silent."""
