"""Who may be written to, for what, and on what ground: asked before any mail that is no answer to a request."""
