"""The privacy of a person: everything that is kept of them can be handed out, and erased with proof."""
