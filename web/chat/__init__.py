"""The advisor over HTTP: one turn as JSON or as a stream, and the same by a plain form."""
