"""Room of the checks that need more than one field of a pack to tell whether it is right."""
